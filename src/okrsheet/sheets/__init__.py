"""What a workbook looks like to the domain: its layout, and the way in and out."""
