"""Business-readable cases of the linter, run from a workbook by pytest-xlsx."""
