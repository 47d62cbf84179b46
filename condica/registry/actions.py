"""The registry's verbs (fapte ale registraturii): the only place that writes here.

Every verb runs in one transaction, takes `by=` and leaves one line in the journal.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models.expressions import Expression

from condica.accounts.models import User
from condica.contacts.models import Contact
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import search_keys
from condica.foundation.search import to_vector
from condica.journal.actions import record, sync_clock
from condica.journal.rules import Verb
from condica.organisation.models import Desk, Unit
from condica.registry.models import (
    Attachment,
    Cancellation,
    Channel,
    Connection,
    Correction,
    Entry,
    Exit,
    Number,
    Register,
    Repeat,
)
from condica.registry.rules import CORRECTABLE, KINDS, kind_label, new_tracking_code, written_digest

INSTRUCTIONS = "Instrucțiuni 217/1996, art. 9"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written in the register about a paper (elementele de la art. 9); times are aware."""

    channel: str
    subject: str
    sender_name: str = ""
    sender_address: str = ""
    sender_email: str = ""
    addressee_name: str = ""
    received_at: datetime | None = None  # None: now, at registration
    kind: str = ""
    document_number: str = ""
    document_date: date | None = None
    leaves: int | None = None
    annexes: int | None = None
    file_code: str = ""
    sender: Contact | None = None
    desk: Desk | None = None
    unit: Unit | None = None
    answers: Entry | None = None
    documents: Sequence[Document] = field(default=())

    def written(self, direction: str) -> dict[str, Any]:
        """The words that the number's chain covers, as plain JSON."""
        return {
            "direction": direction,
            "channel": str(self.channel),
            **{name: _plain(getattr(self, name)) for name in CORRECTABLE},
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def register(
    paper: Paper,
    *,
    direction: str,
    register: str = "general",
    by: User,
    idempotency: str | None = None,
    measured: Mapping[str, int] | None = None,
) -> Entry:
    """Draw the next number of the register for a paper (înregistrare; art. 9: in the order of receipt).

    With `idempotency`, the same key of the same user returns the entry made the first time. `measured` are the
    counter's own key presses and milliseconds.
    """
    fingerprint = _fingerprint(paper, direction, register) if idempotency else ""
    if idempotency and (known := _repeated(by, idempotency, fingerprint)):
        return known
    _check(paper)
    sync_clock()
    number, salt, written = _draw(_register(register), paper.written(direction))
    entry = _write(paper, number, direction=direction, salt=salt, written=written, by=by)
    for ordinal, document in enumerate(paper.documents, start=1):
        Attachment.objects.create(entry=entry, document=document, ordinal=ordinal)
    if idempotency:
        Repeat.objects.create(owner=by, key=idempotency, fingerprint=fingerprint, entry=entry)
    record(
        Verb.ENTRY_REGISTERED,
        on=entry,
        by=by,
        entry=entry.pk,
        data={
            "channel": entry.channel,
            "channel_words": CHANNEL_WORDS[Channel(entry.channel)],
            "direction": direction,
            **({"measured": dict(measured)} if measured else {}),
        },
    )
    _open_as(entry, by)
    return entry


def _open_as(entry: Entry, by: User) -> None:
    """Let the room of this kind begin its work in the same transaction: the clock starts with the number."""
    kind = KINDS.get(entry.kind)
    if kind and kind.opens and entry.direction == "in":
        kind.opens(entry, by)


CHANNEL_WORDS = {
    Channel.COUNTER: "adusă la ghișeu",
    Channel.POST: "sosită prin poștă",
    Channel.EMAIL: "sosită prin e-mail",
    Channel.PORTAL: "trimisă prin portal",
    Channel.COURIER: "adusă de curier",
    Channel.FAX: "sosită prin fax",
    Channel.PHONE: "primită la telefon",
    Channel.SPECIAL: "sosită prin poșta specială",
    Channel.INTERNAL: "pe circuit intern",
    Channel.API: "primită din alt sistem",
}
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


def _register(key: str) -> Register:
    found = Register.objects.filter(key=key).first()
    if found is None:
        raise RuleBroken(
            "register-unknown", f"Nu există registrul „{key}”.", remedy="Alege unul dintre registrele deschise."
        )
    return found


def _check(paper: Paper) -> None:
    if not paper.subject.strip():
        raise RuleBroken(
            "subject-missing",
            "Documentul nu are conținutul pe scurt.",
            cites=(INSTRUCTIONS,),
            remedy="Scrie în câteva cuvinte despre ce este.",
        )
    now = dates.now()
    if paper.received_at and paper.received_at > now:
        raise RuleBroken(
            "received-in-future",
            f"Momentul primirii ({dates.local(paper.received_at):%d.%m.%Y %H:%M}) este în viitor.",
            remedy="Scrie data și ora la care a sosit documentul.",
        )
    if paper.document_date and paper.document_date > dates.bucharest_day(now):
        raise RuleBroken(
            "document-date-in-future",
            f"Data documentului ({paper.document_date:%d.%m.%Y}) este în viitor.",
            remedy="Scrie data pusă de emitent pe document.",
        )


def _draw(register: Register, written: dict[str, Any]) -> tuple[Number, bytes, dict[str, Any]]:
    salt = secrets.token_bytes(16)
    number = Number.objects.create(
        register=register, tracking_code=new_tracking_code(), digest=written_digest(salt, written)
    )
    number.refresh_from_db()  # the database drew it
    number.register = register
    return number, salt, written


def _write(paper: Paper, number: Number, *, direction: str, salt: bytes, written: dict[str, Any], by: User) -> Entry:
    received = min(paper.received_at or number.moment, number.moment)
    return Entry.objects.create(
        number=number,
        register=number.register,
        year=number.year,
        value=number.number,
        registered_at=number.moment,
        received_at=received,
        direction=direction,
        channel=paper.channel,
        kind=paper.kind,
        sender=paper.sender,
        desk=paper.desk,
        unit=paper.unit,
        answers=paper.answers,
        registered_by=by,
        written=written,
        salt=salt,
        keys=_keys(paper, number),
        **{name: getattr(paper, name) for name in CORRECTABLE},
    )


def _keys(paper: Paper | Entry, number: Number) -> Expression:
    names = ("subject", "sender_name", "sender_email", "addressee_name", "sender_address", "document_number")
    words = [*(getattr(paper, name) for name in names), str(number.number)]
    keys = set(search_keys(" ".join(filter(None, words))))
    keys |= {f"{number.number}/{number.year}", number.tracking_code.replace("-", "").lower()}
    return to_vector(keys)


def _fingerprint(paper: Paper, direction: str, register: str) -> str:
    """What must be the same when a key is used again; the files by content, since each upload is a new document."""
    files = [document.blob_id for document in paper.documents]
    received = paper.received_at.isoformat() if paper.received_at else ""
    text = repr((direction, register, sorted(paper.written(direction).items(), key=str), files, received))
    return hashlib.sha256(text.encode()).hexdigest()


def _repeated(by: User, key: str, fingerprint: str) -> Entry | None:
    with connection.cursor() as cursor:  # the second of two at once waits for the first's answer
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [key, by.pk])
    known = Repeat.objects.select_related("entry__number", "entry__register").filter(owner=by, key=key).first()
    if known is None:
        return None
    if known.fingerprint != fingerprint:
        raise RuleBroken(
            "idempotency-key-reused",
            f"Cheia „{key}” a fost folosită pentru alt document ({known.entry.paper_number}).",
            remedy="Trimite altă cheie pentru alt document.",
        )
    return known.entry


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
    if not reason.strip():
        raise RuleBroken("reason-missing", "O corectură cere un motiv.", remedy="Scrie de ce se corectează.")
    now = dates.now()
    for name, value in changed.items():
        old, new = _stored(getattr(entry, name)), _stored(value)
        Correction.objects.create(entry=entry, field=name, old=old, new=new, reason=reason, by=by, at=now)
        setattr(entry, name, value)
    entry.keys = _keys(entry, entry.number)
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


