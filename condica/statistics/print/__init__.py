"""Reports and registers on paper and in spreadsheets (tipărire și export): PDF/A, XLSX, CSV."""

from condica.statistics.print.books import book_pdf, book_xlsx, in_cells, stacked
from condica.statistics.print.paper import pdf_bytes
from condica.statistics.print.spreadsheets import csv_text, xlsx_bytes

__all__ = ["book_pdf", "book_xlsx", "csv_text", "in_cells", "pdf_bytes", "stacked", "xlsx_bytes"]
