"""Makers of acts and displays (fabrici), through the verbs themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from condica.accounts.models import User
from condica.court_papers import actions
from condica.court_papers.actions import Act, Asked
from condica.court_papers.models import CourtPaper, Display
from condica.foundation import dates
from condica.registry.models import Register

COURT = "Judecătoria Arad"


def on(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> Any:
    """A stopped clock."""
    return dates.frozen(moment(month, day, hour, minute, year=year))


def moment(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2026) -> datetime:
    """A moment of the wall clock."""
    return dates.at(date(year, month, day), hour, minute)


def open_registers() -> None:
    """The parallel registers that a house may open for these papers."""
    for key, prefix in (("acte-de-procedura", "AP-"), ("afisari", "AF-")):
        Register.objects.create(key=key, name=key, prefix=prefix, minute_number="1", minute_on=date(2026, 1, 2))


def act(posted_at: datetime, **more: Any) -> Act:
    """What an agent's minute says."""
    words: dict[str, Any] = {
        "court": COURT, "file_number": "4417/55/2026", "recipient": "Ioana Popescu",
        "recipient_address": "str. Morii nr. 11, Pecica", "agent": "Gheorghe Marc", "acts": "Citație",
    }  # fmt: skip
    return Act(posted_at=posted_at, **(words | more))


def make_act(by: User, posted_at: datetime, **more: Any) -> CourtPaper:
    """An act brought to the desk, with its term."""
    return actions.receive(act(posted_at, **more), by=by)


def hand(paper: CourtPaper, by: User, **more: Any) -> CourtPaper:
    """The recipient came, with an identity card."""
    words = {"to": "Ioana Popescu", "identity_kind": "ci", "identity_last4": "3471"}
    return actions.hand_over([paper], **(words | more), by=by)[0]


def asked(**more: Any) -> Asked:
    """What somebody asks to be displayed."""
    words: dict[str, Any] = {
        "title": "Oferta de vânzare a terenului din extravilan, tarla 14", "basis": "land", "places": ("seat",),
        "requester": "Vasile Ardelean", "lasting": "law",
    }  # fmt: skip
    return Asked(**(words | more))


def make_display(by: User, **more: Any) -> Display:
    """A request registered and written down."""
    return actions.register_request(asked(**more), by=by)


def fresh(row: Any) -> Any:
    """The row as the database has it."""
    return type(row).objects.get(pk=row.pk)
