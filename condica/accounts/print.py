"""Any list on paper (lista tipărită): one table for the lists of every room, A4 in landscape, PDF/A.

A room gives its title, its filters in words, its columns and its rows as this person may see them; the head of the
table stands on each page, the foot says who printed it and when, and what was left out is said, never hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse

from condica.accounts import actions
from condica.accounts.models import User
from condica.foundation import dates, navigation, typesetting
from condica.foundation.romanian import plural

T = TypeVar("T")
M = TypeVar("M", bound=Model)
#: More rows than this are no list to read on paper: the filters make it shorter, the export gives the whole.
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its head, how wide it is beside the others, and its words for a row."""

    label: str
    width: float
    cell: Callable[[T], object]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list to be printed: what it is, how it was narrowed, its columns; `key` names the file."""

    key: str
    title: str
    columns: Sequence[Column[T]]
    filters: Sequence[str] = field(default=())
    order: str = ""


def print_rows(listing: Listing[T], rows: Sequence[T], *, total: int, by: User, now: datetime | None = None) -> bytes:
    """The list as PDF; the journal says who printed it and how many rows left."""
    moment, left_out = now or dates.now(), total - len(rows)
    pdf = _set(_data(listing, rows, left_out, by, moment), moment)
    actions.tell_printed(listing.title, len(rows), by=by)
    return pdf


def _set(data: dict[str, Any], moment: datetime) -> bytes:
    """As PDF/A; a sign of a stranger that no font of ours has (🐕) stands as a box in a plain PDF instead."""
    try:
        return typesetting.render("accounts/list.typ", data, moment=moment)
    except typesetting.TemplateBroken:
        return typesetting.render("accounts/list.typ", data, moment=moment, standard=())


def print_list(
    listing: Listing[Any], found: QuerySet[M], *, by: User, prepare: Callable[[list[M]], Iterable[Any]] = list
) -> HttpResponse:
    """The answer to „Tipărește lista”: the first rows of what the filters found, in the order of the screen.

    `prepare` turns the rows read at once into what the columns ask (terms, masks), as the screen's own rows.
    """
    read = list(found[: MOST_ROWS + 1])
    total = len(read) if len(read) <= MOST_ROWS else found.order_by().count()
    rows = list(prepare(read[:MOST_ROWS]))
    return pdf_answer(listing.key, print_rows(listing, rows, total=total, by=by))


def pdf_answer(key: str, pdf: bytes) -> HttpResponse:
    """A PDF shown in the browser, named by the list and the day."""
    name = f"{key}-{dates.today():%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _data(listing: Listing[T], rows: Sequence[T], left_out: int, by: User, moment: datetime) -> dict[str, Any]:
    count = plural(len(rows), "rând", "rânduri")
    said = f"{count} din {len(rows) + left_out}; lasă afară {left_out}: restrânge filtrele sau exportă lista."
    return {
        "house": navigation.fact("house", by) or "Condica",
        "title": listing.title,
        "filters": [words for words in listing.filters if words],
        "order": listing.order,
        "count": said if left_out else f"{count}, lista întreagă",
        "cut": left_out > 0,
        "made": f"tipărit de {by}, {dates.on_paper(moment)}",
        "columns": [column.label for column in listing.columns],
        "widths": [column.width for column in listing.columns],
        "rows": [[_words(column.cell(row)) for column in listing.columns] for row in rows],
    }


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return dates.on_paper(value)
    return "" if value is None else str(value)
