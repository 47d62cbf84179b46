"""Makers of cases, and of the small town in which every procedure is tested (fabrici)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.casework import api as casework
from condica.casework.models import Case
from condica.casework.rules import Event, Happening
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.law.terms import compute
from condica.organisation.models import Unit
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry.models import Entry
from condica.registry.tests.factories import make_entry

STAGES = {"new": "nouă", "given": "dată", "taken": "luată", "over": "gata"}
NEXT = {
    "new": {"given": "Legea 1, art. 1"},
    "given": {"taken": "Legea 1, art. 2", "new": "Legea 1, art. 3"},
    "taken": {"over": "Legea 1, art. 4", "new": "Legea 1, art. 3", "given": "Legea 1, art. 1"},
    "over": {},
}
AFTER = {Event.ASSIGNED: "given", Event.ACCEPTED: "taken", Event.RETURNED: "new"}


class Followed(list[Happening]):
    """A room above that keeps what it was told and moves the case along."""

    def __call__(self, happening: Happening) -> None:
        self.append(happening)
        if happening.event in AFTER:
            casework.move(happening.case, AFTER[happening.event], by=happening.by)

    @property
    def events(self) -> list[str]:
        """What it was told, in order."""
        return [happening.event.value for happening in self]


@transaction.atomic
def make_case(by: User, *, term: str | None = "og27-answer", **paper: Any) -> Case:
    """A case of the made-up kind, with a term of 30 days from its registration."""
    entry = make_entry(by=by, kind="test", **paper)
    case = casework.open_case("test", entry, title=entry.subject, stage="new", by=by)
    if term:
        casework.start_clock(case, compute(term, dates.bucharest_day(entry.registered_at)), by=by)
    return case


@dataclass
class Town:
    """Who works here."""

    hall: Unit
    lighting: Unit
    police: Unit
    registrar: User
    mayor: User
    head: User
    clerk: User
    police_head: User


def make_town() -> Town:
    """The authority with its mayor, two units with their heads and a clerk."""
    hall = make_unit("Primăria")
    lighting, police = make_unit("Iluminat Public", parent=hall), make_unit("Poliția Locală", parent=hall)
    return Town(
        hall=hall,
        lighting=lighting,
        police=police,
        registrar=make_user("registrar"),
        mayor=make_member(hall, "authority_head", is_head=True),
        head=make_member(lighting, "unit_head", is_head=True),
        clerk=make_member(lighting, "clerk"),
        police_head=make_member(police, "unit_head", is_head=True),
    )


def at(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> Any:
    """A stopped clock."""
    return dates.frozen(datetime(year, month, day, hour, minute, tzinfo=dates.BUCHAREST))


def write_answer(town: Town, entry: Entry, **more: Any) -> Letter:
    """An answer begun by the clerk."""
    words = {"body": "<p>S-a reparat.</p>", "legal_basis": "Legea nr. 230/2006", "way": "favorabil"}
    return correspondence.draft(entry=entry, by=town.clerk, unit=town.lighting, **(words | more))


def sign(town: Town, letter: Letter) -> Letter:
    """Approved by the head of the unit, signed by the mayor."""
    correspondence.approve(letter, by=town.head)
    return correspondence.sign(letter, by=town.mayor)


def send(town: Town, letter: Letter) -> None:
    """Handed at the counter, so that nothing has to be mailed."""
    made = correspondence.dispatch(letter, "counter", reference="petiționarul", by=town.registrar)
    if made.state == "waiting":
        correspondence.confirm_handed(made, by=town.registrar)


def fill(body: str) -> str:
    """The text with the blanks that a person fills in."""
    return re.sub(r"\[[^\[\]<>]+\]", "completat", body)
