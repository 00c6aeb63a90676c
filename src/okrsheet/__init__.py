"""A strategy in an Excel workbook that checks itself, scores itself and explains itself."""

__version__ = "0.1.0"
