"""Departments on disk: their workbooks written by the thousand, read back, and watched."""
