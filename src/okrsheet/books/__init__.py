"""Where a workbook lives: the port and its hosts."""
