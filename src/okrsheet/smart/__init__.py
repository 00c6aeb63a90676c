"""The SMART linter: one registry of short rules with stable codes."""