def _stored(value: Any) -> str:
    return "" if value is None else str(_plain(value))


def _check_words(entry: Entry) -> None:
    if not entry.subject.strip():
        raise RuleBroken("subject-missing", "Conținutul pe scurt nu poate rămâne gol.", cites=(INSTRUCTIONS,))


@transaction.atomic
def connect(first: Entry, second: Entry, *, by: User) -> Connection:
    """Connect two papers on one matter (conexare la primul document; art. 9). Done twice, it stays one."""
    older, newer = sorted((first, second), key=lambda entry: entry.pk)
    if older.pk == newer.pk:
        raise RuleBroken("connect-itself", "Un document nu se conexează cu el însuși.", remedy="Alege alt document.")
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
    known = Attachment.objects.filter(entry=entry, document=document).first()
    if known:
        return known
    last = Attachment.objects.filter(entry=entry).order_by("-ordinal").values_list("ordinal", flat=True).first()
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
def hand_to(entry: Entry, unit: Unit, *, by: User) -> Entry:
    """Write the department that the paper was given to (compartimentul căruia i s-a repartizat)."""
    entry = locked(entry)
    if entry.cancelled:
        raise RuleBroken("entry-cancelled", f"Numărul {entry} este anulat și nu se mai repartizează.")
    if entry.unit_id == unit.pk:
        return entry
    entry.unit = unit
    entry.save(update_fields=["unit"])
    record(Verb.ENTRY_HANDED, on=entry, by=by, entry=entry.pk, data={"unit": unit.name})
    return entry


@transaction.atomic
def decide_kind(entry: Entry, kind: str, *, by: User) -> Entry:
    """Say what the law says the paper is (încadrare); its room begins its work."""
    entry = locked(entry)
    if entry.kind == kind:
        return entry
    entry.kind = kind
    entry.save(update_fields=["kind"])
    record(Verb.ENTRY_KIND, on=entry, by=by, entry=entry.pk, data={"kind": kind_label(kind)})
    _open_as(entry, by)
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
def open_register(*, key: str, name: str, prefix: str = "", by: User) -> Register:
    """Open a parallel register (registru paralel; its prefix keeps numbers from repeating, art. 9)."""
    made = Register.objects.create(key=key, name=name, prefix=prefix)
    record(Verb.REGISTER_OPENED, on=("registry.register", made.pk, name), by=by, data={"name": name})
    return made
