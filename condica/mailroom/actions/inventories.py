"""Inventories of old files (inventare): entered, imported, mended; scans tied to their positions and taken off."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import name_keys, search_keys
from condica.foundation.search import to_vector
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom.models import Inventory, Position, PositionFile, RefusedRow
from condica.mailroom.rules import Row, read_row, table_rows

LAW = "Legea 16/1996, anexa 2"


@transaction.atomic
def enter_inventory(
    *, unit_name: str, year: int, keeping: str = "", fonds: str = "", note: str = "", table: bytes = b"",
    table_name: str = "", by: User,
) -> Inventory:  # fmt: skip
    """Enter an inventory (trecerea inventarului) with the rows of its table; one that does not fit waits, explained."""
    rows = _rows(table, table_name) if table else []
    head = {"unit_name": unit_name.strip(), "year": year, "keeping": keeping.strip(), "fonds": fonds.strip()}
    if Inventory.objects.filter(**head).exists():
        raise RuleBroken(
            "inventory-known", "Inventarul acesta este deja trecut.", cites=(LAW,), remedy="Deschide-l din listă."
        )
    made = Inventory.objects.create(**head, note=note.strip(), by=by, at=dates.now())
    taken: set[int] = set()
    refused = [row for row in rows if not _take_row(made, *row, taken)]
    record(Verb.INVENTORY_ENTERED, on=made, by=by, data={"positions": len(taken), "refused": len(refused)})
    return made


def _rows(table: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        rows = list(table_rows(table, name))
    except (ValueError, KeyError, OSError, zipfile.BadZipFile):
        rows = []
    if not rows:
        raise RuleBroken(
            "inventory-table",
            "În tabel nu s-a găsit antetul anexei 2 sau niciun rând sub el.",
            cites=(LAW,),
            remedy="Capul de tabel: Nr. crt., Indicativul, Conținutul pe scurt, Datele extreme, Numărul filelor.",
        )
    return rows


def _take_row(inventory: Inventory, number: int, cells: dict[str, str], taken: set[int]) -> bool:
    row = read_row(cells, taken)
    if row.problem:
        RefusedRow.objects.create(inventory=inventory, row=number, cells=cells, problem=row.problem)
        return False
    taken.add(int(row.words["number"]))
    _write(inventory, row.words)
    return True


def _write(inventory: Inventory, words: Mapping[str, Any]) -> Position:
    said = f"{words['content']} {words.get('note', '')} {words.get('file_code', '')} {words.get('extreme_dates', '')}"
    keys = {*search_keys(said), *name_keys(words["content"])}
    return Position.objects.create(inventory=inventory, keys=to_vector(keys), **words)


@transaction.atomic
def add_position(
    inventory: Inventory, *, cells: Mapping[str, str], mends: RefusedRow | None = None, by: User
) -> Position:
    """Write one more file into an inventory (poziție), typed by hand or mending a row that was refused."""
    inventory = Inventory.objects.select_for_update(no_key=True).get(pk=inventory.pk)
    row: Row = read_row(cells, set(inventory.positions.values_list("number", flat=True)))
    if row.problem:
        raise RuleBroken("inventory-row", row.problem, cites=(LAW,), remedy="Îndreaptă rândul și încearcă din nou.")
    made = _write(inventory, row.words)
    if mends is not None:
        RefusedRow.objects.filter(pk=mends.pk, mended_at=None).update(mended_at=dates.now())
    record(Verb.INVENTORY_ROW_MENDED, on=inventory, by=by, data={"number": made.number})
    return made


def tie(position: Position, document: Document, *, by: User) -> PositionFile:
    """Tie a scan to an old file (legarea scanării)."""
    made = PositionFile.objects.create(position=position, document=document, by=by, at=dates.now())
    record(Verb.POSITION_SCANNED, on=position, by=by)
    return made


def untie(made: PositionFile, *, reason: str, by: User) -> None:
    """Take a scan off an old file, with a reason; its row stays."""
    if made.withdrawn_at is None:
        made.withdrawn_at, made.withdrawn_by, made.withdrawn_reason = dates.now(), by, reason.strip()
        made.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        record(Verb.POSITION_UNSCANNED, on=made.position, by=by, personal={"reason": reason.strip()})
