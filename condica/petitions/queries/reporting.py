"""Petitions as reports count them (rândurile raportului), as of any moment: only from what is appended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from condica.casework.api import ClockEvent
from condica.foundation import dates
from condica.petitions.models import Description, Ending, Petition
from condica.petitions.rules import Ended


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One petition at a moment; `ended_as` is empty while it is worked on."""

    entry: int
    registered_on: date
    domain: str
    applicant: str
    collective: bool
    signatories: int | None
    due_on: date | None
    extended: bool
    ended_as: str
    ended_on: date | None
    solution: str
    reason: str
    redirected_late: bool


def report_rows(since: date, until: date, as_of: datetime | None = None) -> Iterator[ReportRow]:
    """The petitions registered between two days, as they stood; what proved to be no petition is not counted."""
    at = as_of or dates.now()
    first, end = dates.bounds(since, until)
    found = Petition.objects.select_related("case__entry").filter(
        case__entry__registered_at__gte=first, case__entry__registered_at__lt=end, case__opened_at__lte=at,
        case__entry__cancelled=False,
    )  # fmt: skip
    for petition in found.order_by("case__entry"):
        row = report_row(petition, at)
        if row.ended_as != Ended.RECLASSED:
            yield row


def report_row(petition: Petition, at: datetime) -> ReportRow:
    """One petition as it stood at a moment."""
    said = Description.objects.filter(petition=petition, at__lte=at).last()
    ending = Ending.objects.filter(petition=petition, at__lte=at).last()
    clock = ClockEvent.objects.filter(case=petition.case, at__lte=at)
    last, ended = clock.last(), ending if ending and ending.kind != Ended.AGAIN else None
    sending = petition.redirections.filter(at__lte=at, sent_on__isnull=False, undone_at=None).last()
    return ReportRow(
        entry=petition.entry.pk,
        registered_on=petition.entry.registered_on,
        domain=said.domain if said else "",
        applicant=said.applicant if said else "",
        collective=bool(said and said.collective),
        signatories=said.signatories if said else None,
        due_on=last.legal if last else None,
        extended=clock.filter(kind=ClockEvent.Kind.EXTENDED).exists(),
        ended_as=ended.kind if ended else "",
        ended_on=ended.on if ended else None,
        solution=ended.solution if ended else "",
        reason=ended.cites if ended and ended.kind == Ended.FILED else "",
        redirected_late=bool(ended and ended.kind == Ended.MOVED and sending and sending.late),
    )
