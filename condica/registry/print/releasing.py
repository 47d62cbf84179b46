"""The release sheet (foaia de eliberare): what was released, to whom, on what identity; signed by who took it."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable

from condica.documents import api as documents
from condica.foundation import dates, typesetting
from condica.foundation.romanian import tie
from condica.organisation import api as organisation
from condica.registry.models import Issued
from condica.registry.print.tables import Cell
from condica.registry.queries.releasing import Counts

COUNT_COLUMNS = (
    "Felul actului", "Compartimentul", "Ghișeul", "Primite", "Eliberate", "Prin poștă", "Retrase",
    *(month.capitalize() for month in dates.MONTHS_SHORT),
)  # fmt: skip


def count_rows(rows: Iterable[Counts]) -> list[tuple[Cell, ...]]:
    """The figures as cells."""
    return [
        (row.kind, row.unit, row.desk, row.received, row.released, row.posted, row.withdrawn, *row.months)
        for row in rows
    ]


def sheet_pdf(issued: Issued) -> bytes:
    """The sheet of a released paper; a drawn signature stands on it."""
    outcome = issued.outcome
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(outcome.at)))
    if outcome.signature:
        images["signature.svg"] = _framed(documents.open_blob(outcome.signature.blob))
    at = dates.local(outcome.at)
    facts = [
        ("Actul", str(issued)),
        ("Titularul", issued.holder_name),
        ("Cererea", str(issued.entry) if issued.entry else ""),
        ("Emis de", issued.unit.name),
        ("A ridicat", outcome.to_name),
        ("Act de identitate", f"{outcome.get_identity_display()}, terminat în {outcome.identity_last4}"),
        ("Împuternicire", outcome.power),
        ("Eliberat", f"{dates.long_day(at.date(), year=True)}, ora {dates.clock(at)}"),
        ("A eliberat", ", ".join(filter(None, [str(outcome.by), str(outcome.desk or "")]))),
    ]
    data = {
        "letterhead": head,
        "title": "Foaie de eliberare",
        "facts": [(name, tie(value)) for name, value in facts if value],
        "signed": bool(outcome.signature),
        "name": outcome.to_name,
    }
    return typesetting.render("registry/release.typ", data, moment=outcome.at, images=images)


def _framed(picture: bytes) -> bytes:
    """A PNG inside an SVG: the typesetter takes its files as text."""
    width, height = struct.unpack(">II", picture[16:24])
    kept = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" '
        f'height="{height}" href="data:image/png;base64,{kept}"/></svg>'
    ).encode()
