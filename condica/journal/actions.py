"""Writing the journal (scrierea în jurnal): one line a fact, in the transaction of the fact itself."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, models, transaction

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line, Personal
from condica.journal.rules import SENTENCES, EraseRule, Verb


class Actor(Protocol):
    """Whoever acts (`by=`): a user of the system, or the system itself."""

    pk: Any

    def __str__(self) -> str: ...


Subject = models.Model | tuple[str, Any, str]


def record(
    verb: Verb,
    *,
    on: Subject,
    by: Actor,
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    entry: int | None = None,
    case: int | None = None,
) -> Line:
    """Write one line: `by` did `verb` to `on`. `data` holds no personal data; `personal` is kept apart, erasable.

    Must stand inside the transaction of the change that it tells; a rolled back change leaves no line.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record must run inside the transaction of the change")
    sync_clock()
    kind, object_id, label = _subject(on)
    salt = secrets.token_bytes(16)
    line = Line.objects.create(
        verb=verb.value,
        actor_id=by.pk,
        actor_name=str(by),
        kind=kind,
        object_id=object_id,
        label=label,
        entry_id=entry,
        case_id=case,
        data=dict(data or {}),
        personal_digest=personal_digest(salt, personal) if personal else None,
    )
    if personal:
        Personal.objects.create(line=line, salt=salt, data=dict(personal))
    return line


@dataclass(frozen=True, slots=True)
class Told:
    """One of many lines that say the same of different objects."""

    on: Subject
    personal: Mapping[str, Any] | None = None
    entry: int | None = None


def record_all(verb: Verb, told: Sequence[Told], *, by: Actor, data: Mapping[str, Any] | None = None) -> list[Line]:
    """Write many lines of one verb at once (bulk): as `record` for each, in two statements for all of them."""
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record_all must run inside the transaction of the change")
    sync_clock()
    salted = [(one, _subject(one.on), secrets.token_bytes(16)) for one in told]
    lines = Line.objects.bulk_create(
        Line(
            verb=verb.value, actor_id=by.pk, actor_name=str(by), kind=kind, object_id=object_id, label=label,
            entry_id=one.entry, data=dict(data or {}),
            personal_digest=personal_digest(salt, one.personal) if one.personal else None,
        )
        for one, (kind, object_id, label), salt in salted
    )  # fmt: skip
    Personal.objects.bulk_create(
        Personal(line=line, salt=salt, data=dict(one.personal))
        for line, (one, _, salt) in zip(lines, salted, strict=True)
        if one.personal
    )
    return lines


def personal_digest(salt: bytes, personal: Mapping[str, Any]) -> bytes:
    """The salted digest that a line keeps of its personal part."""
    text = json.dumps(personal, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(salt + text.encode()).digest()


@transaction.atomic
def erase_personal(lines: Sequence[Line], *, reason: str, by: Actor, kept_too: bool = False) -> int:
    """Remove the personal part of lines whose verb allows it (GDPR art. 17); the chain stays whole.

    `kept_too`: also of those kept as long as the register, when that time is over.
    """
    allowed = {EraseRule.WITH_SUBJECT} | ({EraseRule.KEPT_BY_LAW} if kept_too else set())
    kept = [line.pk for line in lines if SENTENCES[Verb(line.verb)].erase not in allowed]
    if kept:
        raise RuleBroken(
            "journal-kept-by-law",
            f"Rândurile {kept[:5]} se păstrează prin lege și nu pot fi șterse.",
            cites=("Legea 16/1996",),
            remedy="Alege numai rânduri ale căror date urmează persoana.",
        )
    ids = [line.pk for line in lines]
    count, _ = Personal.objects.filter(line__in=ids).delete()
    record(Verb.ERASED, on=("journal.line", 0, "jurnal"), by=by, data={"lines": ids, "count": count, "reason": reason})
    return count


def sync_clock() -> None:
    """Hand a frozen moment (demonstration, tests) to the database; a real installation ignores it."""
    moment = dates.frozen_moment()
    if moment is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('condica.now', %s, true)", [moment.isoformat()])


def _subject(on: Subject) -> tuple[str, str, str]:
    if isinstance(on, models.Model):
        return on._meta.label_lower, str(on.pk), str(getattr(on, "journal_label", on))
    kind, object_id, label = on
    return kind, str(object_id), label
