"""One petition seen by one person today: what every offer asks about it, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import NoReverseMatch, reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.casework.api import ActionOffer, Task
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.law.terms import Term
from condica.petitions import rules
from condica.petitions.actions.steps import concern, term_of
from condica.petitions.models import Notice, Petition
from condica.petitions.queries.likeness import earlier_of_same
from condica.petitions.queries.waiting import WrongHands, not_left, wrong_hands
from condica.petitions.rules import Stage


@dataclass
class Seen:
    """One petition seen by one person today."""

    petition: Petition
    user: User

    @cached_property
    def stage(self) -> Stage:
        """Where it stands."""
        return Stage(self.petition.case.stage)

    @cached_property
    def today(self) -> date:
        """The day of all its terms."""
        return dates.today()

    @cached_property
    def task(self) -> Task | None:
        """The resolution in force."""
        return casework.open_task(self.petition.case)

    @cached_property
    def works(self) -> bool:
        """Whether it is this person's, or of this person's unit."""
        return casework.may_work(self.user, self.petition.case)

    @cached_property
    def letter(self) -> Letter | None:
        """The answer being written."""
        letters = correspondence.letters_of(self.petition.entry).exclude(stage=correspondence.Stage.DROPPED)
        return next((one for one in letters if one.is_answer and rules.is_answer(one.way)), None)

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
        days = (dates.bucharest_day(entry.registered_at), dates.bucharest_day(entry.received_at))
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

    @cached_property
    def cares(self) -> bool:
        """Whether this person may do anything about it: who solves it, or keeps petitions in evidence (art. 6)."""
        return self.works or self.user.may(Permission.ENTRY_REGISTER)

    def verb(
        self, key: str, label: str, why: str = "", *, name: str = "", shortcut: str = "", icon: str = ""
    ) -> ActionOffer:
        """An offer of a verb of this room."""
        return ActionOffer(key, label, why, self.petition.address(name or key), shortcut, icon=icon or "chevron-right")

    def case_url(self, name: str) -> str:
        """The address of a verb of casework."""
        entry = self.petition.entry
        return reverse(f"casework:{name}", args=[entry.register.key, entry.year, entry.value])

    def new_letter(self) -> str:
        """Where an answer to this paper is begun."""
        entry, base = self.petition.entry, url("correspondence:new")
        return f"{base}?la={entry.register.key}/{entry.year}/{entry.value}" if base else ""


def url(name: str, *args: int) -> str:
    """An address, or nothing where the room is gone."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def refused(key: str, label: str, reason: str, cites: str = "", icon: str = "chevron-right") -> ActionOffer:
    """What cannot be done now, with the reason and the article."""
    return ActionOffer(key, label, allowed=False, reason=reason, cites=cites, icon=icon)
