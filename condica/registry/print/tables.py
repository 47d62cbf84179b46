"""Lists that leave as files (exporturi): the same columns and cells as CSV and as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from condica.foundation import dates
from condica.foundation.lazy import Later

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")


Cell = str | int | datetime | None


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons and a byte order mark, so that spreadsheets read the letters right."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{dates.local(cell):%d.%m.%Y %H:%M}"
    return _safe(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _safe(text: str) -> str:
    """A word that a spreadsheet would run as a formula stays a word."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text[1:] else text


def xlsx_bytes(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet: bold frozen headings with filters, moments as moments, numbers as numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
    sheet.write_row(0, 0, columns, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(last, place, dates.local(cell).replace(tzinfo=None), moment)
            else:
                sheet.write(last, place, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_column(0, len(columns) - 1, 18)
    book.close()
    return out.getvalue()
