"""Groups of sheets go where their code says (potrivirea): to a paper, to an old file, to a letter's confirmation."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.db import Error, transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates, scans
from condica.foundation.refusal import RuleBroken
from condica.mailroom import queries
from condica.mailroom.models import Batch, Position, PositionFile, Stack
from condica.mailroom.rules import SENTENCES, BatchState, Finding, is_postal
from condica.registry import api as registry
from condica.registry.models import Entry

log = logging.getLogger(__name__)


class _NotTaken(Exception):  # noqa: N818 - what happened
    """Nobody knows the code: what was begun for it is undone."""


def settle_matched(stack: Stack, *, by: User) -> None:
    """Give every sure group to whom it belongs, each in a transaction of its own; what is refused waits with why."""
    waiting = list(stack.batches.filter(state=BatchState.MATCHED).order_by("first"))
    for batch, content in zip(waiting, contents(waiting), strict=True):
        with transaction.atomic():
            row = locked_batch(batch)
            if row.state == BatchState.MATCHED:
                _settle(row, content, by)


def locked_batch(batch: Batch) -> Batch:
    """The group as it is now; its stack is locked, so that two people never divide it at once."""
    Stack.objects.select_for_update(no_key=True, of=("self",)).get(pk=batch.stack_id)
    return Batch.objects.select_related("entry__register", "entry__number", "stack__blob", "document").get(pk=batch.pk)


def _settle(batch: Batch, content: bytes, by: User) -> None:
    try:
        with transaction.atomic():
            _by_finding(batch, content, by)
    except _NotTaken:
        queue(batch, Finding.POSTAL)
    except RuleBroken as refusal:
        queue(batch, Finding.REFUSED, str(refusal))
    except Error:
        log.exception("A scanned group could not be attached")
        queue(batch, Finding.REFUSED)


def _by_finding(batch: Batch, content: bytes, by: User) -> None:
    if batch.finding == Finding.LABEL:
        entry = queries.entry_of_label(batch.code)  # again: it may have been cancelled since
        if not isinstance(entry, Entry):
            raise RuleBroken("scan-label", SENTENCES[entry])
        attach_to(batch, content, entry, by)
        _tell_postal(batch, by)
    elif batch.finding == Finding.POSITION:
        position = queries.position_by_code(batch.code)
        if position is None:
            raise RuleBroken("position-unknown", "Dosarul de pe foaia despărțitoare nu mai este în inventar.")
        file_to(batch, content, position, by)
    else:
        document = keep(batch, content, f"Confirmare de primire {batch.code}", by)
        if not registry.tell_scanned_code(batch.code, document, by=by):
            raise _NotTaken
        _settled(batch, BatchState.TAKEN, by, document)


def _tell_postal(batch: Batch, by: User) -> None:
    """A number of the post beside our own label: a card of ours come back; whoever knows it hears of it too."""
    assert batch.document is not None  # noqa: S101 - just attached
    for codes in batch.sheets.values_list("codes", flat=True):
        for text in {str(code[0]).strip().upper() for code in codes}:
            if is_postal(text):
                registry.tell_scanned_code(text, batch.document, by=by)


def queue(batch: Batch, finding: Finding, reason: str = "") -> None:
    """The group waits for a person."""
    entry = batch.entry if finding == Finding.REFUSED else None
    values = {"state": BatchState.QUEUED, "finding": finding, "reason": reason, "entry": entry}
    Batch.objects.filter(pk=batch.pk).update(**values)


def attach_to(batch: Batch, content: bytes | documents.Blob, entry: Entry, by: User) -> None:
    """The group's sheets as a file of the paper; words are read afterwards, in the background."""
    document = keep(batch, content, f"Scanare {entry.paper_number}", by)
    batch.entry, batch.attachment = entry, registry.attach(entry, document, by=by)
    _settled(batch, BatchState.ATTACHED, by, document)


def file_to(batch: Batch, content: bytes | documents.Blob, position: Position, by: User) -> PositionFile:
    """The group's sheets as a scan of an old file."""
    from condica.mailroom.actions.inventories import tie  # noqa: PLC0415 - it is above us where the reading ends

    document = keep(batch, content, f"Dosarul nr. {position.number}, {position.inventory}", by)
    batch.position_file = tie(position, document, by=by)
    _settled(batch, BatchState.FILED, by, document)
    return batch.position_file


def keep(batch: Batch, content: bytes | documents.Blob, title: str, by: User) -> documents.Document:
    """The sheets as a document whose words are asked for."""
    name = batch.stack.name if isinstance(content, documents.Blob) else f"{title.replace('/', '-')}.pdf"
    document = documents.store(content, name=name, title=title, kind="scan", by=by, read=False)
    if document.is_pdf and batch.first:
        documents.ask_for_searchable(document.blob)
    return document


def _settled(batch: Batch, state: BatchState, by: User, document: documents.Document) -> None:
    batch.state, batch.document = state, document
    batch.decided_by, batch.decided_at = by, dates.now()
    batch.save()


def keep_waiting(stack: Stack, *, by: User) -> None:
    """Groups that wait get files of their own, so that the stack's own file may go (an erasure)."""
    waiting = list(stack.batches.filter(state=BatchState.QUEUED, document=None, first__gt=0))
    for batch, content in zip(waiting, contents(waiting), strict=True):
        document = documents.store(content, name=f"{batch}.pdf", title=str(batch), kind="scan", by=by, read=False)
        Batch.objects.filter(pk=batch.pk).update(document=document)


def contents(batches: Iterable[Batch]) -> list[bytes]:
    """The sheets of groups of one stack as PDF files, blank backs left out; one opening of the stack for all."""
    rows = list(batches)
    if not rows:
        return []
    parts = {f"{batch.pk}.pdf": _pages(batch) for batch in rows}
    source = documents.path_of(rows[0].stack.pages_sha256)
    with tempfile.TemporaryDirectory(prefix="condica-scan-") as folder:
        scans.cut(source, parts, Path(folder))
        return [(Path(folder) / name).read_bytes() for name in parts]


def _pages(batch: Batch) -> list[tuple[int, int]]:
    rows = batch.sheets.order_by("number")
    written = [row for row in rows if not row.is_blank] or list(rows)  # a person may say that blank ones are a paper
    return [(row.number, row.turn) for row in written]
