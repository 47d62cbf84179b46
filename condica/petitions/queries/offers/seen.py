"""One petition seen by one person today: what every offer asks about it, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from condica.casework.api import ActionOffer, SeenCase
from condica.foundation import dates
from condica.law.terms import Term
from condica.petitions import rules
from condica.petitions.actions.steps import concern, term_of
from condica.petitions.models import Notice, Petition
from condica.petitions.queries.likeness import earlier_of_same
from condica.petitions.queries.waiting import WrongHands, not_left, wrong_hands
from condica.petitions.rules import Stage


@dataclass
class Seen(SeenCase):
    """One petition seen by one person today."""

    petition: Petition = field(kw_only=True)

    @cached_property
    def stage(self) -> Stage:
        """Where it stands."""
        return Stage(self.case.stage)

    @cached_property
    def earlier(self) -> list[Petition]:
        """Earlier petitions of the same petitioner."""
        return list(earlier_of_same(self.petition)[:20])

    @cached_property
    def kept_away(self) -> bool:
        """Whether art. 11 keeps this person away."""
        return bool(concern(self.petition, self.user))

    @cached_property
    def owed(self) -> list[Notice]:
        """The letters that have not left."""
        return not_left(self.petition)

    def term(self, rule: str, start: date | None = None) -> Term:
        """A term of this paper, computed once a rule and a day for a person of a request: lists show many papers."""
        entry = self.petition.entry
        kept: dict[object, Term] = self.user.__dict__.setdefault("_terms_of_petitions", {})
        days = (entry.registered_on, dates.bucharest_day(entry.received_at))
        if (rule, start, days) not in kept:
            kept[rule, start, days] = term_of(rule, entry, start=start)
        return kept[rule, start, days]

    @cached_property
    def wrong(self) -> list[WrongHands]:
        """Work that stands with whom art. 11 keeps away from it."""
        return wrong_hands(self.petition)

    @property
    def open(self) -> bool:
        """Whether a way out is still possible."""
        return self.stage in rules.WORKED_ON

    def verb(
        self, key: str, label: str, why: str = "", *, name: str = "", shortcut: str = "", icon: str = ""
    ) -> ActionOffer:
        """An offer of a verb of this room."""
        return ActionOffer(key, label, why, self.petition.address(name or key), shortcut, icon=icon or "chevron-right")
