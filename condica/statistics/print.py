"""A report on paper and in a spreadsheet (tipărire și export): PDF, XLSX, CSV of the same sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from condica.foundation import dates, typesetting
from condica.organisation import api as organisation
from condica.statistics.rules import CHANGE, COUNT, DAYS, SHARE, Cell, Column, Figure, Row, Sheet, Table

FORMATS = {COUNT: "#,##0", SHARE: "0.0%", DAYS: "0.0", CHANGE: "+0;-0;0"}
HEAD = 3  # the table's headings stand on the fourth line, under title and subtitle


def csv_text(sheet: Sheet) -> str:
    """Every figure a line (table, line, column, value); semicolons and a byte order mark, as office programs want."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(["tabel", "rând", "coloană", "valoare"])
    writer.writerows(_lines(sheet))
    return "\ufeff" + file.getvalue()


def _lines(sheet: Sheet) -> Iterator[list[str]]:
    for figure in sheet.figures:
        yield ["Sinteză", "", figure.label, _plain(figure.cell)]
    for table in sheet.tables:
        for row in (*table.rows, table.total):
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield [table.title, _safe(row.label), column.label, _plain(cell)]


def _safe(text: str) -> str:
    """A word that a spreadsheet would run as a formula stays a word."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _plain(cell: Cell) -> str:
    if cell.value is None:
        return ""
    return f"{cell.value:.6g}".replace(".", ",") if cell.value % 1 else str(int(cell.value))


def xlsx_bytes(sheet: Sheet, lines: Sequence[Sequence[Any]] = ()) -> bytes:
    """A workbook: typed figures, totals as formulas with their values, one leaf a table, then the list."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = dates.local(sheet.as_of).replace(tzinfo=None)  # the format knows no zones
    book.set_properties({"title": sheet.title, "subject": sheet.basis, "created": created})
    writer = _Workbook(book)
    writer.summary(sheet)
    for table in sheet.tables:
        writer.table(sheet, table)
    if lines:
        writer.listing(sheet, lines)
    book.close()
    return file.getvalue()


