"""The list of erasures beside the database (lista ștergerilor): a backup made before them must not bring people back.

One line an erasure, in the data folder and never in a backup: which rows, and the marks put there. It names nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from condica.accounts.models import User
from condica.contacts.actions.erasing import begin, end
from condica.contacts.models import Erased, Erasure
from condica.journal.actions import record
from condica.journal.models import Line
from condica.journal.rules import Verb

FACTS = ("basis", "ground", "minute", "confirmed", "mark")


def place() -> Path:
    """Where the list is kept."""
    return Path(settings.DATA) / "erasures.jsonl"


def remember(erasure: Erasure) -> None:
    """Write an erasure at the end of the list."""
    rows = list(erasure.rows.order_by("pk").values_list("place", "object_id", "values", "remains"))
    facts = {name: getattr(erasure, name) for name in FACTS}
    line = {"uuid": str(erasure.uuid), "at": erasure.at.isoformat(), **facts, "rows": rows}
    write_down(line)


def write_down(line: dict[str, Any]) -> None:
    """Add a line to the list of this installation."""
    with place().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def remembered(path: Path | None = None) -> Iterator[dict[str, Any]]:
    """The erasures of the list, the oldest first."""
    path = path or place()
    if path.exists():
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def missing(path: Path | None = None) -> list[dict[str, Any]]:
    """Those that this database does not know: it was restored from before them."""
    known = {str(uuid) for uuid in Erasure.objects.values_list("uuid", flat=True)}
    return [line for line in remembered(path) if line["uuid"] not in known]


@transaction.atomic
def apply_again(line: dict[str, Any], *, by: User) -> Erasure:
    """Carry out once more, after a restore, an erasure of the list; rows that the backup does not have are skipped."""
    facts = {name: line[name] for name in FACTS}
    erasure = Erasure.objects.create(uuid=line["uuid"], at=datetime.fromisoformat(line["at"]), by=by, **facts)
    begin(erasure)
    done = sum(_again(erasure, *row) for row in line["rows"])
    end()
    lines = [int(pk) for table, pk, _, _ in line["rows"] if table == "journal_personal"]
    said = {"lines": lines, "count": len(lines), "reason": erasure.mark.strip("[]")}
    record(Verb.ERASED, on=("journal.line", 0, "jurnal"), by=by, data=said)
    for table, pk, _, remains in line["rows"]:
        if remains and table == "registry_entry":
            _sealed_again(int(pk), remains, erasure, by)
    record(Verb.ERASURE_REPEATED, on=erasure, by=by, data={"rows": done})
    return erasure


def _sealed_again(pk: int, remains: str, erasure: Erasure, by: User) -> None:
    """What remains of a register's line is said once more by the journal's chain, which came back without it."""
    known = Line.objects.filter(entry_id=pk, kind="registry.entry").order_by("pk").first()
    if known:
        data = {"ground": erasure.mark.strip("[]"), "remains": remains}
        record(Verb.ENTRY_ERASED, on=("registry.entry", pk, known.label), by=by, entry=pk, data=data)


def _again(erasure: Erasure, table: str, pk: str, values: dict[str, Any], remains: str) -> bool:
    key = _key_of(table)
    if key is None or not _exists(table, key, pk):
        return False
    Erased.objects.create(erasure=erasure, place=table, object_id=pk, values=values, remains=remains)
    with connection.cursor() as cursor:
        if not values:
            cursor.execute(f'DELETE FROM "{table}" WHERE "{key}"::text = %s', [pk])  # noqa: S608 - names of our models
            return True
        columns = ", ".join(f'"{name}"' for name in values)
        cursor.execute(
            f'UPDATE "{table}" SET ({columns}) = (SELECT {columns} FROM '  # noqa: S608
            f'jsonb_populate_record(NULL::"{table}", %s::jsonb)) WHERE "{key}"::text = %s',
            [json.dumps(values), pk],
        )
    return True


def _exists(table: str, key: str, pk: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{key}"::text = %s', [pk])  # noqa: S608
        return cursor.fetchone() is not None


def _key_of(table: str) -> str | None:
    """The key's column of one of our own tables; nothing else is ever touched."""
    from django.apps import apps  # noqa: PLC0415

    for model in apps.get_models():
        if model._meta.db_table == table and model.__module__.startswith("condica."):
            return str(model._meta.pk.column)
    return None
