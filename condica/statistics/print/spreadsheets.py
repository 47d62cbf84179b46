"""A report as a spreadsheet (foaie de calcul): typed figures, totals as formulas; and every fact on a line, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from condica.foundation import dates
from condica.foundation.sheets import plain_cell
from condica.statistics.rules import CHANGE, COUNT, DAYS, POINTS, SHARE, TENTHS, Cell, Column, Figure, Row, Sheet, Table

FORMATS = {
    COUNT: "#,##0",
    SHARE: "0.0%",
    DAYS: "0.0",
    TENTHS: "0.0",
    CHANGE: "+0;-0;0",
    POINTS: '+0.0" p.p.";-0.0" p.p.";0.0" p.p."',
    "shift": "+0.0;-0.0;0.0",  # a change that is no whole number
}
HEAD = 3  # the table's headings stand on the fourth line, under title and subtitle


def csv_text(lines: Sequence[Sequence[Any]], without: Collection[str] = ()) -> str:
    """Every fact a line, for other programs: semicolons and a byte order mark, days as 2026-03-14.

    Columns `without` are left out: free words may hold a name, and a file travels far.
    """
    kept = [place for place, name in enumerate(lines[0]) if name not in without]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([_plain(line[place]) for place in kept] for line in lines)
    return "\ufeff" + file.getvalue()


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return plain_cell(value) if isinstance(value, str) else "" if value is None else str(value)


def xlsx_bytes(sheet: Sheet, lines: Sequence[Sequence[Any]] = ()) -> bytes:
    """A workbook: typed figures, totals as formulas with their values, one leaf a table, then the list."""
    file, book = new_book(sheet.title, sheet.basis, sheet.as_of)
    writer = Workbook(book)
    writer.summary(sheet)
    for table in sheet.tables:
        writer.table(sheet, table)
    if lines:
        leaf = writer.leaf("Lista", f"{sheet.title}: lista", sheet.subtitle)
        writer.listing(leaf, lines)
    book.close()
    return file.getvalue()


def new_book(title: str, subject: str, as_of: datetime) -> tuple[io.BytesIO, Any]:
    """An empty workbook, dated by the figures' moment, so that the same figures are the same file."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = dates.local(as_of).replace(tzinfo=None)  # the format knows no zones
    book.set_properties({"title": title, "subject": subject, "created": created})
    return file, book


