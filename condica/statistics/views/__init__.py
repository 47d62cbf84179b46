"""Pages of the reports (paginile rapoartelor): reports with the lists behind their figures, printed registers."""

from condica.statistics.views.books import book, book_export
from condica.statistics.views.reports import export, index, papers, report

__all__ = ["book", "book_export", "export", "index", "papers", "report"]
