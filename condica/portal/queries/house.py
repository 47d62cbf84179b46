"""Our side as a citizen needs it (instituția): name, address, telephone, e-mail, hours of the counters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from condica.foundation import dates, languages
from condica.organisation import api as organisation
from condica.organisation.models import OpeningHours


@dataclass(frozen=True, slots=True)
class House:
    """What stands at the foot of every public page, and in every refusal."""

    name: str = ""
    county: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    arms: bool = False
    desk: str = ""
    place: str = ""
    hours: tuple[tuple[str, str], ...] = ()

    @property
    def dialled(self) -> str:
        """The telephone as a link wants it."""
        return "".join(filter(str.isdigit, self.phone))


def house(day: date | None = None) -> House:
    """The house on a day; empty words where nothing was written yet."""
    day = day or dates.today()
    head, desk = organisation.letterhead(day), next(iter(organisation.desks(day)), None)
    words = (
        {"name": head.name, "county": head.county, "address": head.address, "phone": head.phone, "email": head.email}
        if head
        else {}
    )
    return House(
        **words,
        arms=bool(head and head.coat_of_arms_svg),
        desk=desk.name if desk else "",
        place=desk.place if desk else "",
        hours=_hours(desk.pk, day) if desk else (),
    )


def _hours(desk: int, day: date) -> tuple[tuple[str, str], ...]:
    """Days with the same hours in one line: `luni – miercuri`, `08:00 – 16:30`."""
    rows = OpeningHours.objects.filter(desk=desk, since__lte=day).exclude(until__lt=day)
    by_day: dict[int, str] = {}
    for row in rows.order_by("weekday", "opens"):
        said = f"{row.opens:%H:%M} – {row.closes:%H:%M}"
        by_day[row.weekday] = f"{by_day[row.weekday]}, {said}" if row.weekday in by_day else said
    runs: list[list[int]] = []
    for number in sorted(by_day):
        follows = runs and runs[-1][-1] == number - 1 and by_day[runs[-1][0]] == by_day[number]
        runs[-1].append(number) if follows else runs.append([number])
    return tuple((_named(run), by_day[run[0]]) for run in runs)


def _named(run: list[int]) -> str:
    first, last = languages.weekday(run[0]), languages.weekday(run[-1])
    return first if len(run) == 1 else f"{first} – {last}"
