"""What the page of a resolution offers (alegerile): phrases with their keys, units in their order, who is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from condica.accounts.models import User
from condica.casework import api as casework
from condica.casework.api import Suggestion
from condica.contacts import api as contacts
from condica.contacts.api import ContactKind
from condica.desk.models import Phrase
from condica.desk.queries.folders import PHRASES, phrases_of, usual_units
from condica.desk.rules import Effect, Wanted
from condica.foundation.romanian import plural
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.registry import api as registry
from condica.registry.models import Direction, Entry

COUNTED = 100  # more papers than this of one sender are „peste 100”


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit as the page offers it: always in sight or only while typing, chosen or not."""

    unit: Unit
    always: bool
    lead: bool
    joint: bool
    informed: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that the form of a resolution needs."""

    effect: Effect
    phrases: Sequence[tuple[int, Phrase]]
    phrase: int | None
    text: str
    reason: str
    units: Sequence[UnitChoice]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same sender wrote before (documentele lui de dinainte): how many, how many open, who had the last."""

    count: int
    many: bool  # more than were counted
    open: int
    last: Entry
    unit: str

    @property
    def words(self) -> str:
        """`12 documente, 2 în lucru`."""
        found = plural(self.count, "document", "documente")
        running = f", {self.open} în lucru" if self.open else ""
        return f"{'peste ' if self.many else ''}{found}{running}"


def earlier_of(entry: Entry, user: User) -> Earlier | None:
    """The earlier papers of a paper's sender that this person may see; counted up to a hundred, six questions."""
    if entry.sender is None or entry.sender.kind == ContactKind.ANONYMOUS or entry.direction != Direction.IN:
        return None
    before = registry.visible_to(user).filter(sender__in=contacts.members(entry.sender), pk__lt=entry.pk)
    before = before.filter(direction=Direction.IN, cancelled=False)
    found = list(before.order_by("-pk")[: COUNTED + 1])
    if not found:
        return None
    running = sum(1 for one in found[:COUNTED] if one.due_on and not one.settled_as)
    return Earlier(min(len(found), COUNTED), len(found) > COUNTED, running, found[0], _had(found[0]))


def _had(entry: Entry) -> str:
    """Which unit had a paper: its own, or that of the case into which it was taken."""
    case = None if entry.unit else casework.case_of(entry)
    unit = entry.unit or (case.unit if case else None)
    return unit.short_name if unit else "registratură"


def choices(user: User, decider: User, wanted: Wanted | None, suggested: Suggestion | None) -> Choices:
    """What is offered, and what is chosen already: the resolution written before, else nothing but the suggestion."""
    phrases = list(phrases_of(user)[:PHRASES])
    phrase, text = _phrase(phrases, wanted)
    first = _first(decider, suggested)
    units = [_choice(unit, first, wanted) for unit in _ordered(first)]
    return Choices(
        effect=wanted.effect if wanted else Effect.ASSIGN,
        phrases=list(enumerate(phrases, start=1)),
        phrase=phrase, text=text, reason=wanted.reason if wanted else "", units=units,
    )  # fmt: skip


def _phrase(phrases: Sequence[Phrase], wanted: Wanted | None) -> tuple[int | None, str]:
    """The phrase that a written text begins with, and what was added to it."""
    text = wanted.text if wanted else ""
    for phrase in phrases:
        head = phrase.text.rstrip(".")
        if text == phrase.text or text.startswith(f"{head}. "):
            return phrase.pk, text[len(head) :].lstrip(". ")
    return None, text


def _first(decider: User, suggested: Suggestion | None) -> list[int]:
    """The units in sight: those suggested, then those given papers most; three in all."""
    likely = [suggested.unit, *suggested.others] if suggested else []
    return list(dict.fromkeys(unit.pk for unit in [*likely, *usual_units(decider)]))[:3]


def _ordered(first: Sequence[int]) -> list[Unit]:
    return sorted(organisation.units(), key=lambda unit: first.index(unit.pk) if unit.pk in first else len(first))


def _choice(unit: Unit, first: Sequence[int], wanted: Wanted | None) -> UnitChoice:
    lead = bool(wanted and wanted.lead and wanted.lead.pk == unit.pk)
    joint = bool(wanted and unit in wanted.joint)
    return UnitChoice(unit, unit.pk in first, lead, joint, bool(wanted and unit in wanted.informed))