class Workbook:
    """The workbook being written: its formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.small = book.add_format({"font_color": "#5b6470"})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.words = book.add_format({"valign": "top"})
        self.text = book.add_format({"valign": "top", "text_wrap": True})
        self.formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        total = {"bold": True, "top": 1}
        self.totals = {kind: book.add_format({"num_format": form, **total}) for kind, form in FORMATS.items()}
        self.total_head = book.add_format(total)
        self.day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})

    def leaf(self, name: str, title: str, subtitle: str) -> Any:
        """A new leaf with its title, ready to print on one page's width with its headings on each page."""
        leaf = self.book.add_worksheet(name.replace("/", "-")[:31])
        leaf.write(0, 0, title, self.title)
        leaf.write(1, 0, subtitle, self.small)
        leaf.set_landscape()
        leaf.set_paper(9)
        leaf.fit_to_pages(1, 0)
        leaf.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        leaf.repeat_rows(HEAD)
        leaf.set_footer("&L" + title.replace("&", "&&")[:200] + "&Rpagina &P din &N")
        return leaf

    def summary(self, sheet: Sheet) -> None:
        """The large figures, what they say, and the notes."""
        leaf = self.leaf("Sinteză", sheet.title, sheet.subtitle)
        leaf.set_column(0, 0, 34)
        leaf.set_column(1, 1, 14)
        leaf.set_column(2, 2, 60)
        figures = (*sheet.figures, *([sheet.late] if sheet.late else []))
        for place, figure in enumerate(figures, start=HEAD):
            self._figure(leaf, place, figure)
        first = HEAD + len(figures) + 1
        for place, words in enumerate(sheet.words, start=first):
            leaf.merge_range(place, 0, place, 2, words, self.text)
            leaf.set_row(place, 15 * (1 + len(words) // 100))
        for place, note in enumerate((sheet.basis, *sheet.notes), start=first + len(sheet.words) + 1):
            leaf.write(place, 0, note, self.small)

    def _figure(self, leaf: Any, place: int, figure: Figure) -> None:
        leaf.write(place, 0, figure.label)
        self._number(leaf, place, 1, figure.cell, self.formats)
        leaf.write(place, 2, figure.note, self.small)

    def table(self, sheet: Sheet, table: Table) -> None:
        """A table: figures typed, the total line counted by the spreadsheet too."""
        leaf = self.leaf(table.title, table.title, f"{sheet.title} · {sheet.subtitle}")
        leaf.set_column(0, 0, 42)
        leaf.set_column(1, len(table.columns), 13)
        leaf.freeze_panes(HEAD + 1, 1)
        leaf.write(HEAD, 0, table.head, self.head)
        for place, column in enumerate(table.columns, start=1):
            leaf.write(HEAD, place, column.label, self.head)
        for line, row in enumerate(table.rows, start=HEAD + 1):
            leaf.write_string(line, 0, row.label, self.words)
            for place, cell in enumerate(row.cells, start=1):
                self._number(leaf, line, place, cell, self.formats)
        if table.total is not None:
            self._total(leaf, table, table.total)
        if table.note:
            leaf.write(HEAD + 2 + len(table.lines), 0, table.note, self.small)

    def _number(self, leaf: Any, line: int, place: int, cell: Cell, formats: dict[str, Any]) -> None:
        if cell.value is None:
            return
        kind = "shift" if cell.kind == CHANGE and cell.value % 1 else cell.kind
        leaf.write_number(line, place, cell.value * (100 if cell.kind == POINTS else 1), formats[kind])

    def _total(self, leaf: Any, table: Table, total: Row) -> None:
        line = HEAD + 1 + len(table.rows)
        leaf.write(line, 0, total.label, self.total_head)
        for place, (column, cell) in enumerate(zip(table.columns, total.cells, strict=True), start=1):
            formula = self._formula(table, column, place, line) if table.rows else ""
            if formula and cell.value is not None:
                leaf.write_formula(line, place, formula, self.totals[cell.kind], cell.value)
            elif cell.value is not None:
                self._number(leaf, line, place, cell, self.totals)
            else:
                leaf.write_blank(line, place, None, self.totals[cell.kind])

    def _formula(self, table: Table, column: Column, place: int, line: int) -> str:
        """The total as the spreadsheet counts it; a median of medians is not one, so it stays a figure."""
        name = xl_col_to_name(place)
        if column.kind in {COUNT, CHANGE}:
            return f"=SUM({name}{HEAD + 2}:{name}{line})"
        if column.kind == SHARE:
            at = {column.key: xl_rowcol_to_cell(line, spot) for spot, column in enumerate(table.columns, start=1)}
            return f"={at['on_time']}/({at['on_time']}+{at['late']})" if {"on_time", "late"} <= at.keys() else ""
        return ""

    def listing(self, leaf: Any, lines: Sequence[Sequence[Any]], widths: Sequence[float] = ()) -> int:
        """Lines under a head, to be sorted and filtered; gives the first free line."""
        head, *rows = lines
        leaf.set_column(0, len(head) - 1, 18)
        for place, width in enumerate(widths):
            leaf.set_column(place, place, width)
        leaf.freeze_panes(HEAD + 1, 1)
        leaf.write_row(HEAD, 0, head, self.head)
        for line, row in enumerate(rows, start=HEAD + 1):
            for place, value in enumerate(row):
                self._value(leaf, line, place, value, self.text if widths else self.words)
        leaf.autofilter(HEAD, 0, HEAD + len(rows), len(head) - 1)
        return HEAD + 1 + len(rows)

    def _value(self, leaf: Any, line: int, place: int, value: Any, style: Any) -> None:
        if isinstance(value, date):
            leaf.write_datetime(line, place, value, self.day)
        elif isinstance(value, int | float):
            leaf.write_number(line, place, value, self.words)
        elif value:
            leaf.write_string(line, place, str(value), style)
