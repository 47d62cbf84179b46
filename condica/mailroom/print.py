"""Paper of the mailroom (tipărituri): separator sheets for old files (foi despărțitoare)."""

from __future__ import annotations

from collections.abc import Sequence

from condica.foundation import codes, dates, typesetting
from condica.mailroom.models import Position
from condica.mailroom.rules import position_code
from condica.organisation import api as organisation


def separators_pdf(positions: Sequence[Position]) -> bytes:
    """A sheet for each file, put before its leaves when it is scanned; what follows it is tied to the file."""
    head, _ = typesetting.letterhead(organisation.letterhead(dates.today()))
    rows = [_sheet(position, place) for place, position in enumerate(positions)]
    images = {row["qr"]: codes.qr_svg(row["code"], error="q").encode() for row in rows}
    images |= {row["bars"]: codes.code128_svg(row["code"]).encode() for row in rows}
    data = {"letterhead": head, "title": f"Foi despărțitoare, {positions[0].inventory}", "sheets": rows}
    return typesetting.render("mailroom/separators.typ", data, moment=positions[0].inventory.at, images=images)


def _sheet(position: Position, place: int) -> dict[str, str]:
    return {
        "inventory": str(position.inventory),
        "number": str(position.number),
        "content": position.content[:400],
        "facts": " · ".join(filter(None, (position.file_code, position.extreme_dates))),
        "code": position_code(position.inventory_id, position.number),
        "qr": f"qr-{place}.svg",
        "bars": f"bars-{place}.svg",
    }
