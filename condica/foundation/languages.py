"""The languages of public pages (limbile): which one a visitor wants, and days and counts in it.

Romanian is the source; English and Hungarian have catalogues. What is said here follows the language that is active.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from condica.foundation import dates, romanian

NAMES: Mapping[str, str] = {"ro": "Română", "en": "English", "hu": "Magyar"}
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
HUNGARIAN_DAYS = ("hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap")
HUNGARIAN_MONTHS = (
    "január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember", "október",
    "november", "december",
)  # fmt: skip


def chosen(asked: str, kept: str, accepts: str) -> str:
    """The language of a page: what was asked now, what was asked before, what the browser says; else Romanian."""
    for wish in (asked, kept, *(tag.split("-")[0] for tag, _ in parse_accept_lang_header(accepts[:500]))):
        if wish in NAMES:
            return wish
    return "ro"


def active() -> str:
    """The language now spoken."""
    spoken = (get_language() or "ro").split("-")[0]
    return spoken if spoken in NAMES else "ro"


def long_day(day: date) -> str:
    """`vineri, 27 noiembrie 2026`, `Friday, 27 November 2026`, `2026. november 27., péntek`."""
    if active() == "en":
        return f"{ENGLISH_DAYS[day.weekday()]}, {day.day}\u00a0{ENGLISH_MONTHS[day.month - 1]}\u00a0{day.year}"
    if active() == "hu":
        return f"{day.year}. {HUNGARIAN_MONTHS[day.month - 1]}\u00a0{day.day}., {HUNGARIAN_DAYS[day.weekday()]}"
    return dates.long(day, year=True)


def long_moment(when: datetime) -> str:
    """The day with the hour: `vineri, 27 noiembrie 2026, ora 14:12`."""
    hour = {"ro": f"ora\u00a0{dates.clock(when)}", "en": f"at {dates.clock(when)}", "hu": dates.clock(when)}
    return f"{long_day(dates.bucharest_day(when))}, {hour[active()]}"


def days(count: int) -> str:
    """`1 zi`, `30 de zile`, `30 days`, `30 nap`."""
    if active() == "en":
        return f"{count} day" if count == 1 else f"{count} days"
    return f"{count} nap" if active() == "hu" else romanian.plural(count, "zi", "zile")


def weekday(number: int) -> str:
    """The name of a day of the week, Monday being 1."""
    names = {"ro": dates.WEEKDAYS, "en": ENGLISH_DAYS, "hu": HUNGARIAN_DAYS}
    return names[active()][number - 1]
