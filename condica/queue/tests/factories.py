"""Makers of services, desks and open hours for tests of the queue (fabrici)."""

from __future__ import annotations

from datetime import date, datetime, time

from condica.accounts.api import system_user
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.organisation.models import Desk, OpeningHours
from condica.organisation.tests.factories import make_unit
from condica.queue import actions
from condica.queue.models import Service

MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of the tests' Monday."""
    return dates.at(MONDAY, hour, minute).replace(second=second)


def make_desk(name: str = "Ghișeul 1", opens: int = 8, closes: int = 16) -> Desk:
    """A desk open each working day."""
    desk = Desk.objects.create(unit=make_unit(), name=name, code=name[-20:])
    for weekday in range(1, 6):
        OpeningHours.objects.create(
            desk=desk, weekday=weekday, opens=time(opens), closes=time(closes), since=date(2026, 1, 1)
        )
    return desk


def make_service(letter: str, *desks: Desk) -> Service:
    """A service that these desks serve."""
    with dates.frozen(at(7)):
        made = actions.open_service(letter=letter, name=f"Serviciul {letter}", by=system_user())
        for desk in desks:
            actions.add_desk(made, desk, by=system_user())
    return made


def make_clerk():
    """Somebody who calls."""
    return make_user(role=Role.REGISTRAR)
