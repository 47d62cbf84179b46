"""When things happen in the demo town (când): seasons, days of the week, hours of the counter, mail at night."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from random import Random

from condica.foundation import dates
from condica.law.calendar import is_working

#: How much of a week's paper comes on each day: Monday most, Friday least.
WEEK = (26, 22, 20, 19, 13)
#: How much comes in each hour of the counter, from 8 to 18.
HOURS = {8: 14, 9: 22, 10: 24, 11: 18, 12: 9, 13: 10, 14: 11, 15: 8, 16: 4}
#: How much e-mail comes in each hour of the day.
MAIL_HOURS = (1, 1, 0, 0, 0, 1, 2, 4, 8, 10, 10, 9, 8, 8, 9, 8, 7, 6, 6, 7, 8, 8, 6, 3)


class Days:
    """The working days of the demo's months, in order."""

    def __init__(self, since: date, until: date) -> None:
        every = (since + timedelta(days=place) for place in range((until - since).days + 1))
        self.working = [day for day in every if is_working(day)]
        self.known = frozenset(self.working)
        self.since, self.until = since, until

    def spread(self, rng: Random, count: int, months: str) -> list[date]:
        """Working days for `count` papers, by season and day of the week."""
        weights = [int(months[day.month - 1]) * WEEK[day.weekday()] for day in self.working]
        return rng.choices(self.working, weights, k=count) if any(weights) else []

    def next_working(self, day: date) -> date:
        """The day itself if it is a working one, else the next."""
        place = bisect_left(self.working, day)
        return self.working[place] if place < len(self.working) else _roll(day)


def _roll(day: date) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day


def closes(day: date) -> time:
    """When the desks close on that day."""
    return time(14, 0) if day.weekday() == 4 else time(16, 30)


def at(rng: Random, day: date, hour: int) -> datetime:
    """Some second of an hour of that day."""
    return dates.at(day, hour, rng.randrange(60)) + timedelta(
        seconds=rng.randrange(60), microseconds=rng.randrange(999_999)
    )


def at_counter(rng: Random, day: date) -> datetime:
    """When somebody stands at the counter."""
    hours = [hour for hour in HOURS if hour < (13 if day.weekday() == 4 else 16)]
    return at(rng, day, rng.choices(hours, [HOURS[hour] for hour in hours])[0])


def with_the_post(rng: Random, day: date) -> datetime:
    """The postman comes in the morning; the letters are registered before noon."""
    return at(rng, day, rng.choice((9, 10, 10, 11)))


def mail_received(rng: Random, registered: datetime) -> datetime:
    """When the e-mail registered then had come: the same morning, the evening before, or over the week-end."""
    day = dates.bucharest_day(registered)
    back = 0 if rng.random() < 0.55 else 1
    before = day - timedelta(days=back)
    while back and before > day - timedelta(days=4) and not is_working(before) and rng.random() < 0.6:
        before -= timedelta(days=1)
    moment = at(rng, before, rng.choices(range(24), MAIL_HOURS)[0])
    return moment if moment < registered else registered - timedelta(minutes=rng.randint(4, 70))


def working_after(rng: Random, moment: datetime, days: Days, wait: timedelta) -> datetime:
    """A moment in office hours, about `wait` later."""
    later = dates.local(moment + wait)
    day = dates.bucharest_day(later)
    if not is_working(day) or later.time() >= closes(day):
        day = days.next_working(day if not is_working(day) else day + timedelta(days=1))
        return at(rng, day, rng.choice((8, 8, 9, 9, 10)))
    if later.time() < time(8, 0):
        return at(rng, day, 8)
    return later
