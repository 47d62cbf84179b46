"""Paper of reserved numbers (tipărituri): the sheet that is filled in with a pen, the minute that closes the block."""

from __future__ import annotations

from typing import Any

from condica.foundation import dates, typesetting
from condica.foundation.romanian import plural, tie
from condica.organisation import api as organisation
from condica.registry.models import Block, Filling, Reconciliation
from condica.registry.queries import blocks as queries

COLUMNS = (
    "Nr.", "Ziua și ora", "De la (nume, adresă)", "Conținut pe scurt", "Nr. și data emitentului", "File", "Anexe",
    "Se predă la",
)  # fmt: skip


def sheet_pdf(block: Block) -> bytes:
    """The block as a sheet with one empty line a number (foaie de registru), for a desk that writes by hand."""
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(block.reserved_at)))
    data = {
        **_named(block, head),
        "title": f"Foaie de registru {block}",
        "columns": COLUMNS,
        "numbers": [f"{block.register.prefix}{value}" for value in range(block.first, block.last + 1)],
    }
    return typesetting.render("registry/sheet.typ", data, moment=block.reserved_at, images=images)


def _named(block: Block, head: dict[str, Any]) -> dict[str, Any]:
    return {
        "letterhead": head,
        "block": str(block),
        "desk": block.desk.name,
        "register": block.register.name,
        "reserved": tie(
            f"{dates.long_day(dates.bucharest_day(block.reserved_at), year=True)}, ora {dates.clock(block.reserved_at)}"
        ),
        "reserved_by": str(block.reserved_by),
        "reason": block.reason,
    }


def minute_pdf(made: Reconciliation) -> bytes:
    """The minute of a block (proces-verbal de reconciliere): each number, what became of it, totals that add up."""
    block = made.block
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(made.at)))
    rows = queries.rows_of(block)
    data = {
        **_named(block, head),
        "title": f"Proces-verbal de reconciliere {made.minute}",
        "minute": str(made.minute),
        "day": tie(dates.long_day(dates.bucharest_day(made.at), year=True)),
        "by": str(made.by),
        "rows": [[f"{block.register.prefix}{row.value}", _fate(row), _clock(row), row.by] for row in rows],
        "totals": [
            ("rezervate", str(block.count)),
            ("folosite", str(made.used)),
            *((f"anulate: {label}", str(count)) for label, count in _reasons(block)),
            ("anulate, în total", str(made.annulled)),
            ("folosite + anulate", str(made.used + made.annulled)),
        ],
        "total_words": plural(block.count, "număr", "numere"),
        "head": bytes(made.head).hex(),
    }
    return typesetting.render("registry/reconciliation.typ", data, moment=made.at, images=images)


def _fate(row: queries.NumberRow) -> str:
    return f"folosit, {row.words}" if row.entry else row.words


def _clock(row: queries.NumberRow) -> str:
    return f"{dates.local(row.at):%d.%m.%Y %H:%M}" if row.at else ""


def _reasons(block: Block) -> list[tuple[str, int]]:
    annulled = block.fillings.filter(outcome=Filling.Outcome.ANNULLED)
    counted = [(reason, annulled.filter(reason=reason).count()) for reason in Filling.Reason if reason]
    return [(str(reason.label), count) for reason, count in counted if count]
