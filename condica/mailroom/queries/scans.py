"""Reads of scanned stacks (citiri): what waits, what a label points to, how far a stack has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates
from condica.journal.queries import lines_about, sentence
from condica.mailroom.models import Batch, Scanner, Sheet, Stack
from condica.mailroom.rules import Finding
from condica.mailroom.rules.scans import read_label
from condica.organisation import api as organisation
from condica.registry.models import Entry, Register
from condica.registry.queries import by_number
from condica.registry.rules import register_sign


def scanners(*, active: bool = False) -> QuerySet[Scanner]:
    """All scanners, or those whose folder is watched."""
    found = Scanner.objects.select_related("desk")
    return found.filter(is_active=True) if active else found


def entry_of_label(code: str) -> Entry | Finding:
    """The paper that a label points to, or why it points to none: no such register or number, cancelled, two signs."""
    label = read_label(code)
    if label is None or label.is_foreign:
        return Finding.MISREAD if label is None else Finding.OTHER_HOUSE
    sign, year, number = label.sign, label.year, label.value
    registers = [one.pk for one in Register.objects.all() if register_sign(one.prefix) == sign]
    if len(registers) != 1:  # a sign that two registers bear names neither
        return Finding.UNKNOWN
    papers = Entry.objects.filter(register__in=registers, year=year, value=number)
    found = papers.select_related("number", "register").first()
    if found is None:
        return Finding.UNKNOWN
    return Finding.CANCELLED if found.cancelled else found


def bears_mark(entry: Entry) -> bool:
    """Whether every label of the paper bears the house's sign, so that one without it is not surely ours."""
    return entry.registered_at >= organisation.house_mark().since


def entries_typed(user: User, text: str) -> list[Entry]:
    """The papers that somebody means by a number or by the code under a label, among those they see."""
    label = read_label(text)
    if label is None:
        return by_number(user, text)
    found = entry_of_label(text)
    return by_number(user, f"{label.value}/{label.year}") if isinstance(found, Entry) else []


def sheets_of(stack: Stack) -> list[Sheet]:
    """The sheets of a stack in their order, with the groups they belong to."""
    rows = stack.sheets.select_related(
        "batch__entry__number", "batch__entry__register", "batch__position_file__position__inventory"
    )
    return list(rows.order_by("number"))


def stack_progress(stacks: Iterable[Stack]) -> dict[int, dict[str, int]]:
    """For each stack: pages read, groups attached, waiting, and how far the optical reading has come."""
    ids = [stack.pk for stack in stacks]
    read = dict(Sheet.objects.filter(stack__in=ids).values_list("stack").annotate(Count("pk")).order_by())
    rows = Batch.objects.filter(stack__in=ids).values("stack").order_by()
    counted = rows.annotate(
        settled=Count("pk", filter=Q(state__in=["attached", "filed", "taken"])),
        queued=Count("pk", filter=Q(state="queued")),
        left=Count("pk", filter=Q(state="matched")),
    )
    found = {pk: {"read": read.get(pk, 0), "settled": 0, "queued": 0, "left": 0, "ocr": 0, "ocr_all": 0} for pk in ids}
    for row in counted:
        found[row["stack"]].update({name: row[name] for name in ("settled", "queued", "left")})
    for stack, state, count in _optical(ids):
        found[stack]["ocr_all"] += count
        found[stack]["ocr"] += count if state == "done" else 0
    return found


def _optical(stacks: list[int]) -> Iterable[tuple[int, str, int]]:
    rows = Batch.objects.filter(stack__in=stacks, document__blob__rendition__isnull=False).order_by()
    return rows.values_list("stack", "document__blob__rendition__state").annotate(Count("pk"))


def stacks_forgotten() -> list[int]:
    """Stacks whose job was lost with a worker."""
    before = dates.now() - timedelta(minutes=20)
    lost = Q(state="reading") | Q(batches__state="matched")
    return list(Stack.objects.filter(lost, taken_at__lt=before).distinct().values_list("pk", flat=True)[:100])


def scan_history(stack: Stack) -> list[dict[str, Any]]:
    """What happened to the stack, as sentences, newest first."""
    lines = lines_about("mailroom.stack", [stack.pk]).select_related("personal")
    return [{"sentence": sentence(line), "at": line.moment, "icon": "scan"} for line in lines[:50]]


def renditions(stack: Stack, *states: str) -> list[documents.Rendition]:
    """The optical readings of a stack's papers that stand so."""
    blobs = stack.batches.exclude(document=None).values("document__blob")
    return list(documents.Rendition.objects.filter(pk__in=blobs, state__in=states).select_related("source"))
