"""Erasing people's data (ștergerea): words become a mark, rows and figures stay; the database lets only this way pass.

Every row is named first in `Erased`; a guard of the database then lets an update through when it only puts marks and
empty values into the columns named there, in a transaction that says which erasure it carries out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from condica.accounts.models import User
from condica.contacts import queries
from condica.contacts.models import Contact, Erased, Erasure, PersonRequest
from condica.contacts.queries.keepers import Item, PersonalKeeper
from condica.contacts.rules import MARK, Basis, Ground
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.search import KeysField
from condica.journal import actions as journal
from condica.journal.models import Line
from condica.journal.rules import SENTENCES, EraseRule, Verb

BLANK: Mapping[type, Any] = {dict: {}, list: [], bytes: b"", memoryview: b""}


class Eraser:
    """One erasure under way: blanks rows, remembers which, and takes the personal parts of their journal lines."""

    def __init__(self, erasure: Erasure, *, by: User) -> None:
        self.erasure, self.by, self.mark = erasure, by, erasure.mark
        self.things: list[tuple[str, str]] = []
        self.papers: set[int] = set()
        self.rows = 0

    def blank(self, row: models.Model, *, values: Mapping[str, Any] | None = None, remains: str = "") -> bool:
        """Put the mark in the place of the row's personal words; False when there were none left."""
        changes = dict(values) if values is not None else self.changes(row)
        self.things.append((row._meta.label_lower, str(row.pk)))
        if not changes:
            return False
        columns = {str(row._meta.get_field(name).column): _plain(value) for name, value in changes.items()}  # type: ignore[union-attr]
        self._note(row, columns, remains)
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
        self.rows += 1
        return True

    def changes(self, row: models.Model, fields: Sequence[str] | None = None) -> dict[str, Any]:
        """What each personal column that still says something becomes."""
        names = getattr(row, "personal_fields", ()) if fields is None else fields
        values = {name: getattr(row, name) for name in names}
        return {name: self._empty(row, name, value) for name, value in values.items() if self._speaks(value)}

    def _speaks(self, value: Any) -> bool:
        return bool(value) and not (isinstance(value, str) and value.startswith("[șters"))

    def _empty(self, row: models.Model, name: str, value: Any) -> Any:
        column = row._meta.get_field(name)
        if isinstance(column, KeysField):
            return None
        if isinstance(value, str):
            return "" if name.endswith("email") else self.mark[: getattr(column, "max_length", None) or len(self.mark)]
        return BLANK.get(type(value))

    def remove(self, rows: Iterable[models.Model]) -> None:
        """Take out rows that nothing else stands on (telefonul, adresa): only that they were there is remembered."""
        for row in rows:
            self._note(row, {})
            row.delete()
            self.rows += 1

    def _note(self, row: models.Model, columns: Mapping[str, Any], remains: str = "") -> None:
        Erased.objects.create(
            erasure=self.erasure, place=row._meta.db_table, object_id=str(row.pk), values=columns, remains=remains
        )

    def forget_lines(self) -> int:
        """Take the personal parts of the journal's lines about what was erased."""
        found = [line for line in _lines(self.things, self.papers) if self._may_forget(line)]
        for line in found:
            self._note(line.personal, {})
        return journal.erase_personal(found, reason=self.mark.strip("[]"), by=self.by, kept_too=True) if found else 0

    def _may_forget(self, line: Line) -> bool:
        rule = SENTENCES[Verb(line.verb)].erase
        return rule is EraseRule.WITH_SUBJECT or (rule is EraseRule.KEPT_BY_LAW and self._over)

    @property
    def _over(self) -> bool:
        """Whether the duty to keep is over, or another one beats it."""
        return self.erasure.basis == Basis.RETENTION or Ground(self.erasure.ground).beats_archives


def _lines(things: Sequence[tuple[str, str]], papers: set[int]) -> Iterable[Line]:
    about: dict[str, list[str]] = {}
    for kind, pk in things:
        about.setdefault(kind, []).append(pk)
    wanted = models.Q(entry_id__in=papers)
    for kind, ids in about.items():
        wanted |= models.Q(kind=kind, object_id__in=ids)
    return Line.objects.filter(wanted, personal__isnull=False).select_related("personal").order_by("pk")


