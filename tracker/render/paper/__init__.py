"""What is sent or printed: a page of HTML, a workbook, a calendar."""
