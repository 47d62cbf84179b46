"""The register printed as a book (registrul tipărit): PDF/A, A4 in landscape, its head on each page, pages numbered."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from condica.foundation import dates, typesetting
from condica.foundation.lazy import Later
from condica.organisation import api as organisation
from condica.registry.models import Register
from condica.registry.queries.book import Closing, Line, columns

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = Later("pikepdf")


#: How wide the columns are, one beside another.
WIDTHS = (1.15, 1.25, 1.5, 0.5, 0.6, 2.2, 3.6, 1.7, 1.2, 1.6, 1.7, 1.4, 0.9)
LETTERS = 330  # so many in a column of width 1 fill half a page
APART = 500  # lines: a day is set at once, a volume by a process of its own
ENVELOPE_WIDTHS = (0.9, 1.3, 1.6, 1.7, 1.9, 2.6, 2.0, 1.4, 2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Volume:
    """What stands on the first page and in the foot of a book or of one of its parts."""

    register: Register
    title: str
    moment: datetime
    part: str = ""  # „volumul 2"
    first_page: int = 1
    end: str = ""  # the closing line of the whole
    seal: bool = False


def book_pdf(volume: Volume, rows: Iterable[Line | Closing]) -> bytes:
    """The book of these lines."""
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(volume.moment)))
    special = volume.register.holds_envelopes
    data: dict[str, Any] = {
        "letterhead": head,
        "title": volume.register.name,
        "subtitle": volume.title,
        "part": volume.part,
        "first": volume.first_page,
        "basis": "Legea 182/2002" if special else "Instrucțiuni 217/1996, art. 9",
        "made": f"tipărit {dates.on_paper(volume.moment)}",
        "columns": columns(volume.register),
        "widths": ENVELOPE_WIDTHS if special else WIDTHS,
        "rows": [_row(row) for row in rows],
        "end": volume.end,
        "seal": volume.seal,
    }
    setting = typesetting.render_apart if len(data["rows"]) > APART else typesetting.render
    return setting("registry/book.typ", data, moment=volume.moment, images=images)


def _row(row: Line | Closing) -> dict[str, Any]:
    if isinstance(row, Closing):
        return {"close": row.words}
    old = {str(place): words for place, words in row.old.items()}
    return {"cells": row.cells, "old": old, "struck": row.struck, "note": row.note, "whole": _is_short(row)}


def _is_short(row: Line) -> bool:
    """Whether the line stands whole on one page; one with long old and new words is let go on to the next."""
    widths = WIDTHS if len(row.cells) == len(WIDTHS) else ENVELOPE_WIDTHS
    told = [len(words) + len(row.note) + sum(map(len, row.old.get(place, ()))) for place, words in enumerate(row.cells)]
    return max(letters / width for letters, width in zip(told, widths, strict=True)) < LETTERS


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def day_title(day: date) -> str:
    """`ziua de sâmbătă, 21 noiembrie 2026`."""
    return f"ziua de {dates.long(day, year=True)}"
