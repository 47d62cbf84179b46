"""Taking one message in (preluarea mesajului): its bytes, its row, its number – all of it or nothing.

Everything about one message happens in one transaction, after its bytes lie in the store under their checksum. A
process that dies anywhere leaves either a message taken whole or nothing but bytes nobody refers to; the next run
meets the message again and takes it, or finds it known. Two importers at once meet at a lock on the fingerprint.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import InterfaceError, OperationalError, connection, transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.mime import (
    Kind,
    Letter,
    Recipient,
    Recognised,
    bounce_of,
    content_fingerprint,
    parse,
    recognise,
)
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import name_keys, search_keys
from condica.foundation.search import to_vector
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom import queries
from condica.mailroom.actions.acknowledging import acknowledge
from condica.mailroom.actions.papers import register_letter
from condica.mailroom.models import Mailbox, Message, Sighting
from condica.mailroom.rules import Decision, Outcome, State, decide
from condica.registry.signals import delivery_failed, letter_delivered

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message was met: an IMAP number of a folder's generation, or a file."""

    account: str
    folder: str
    uidvalidity: int = 0
    uid: int | None = None
    name: str = ""
    mailbox: Mailbox | None = None


def take_in(raw: bytes, *, place: Place, arrived_at: datetime | None = None, by: User) -> Outcome:
    """Take a message in once, wherever and however often it is met."""
    fingerprint = content_fingerprint(raw)
    try:
        return _taken(raw, fingerprint, place, arrived_at, by)
    except (OperationalError, InterfaceError, OSError):
        raise  # no database or no disk: nothing was taken, the next run begins here
    except Exception:  # one message that breaks something must not stop those behind it
        log.exception("A message could not be understood and is kept whole")
        return _kept_whole(raw, fingerprint, place, arrived_at, by)


@transaction.atomic
def _taken(raw: bytes, fingerprint: str, place: Place, arrived_at: datetime | None, by: User) -> Outcome:
    return _known(raw, fingerprint, place) or _new(raw, fingerprint, place, arrived_at, by)


@transaction.atomic
def _kept_whole(raw: bytes, fingerprint: str, place: Place, arrived_at: datetime | None, by: User) -> Outcome:
    """Only the bytes and the reason: a person looks at it."""
    known = _known(raw, fingerprint, place)
    if known is not None:
        return known
    message = _written(raw, Letter(), fingerprint, place, arrived_at)
    outcome = _refused(message, "Mesajul nu a putut fi prelucrat; a rămas întreg, așa cum a venit.", by)
    _sight(message, message.raw, place, outcome)
    return outcome


def _known(raw: bytes, fingerprint: str, place: Place) -> Outcome | None:
    _lock(fingerprint)
    known = Message.objects.filter(fingerprint=fingerprint).first()
    if known is None:
        return None
    _sight(known, _kept(raw), place, Outcome.KNOWN)
    return Outcome.KNOWN


def _lock(fingerprint: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"mailroom {fingerprint}"])


def _kept(raw: bytes) -> documents.Blob:
    return documents.keep_blob(raw, name="mesaj.eml", read_text=False)


def _sight(message: Message, blob: documents.Blob, place: Place, outcome: Outcome) -> None:
    row = Sighting(
        message=message,
        raw=blob,
        mailbox=place.mailbox,
        account=place.account,
        folder=place.folder,
        uidvalidity=place.uidvalidity,
        uid=place.uid,
        name=place.name,
        outcome=outcome.value,
        seen_at=dates.now(),
    )
    Sighting.objects.bulk_create([row], ignore_conflicts=True)


def _new(raw: bytes, fingerprint: str, place: Place, arrived_at: datetime | None, by: User) -> Outcome:
    letter = parse(raw)
    found = recognise(letter)
    message = _written(raw, letter, fingerprint, place, arrived_at)
    if found.kind != Kind.LETTER:  # only a letter may speak for somebody else
        message.author_name, message.author_email = message.sender_name, message.sender_email
    registers = place.mailbox.registers if place.mailbox else True
    decision = decide(letter, found, registers=registers, own_addresses=queries.own_addresses())
    message.kind = found.kind.value
    outcome = _settled(message, letter, found, decision, by)
    _sight(message, message.raw, place, outcome)
    return outcome