class _Workbook:
    """The workbook being written: its formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.small = book.add_format({"font_color": "#5b6470"})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.words = book.add_format({"valign": "top"})
        self.formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        total = {"bold": True, "top": 1}
        self.totals = {kind: book.add_format({"num_format": form, **total}) for kind, form in FORMATS.items()}
        self.total_head = book.add_format(total)
        self.day = book.add_format({"num_format": "dd.mm.yyyy"})

    def leaf(self, sheet: Sheet, name: str, title: str) -> Any:
        """A new leaf with its title, ready to print on one page's width."""
        leaf = self.book.add_worksheet(name[:31])
        leaf.write(0, 0, title, self.title)
        leaf.write(1, 0, sheet.subtitle, self.small)
        leaf.set_landscape()
        leaf.set_paper(9)
        leaf.fit_to_pages(1, 0)
        leaf.set_footer("&L" + sheet.title.replace("&", "&&") + "&Rpagina &P din &N")
        return leaf

    def summary(self, sheet: Sheet) -> None:
        """The large figures and the notes."""
        leaf = self.leaf(sheet, "Sinteză", sheet.title)
        leaf.set_column(0, 0, 34)
        leaf.set_column(1, 2, 18)
        for place, figure in enumerate(sheet.figures, start=HEAD):
            self._figure(leaf, place, figure)
        for place, note in enumerate((sheet.basis, *sheet.notes), start=HEAD + len(sheet.figures) + 1):
            leaf.write(place, 0, note, self.small)

    def _figure(self, leaf: Any, place: int, figure: Figure) -> None:
        leaf.write(place, 0, figure.label)
        if figure.cell.value is not None:
            leaf.write_number(place, 1, figure.cell.value, self.formats[figure.cell.kind])
        leaf.write(place, 2, figure.note, self.small)

    def table(self, sheet: Sheet, table: Table) -> None:
        """A table: figures typed, the total line counted by the spreadsheet too."""
        leaf = self.leaf(sheet, table.title.replace("/", "-"), table.title)
        leaf.set_column(0, 0, 42)
        leaf.set_column(1, len(table.columns), 13)
        leaf.freeze_panes(HEAD + 1, 1)
        leaf.write(HEAD, 0, table.head, self.head)
        for place, column in enumerate(table.columns, start=1):
            leaf.write(HEAD, place, column.label, self.head)
        for line, row in enumerate(table.rows, start=HEAD + 1):
            leaf.write_string(line, 0, row.label, self.words)
            self._cells(leaf, line, row, self.formats)
        self._total(leaf, table)

    def _cells(self, leaf: Any, line: int, row: Row, formats: dict[str, Any]) -> None:
        for place, cell in enumerate(row.cells, start=1):
            if cell.value is not None:
                leaf.write_number(line, place, cell.value, formats[cell.kind])

    def _total(self, leaf: Any, table: Table) -> None:
        line = HEAD + 1 + len(table.rows)
        leaf.write(line, 0, table.total.label, self.total_head)
        for place, (column, cell) in enumerate(zip(table.columns, table.total.cells, strict=True), start=1):
            formula = self._formula(table, column, place, line) if table.rows else ""
            style = self.totals[cell.kind]
            if formula and cell.value is not None:
                leaf.write_formula(line, place, formula, style, cell.value)
            elif cell.value is not None:
                leaf.write_number(line, place, cell.value, style)
            else:
                leaf.write_blank(line, place, None, style)

    def _formula(self, table: Table, column: Column, place: int, line: int) -> str:
        """The total as the spreadsheet counts it; a median of medians is not one, so it stays a figure."""
        name = xl_col_to_name(place)
        if column.kind in {COUNT, CHANGE}:
            return f"=SUM({name}{HEAD + 2}:{name}{line})"
        if column.kind == SHARE:
            at = {column.key: xl_rowcol_to_cell(line, spot) for spot, column in enumerate(table.columns, start=1)}
            return f"={at['on_time']}/({at['on_time']}+{at['late']})" if {"on_time", "late"} <= at.keys() else ""
        return ""

    def listing(self, sheet: Sheet, lines: Sequence[Sequence[Any]]) -> None:
        """The papers themselves, one a line, to be sorted and filtered."""
        leaf = self.leaf(sheet, "Lista", f"{sheet.title}: lista")
        head, *rows = lines
        leaf.set_column(0, len(head) - 1, 18)
        leaf.freeze_panes(HEAD + 1, 1)
        for line, row in enumerate([head, *rows], start=HEAD):
            for place, value in enumerate(row):
                self._value(leaf, line, place, value, is_head=line == HEAD)
        leaf.autofilter(HEAD, 0, HEAD + len(rows), len(head) - 1)

    def _value(self, leaf: Any, line: int, place: int, value: Any, *, is_head: bool) -> None:
        if is_head:
            leaf.write_string(line, place, str(value), self.head)
        elif isinstance(value, date):
            leaf.write_datetime(line, place, value, self.day)
        elif isinstance(value, int):
            leaf.write_number(line, place, value)
        else:
            leaf.write_string(line, place, str(value or ""))


def pdf_bytes(sheet: Sheet) -> bytes:
    """The report as PDF/A, on the authority's letterhead, with the same charts."""
    words, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(sheet.as_of)))
    charts = {f"chart-{place}.svg": chart.print_svg for place, chart in enumerate(sheet.charts)}
    data = {"letterhead": words, **_paper(sheet)}
    return typesetting.render("statistics/report.typ", data, moment=sheet.as_of, images={**images, **charts})


def _paper(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "basis": sheet.basis,
        "figures": [[figure.label, figure.text, figure.note] for figure in sheet.figures],
        "charts": [
            {"file": f"chart-{place}.svg", "title": chart.title, "words": chart.description, "lead": chart.lead,
             "legend": [[key.tone, key.words] for key in chart.legend], "ratio": chart.height / chart.width}
            for place, chart in enumerate(sheet.charts)
        ],
        "tables": [_table(table) for table in sheet.tables],
        "notes": list(sheet.notes),
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    rows: Sequence[Row] = (*table.rows, table.total)
    return {
        "title": table.title,
        "head": [table.head, *(column.label for column in table.columns)],
        "late": [place for place, column in enumerate(table.columns, start=1) if column.late],
        "rows": [[row.label, *(cell.text for cell in row.cells)] for row in rows],
    }
