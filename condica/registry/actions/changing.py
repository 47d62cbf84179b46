"""What happens to a registered paper (după înregistrare): corrected, connected, handed on, answered, cancelled."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import l182
from condica.organisation.models import Unit
from condica.registry import access
from condica.registry.actions.registering import INSTRUCTIONS, check_file_code, leave_kind, line_keys, open_as, plain
from condica.registry.models import (
    Attachment,
    Cancellation,
    Channel,
    Connection,
    Correction,
    Entry,
    Exit,
    YearClosing,
)
from condica.registry.rules import CORRECTABLE, ERASED, PERSONAL, kind_label

EXIT_WORDS = {
    Channel.COUNTER: "înmânat la ghișeu",
    Channel.POST: "plecat prin poștă",
    Channel.EMAIL: "plecat prin e-mail",
    Channel.PORTAL: "publicat în portal",
    Channel.COURIER: "plecat prin curier",
    Channel.FAX: "plecat prin fax",
    Channel.PHONE: "comunicat la telefon",
    Channel.SPECIAL: "plecat prin poșta specială",
    Channel.INTERNAL: "pe circuit intern",
    Channel.API: "trimis altui sistem",
}


def locked(entry: Entry) -> Entry:
    """The entry's row as it is now, locked until the transaction ends."""
    return (
        Entry.objects.select_for_update(no_key=True, of=("self",)).select_related("number", "register").get(pk=entry.pk)
    )


@transaction.atomic
def cancel(entry: Entry, *, reason: str, by: User) -> Cancellation:
    """Strike a number out (anulare), with a reason; it stays in the register and is never used again (art. 9)."""
    entry = locked(entry)
    if entry.cancelled:
        return entry.cancellation
    if not reason.strip():
        raise RuleBroken("reason-missing", "Un număr se anulează numai cu motiv.", remedy="Scrie de ce se anulează.")
    if YearClosing.objects.filter(register=entry.register, year=entry.year).exists():
        raise RuleBroken(
            "year-closed",
            f"Numărul {entry} nu mai poate fi anulat: anul {entry.year} a fost încheiat și numărat.",
            cites=(INSTRUCTIONS,),
            remedy="Corectează elementele greșite; corectura rămâne la vedere.",
        )
    if entry.exits.exists():
        raise RuleBroken(
            "cancel-answered",
            f"Numărul {entry} nu mai poate fi anulat: a plecat un răspuns sub el.",
            cites=(INSTRUCTIONS,),
            remedy="Corectează elementele greșite sau conexează documentul.",
        )
    cancellation = Cancellation.objects.create(entry=entry, reason=reason.strip(), by=by, at=dates.now())
    Entry.objects.filter(pk=entry.pk).update(cancelled=True)
    record(Verb.ENTRY_CANCELLED, on=entry, by=by, entry=entry.pk, data={"reason": reason.strip()})
    return cancellation


@transaction.atomic
def correct(entry: Entry, *, reason: str, by: User, **fields: Any) -> Entry:
    """Write fields again (corectură), keeping what stood there; only words, never number, moment or direction."""
    entry = locked(entry)
    changed = {name: value for name, value in fields.items() if getattr(entry, name) != value}
    if unknown := changed.keys() - CORRECTABLE.keys():
        raise RuleBroken("not-correctable", f"Nu se pot corecta: {', '.join(sorted(unknown))}.", cites=(INSTRUCTIONS,))
    if not changed:
        return entry
    if entry.register.holds_envelopes and changed.keys() - OUTSIDE:
        raise _sealed("Despre un plic se corectează numai expeditorul, numărul și data de pe el.")
    check_file_code(changed.get("file_code", ""))
    if entry.subject.startswith(ERASED) and PERSONAL & changed.keys():
        raise RuleBroken(
            "entry-erased",
            f"Cuvintele de sub numărul {entry} au fost șterse și nu se mai scriu.",
            cites=("GDPR, art. 17",),
            remedy="Se mai pot corecta numerele și indicativul.",
        )
    if not reason.strip():
        raise RuleBroken("reason-missing", "O corectură cere un motiv.", remedy="Scrie de ce se corectează.")
    now = dates.now()
    for name, value in changed.items():
        old, new = _stored(getattr(entry, name)), _stored(value)
        Correction.objects.create(entry=entry, field=name, old=old, new=new, reason=reason, by=by, at=now)
        setattr(entry, name, value)
    entry.keys = line_keys(entry, entry.number)
    _check_words(entry)
    entry.save(update_fields=[*changed, "keys"])
    record(
        Verb.ENTRY_CORRECTED,
        on=entry,
        by=by,
        entry=entry.pk,
        data={"fields": [CORRECTABLE[name] for name in changed]},
        personal={"reason": reason.strip()},
    )
    return entry


