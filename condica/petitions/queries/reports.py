"""The rows that reports count (rândurile rapoartelor): each petition as the events up to a moment tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from condica.casework.models import ClockEvent, Task
from condica.foundation import dates
from condica.petitions.models import Description, Ending, Petition
from condica.petitions.rules import Ended


@dataclass(frozen=True, slots=True)
class PetitionRow:
    """A petition at a moment; nothing that came later changes it."""

    entry: int
    registered_on: date
    channel: str
    domain: str
    applicant: str
    nature: str
    unit: int | None
    due_on: date | None
    extended: bool
    ended_as: str = ""
    ended_on: date | None = None
    solution: str = ""
    reason: str = ""


def report_rows(since: date, until: date, as_of: datetime) -> list[PetitionRow]:
    """The petitions registered from `since` to `until`, as they stood just before `as_of`; five queries in all."""
    first, after = dates.bounds(since, until)
    found = Petition.objects.filter(
        case__entry__registered_at__gte=first, case__entry__registered_at__lt=min(after, as_of),
        case__entry__cancelled=False, case__opened_at__lt=as_of,
    ).order_by("case__entry")  # fmt: skip
    columns = {"number": F("case__entry"), "at": F("case__entry__registered_at"), "came": F("case__entry__channel")}
    rows: list[dict[str, Any]] = list(found.values("pk", **columns))  # type: ignore[arg-type]
    cases = [row["pk"] for row in rows]
    described = _last(Description.objects.filter(petition__in=cases, at__lt=as_of), "petition_id")
    ended = _last(Ending.objects.filter(petition__in=cases, at__lt=as_of), "petition_id")
    given = _last(Task.objects.filter(case__in=cases, given_at__lt=as_of).order_by("pk"), "case_id")
    clock: dict[int, list[ClockEvent]] = {}
    for event in ClockEvent.objects.filter(case__in=cases, at__lt=as_of).defer("term", "explanation"):
        clock.setdefault(event.case_id, []).append(event)
    return [
        _row(row, described.get(row["pk"]), ended.get(row["pk"]), given.get(row["pk"]), clock.get(row["pk"], []))
        for row in rows
    ]


def _last(rows: Iterable[Any], key: str) -> dict[int, Any]:
    """The last row of each, the rows being in their order."""
    return {getattr(row, key): row for row in rows}


def _row(
    row: dict[str, Any], card: Description | None, end: Ending | None, task: Task | None, clock: list[ClockEvent]
) -> PetitionRow:
    over = end is not None and end.kind != Ended.AGAIN
    return PetitionRow(
        entry=row["number"],
        registered_on=dates.bucharest_day(row["at"]),
        channel=row["came"],
        domain=card.domain if card else "",
        applicant=card.applicant if card else "",
        nature=card.nature if card else "",
        unit=task.lead_id if task else None,
        due_on=clock[-1].legal if clock else None,
        extended=any(event.kind == ClockEvent.Kind.EXTENDED for event in clock),
        ended_as=end.kind if over and end else "",
        ended_on=end.on if over and end else None,
        solution=end.solution if over and end else "",
        reason=end.cites if over and end else "",
    )
