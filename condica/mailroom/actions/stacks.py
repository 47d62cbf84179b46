"""Stacks taken in and read (preluarea și citirea teancurilor): kept whole first, read page by page, then grouped.

A process that dies anywhere leaves a file in the scanner's folder, a stack that waits, or a stack half read; the next
run goes on from there. The content's checksum makes the same file one stack, however often it is met.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates, files, scans
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom import queries
from condica.mailroom.actions.matching import settle_matched
from condica.mailroom.models import Batch, Scanner, Sheet, Stack
from condica.mailroom.rules import (
    BatchState,
    Finding,
    Grouped,
    Said,
    doubt,
    grouped,
    turn_of,
    understood,
)
from condica.organisation.models import Desk
from condica.registry.models import Entry

PDF = "application/pdf"
PICTURES = frozenset({"image/tiff", "image/jpeg", "image/png"})
WHOLE = 0  # the "page" of a file that could not be opened: it waits as it is


def take_stack(
    blob: documents.Blob, *, name: str, by: User, scanner: Scanner | None = None, desk: Desk | None = None,
    both_sides: bool = False, for_archive: bool = False,
) -> tuple[Stack, bool]:  # fmt: skip
    """Take a stack in once (preluare); says whether it is new. A file that is no scan waits for a person, whole."""
    if not blob.size:
        raise RuleBroken("scan-empty", f"Fișierul „{name}” este gol.", remedy="Scanează din nou teancul.")
    with transaction.atomic():
        _lock(blob.pk)
        known = Stack.objects.filter(blob=blob).first()
        if known is not None:
            return known, False
        made = Stack.objects.create(
            blob=blob, name=files.safe_name(name), scanner=scanner, desk=desk, both_sides=both_sides,
            for_archive=for_archive, taken_by=by, taken_at=dates.now(),
        )  # fmt: skip
        record(Verb.SCAN_TAKEN, on=made, by=by)
        if blob.mime == PDF or blob.mime in PICTURES:
            _ask(made)
        else:
            _broken(made, "Fișierul nu este PDF, TIFF, JPEG sau PNG.", by)
        return made, True


def _lock(sha256: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"scan {sha256}"])


def _ask(stack: Stack) -> None:
    """The job that reads it, in the same transaction; two workers never read the same stack at once."""
    from condica.mailroom import jobs  # noqa: PLC0415 - the jobs call this module

    jobs.read_stack.configure(lock=f"mailroom.stack.{stack.pk}").defer(stack=stack.pk)


def read_stack(stack: Stack, *, by: User) -> None:
    """Read what was not read yet of a stack, group its sheets, give each sure group to its paper."""
    if stack.state == Stack.State.READING:
        try:
            whole = _read_sheets(stack)
        except scans.Broken as problem:
            with transaction.atomic():
                _broken(_locked(stack), str(problem), by)
            return
        if not whole:
            return  # somebody stopped it; what was read stays
        _finish(stack, by)
    settle_matched(Stack.objects.get(pk=stack.pk), by=by)


def _read_sheets(stack: Stack) -> bool:
    source = _uniform(stack)
    read = stack.sheets.count()
    thumbs = settings.DOCUMENT_ROOT / "previews" / stack.pages_sha256
    thumbs.mkdir(parents=True, exist_ok=True)

    def counted(pages: int) -> None:
        Stack.objects.filter(pk=stack.pk).update(pages=pages)
        stack.pages = pages

    with closing(scans.read_sheets(source, first=read + 1, thumbs=thumbs, counted=counted)) as sheets:
        for seen in sheets:
            _write_sheet(stack, seen)
            if not Stack.objects.filter(pk=stack.pk, state=Stack.State.READING).exists():
                return False
    if stack.sheets.count() < stack.pages or not stack.pages:
        raise scans.Broken("Teancul nu are pagini care se pot citi.")
    return True


def _uniform(stack: Stack) -> Path:
    """The stack as a PDF; of pictures, one made of them and kept beside them."""
    if stack.blob.mime != PDF and stack.pages_blob_id is None:
        with tempfile.TemporaryDirectory(prefix="condica-scan-") as folder:
            out = Path(folder) / "teanc.pdf"
            scans.uniform(documents.path_of(stack.blob_id), out)
            with out.open("rb") as made:
                stack.pages_blob = documents.keep_stream(made, name="teanc.pdf")
        stack.save(update_fields=["pages_blob"])
    return documents.path_of(stack.pages_sha256)


def _write_sheet(stack: Stack, seen: scans.Sheet) -> None:
    said = understood(seen)
    codes = [list(code) for code in seen.codes]
    row = Sheet(stack=stack, number=seen.number, codes=codes, finding=said.finding, turn=turn_of(seen, said))
    Sheet.objects.bulk_create([row], ignore_conflicts=True)


def _seen_again(row: Sheet) -> tuple[scans.Sheet, Said]:
    """A sheet as it was read, from its row."""
    seen = scans.Sheet(
        row.number,
        tuple((text, kind, angle) for text, kind, angle in row.codes),
        damaged=row.finding == Finding.DAMAGED,
        blank=row.is_blank,
        problem="necitită" if row.finding == Finding.UNREADABLE else "",
    )
    return seen, understood(seen)


@transaction.atomic
def _finish(stack: Stack, by: User) -> None:
    stack = _locked(stack)
    if stack.state != Stack.State.READING:
        return
    rows = list(stack.sheets.order_by("number"))
    turns = {row.number: row.turn for row in rows}
    groups = grouped(_seen_again(row) for row in rows)
    states = [_write_group(stack, group, turns) for group in groups]
    stack.state, stack.read_at, stack.problem = Stack.State.READ, dates.now(), ""
    stack.save(update_fields=["state", "read_at", "problem"])
    matched = states.count(BatchState.MATCHED)
    data = {"pages": len(rows), "matched": matched, "queued": len(states) - matched}
    record(Verb.SCAN_READ, on=stack, by=by, data=data)


def _write_group(stack: Stack, group: Grouped, turns: dict[int, int]) -> BatchState:
    finding, entry = _whose(stack, group)
    sure = finding in {Finding.LABEL, Finding.POSITION, Finding.POSTAL}
    made = Batch.objects.create(
        stack=stack,
        first=group.first,
        state=BatchState.MATCHED if sure else BatchState.QUEUED,
        finding=finding,
        code=group.said.code[:200],
        entry=entry,
        reason=_leaves_words(group, finding, entry, stack),
    )
    pages = [*group.pages, *group.blanks]
    stack.sheets.filter(number__in=pages).update(batch=made, turn=turns[group.first])
    return BatchState(made.state)


def _whose(stack: Stack, group: Grouped) -> tuple[Finding, Entry | None]:
    """The paper of a group whose label is right in every respect; else why it waits."""
    finding, code = group.said.finding, group.said.code
    if finding == Finding.POSITION:
        return (finding if queries.position_by_code(code) else Finding.UNKNOWN), None
    if finding != Finding.LABEL:
        return finding, None
    found = queries.entry_of_label(code)
    if not isinstance(found, Entry):
        return found, None
    if not group.said.marked and queries.bears_mark(found):
        return Finding.UNMARKED, found
    doubted = doubt(found.leaves, group.leaves(both_sides=stack.both_sides))
    return doubted or finding, found


def _leaves_words(group: Grouped, finding: Finding, entry: Entry | None, stack: Stack) -> str:
    if finding != Finding.LEAVES or entry is None:
        return ""
    found = group.leaves(both_sides=stack.both_sides)
    return (
        f"La {entry.paper_number} s-au înregistrat {entry.leaves} file, iar în teanc sunt {found} până la eticheta "
        "următoare: poate lipsește o etichetă."
    )


def _broken(stack: Stack, problem: str, by: User) -> None:
    """The file stays whole and waits: somebody gives it to a paper as it is, or scans the stack again."""
    stack.state, stack.problem = Stack.State.BROKEN, problem
    stack.save(update_fields=["state", "problem"])
    waits = {"state": BatchState.QUEUED, "finding": Finding.UNREADABLE, "reason": problem}
    Batch.objects.update_or_create(stack=stack, first=WHOLE, defaults=waits)
    record(Verb.SCAN_BROKEN, on=stack, by=by, data={"why": problem})


def _locked(stack: Stack) -> Stack:
    return Stack.objects.select_for_update(no_key=True, of=("self",)).get(pk=stack.pk)


@transaction.atomic
def stop_stack(stack: Stack, *, by: User) -> None:
    """Stop reading a stack (oprește citirea); its file and what was read stay."""
    stack = _locked(stack)
    if stack.state == Stack.State.READING:
        stack.state = Stack.State.STOPPED
        stack.save(update_fields=["state"])
        record(Verb.SCAN_STOPPED, on=stack, by=by)


@transaction.atomic
def resume_stack(stack: Stack, *, by: User) -> None:
    """Go on with a stack that was stopped or could not be read (reia citirea)."""
    stack = _locked(stack)
    if stack.state not in {Stack.State.STOPPED, Stack.State.BROKEN}:
        return
    stack.state, stack.problem = Stack.State.READING, ""
    stack.save(update_fields=["state", "problem"])
    whole = stack.batches.filter(first=WHOLE, state=BatchState.QUEUED)
    whole.update(state=BatchState.DISCARDED, decided_by=by, decided_at=dates.now())
    record(Verb.SCAN_RESUMED, on=stack, by=by)
    _ask(stack)
