"""Departments: parts of a plan sent out, filled in, and merged back with nothing lost."""