def _plain(value: Any) -> Any:
    """As the list keeps it and the database reads it back."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    return value.isoformat() if isinstance(value, datetime) else value


def begin(erasure: Erasure) -> None:
    """Tell the database which erasure this transaction carries out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('condica.erasure', %s, true)", [str(erasure.pk)])


def end() -> None:
    """From here on nothing may be blanked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('condica.erasure', '', true)")


@transaction.atomic
def erase_expired(
    papers: Sequence[int], *, minute: str, confirmed: str, by: User, now: datetime | None = None
) -> Erasure:
    """Erase the people of papers whose retention ended (selecționare); never before the confirmation (R12)."""
    if not minute.strip() or not confirmed.strip():
        raise RuleBroken(
            "selection-unconfirmed",
            "Nu se șterge nimic înainte ca Arhivele Naționale să confirme selecționarea.",
            cites=("Legea 16/1996",),
            remedy="Scrie numărul și data procesului-verbal și ale confirmării.",
        )
    why = f"Legii 16/1996, PV de selecționare {minute}"
    erasure = Erasure.objects.create(
        basis=Basis.RETENTION, minute=minute, confirmed=confirmed, mark=MARK.format(why=why)[:120], by=by,
        at=now or dates.now(),
    )  # fmt: skip
    eraser = Eraser(erasure, by=by)
    _carry_out(eraser, queries.found_under(papers))
    record_erasure(eraser, kept=0)
    return erasure


@transaction.atomic
def erase_person(
    request: PersonRequest, *, ground: Ground | str, by: User, now: datetime | None = None
) -> tuple[Erasure, list[Item]]:
    """Erase what may be erased of somebody (GDPR art. 17); returns what the law obliges to keep, with the reasons."""
    ground = Ground(ground)
    mark = MARK.format(why="GDPR, art. 17")
    erasure = Erasure.objects.create(
        basis=Basis.REQUEST, ground=ground, request=request, mark=mark, by=by, at=now or dates.now()
    )
    going, kept = divided(request.contact, ground)
    eraser = Eraser(erasure, by=by)
    _carry_out(eraser, going)
    record_erasure(eraser, kept=len(kept))
    return erasure, kept


def divided(contact: Contact, ground: Ground) -> tuple[list[tuple[PersonalKeeper, list[Item]]], list[Item]]:
    """What goes, kind by kind, and what stays by law (art. 17 alin. (3)): decided before anything is touched."""
    found = queries.found_about(queries.members(contact))
    if ground.beats_archives:
        return found, []
    kept = [item for _, items in found for item in items if item.kept]
    going = [(keeper, [item for item in items if not item.kept]) for keeper, items in found]
    return [(keeper, items) for keeper, items in going if items], kept


def _carry_out(eraser: Eraser, found: Sequence[tuple[PersonalKeeper, Sequence[Item]]]) -> None:
    begin(eraser.erasure)
    for keeper, items in found:
        for item in items:
            keeper.erase(item, eraser)
    end()
    eraser.forget_lines()


def record_erasure(eraser: Eraser, *, kept: int) -> None:
    """One line in the journal, and one in the list that outlives a restored backup."""
    journal.record(
        Verb.PERSON_ERASED,
        on=eraser.erasure,
        by=eraser.by,
        data={"rows": eraser.rows, "kept": kept, "ground": eraser.mark.strip("[]")},
    )
    from condica.contacts.actions.erasure_list import remember  # noqa: PLC0415 - it calls this module

    transaction.on_commit(lambda: remember(eraser.erasure))


def erase_contact(item: Item, eraser: Eraser) -> None:
    """The keeper of contacts: the name becomes a mark; addresses, numbers, roles go; the row stays for papers."""
    contact = item.thing
    assert isinstance(contact, Contact)  # noqa: S101 - our own keeper gave it
    for rows in (contact.addresses.all(), contact.points.all(), contact.roles.all()):
        eraser.remove(rows)
    values = eraser.changes(contact)
    values.update({name: "" for name in ("cnp", "cui", "note") if name in values})
    eraser.blank(contact, values={**values, "erased_at": eraser.erasure.at} if values else None)
