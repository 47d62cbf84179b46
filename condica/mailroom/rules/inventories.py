"""Rows of an inventory (rânduri de inventar, anexa 2): read from a table as people made it; pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from condica.foundation.lazy import Later
from condica.foundation.mime.charsets import decode
from condica.foundation.romanian import fold

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = Later("openpyxl")


#: The columns of annex 2, with the beginnings of the names under which tables call them.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("nr. crt", "nr crt", "nr.crt", "pozitia", "poz", "numar curent"),
    "file_code": ("indicativ",),
    "content": ("continut", "denumirea dosarului", "denumire"),
    "extreme_dates": ("datele extreme", "date extreme", "anii extremi"),
    "leaves": ("numarul filelor", "nr. file", "nr file", "numar file", "file"),
    "note": ("observatii", "obs"),
}
MOST_ROWS = 20_000
_LARGEST = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it can be written, or why it cannot."""

    words: Mapping[str, Any]
    problem: str = ""


def table_rows(content: bytes, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows under the header of a table (XLSX or CSV) with their number in it; empty when no header is found."""
    rows = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    places: dict[str, int] = {}
    for number, cells in enumerate(rows, start=1):
        if not places:
            places = _header(cells)
        elif any(cell.strip() for cell in cells) and number <= MOST_ROWS:
            yield number, {key: cells[at].strip() for key, at in places.items() if at < len(cells)}


def _xlsx(content: bytes) -> Iterator[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield ["" if value is None else _plain(value) for value in row]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _csv(content: bytes) -> Iterator[list[str]]:
    text = decode(content, "utf-8")
    first = text[:4000]
    delimiter = max(";,\t", key=first.count)
    yield from csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)


def _header(cells: Sequence[str]) -> dict[str, int]:
    """Where each column stands; a row counts as the header when it names the number and the content."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        said = re.sub(r"\s+", " ", fold(cell)).strip()
        key = next((one for one, names in COLUMNS.items() if said and said.startswith(names)), None)
        if key:
            found.setdefault(key, at)
    return found if {"number", "content"} <= found.keys() else {}


def read_row(cells: Mapping[str, str], taken: set[int]) -> Row:
    """The row's words, or the sentence that says what is wrong with it."""
    number, leaves = cells.get("number", ""), cells.get("leaves", "")
    problem = _number_problem(number, taken) or _leaves_problem(leaves)
    if not problem and not cells.get("content", ""):
        problem = "Lipsește conținutul pe scurt."
    long = next((name for name in ("file_code", "extreme_dates") if len(cells.get(name, "")) > 40), "")
    if not problem and long:
        problem = "Indicativul sau datele extreme sunt prea lungi; poate coloanele sunt decalate."
    if problem:
        return Row({}, problem)
    words = {name: cells.get(name, "") for name in ("file_code", "content", "extreme_dates", "note")}
    return Row(words | {"number": _whole(number), "leaves": _whole(leaves) if leaves else None})


def _whole(text: str) -> int | None:
    plain = text.strip().rstrip(".").replace(" ", "")
    return int(plain) if plain.isascii() and plain.isdigit() and int(plain) <= _LARGEST else None


def _number_problem(text: str, taken: set[int]) -> str:
    number = _whole(text)
    if not text:
        return "Lipsește numărul curent."
    if number is None:
        return f"Numărul curent „{text[:40]}” nu este un număr."
    return f"Numărul curent {number} este deja în inventar." if number in taken else ""


def _leaves_problem(text: str) -> str:
    return f"Numărul filelor „{text[:40]}” nu este un număr." if text and _whole(text) is None else ""