#: What of an envelope can be read without opening it, and written again.
OUTSIDE = frozenset({"sender_name", "document_number", "document_date"})


def _sealed(words: str) -> RuleBroken:
    remedy = "Conținutul îl ține structura de securitate, în afara Condicii."
    return RuleBroken("envelope-sealed", words, cites=(l182.LAW,), remedy=remedy)


def _stored(value: Any) -> str:
    return "" if value is None else str(plain(value))


def _check_words(entry: Entry) -> None:
    if not entry.subject.strip():
        raise RuleBroken("subject-missing", "Conținutul pe scurt nu poate rămâne gol.", cites=(INSTRUCTIONS,))


@transaction.atomic
def connect(first: Entry, second: Entry, *, by: User) -> Connection:
    """Connect two papers on one matter (conexare la primul document; art. 9). Done twice, it stays one."""
    older, newer = sorted((first, second), key=lambda entry: entry.pk)
    if older.pk == newer.pk:
        raise RuleBroken("connect-itself", "Un document nu se conexează cu el însuși.", remedy="Alege alt document.")
    if older.register_id != newer.register_id and (older.register.is_restricted or newer.register.is_restricted):
        raise RuleBroken(
            "connect-restricted",
            "Un document dintr-un registru restricționat se conexează numai în registrul lui: i s-ar afla numărul.",
            remedy="Scrie legătura în dosarul pe care îl văd numai cei cu drept.",
        )
    locked(older)
    known = Connection.objects.filter(first=older, second=newer, undone_at__isnull=True).first()
    if known:
        return known
    made = Connection.objects.create(first=older, second=newer, by=by, at=dates.now())
    record(Verb.ENTRY_CONNECTED, on=newer, by=by, entry=newer.pk, data={"other": str(older)})
    return made


@transaction.atomic
def disconnect(made: Connection, *, by: User) -> None:
    """Undo a connection; both papers stay as they were."""
    made = Connection.objects.select_for_update(no_key=True).get(pk=made.pk)
    if made.undone_at is not None:
        return
    made.undone_by, made.undone_at = by, dates.now()
    made.save(update_fields=["undone_by", "undone_at"])
    record(Verb.ENTRY_DISCONNECTED, on=made.second, by=by, entry=made.second_id, data={"other": str(made.first)})


@transaction.atomic
def attach(entry: Entry, document: Document, *, by: User) -> Attachment:
    """Add a file to a paper already registered (scan, annex); the same file twice stays one."""
    entry = locked(entry)
    if entry.register.holds_envelopes:
        raise _sealed("La un plic din registrul special nu se adaugă scanări sau fișiere.")
    known = Attachment.objects.filter(entry=entry, document=document).first()
    if known:
        return known
    every = Attachment.with_withdrawn.filter(entry=entry)
    last = every.order_by("-ordinal").values_list("ordinal", flat=True).first()
    made = Attachment.objects.create(entry=entry, document=document, ordinal=(last or 0) + 1)
    record(
        Verb.ENTRY_ATTACHED,
        on=entry,
        by=by,
        entry=entry.pk,
        personal={"document": document.title or document.file_name},
    )
    return made


