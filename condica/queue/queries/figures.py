"""The figures of waiting (cifrele așteptării): by service, desk, hour and day, against what the house wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q, QuerySet

from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.organisation import api as organisation
from condica.organisation.models import Desk
from condica.queue.models import Happening, Service, Ticket
from condica.queue.queries.now import estimate
from condica.queue.rules import Fact, Figures, Measured, figures, measured, percentile

MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Page:
    """The page of figures: everything, then by what one asks."""

    whole: Figures
    by_service: list[Figures]
    by_desk: list[Figures]
    by_hour: list[Figures]
    by_day: list[Figures]
    target: int  # minutes
    people_a_day: int
    days: int
    absent: int
    left: int  # taken, but never called

    @property
    def daily(self) -> int:
        """How many people came on a day of the period, on the average."""
        return round((self.whole.people + self.left) / self.days) if self.days else 0


def turns_between(since: date, until: date) -> list[Measured]:
    """Every turn of the tickets of these days, measured from what happened."""
    rows = Happening.objects.filter(ticket__day__range=(since, until)).order_by("ticket", "pk")
    facts = rows.values_list("ticket", "turn", "kind", "at", "service", "desk")
    return measured(Fact(*fact) for fact in facts.iterator(2000))


def tickets_between(since: date, until: date) -> QuerySet[Ticket]:
    """The tickets of these days, in the order in which they were taken."""
    rows = Ticket.objects.filter(day__range=(since, until)).select_related("service", "issued_for", "desk", "clerk")
    return rows.order_by("day", "pk")


def moments_of(tickets: Sequence[Ticket]) -> dict[int, tuple[datetime | None, datetime | None]]:
    """When each ticket was taken and when it ended, in one question."""
    rows = Happening.objects.filter(ticket__in=[one.pk for one in tickets]).order_by().values("ticket")
    found = rows.annotate(
        taken=Min("at", filter=Q(kind="taken")), ended=Max("at", filter=Q(kind__in=["done", "absent"]))
    )
    return {row["ticket"]: (row["taken"], row["ended"]) for row in found}


def figures_of(since: date, until: date) -> Page:
    """The figures of a period."""
    turns = turns_between(since, until)
    target = organisation.setting("queue_minutes", until)
    names = dict(Service.objects.values_list("pk", "name"))
    desks = dict(Desk.objects.values_list("pk", "name"))
    rows = Ticket.objects.filter(day__range=(since, until))
    return Page(
        figures("în total", turns, target * 60),
        _by(turns, lambda one: one.service, lambda key: names.get(key, "–"), target),
        _by(turns, lambda one: one.desk, lambda key: desks.get(key, "–"), target),
        _by(turns, lambda one: one.hour, lambda key: f"{key:02d}:00–{key + 1:02d}:00", target),
        _by(turns, lambda one: one.day.toordinal(), lambda key: dates.long_day(date.fromordinal(key)), target),
        target, organisation.setting("queue_people_day", until), len({one.day for one in turns}),
        rows.filter(state="absent").count(), rows.exclude(happenings__kind="called").count(),
    )  # fmt: skip


def _by(
    turns: Sequence[Measured], key: Callable[[Measured], int], label: Callable[[int], str], target: int
) -> list[Figures]:
    groups: dict[int, list[Measured]] = {}
    for one in turns:
        groups.setdefault(key(one), []).append(one)
    return [figures(label(group), groups[group], target * 60) for group in sorted(groups)]


def today_words(now: datetime) -> str:
    """What the screens say of waiting today, in minutes; nothing while too few were called."""
    minutes = percentile(list(estimate(now).values()), 0.5)
    return f"astăzi se așteaptă în jur de {plural(minutes, 'minut', 'minute')}" if minutes else ""
