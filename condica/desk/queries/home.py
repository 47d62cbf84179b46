"""Acasă: what must I do today, what is about to be late, what came in for me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.desk.queries.news import News, lines_for, read_until, told
from condica.foundation import dates, romanian
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
class Home:
    """What Acasă shows to one person on one day."""

    near: list[Near]
    near_count: int
    news: list[News]
    news_since: datetime
    free_days: str

    @property
    def news_words(self) -> str:
        """`6 noutăți de ieri`, `1 noutate din 20 nov.`"""
        day = dates.bucharest_day(self.news_since)
        near = dates.near(day)
        since = f"de {near}" if near in {"azi", "ieri"} else f"din {near}"
        return f"{romanian.plural(len(self.news), 'noutate', 'noutăți')} {since}"


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
    lines = lines_for(user).filter(moment__gte=since).select_related("personal")[:SHOWN]
    return told(list(lines), read_until(user))


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


def late_next_week(user: User, today: date) -> int:
    """For a head: how many cases of the units led come to their safe day by the end of next week."""
    return casework.late_next_week(user, today).count() if user.may(Permission.CASE_ASSIGN) else 0
