"""Why a term ends when it ends (explicația termenului): three sentences and a strip of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from condica.law import words
from condica.law.calendar import ONE_DAY, holiday_name, is_working
from condica.law.counting import Counting
from condica.law.provision import Provision

WORKING: Final = frozenset({Counting.LUCR, Counting.LUCR_NEXT})


@dataclass(frozen=True, slots=True)
class Mark:
    """One day of the strip (zi): `role` is start, gap, safe, plain, off or end; a gap stands for days left out."""

    day: date | None
    role: str
    words: str


def explain(provision: Provision, start: date, extra: int, legal: date) -> tuple[str, ...]:
    """From which day, how many days, and how the last one was found."""
    year = legal.year != start.year
    return (
        f"Începe {words.weekday(start, year=year)}, {provision.begins}. Ziua aceasta nu se numără.",
        _counted(provision, start, extra, year=year),
        _ended(provision.counting, start + timedelta(days=provision.days + extra), legal, year=year),
    )


def _counted(provision: Provision, start: date, extra: int, *, year: bool) -> str:
    total = provision.days + extra
    if provision.counting in WORKING:
        return f"Se numără {words.days(total).replace('zile', 'zile lucrătoare')}, fără sâmbete, duminici și sărbători."
    span = f"{words.day(start + ONE_DAY, year=year)} – {words.day(start + timedelta(days=total), year=year)}"
    parts = f", {provision.days} și încă {extra} din prelungire, toate de la înregistrare" if extra else ""
    whole = " întregi" if provision.counting == Counting.ZL else ""
    return f"{'Trec' if whole else 'Se numără'} {words.days(total)}{whole}{parts}: {span}."


def _ended(counting: Counting, last: date, legal: date, *, year: bool) -> str:
    first = last + ONE_DAY if counting == Counting.ZL else last
    name = "Ziua următoare" if counting == Counting.ZL else "Ultima zi"
    end = words.weekday(legal, year=year)
    if legal == first or counting not in {Counting.ZL, Counting.INCL}:
        return (
            f"{name}, {end}, e zi lucrătoare: atunci se împlinește termenul."
            if is_working(legal)
            else f"{name} e {end}; se socotește zi cu zi, așa că nu se mută."
        )
    return f"{name}, {_skipped(list(_off(first, legal)))}, așa că termenul trece pe prima zi lucrătoare: {end}."


def _off(first: date, legal: date) -> Iterator[date]:
    while first < legal:
        yield first
        first += ONE_DAY


def _skipped(days: list[date]) -> str:
    named = [f"{words.day(day)} ({off_name(day)})" for day in days]
    if len(named) == 1:
        return f"{named[0]}, e liberă"
    if len(named) == 2:
        return f"{named[0]}, și {named[1]} sunt libere"
    return f"{named[0]}, apoi {words.listed(named[1:])} sunt libere"


def off_name(day: date) -> str:
    """Why nobody works that day: the holiday's name, `sâmbătă` or `duminică`."""
    return holiday_name(day) or words.WEEKDAYS[day.weekday()]


def strip(counting: Counting, start: date, total: int, safe: date, legal: date) -> tuple[Mark, ...]:
    """The days to draw: the start, what is left out, every day from the safe one to the legal one."""
    if not start < safe:
        return (Mark(start, "start", ""), *_marks(counting, start, total, start, legal))
    between = (safe - start).days - 1
    gap = [Mark(None, "gap", words.days(between))] if between else []
    first = [Mark(safe, "safe", "sigură")] if safe < legal else []
    return (Mark(start, "start", ""), *gap, *first, *_marks(counting, start, total, safe, legal))


def _marks(counting: Counting, start: date, total: int, after: date, legal: date) -> Iterator[Mark]:
    last = start + timedelta(days=total)
    day = after + ONE_DAY
    while day < legal:
        number = (day - start).days
        counts = day <= last if counting == Counting.ZL else day < last
        if counting in WORKING:
            counts, number = is_working(day), sum(is_working(start + timedelta(days=n)) for n in range(1, number + 1))
        yield Mark(day, "plain", f"ziua {number}") if counts else Mark(day, "off", holiday_name(day) or "liberă")
        day += ONE_DAY
    yield Mark(legal, "end", "legal")
