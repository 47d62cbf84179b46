"""Resolutions as hand-overs (predări electronice): given, accepted or sent back; lines of the registry's condica."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from condica.casework.models import Task, TaskState
from condica.registry.api import BookFilter, BookLine

STATES = {
    TaskState.GIVEN: "așteaptă primirea",
    TaskState.RETURNED: "refuzat",
    TaskState.WITHDRAWN: "înlocuit de altă rezoluție",
}


def handed_electronically(asked: BookFilter) -> Iterator[BookLine]:
    """The resolutions of these days for papers without a paper original: accepting the task is the hand-over."""
    start, end = asked.bounds
    tasks = Task.objects.filter(given_at__gte=start, given_at__lt=end).exclude(case__entry__stays__isnull=False)
    if asked.unit:
        tasks = tasks.filter(Q(lead=asked.unit))
    named = ("case__entry__register", "lead", "given_by", "accepted_by", "returned__by")
    for task in tasks.select_related(*named).order_by("given_at", "pk")[:5000]:
        yield _line(task)


def _line(task: Task) -> BookLine:
    returned = getattr(task, "returned", None)
    accepted = task.accepted_at is not None and returned is None
    return BookLine(
        entry=task.case.entry,
        what="electronic",
        given_by=str(task.given_by),
        given_from="rezoluție",
        given_at=task.given_at,
        to=task.lead.short_name,
        state="primit" if accepted else STATES.get(TaskState(task.state), "primit"),
        received_by=str(task.accepted_by) if accepted else "",
        received_at=task.accepted_at if accepted else None,
        confirmed="electronic" if accepted else "",
        reason=returned.reason if returned else "",
        electronic=True,
    )
