"""The book's lines as files for other programs (export): CSV, JSON and XLSX, line by line, in bounded memory."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING

from condica.foundation.lazy import Later
from condica.foundation.sheets import plain_cell
from condica.registry.queries.book import Line, flat

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")


Columns = tuple[str, ...]
BLOCK = 1 << 16
ROWS = 1_048_575  # what a leaf of XLSX holds under its head


def csv_lines(columns: Columns, lines: Iterable[Line]) -> Iterator[str]:
    """Semicolons and a byte order mark, so that spreadsheets read the letters right."""
    yield "\ufeff" + _csv(columns)
    for line in lines:
        yield _csv(flat(line))


def _csv(cells: Columns) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([plain_cell(cell) for cell in cells])
    return out.getvalue()


def json_lines(columns: Columns, lines: Iterable[Line]) -> Iterator[str]:
    """One list of objects: each column by its name, what was struck under it, why the whole number was struck."""
    before = "["
    for line in lines:
        row: dict[str, object] = dict(zip(columns, line.cells, strict=True))
        if line.old:
            row["Corectat"] = {columns[place]: words for place, words in line.old.items()}
        if line.note:
            row["Mențiune"] = line.note
        yield before + "\n" + json.dumps(row, ensure_ascii=False)
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def xlsx_file(columns: Columns, lines: Iterable[Line], title: str) -> IO[bytes]:
    """A workbook in a file of its own that goes away when it was read; words are words, never formulas or links."""
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - whoever sends it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file.name, options)
    leaf = book.add_worksheet("Registru")
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    leaf.set_landscape()
    leaf.set_paper(9)
    leaf.fit_to_pages(1, 0)
    leaf.repeat_rows(0)
    leaf.freeze_panes(1, 1)
    leaf.set_footer("&L" + title.replace("&", "&&")[:200] + "&Rpagina &P din &N")
    leaf.set_column(0, len(columns) - 1, 18)
    for place, name in enumerate(columns):
        leaf.write_string(0, place, name, bold)
    for row, line in enumerate(lines, start=1):
        for place, cell in enumerate(flat(line)):
            leaf.write_string(row, place, cell, wrap)
    book.close()
    return file


def xlsx_blocks(columns: Columns, lines: Iterable[Line], title: str) -> Iterator[bytes]:
    """The workbook, block by block."""
    with xlsx_file(columns, lines, title) as file:
        while block := file.read(BLOCK):
            yield block


Writer = Callable[[Columns, Iterable[Line]], Iterator[str] | Iterator[bytes]]
FORMS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", csv_lines),
    "json": ("application/json; charset=utf-8", json_lines),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda columns, lines: xlsx_blocks(columns, lines, "Registru"),
    ),
}
