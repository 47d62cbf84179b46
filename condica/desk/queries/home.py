"""Acasă: what must I do today, what is about to be late, what came in for me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from condica.accounts.models import User
from condica.foundation import dates
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.law.calendar import holiday_name, is_working, roll
from condica.organisation import api as organisation
from condica.registry import queries as registry
from condica.registry.models import Entry
from condica.registry.queries import Filters
from condica.registry.rules import TermState

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Near:
    """A paper whose term is near, with its chip."""

    entry: Entry
    term: TermState


@dataclass(frozen=True, slots=True)
class News:
    """A sentence about a paper of mine, written by somebody else."""

    at: datetime
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Home:
    """What Acasă shows to one person on one day."""

    near: list[Near]
    near_count: int
    news: list[News]
    news_since: datetime
    free_days: str


def post_of(user: User) -> str:
    """The words under a person's name: the unit they work in."""
    held = organisation.posts_held(user, dates.today())
    return held[0].unit.short_name if held else ""


def home(user: User, now: datetime) -> Home:
    """All but the work list, which is casework's."""
    today = dates.bucharest_day(now)
    papers = _near(user)
    since = registry.start_of(_working_day_before(today))
    assert since is not None  # noqa: S101 - a day always has a beginning
    return Home(
        near=[Near(entry, registry.chip(entry, today)) for entry in papers[:SHOWN]],
        near_count=papers.count(),
        news=_news(user, since),
        news_since=since,
        free_days=free_days_ahead(today),
    )


def _near(user: User) -> QuerySet[Entry]:
    units = organisation.units_seen_by(user, dates.today())
    found = registry.papers(user, Filters(state="apropiate", sort="termen"))
    return (found.filter(unit__in=units) if units else found).order_by("safe_on", "number")


def _news(user: User, since: datetime) -> list[News]:
    """Lines about papers of my units that somebody else wrote, newest first."""
    mine = Entry.objects.filter(unit__in=organisation.units_of(user, dates.today())).values("pk")
    lines = Line.objects.select_related("personal").filter(entry_id__in=mine, moment__gte=since)
    lines = lines.exclude(actor_id=user.pk).order_by("-id")[:SHOWN]
    return [News(line.moment, sentence(line), _address(line)) for line in lines]


def _address(line: Line) -> Any:
    from django.urls import reverse  # noqa: PLC0415

    return reverse("registry:by_id", args=[line.entry_id])


def _working_day_before(today: date) -> date:
    day = today - timedelta(days=1)
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def free_days_ahead(today: date, within: int = 10) -> str:
    """The next legal holidays of the coming days, and to which day the terms that would end on them pass."""
    days = [today + timedelta(days=step) for step in range(1, within + 1)]
    first = next((day for day in days if holiday_name(day) and day.weekday() < 5), None)
    if first is None:
        return ""
    after = roll(first)
    free = [day for day in days if first <= day < after and holiday_name(day)]
    named = " și ".join(f"{dates.long(day)} ({holiday_name(day)})" for day in free)
    verb = "este zi liberă" if len(free) == 1 else "sunt zile libere"
    return f"{named[0].upper()}{named[1:]} {verb}. Termenele care s-ar împlini atunci trec pe {dates.long(after)}."
