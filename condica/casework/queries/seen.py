"""A case of any kind seen by one person today (lucrarea văzută de cineva): what offers ask about it, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import access
from condica.casework.models import Case, PartState, Task, TaskState
from condica.casework.rules import ActionOffer, Ordinary
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.organisation import api as organisation

#: What is done with the answer in a stage: key, label, why, icon.
LETTER_STEPS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    Ordinary.DRAFTED: ("letter", "Continuă răspunsul", "Se verifică și se aprobă de șeful compartimentului.", "pencil"),
    Ordinary.APPROVED: ("sign", "Semnează răspunsul", "Îl semnează conducătorul autorității.", "signature"),
    Ordinary.SIGNED: ("send", "Trimite răspunsul", "E semnat; pleacă sub numărul documentului.", "send"),
}


@dataclass
class SeenCase:
    """One case seen by one person today."""

    case: Case
    user: User
    #: Whether a letter with these words of the out column answers the paper, and is not a notice on the way.
    answers: Callable[[str], bool] = lambda way: True

    @cached_property
    def today(self) -> date:
        """The day of all its terms."""
        return dates.today()

    @cached_property
    def task(self) -> Task | None:
        """The resolution in force."""
        return access.open_task(self.case)

    @cached_property
    def works(self) -> bool:
        """Whether it is this person's, or of this person's unit."""
        return access.may_work(self.user, self.case)

    @cached_property
    def gives_out(self) -> bool:
        """Whether the paper waits for this person to name who of the unit solves it: the head's own next step."""
        waits = self.task is not None and self.task.state == TaskState.GIVEN and self.task.assignee_id is None
        if not waits or self.task is None or not self.user.may(Permission.CASE_ASSIGN):
            return False
        return organisation.head_of(self.task.lead) == self.user

    @cached_property
    def cares(self) -> bool:
        """Whether this person may do anything about it: who solves it, or keeps the registry."""
        return self.works or self.user.may(Permission.ENTRY_REGISTER)

    @cached_property
    def letter(self) -> Letter | None:
        """The answer being written."""
        letters = correspondence.letters_of(self.case.entry).exclude(stage=correspondence.Stage.DROPPED)
        return next((one for one in letters if one.is_answer and self.answers(one.way)), None)

    def address(self, name: str) -> str:
        """The address of a verb on this paper: `casework:assign`, `petitions:redirect`."""
        entry = self.case.entry
        return reverse(name, args=[entry.register.key, entry.year, entry.value])

    def new_letter(self) -> str:
        """Where an answer to this paper is begun."""
        entry = self.case.entry
        return f"{reverse('correspondence:new')}?la={entry.register.key}/{entry.year}/{entry.value}"


def refused(key: str, label: str, reason: str, cites: str = "", icon: str = "chevron-right") -> ActionOffer:
    """What cannot be done now, with the reason and the article."""
    return ActionOffer(key, label, allowed=False, reason=reason, cites=cites, icon=icon)


def accepting(seen: SeenCase) -> Iterator[ActionOffer]:
    """Accept the resolution given to this person or unit."""
    task = seen.task
    if task and task.state == TaskState.GIVEN and access.may_move(seen.user, task):
        yield ActionOffer(
            "accept", "Primește lucrarea", "De acum răspunzi tu de ea.", reverse("casework:accept", args=[task.pk]),
            primary=True, icon="circle-check",
        )  # fmt: skip


def answering(seen: SeenCase) -> Iterator[ActionOffer]:
    """Write the answer, or take the step that it waits for."""
    if seen.case.stage in {Ordinary.ASSIGNED, Ordinary.ACCEPTED} and seen.user.may(Permission.LETTER_DRAFT):
        yield ActionOffer(
            "draft", "Redactează răspunsul", _opinions(seen), seen.new_letter(), "r",
            primary=seen.case.stage == Ordinary.ACCEPTED, icon="pencil",
        )  # fmt: skip
    if seen.letter and seen.case.stage in LETTER_STEPS:
        key, label, why, icon = LETTER_STEPS[seen.case.stage]
        yield ActionOffer(key, label, why, seen.letter.get_absolute_url(), "r", primary=True, icon=icon)


def _opinions(seen: SeenCase) -> str:
    asked = list(seen.case.parts.exclude(state__in=[PartState.WITHDRAWN, PartState.RETURNED]))
    missing = [one for one in asked if one.is_open]
    if not asked:
        return "Începe de la un model; textul legii e deja acolo."
    if not missing:
        return f"{'Punctul de vedere a sosit' if len(asked) == 1 else 'Punctele de vedere au sosit'}."
    return f"Mai {'lipsește un punct' if len(missing) == 1 else 'lipsesc puncte'} de vedere."


def assigning(seen: SeenCase, *, first: bool, why: str = "", wrong: bool = False) -> ActionOffer:
    """Write a resolution; `wrong`: it is in hands that the law keeps away. A head names who of the unit solves it."""
    head = seen.gives_out and not wrong
    label = "Repartizează unui coleg" if head else "Repartizează" if first else "Repartizează altcuiva"
    usual = "Cine rezolvă, cu cine, până când." if first or head else "rezoluția nouă o înlocuiește pe cea de acum"
    return ActionOffer(
        "assign", label, why or usual, seen.address("casework:assign"), "d", primary=first or wrong or head,
        icon="user-plus",
    )  # fmt: skip


def asking(seen: SeenCase) -> Iterator[ActionOffer]:
    """Ask another unit for its point of view."""
    if seen.task and seen.works:
        yield ActionOffer(
            "ask", "Mai cere un punct de vedere", "de la alt compartiment", seen.address("casework:ask_opinion"), "v",
            icon="message-question",
        )  # fmt: skip


def giving_back(seen: SeenCase) -> Iterator[ActionOffer]:
    """Return what is not this unit's work."""
    if seen.task and access.may_move(seen.user, seen.task):
        yield ActionOffer(
            "return", "Întoarce lucrarea", "cu motivul; se scrie altă rezoluție",
            reverse("casework:return", args=[seen.task.pk]), icon="arrow-back-up",
        )  # fmt: skip