@transaction.atomic
def detach(made: Attachment, *, reason: str, by: User) -> None:
    """Take a file off a paper that it does not belong to (desprindere), with a reason; the row stays as it was put."""
    entry = locked(made.entry)
    made = Attachment.with_withdrawn.select_for_update(no_key=True, of=("self",)).get(pk=made.pk)
    if made.withdrawn_at is not None:
        return
    if not reason.strip():
        raise RuleBroken("reason-missing", "Un fișier se desprinde numai cu motiv.", remedy="Scrie de ce nu e al lui.")
    made.withdrawn_at, made.withdrawn_by, made.withdrawn_reason = dates.now(), by, reason.strip()
    made.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    document = made.document
    words = {"document": document.title or document.file_name, "reason": reason.strip()}
    record(Verb.ENTRY_DETACHED, on=entry, by=by, entry=entry.pk, personal=words)


@transaction.atomic
def hand_to(entry: Entry, unit: Unit, *, by: User) -> Entry:
    """Write the department that the paper was given to (compartimentul căruia i s-a repartizat)."""
    entry = locked(entry)
    if entry.cancelled:
        raise RuleBroken("entry-cancelled", f"Numărul {entry} este anulat și nu se mai repartizează.")
    if entry.unit_id == unit.pk:
        return entry
    if not access.may_receive(unit, entry.register):
        raise RuleBroken(
            "register-restricted",
            f"{unit.name} nu are drept în registrul „{entry.register}”.",
            remedy="Administratorul îi dă întâi dreptul de citire în registru.",
        )
    entry.unit = unit
    entry.save(update_fields=["unit"])
    record(Verb.ENTRY_HANDED, on=entry, by=by, entry=entry.pk, data={"unit": unit.name})
    return entry


@transaction.atomic
def decide_kind(entry: Entry, kind: str, *, by: User) -> Entry:
    """Say what the law says the paper is (încadrare): the room of the old kind ends its work, or refuses; the new
    kind's begins its own."""
    entry = locked(entry)
    if entry.kind == kind:
        return entry
    if entry.register.holds_envelopes:
        raise _sealed("Un plic din registrul special nu se încadrează: ce e în el nu se știe.")
    leave_kind(entry, by)
    entry.kind = kind
    entry.save(update_fields=["kind"])
    record(Verb.ENTRY_KIND, on=entry, by=by, entry=entry.pk, data={"kind": kind_label(kind)})
    open_as(entry, by)
    return entry


@transaction.atomic
def record_exit(
    entry: Entry, *, addressee: str, channel: str, way: str, document: Document | None = None, by: User
) -> Exit:
    """Write the out column: an answer leaves under the number of the paper it answers (art. 9)."""
    entry = locked(entry)
    if entry.cancelled:
        raise RuleBroken("entry-cancelled", f"Numărul {entry} este anulat; nu poate pleca un răspuns sub el.")
    moment = dates.now()
    made = Exit.objects.create(
        entry=entry,
        ordinal=entry.exits.count() + 1,
        moment=moment,
        addressee=addressee,
        channel=channel,
        way=way,
        document=document,
        by=by,
    )
    record(
        Verb.ENTRY_EXIT,
        on=entry,
        by=by,
        entry=entry.pk,
        data={"channel": channel, "channel_words": EXIT_WORDS[Channel(channel)], "ordinal": made.ordinal},
        personal={"addressee": addressee},
    )
    return made


def set_term(entry: Entry, *, due_on: date | None, safe_on: date | None, extended: bool = False) -> None:
    """Write the term that the register shows; the case that owns it journals why."""
    Entry.objects.filter(pk=entry.pk).update(due_on=due_on, safe_on=safe_on, extended=extended)


def settle(entry: Entry, *, settled_as: str, on: date | None, note: str = "") -> None:
    """Write how the term ended (modul rezolvării), or that it runs again (`settled_as=""`)."""
    Entry.objects.filter(pk=entry.pk).update(settled_as=settled_as, settled_on=on, settled_note=note)


@transaction.atomic
def tell_export(count: int, *, by: User) -> None:
    """Write down that lines of the register left as a file (export): who, when, how many."""
    record(Verb.REGISTER_EXPORTED, on=("registry.register", 0, "registrul"), by=by, data={"count": count})
