"""A workbook that is open in Excel: the host of the port over xlwings (docs/decisions/008)."""
