"""Steps of the ordinary way that every procedure shares (drumul obișnuit): a paper's term, and a case that follows
the letter which answers it. Steps, not verbs: the room that owns the case locks it and writes the journal's line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from condica.accounts.models import User
from condica.casework.actions.cases import move
from condica.casework.models import Case
from condica.casework.rules import Ordinary, kind_of
from condica.correspondence import api as correspondence
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.law.calendar import FIRST_YEAR, OutsideCalendar
from condica.law.terms import Term, compute
from condica.organisation import api as organisation
from condica.registry.models import Entry

#: What a letter's stage means for the case that it answers.
LETTER_STAGES: Final[Mapping[str, str]] = {
    correspondence.Stage.DRAFT: Ordinary.DRAFTED,
    correspondence.Stage.RETURNED: Ordinary.DRAFTED,
    correspondence.Stage.APPROVED: Ordinary.APPROVED,
    correspondence.Stage.SIGNED: Ordinary.SIGNED,
}


def term_for(
    entry: Entry, rule: str, *, start: date | None = None, extra_days: int | None = None, days: int | None = None
) -> Term:
    """A term of this paper: from its registration, by the authority's own reading, around its bridge days."""
    registered = entry.registered_on
    received = dates.bucharest_day(entry.received_at)
    begins = start or registered
    try:
        return compute(
            rule,
            begins,
            bridge_days=organisation.bridge_days(),
            reading=organisation.reading_of(rule, begins),
            extra_days=extra_days,
            days=days,
            received=received if begins == registered and received.year >= FIRST_YEAR else None,
            earlier_by=organisation.setting("internal_days_before", begins),
        )
    except OutsideCalendar as unknown:
        raise RuleBroken(
            "outside-calendar",
            str(unknown),
            remedy="Calendarul sărbătorilor trebuie adus la zi; spune administratorului.",
        ) from None


def advance(case: Case, to: str, *, by: User, way: Sequence[str] = tuple(Ordinary)) -> None:
    """Along the ordinary way to a stage; backwards, or aside, only where the kind's table draws the arrow."""
    arrows = kind_of(case.kind).next
    if case.stage not in way or way.index(case.stage) >= way.index(to):
        if to in arrows[case.stage]:
            move(case, to, by=by)
        return
    while case.stage != to:
        ahead = [stage for stage in way[: way.index(to) + 1] if stage in arrows[case.stage]]
        move(case, ahead[-1], by=by)


def letter_dropped(case: Case, *, by: User) -> None:
    """Nobody writes the answer any more: back to work."""
    if case.stage == Ordinary.APPROVED:
        move(case, Ordinary.DRAFTED, by=by)
    if case.stage == Ordinary.DRAFTED:
        move(case, Ordinary.ACCEPTED, by=by)
