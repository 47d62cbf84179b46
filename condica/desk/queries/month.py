"""My unit's month (luna serviciului meu): what came in and what was closed, by working day, from the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from condica.foundation import dates, romanian
from condica.foundation.charts import Bar, Chart, Key, Slot
from condica.law.calendar import is_working
from condica.registry.models import Direction, Entry
from condica.registry.queries import start_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Month:
    """A unit's month so far: open now and at its beginning, in, closed, closed in time."""

    first: date
    open: int
    open_before: int
    came: int
    came_today: int
    closed: int
    closed_today: int
    with_term: int
    in_time: int
    chart: Chart | None

    @property
    def share(self) -> str:
        """The share of answers in time, `96,9 %`."""
        return romanian.percent(self.in_time, self.with_term)


def month(units: set[int], today: date) -> Month | None:
    """The month of these units; None for whoever works in none."""
    if not units:
        return None
    papers = Entry.objects.filter(unit__in=units, direction=Direction.IN, cancelled=False)
    first = today.replace(day=1)
    came = _came_by_day(papers, first)
    closed = dict(papers.filter(settled_on__gte=first).values_list("settled_on").annotate(n=Count("pk")).order_by())
    running = papers.filter(settled_as="", due_on__isnull=False).count()
    ended = papers.filter(settled_on__gte=first, settled_as="answered", due_on__isnull=False)
    counted = ended.aggregate(all=Count("pk"), good=Count("pk", filter=Q(settled_on__lte=F("due_on"))))
    before = papers.filter(registered_at__lt=start_of(first), due_on__isnull=False)
    return Month(
        first=first,
        open=running,
        open_before=before.filter(Q(settled_as="") | Q(settled_on__gte=first)).count(),
        came=sum(came.values()),
        came_today=came.get(today, 0),
        closed=sum(closed.values()),
        closed_today=closed.get(today, 0),
        with_term=counted["all"],
        in_time=counted["good"],
        chart=_chart(came, closed, first, today),
    )


def _came_by_day(papers: QuerySet[Entry], first: date) -> dict[date, int]:
    day = TruncDate("registered_at", tzinfo=dates.BUCHAREST)
    rows = papers.filter(registered_at__gte=start_of(first)).annotate(day=day).values_list("day")
    return dict(rows.annotate(n=Count("pk")).order_by())


def _chart(came: Mapping[date, int], closed: Mapping[date, int], first: date, today: date) -> Chart | None:
    if not came and not closed:
        return None
    slots = tuple(_slots(came, closed, first, today))
    name = dates.MONTHS[today.month - 1].capitalize()
    total_in, total_out = sum(came.values()), sum(closed.values())
    told = f"{name}, pe zile lucrătoare: {romanian.plural(total_in, 'document intrat', 'documente intrate')}, "
    return Chart(
        key="luna",
        title=f"{name} în serviciul meu",
        description=f"{told}{romanian.plural(total_out, 'închis', 'închise')}.",
        slots=slots,
        legend=(Key("b", "intrate"), Key("a", "închise, pe zile lucrătoare")),
        width=464,
        height=170,
        fill=0.72,
    )


def _slots(came: Mapping[date, int], closed: Mapping[date, int], first: date, today: date) -> Iterator[Slot]:
    """One slot a working day; what happened on a free day is added to the working day before, so nothing is lost."""
    days = [first + ONE_DAY * place for place in range((today - first).days + 1)]
    shown = [day for day in days if is_working(day) or day in (first, today)]
    for place, day in enumerate(shown):
        until = shown[place + 1] if place + 1 < len(shown) else today + ONE_DAY
        span = [day + ONE_DAY * step for step in range((until - day).days)]
        bars = (Bar(sum(came.get(d, 0) for d in span), "b"), Bar(sum(closed.get(d, 0) for d in span), "a"))
        yield Slot(_name(day, today, place), bars, strong=day == today, gap=0.5 if place and day.weekday() == 0 else 0)


def _name(day: date, today: date, place: int) -> str:
    if day == today:
        return "azi"
    if day.weekday() == 0 and (today - day).days > 1:
        return f"luni {day.day}"
    return dates.short_day(day) if place == 0 and day.weekday() < 3 else ""
