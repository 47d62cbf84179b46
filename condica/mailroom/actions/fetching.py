"""Emptying mailboxes and folders into the mailroom (preluarea poștei), and comparing afterwards."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates, files
from condica.foundation.imap import Folder, ImapProblem, Reader, Server, connected
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom import queries
from condica.mailroom.actions.intake import Place, take_in
from condica.mailroom.models import Mailbox, Reconciliation, Sighting
from condica.mailroom.rules import Counts, Outcome

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
_MESSAGE_FILES = frozenset({".eml", ".mime", ".msg822", ".mbox"})


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


# --- IMAP -------------------------------------------------------------------------------------------------------


def fetch_mailbox(mailbox: Mailbox, *, by: User, progress: Progress = _silent) -> Counts:
    """Take in what is new in a mailbox; what goes wrong with the server is written on the mailbox, not raised."""
    counts = Counts()
    try:
        with connected(mailbox.server) as reader:
            for name in mailbox.folder_names:
                folder = reader.open(name, since=mailbox.since)
                new = queries.not_yet_seen(mailbox.server.address, folder)
                source = _Source(mailbox.server.address, mailbox, by)
                counts = counts.plus(_take(reader, folder, new, source, progress))
            _clear(reader, mailbox)
    except (ImapProblem, RuleBroken) as problem:
        _note(mailbox, str(problem))
        return counts
    _note(mailbox, "")
    _tell(mailbox, counts, by)
    return counts


def import_imap(
    server: Server, folders: Iterable[str] = ("INBOX",), *, by: User, progress: Progress = _silent
) -> Counts:
    """Take in everything of these folders; what was seen at its place before counts as known without being fetched.

    Raises ImapProblem when the server cannot be read. Of a mailbox that the house knows, its settings are followed.
    """
    counts = Counts()
    mailbox = queries.mailbox_at(server)
    with connected(server) as reader:
        for name in folders:
            folder = reader.open(name)
            new = queries.not_yet_seen(server.address, folder)
            for _ in range(len(folder.uids) - len(new)):
                counts.add(Outcome.KNOWN)
            counts = counts.plus(_take(reader, folder, new, _Source(server.address, mailbox, by), progress))
    return counts


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose messages these are, and in whose name they are taken."""

    account: str
    mailbox: Mailbox | None
    by: User


def _take(reader: Reader, folder: Folder, uids: list[int], source: _Source, progress: Progress) -> Counts:
    counts = Counts()
    for done, uid in enumerate(uids, start=1):
        fetched = reader.fetch(uid)
        if fetched is not None:  # gone in the meantime: nothing of it was ever here
            place = Place(source.account, folder.name, folder.uidvalidity, uid, mailbox=source.mailbox)
            counts.add(take_in(fetched.raw, place=place, arrived_at=fetched.arrived_at, by=source.by))
        progress(done, len(uids))
    return counts


def _note(mailbox: Mailbox, problem: str) -> None:
    Mailbox.objects.filter(pk=mailbox.pk).update(fetched_at=dates.now(), problem=problem)


@transaction.atomic
def _tell(mailbox: Mailbox, counts: Counts, by: User) -> None:
    if counts.seen:
        record(Verb.MAIL_FETCHED, on=mailbox, by=by, data=counts.as_dict())


def _clear(reader: Reader, mailbox: Mailbox) -> None:
    """Only what the administrator asked for, and only what is proved to lie whole in the store."""
    if mailbox.afterwards == Mailbox.Afterwards.LEAVE:
        return
    for name in mailbox.folder_names:
        folder = reader.open(name, writable=True)
        rows = [row for row in _clearable(mailbox, folder) if _is_kept(row)]
        if not rows:
            continue
        uids = [int(row.uid or 0) for row in rows]
        if mailbox.afterwards == Mailbox.Afterwards.MOVE:
            reader.move(uids, mailbox.afterwards_folder)
        else:
            reader.delete(uids)
        Sighting.objects.filter(pk__in=[row.pk for row in rows]).update(removed_at=dates.now())


def _clearable(mailbox: Mailbox, folder: Folder) -> list[Sighting]:
    rows = queries.seen_in(mailbox.server.address, folder.name, folder.uidvalidity).filter(uid__in=folder.uids)
    if mailbox.afterwards == Mailbox.Afterwards.DELETE:
        rows = rows.filter(seen_at__lt=dates.now() - timedelta(days=mailbox.afterwards_days))
    return list(rows[:1000])


def _is_kept(row: Sighting) -> bool:
    with documents.path_of(row.raw_id).open("rb") as stored:
        return files.checksum(stored) == row.raw_id


# --- folders ----------------------------------------------------------------------------------------------------


def import_folder(path: Path, *, by: User, progress: Progress = _silent) -> Counts:
    """Take in the messages of a folder (files .eml, a Maildir, .mbox files), or of one file."""
    found = list(_files(path))
    counts = Counts()
    for done, file in enumerate(found, start=1):
        for name, raw in _messages(file):
            place = Place("dosar", str(file.parent.resolve()), name=name)
            counts.add(take_in(raw, place=place, arrived_at=None, by=by))
        progress(done, len(found))
    return counts


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        in_maildir = file.parent.name in ("cur", "new") and (file.parent.parent / "tmp").is_dir()
        if file.is_file() and not file.name.startswith(".") and (in_maildir or file.suffix.lower() in _MESSAGE_FILES):
            yield file


def _messages(file: Path) -> Iterator[tuple[str, bytes]]:
    raw = file.read_bytes()
    if file.suffix.lower() != ".mbox":
        yield file.name, raw
        return
    pieces = (b"\n" + raw.replace(b"\r\n", b"\n")).split(b"\nFrom ")
    for number, piece in enumerate(pieces[1:], start=1):
        yield f"{file.name}#{number}", b"From " + piece.replace(b"\n>From ", b"\nFrom ")


# --- comparing --------------------------------------------------------------------------------------------------


def reconcile(mailbox: Mailbox, *, by: User, now: datetime | None = None) -> list[Reconciliation]:
    """Compare the mailbox with what was taken from it (confruntare); what is missing is taken at once and told."""
    moment = now or dates.now()
    try:
        with connected(mailbox.server) as reader:
            return [_compared(reader, mailbox, name, by, moment) for name in mailbox.folder_names]
    except (ImapProblem, RuleBroken) as problem:
        _note(mailbox, str(problem))
        folder = ", ".join(mailbox.folder_names)
        return [Reconciliation.objects.create(mailbox=mailbox, folder=folder, at=moment, problem=str(problem))]


def _compared(reader: Reader, mailbox: Mailbox, name: str, by: User, moment: datetime) -> Reconciliation:
    folder = reader.open(name, since=mailbox.since)
    address = mailbox.server.address
    missing = queries.not_yet_seen(address, folder)
    _take(reader, folder, missing, _Source(address, mailbox, by), _silent)
    folder = reader.open(name, since=mailbox.since)
    still = queries.not_yet_seen(address, folder)
    return Reconciliation.objects.create(
        mailbox=mailbox,
        folder=name,
        at=moment,
        uidvalidity=folder.uidvalidity,
        on_server=len(folder.uids),
        taken=len(folder.uids) - len(still),
        found_missing=len(missing),
        still_missing=still[:200],
        counts=queries.counts_since(mailbox, moment.astimezone(UTC) - timedelta(days=1)),
    )
