"""Makers of cases for tests of this room (fabrici)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.casework.models import Case
from condica.casework.rules import Event, Happening
from condica.foundation import dates
from condica.law.terms import compute
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
