"""From a message to a paper in the register (înregistrarea mesajului)."""

from __future__ import annotations

from datetime import date

from condica.accounts.models import User
from condica.contacts import api as contacts
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.mime import Attachment, Letter
from condica.mailroom import queries
from condica.mailroom.models import Message
from condica.mailroom.rules import subject_of
from condica.registry import api as registry
from condica.registry.models import Entry


def register_letter(message: Message, letter: Letter, *, by: User) -> Entry:
    """The next number for this letter, with the message itself and its files as documents."""
    entry = _entry(message, letter, by=by)
    join_thread(entry, message, by=by)
    return entry


def join_thread(entry: Entry, message: Message, *, by: User) -> None:
    """A reply of somebody known to the paper to an e-mail of ours, or to an earlier letter of their own, continues it.

    Knowing a Message-ID is not enough: whoever got a copy knows it too. A stranger's reply is proposed to a person.
    """
    replied = registry.entry_of_message(message.references)
    known = replied is not None and message.author_email.lower() in queries.writers_of(replied)
    continues = replied if known else queries.earlier_of_sender(message)
    if continues is not None and continues.pk != entry.pk:
        registry.continue_with(entry, continues=continues, by=by)


def _entry(message: Message, letter: Letter, *, by: User) -> Entry:
    mailbox = message.mailbox
    sender = contacts.find_or_create_by_email(message.author_name, message.author_email, by=by)
    return registry.register_incoming(
        register=mailbox.register.key if mailbox else "general",
        channel="email",
        subject=subject_of(letter),
        sender=sender,
        sender_name=message.author_name or message.author_email,
        sender_email=message.author_email,
        received_at=message.received_at,
        document_date=_day(message),
        annexes=len(letter.attachments),
        documents=_documents(message, letter, by),
        unit=mailbox.unit if mailbox else None,
        by=by,
    )


def _day(message: Message) -> date | None:
    """The day that the writer put on the letter, unless that day is yet to come."""
    if message.written_at is None:
        return None
    day = dates.bucharest_day(message.written_at)
    return day if day <= dates.today() else None


def _documents(message: Message, letter: Letter, by: User) -> list[documents.Document]:
    # The message's own words are known here; its files are documents of their own and are read as such.
    words = f"{letter.subject}\n{letter.sender}\n\n{letter.text}"
    own = documents.store(
        message.raw, name=f"{subject_of(letter)[:80]}.eml", title="Mesajul", kind="message", by=by, text=words
    )
    files = [_document(file, "attachment", by) for file in letter.attachments]
    return [own, *files, *(_document(file, "shown", by) for file in letter.shown)]


def _document(file: Attachment, kind: str, by: User) -> documents.Document:
    return documents.store(file.content, name=file.original_name or file.name, title=file.name, kind=kind, by=by)
