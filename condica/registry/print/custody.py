"""The condica on paper (tipărituri): the book of a unit and days, a hand-over's list with its differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from condica.foundation import dates, typesetting
from condica.foundation.romanian import plural
from condica.organisation import api as organisation
from condica.registry.models import Confirmed, Difference, Handover, HandoverLine
from condica.registry.print.tables import Cell
from condica.registry.queries.custody import BookFilter, BookLine, book_line

BOOK_COLUMNS = (
    "Nr. crt.", "Data predării", "Nr. document", "Ce (file, anexe)", "A predat", "De unde", "Către", "A primit",
    "Data și ora primirii", "Semnătura",
)  # fmt: skip
BOOK_WIDTHS = (0.5, 1.05, 1.5, 1.2, 1.5, 1.3, 1.3, 1.5, 1.1, 1.95)
LIST_COLUMNS = ("Nr. crt.", "Nr. document", "File, anexe", "Ce s-a întâmplat", "Cine, când")
LIST_WIDTHS = (0.5, 1.4, 1.3, 2.6, 2.4)


def book_rows(lines: Iterable[BookLine]) -> list[tuple[Cell, ...]]:
    """The book's lines as cells; the last one says how each was signed, or why not."""
    return [
        (place, line.given_at, str(line.entry), line.what or ("electronic" if line.electronic else "–"), line.given_by,
         line.given_from, line.to, line.received_by, line.received_at, signed_words(line))
        for place, line in enumerate(lines, start=1)
    ]  # fmt: skip


def signed_words(line: BookLine) -> str:
    """The column of signatures: how it was signed; a refusal with its reason; nothing where a pen will sign."""
    if line.received_at:
        return line.confirmed or ("electronic" if line.electronic else "")
    return f"{line.state}: {line.reason}" if line.reason else line.state


def book_pdf(asked: BookFilter, lines: Sequence[BookLine], moment: datetime) -> bytes:
    """The book between two days (condica de predare-primire), A4 across, pages numbered."""
    waiting = sum(1 for line in lines if line.received_at is None)
    data = {
        "title": "Condica de predare-primire",
        "subtitle": f"{asked.unit or 'toate compartimentele'} · {_days(asked)}",
        "flipped": True,
        "columns": BOOK_COLUMNS,
        "widths": BOOK_WIDTHS,
        "rows": [[_words(cell) for cell in row] for row in book_rows(lines)],
        "end": f"{plural(len(lines), 'poziție', 'poziții')}, din care neprimite {waiting}.",
        "signers": [],
    }
    return _render(data, moment)


def _days(asked: BookFilter) -> str:
    first = dates.long_day(asked.since, year=True)
    return first if asked.since == asked.until else f"{first} – {dates.long_day(asked.until, year=True)}"


def _words(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{dates.local(cell):%d.%m.%Y, %H:%M}"
    return "" if cell is None else str(cell)


def handover_pdf(handover: Handover, lines: Sequence[HandoverLine]) -> bytes:
    """A hand-over's list: what was handed, what was received, the differences, both signatures."""
    difference: Difference | None = getattr(handover, "difference", None)
    rows = [_list_row(place, line) for place, line in enumerate(lines, start=1)]
    data = {
        "title": "Lista de diferențe la predare" if difference else "Borderou de predare-primire",
        "subtitle": f"nr. {handover.pk} · {handover.by} către {handover.to} · {_words(handover.at)}",
        "flipped": False,
        "columns": LIST_COLUMNS,
        "widths": LIST_WIDTHS,
        "rows": rows + (_extra(difference, len(rows)) if difference else []),
        "end": _end(lines, difference),
        "signers": [*_giver(handover, difference), *_receiver(lines, difference)],
    }
    return _render(data, handover.at)


def _list_row(place: int, line: HandoverLine) -> list[str]:
    shown = book_line(line)
    who = f"{line.decided_by}, {_words(line.decided_at)}" if line.decided_by else ""
    return [str(place), str(line.entry), line.what or "–", ": ".join(filter(None, [shown.state, line.reason])), who]


def _extra(difference: Difference, before: int) -> list[list[str]]:
    found = difference.lines.filter(kind="extra").select_related("entry__register")
    who = f"{difference.by}, {_words(difference.at)}"
    return [
        [str(place), str(row.entry or row.code), "–", "în plus, nu era pe listă", who]
        for place, row in enumerate(found, start=before + 1)
    ]


def _end(lines: Sequence[HandoverLine], difference: Difference | None) -> str:
    accepted = sum(1 for line in lines if line.state == "accepted")
    said = f"Predate pe listă {len(lines)}, primite {accepted}"
    if difference is None:
        return f"{said}."
    missing, extra = (difference.lines.filter(kind=kind).count() for kind in ("missing", "extra"))
    return f"{said}, lipsă {missing}, în plus {extra}."


def _giver(handover: Handover, difference: Difference | None) -> list[dict[str, str]]:
    signed = difference.agreed_at if difference else handover.at
    how = Confirmed(difference.agreed_confirmed).label if difference and signed else ""
    return [_signer("A predat", str(handover.by), signed, how or ("din contul propriu" if signed else ""))]


def _receiver(lines: Sequence[HandoverLine], difference: Difference | None) -> list[dict[str, str]]:
    if difference:
        how = Confirmed(difference.confirmed).label
        return [_signer("A primit și a numărat", str(difference.by), difference.at, how)]
    first = next((line for line in lines if line.state == "accepted" and line.decided_by), None)
    if first is None:
        return [_signer("A primit", "", None, "")]
    return [_signer("A primit", str(first.decided_by), first.decided_at, Confirmed(first.confirmed).label)]


def _signer(role: str, name: str, at: datetime | None, how: str) -> dict[str, str]:
    return {"role": role, "name": name, "how": f"{_words(at)}, {how}" if at else "nesemnat"}


def _render(data: dict[str, Any], moment: datetime) -> bytes:
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(moment)))
    return typesetting.render("registry/custody.typ", data | {"letterhead": head}, moment=moment, images=images)
