"""What a person decides about sheets that wait (hotărâri): whose they are, where they divide, what is blank; undo."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom.actions.inventories import untie
from condica.mailroom.actions.matching import attach_to, contents, file_to, locked_batch
from condica.mailroom.models import Batch, Position
from condica.mailroom.rules import BatchState, Finding
from condica.registry import api as registry
from condica.registry.actions import locked
from condica.registry.models import Entry

_GONE = frozenset({BatchState.JOINED, BatchState.DISCARDED})


@transaction.atomic
def give_to_paper(batch: Batch, *, entry: Entry, by: User) -> Batch:
    """These sheets are of this paper (la documentul acesta). Said twice, it stays once."""
    batch = locked_batch(batch)
    if batch.state == BatchState.ATTACHED and batch.entry_id == entry.pk:
        return batch
    _check_waits(batch)
    entry = locked(entry)  # as the register has it now
    if entry.cancelled:
        raise RuleBroken(
            "entry-cancelled", f"Numărul {entry} este anulat; nu mai primește file.", remedy="Verifică numărul."
        )
    attach_to(batch, _content(batch), entry, by)
    _tell(batch, f"la documentul {entry.paper_number}", by)
    return batch


@transaction.atomic
def give_to_position(batch: Batch, *, position: Position, by: User) -> Batch:
    """These sheets are of an old file (la dosarul din inventar)."""
    batch = locked_batch(batch)
    _check_waits(batch)
    file_to(batch, _content(batch), position, by)
    _tell(batch, f"la {position}", by)
    return batch


@transaction.atomic
def split(batch: Batch, *, at: int, by: User) -> Batch:
    """A new group begins with this page (desparte aici); both wait for their own decision."""
    batch = locked_batch(batch)
    _check_waits(batch)
    moved = batch.sheets.filter(number__gte=at)
    if at <= batch.first or not moved.exists():
        raise RuleBroken("scan-split", "Grupul nu se poate despărți aici.", remedy="Alege altă pagină decât prima.")
    made, _ = Batch.objects.update_or_create(
        stack=batch.stack,
        first=at,
        defaults={"state": BatchState.QUEUED, "finding": Finding.SPLIT, "reason": "", "document": None},
    )
    moved.update(batch=made)
    _forget_file(batch)
    _tell(batch, f"grup nou de la pagina {at}", by)
    return made


@transaction.atomic
def join_previous(batch: Batch, *, by: User) -> Batch:
    """These sheets belong to the group before them (la cel dinainte): in it if it waits, beside it if it is settled."""
    batch = locked_batch(batch)
    _check_waits(batch)
    before = batch.stack.batches.filter(first__lt=batch.first, first__gt=0).exclude(state__in=_GONE)
    previous = before.select_related("entry__register", "entry__number", "position_file__position").last()
    if previous is None:
        raise RuleBroken("scan-first", "Înaintea acestor foi nu este alt grup.", remedy="Scrie numărul documentului.")
    if previous.state == BatchState.ATTACHED and previous.entry is not None:
        return give_to_paper(batch, entry=previous.entry, by=by)
    if previous.state == BatchState.FILED and previous.position_file is not None:
        return give_to_position(batch, position=previous.position_file.position, by=by)
    if previous.state != BatchState.QUEUED:
        raise RuleBroken("scan-taken", "Grupul dinainte este o confirmare de primire deja predată.")
    batch.sheets.update(batch=previous)
    Batch.objects.filter(pk=batch.pk).update(
        state=BatchState.JOINED, decided_by=by, decided_at=dates.now(), document=None
    )
    _forget_file(previous)
    _tell(batch, f"unit cu pagina {previous.first}", by)
    return previous


@transaction.atomic
def discard(batch: Batch, *, by: User) -> None:
    """Put sheets aside as blank (goale): they stay in the stack and belong to no paper."""
    batch = locked_batch(batch)
    if batch.state == BatchState.DISCARDED:
        return
    _check_waits(batch)
    values = {"state": BatchState.DISCARDED, "decided_by": by, "decided_at": dates.now()}
    Batch.objects.filter(pk=batch.pk).update(**values)
    _tell(batch, "pus deoparte ca gol", by)


@transaction.atomic
def undo(batch: Batch, *, reason: str, by: User) -> None:
    """Undo where sheets went (desfă), with a reason: the file no longer counts as the paper's, they wait again."""
    batch = locked_batch(batch)
    if batch.state == BatchState.QUEUED:
        return
    _check_may_undo(batch, by)
    if not reason.strip():
        raise RuleBroken("reason-missing", "Scrie de ce se desface.", remedy="De exemplu: alt document.")
    if batch.attachment is not None:
        registry.detach(batch.attachment, reason=reason, by=by)
    if batch.position_file is not None:
        untie(batch.position_file, reason=reason, by=by)
    batch.state, batch.finding, batch.reason = BatchState.QUEUED, Finding.UNDONE, f"Desfăcut: {reason.strip()}"
    batch.entry = batch.attachment = batch.position_file = batch.decided_by = batch.decided_at = None
    batch.save()
    _tell(batch, "desfăcut, așteaptă din nou", by)


def _check_may_undo(batch: Batch, by: User) -> None:
    if batch.state in {BatchState.TAKEN, BatchState.JOINED, BatchState.MATCHED}:
        raise RuleBroken("scan-not-undone", "Aceste foi nu se mai pot desface de aici.", remedy="Deschide scrisoarea.")
    if by.pk in {batch.decided_by_id, batch.stack.taken_by_id} or by.may(Permission.ENTRY_CANCEL):
        return
    raise Refused(
        "scan-undo", "Desface numai cine a hotărât sau cine răspunde de registru.", remedy="Cere registraturii."
    )


def _check_waits(batch: Batch) -> None:
    if batch.state != BatchState.QUEUED:
        raise RuleBroken(
            "scan-settled",
            f"Aceste foi au fost deja hotărâte: {BatchState(batch.state).label}.",
            remedy="Dacă e greșit, desfă întâi legătura.",
        )


def _content(batch: Batch) -> bytes | documents.Blob:
    """The sheets as a file; of a file that could not be opened, the file itself."""
    if not batch.first:
        return batch.stack.blob
    if batch.document is not None:
        return batch.document.blob
    return contents([batch])[0]


def _forget_file(batch: Batch) -> None:
    """The group has other sheets now: its file is cut anew."""
    Batch.objects.filter(pk=batch.pk).update(document=None)


def _tell(batch: Batch, decision: str, by: User) -> None:
    record(Verb.SCAN_DECIDED, on=batch.stack, by=by, data={"page": batch.first, "decision": decision})