def _written(raw: bytes, letter: Letter, fingerprint: str, place: Place, arrived_at: datetime | None) -> Message:
    now = dates.now()
    author = letter.author
    return Message(
        fingerprint=fingerprint,
        raw=_kept(raw),
        message_id=_clean(letter.message_id),
        references=[_clean(one) for one in (letter.in_reply_to, *letter.references) if one],
        sender_name=_clean(letter.sender.name),
        sender_email=_clean(letter.sender.email),
        author_name=_clean(author.name),
        author_email=_clean(author.email),
        subject=_clean(letter.subject),
        written_at=letter.date,
        # When it reached our side; a clock that runs ahead somewhere must not date a letter in the future.
        received_at=min(arrived_at or letter.received_at or letter.date or now, now.astimezone(UTC)),
        taken_at=now,
        attachments=len(letter.attachments),
        problems=list(letter.problems),
        mailbox=place.mailbox,
        keys=to_vector(_keys(letter)),
    )


def _keys(letter: Letter) -> list[str]:
    names = f"{letter.sender.name} {letter.sender.email} {letter.author.name} {letter.author.email}"
    return [key for key in [*search_keys(f"{letter.subject} {names}"), *name_keys(names)] if len(key) < 200]


def _clean(text: str) -> str:
    """What a database can hold: no null, no half of a pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:2000]


def _settled(message: Message, letter: Letter, found: Recognised, decision: Decision, by: User) -> Outcome:
    if decision.state == State.REGISTERED:
        return _registered(message, letter, by)
    message.state, message.reason = decision.state.value, decision.reason
    if decision.state == State.AUTOMATIC:
        message.about_message_id = _clean(bounce_of(letter).message_id) if found.kind != Kind.BULK else ""
    message.save()
    if decision.state == State.QUEUED:
        record(Verb.MAIL_QUEUED, on=message, by=by, personal={"reason": decision.reason})
        return Outcome.QUEUED
    _tell(message, letter, found.kind)
    return Outcome.AUTOMATIC


def _registered(message: Message, letter: Letter, by: User) -> Outcome:
    """A number at once; when the registry refuses, the message waits whole for a person, with the reason."""
    try:
        with transaction.atomic():
            message.entry = register_letter(message, letter, by=by)
    except RuleBroken as refusal:
        return _refused(message, str(refusal), by)
    except (OperationalError, InterfaceError, OSError):
        raise
    except Exception as error:
        log.exception("A letter could not be registered by itself")
        return _refused(message, f"Înregistrarea nu a reușit ({type(error).__name__}).", by)
    message.state = State.REGISTERED.value
    message.decided_at = dates.now()
    message.save()
    acknowledge(message, letter, by=by)
    return Outcome.REGISTERED


def _refused(message: Message, reason: str, by: User) -> Outcome:
    message.entry = None
    message.state, message.reason = State.QUEUED.value, reason
    message.save()
    record(Verb.MAIL_QUEUED, on=message, by=by, personal={"reason": reason})
    return Outcome.QUEUED


def _tell(message: Message, letter: Letter, kind: Kind) -> None:
    """Whoever sent the letter that this is about hears of it; what they do wrong stays theirs."""
    bounce = bounce_of(letter)
    if not bounce.message_id or kind == Kind.BULK:
        return
    for one in bounce.recipients if kind == Kind.BOUNCE else ():
        if one.action == "failed":
            news = {"recipient": one.address, "status": one.status, "sentence": _sentence(one)}
            _send(delivery_failed, message_id=bounce.message_id, **news)
    if letter.report_type == "disposition-notification":
        sentence = f"Confirmare de citire de la {letter.sender.email}."
        _send(letter_delivered, message_id=bounce.message_id, recipient=letter.sender.email, sentence=sentence)


def _send(signal: object, **news: str) -> None:
    for receiver, answer in signal.send_robust(sender=Message, **news):  # type: ignore[attr-defined]
        if isinstance(answer, Exception):
            log.error("News of a returned message failed in %s: %r", receiver, answer)


def _sentence(one: Recipient) -> str:
    why = _WHY.get(one.status[:3], "livrarea nu a reușit")
    status = f" ({one.status})" if one.status else ""
    return f"Mesajul către {one.address} s-a întors: {why}{status}. {one.diagnostic}".strip()[:500]


_WHY = {
    "5.1": "adresa nu există",
    "4.1": "adresa nu răspunde",
    "5.2": "căsuța nu primește mesaje",
    "4.2": "căsuța este plină sau nu primește acum",
    "5.3": "serverul nu primește mesajul",
    "5.4": "serverul nu poate fi găsit",
    "4.4": "serverul nu răspunde",
    "5.7": "serverul refuză mesajul",
    "5.6": "conținutul nu este acceptat",
}
