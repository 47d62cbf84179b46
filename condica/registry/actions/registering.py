"""Registering (înregistrarea): drawing the next number for a paper, once, and what stands beside it."""

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
from condica.foundation.romanian import name_keys, search_keys
from condica.foundation.search import to_vector
from condica.journal.actions import record, sync_clock
from condica.journal.rules import Verb
from condica.law import l182
from condica.organisation import api as organisation
from condica.organisation.models import Desk, Unit
from condica.registry import access
from condica.registry.models import (
    Attachment,
    Channel,
    Entry,
    Envelope,
    Number,
    Register,
    Repeat,
)
from condica.registry.rules import CORRECTABLE, KINDS, new_tracking_code, written_digest

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
    envelope: Mapping[str, str] | None = None  # of the special register: what stands on it (L182/2002)

    def written(self, direction: str) -> dict[str, Any]:
        """The words that the number's chain covers, as plain JSON."""
        return {
            "direction": direction,
            "channel": str(self.channel),
            **{name: plain(getattr(self, name)) for name in CORRECTABLE},
            **({"envelope": dict(self.envelope)} if self.envelope else {}),
        }


def plain(value: Any) -> Any:
    """A day as its ISO text; anything else as it is."""
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
    book = _register(register, paper, by)
    check_paper(paper)
    sync_clock()
    number, salt, written = _draw(book, paper.written(direction))
    entry = write_entry(paper, number, direction=direction, salt=salt, written=written, by=by)
    if paper.envelope:
        Envelope.objects.create(entry=entry, **paper.envelope)
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
    open_as(entry, by)
    return entry


def open_as(entry: Entry, by: User) -> None:
    """Let the room of this kind begin its work in the same transaction: the clock starts with the number."""
    kind = KINDS.get(entry.kind)
    if kind and kind.opens and entry.direction == "in":
        kind.opens(entry, by)


def leave_kind(entry: Entry, by: User) -> None:
    """Let the room of the kind that the paper had end its work, in the same transaction."""
    kind = KINDS.get(entry.kind)
    if kind and kind.leaves and entry.direction == "in":
        kind.leaves(entry, by)


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


def _register(key: str, paper: Paper, by: User) -> Register:
    """The register, if this person may register in it: one closed, hidden, or of another desk is as good as none."""
    found = access.registers_to_write(by).filter(key=key).first()
    if found is None:
        raise RuleBroken(
            "register-unknown",
            f"Nu există registrul „{key}” sau nu se înregistrează în el de la ghișeul tău.",
            remedy="Alege unul dintre registrele deschise.",
        )
    if found.holds_envelopes != (paper.envelope is not None):
        raise RuleBroken(
            "register-of-envelopes",
            "În registrul special se scriu numai plicuri, iar plicurile numai în el.",
            cites=(l182.LAW,),
            remedy="Înregistrează plicul din formularul poștei speciale.",
        )
    return found


def check_paper(paper: Paper) -> None:
    """What no paper may lack or say, whichever way it gets its number."""
    if not paper.subject.strip():
        raise RuleBroken(
            "subject-missing",
            "Documentul nu are conținutul pe scurt.",
            cites=(INSTRUCTIONS,),
            remedy="Scrie în câteva cuvinte despre ce este.",
        )
    check_file_code(paper.file_code)
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


def check_file_code(code: str) -> None:
    """A file code must stand in the nomenclator of today; while the house has none, any is taken."""
    kinds = organisation.file_kinds() if code else []
    if kinds and code not in {kind.code for kind in kinds}:
        raise RuleBroken(
            "file-code-unknown",
            f"Indicativul „{code}” nu este în nomenclatorul arhivistic.",
            cites=("Legea 16/1996, art. 8",),
            remedy="Alege un indicativ din listă; nomenclatorul se schimbă din Administrare.",
        )


def _draw(register: Register, written: dict[str, Any]) -> tuple[Number, bytes, dict[str, Any]]:
    salt = secrets.token_bytes(16)
    number = Number.objects.create(
        register=register, tracking_code=new_tracking_code(), digest=written_digest(salt, written)
    )
    number.refresh_from_db()  # the database drew it
    number.register = register
    return number, salt, written


def write_entry(
    paper: Paper,
    number: Number,
    *,
    direction: str,
    salt: bytes,
    written: dict[str, Any],
    until: datetime | None = None,
    by: User,
) -> Entry:
    """Write the register's line in words beside its number; nothing is received after `until` (or the number)."""
    received = min(paper.received_at or number.moment, until or number.moment)
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
        keys=line_keys(paper, number),
        **{name: getattr(paper, name) for name in CORRECTABLE},
    )


def line_keys(paper: Paper | Entry, number: Number) -> Expression:
    """The search keys of a paper's line: words bent to their lemmas, names as they are, the number."""
    names = ("subject", "sender_name", "sender_email", "addressee_name", "sender_address", "document_number")
    words = [*(getattr(paper, name) for name in names), str(number.number)]
    keys = set(search_keys(" ".join(filter(None, words))))
    keys |= set(name_keys(" ".join(filter(None, (paper.sender_name, paper.addressee_name)))))
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
