"""The folder on paper (mapa tipărită): a list with a place for ink, or with the resolutions as they were given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from condica.desk.models import Folder, FolderState
from condica.desk.queries.folders import Line, Opened
from condica.foundation import codes, dates, typesetting
from condica.foundation.romanian import plural, tie
from condica.organisation import api as organisation
from condica.registry.print import paper_code


def folder_pdf(opened: Opened, *, ink: bool = False) -> bytes:
    """The folder as PDF/A; the same bytes each time for a closed one. `ink`: without resolutions, to be written on."""
    folder = opened.folder
    head, images = typesetting.letterhead(organisation.letterhead(folder.day))
    rows = [_row(place, line, ink=ink) for place, line in enumerate(opened.lines)]
    images |= {row["bars"]: codes.code128_svg(row["code"]).encode() for row in rows}
    data = {"letterhead": head, "rows": rows, "ink": ink, **_words(folder, len(rows), ink=ink)}
    moment = folder.closed_at or folder.presented_at or folder.prepared_at
    return typesetting.render("desk/folder.typ", data, moment=moment, images=images)


def _words(folder: Folder, count: int, *, ink: bool) -> dict[str, Any]:
    presented = folder.presented_at
    when = f"prezentată {_moment(presented)}" if presented else "în pregătire"
    return {
        "title": f"Mapa {folder.number}",
        "decider": str(folder.decider),
        "day": tie(dates.long_day(folder.day, year=True)),
        "count": plural(count, "document", "documente"),
        "state": tie(when),
        "closed": _closed(folder) if not ink else "",
    }


def _moment(at: datetime) -> str:
    """`24.11.2026, ora 09:42`: paper says no „azi”."""
    return f"{dates.numeric(dates.bucharest_day(at))}, ora {dates.clock(at)}"


def _closed(folder: Folder) -> str:
    if folder.state != FolderState.CLOSED or folder.closed_at is None:
        return ""
    return tie(f"Închisă de {folder.closed_by}, {dates.long_day(dates.bucharest_day(folder.closed_at), year=True)}, "
               f"ora {dates.clock(folder.closed_at)}.")  # fmt: skip


def _row(place: int, line: Line, *, ink: bool) -> dict[str, Any]:
    paper = line.paper
    return {
        "place": paper.position,
        "number": paper.number,
        "sender": paper.sender or "–",
        "subject": tie(paper.subject),
        "kind": paper.kind,
        "why": _why(line),
        "code": paper_code(paper.entry),
        "bars": f"bars-{place}.svg",
        "resolution": "" if ink else tie(line.words),
        "by": "" if ink else _by(line),
    }


def _why(line: Line) -> str:
    paper = line.paper
    if paper.times:
        return f"amânat de {plural(paper.times, 'dată', 'ori')}"
    return f"întors: {paper.note}" if paper.note else ""


def _by(line: Line) -> str:
    """Who gave the resolution, when it was not the decider's own hand."""
    resolution, folder = line.resolution, line.paper.folder
    if resolution is None:
        return ""
    if resolution.on_paper:
        return f"dată de {folder.decider} pe hârtie, transcrisă de {resolution.by}"
    return f"{resolution.by}, înlocuind pe {folder.decider}" if resolution.by_id != folder.decider_id else ""
