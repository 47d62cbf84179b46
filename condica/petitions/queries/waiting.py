"""What a petition still waits for (ce mai lipsește): letters that have not left, work in the wrong hands (art. 11)."""

from __future__ import annotations

from dataclasses import dataclass

from condica.accounts.models import User
from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.organisation import api as organisation
from condica.petitions.actions.steps import concern
from condica.petitions.models import Notice, Petition


@dataclass(frozen=True, slots=True)
class WrongHands:
    """Work that stands with whom art. 11 keeps away from it."""

    what: str
    who: User


def not_left(petition: Petition) -> list[Notice]:
    """The letters that a verb owes and that have not left yet, in their order."""
    return list(petition.notices.filter(left_on=None, void_at=None).select_related("letter"))


def standing(notice: Notice) -> str:
    """Where a notice stands, in words."""
    return str(notice.letter.get_stage_display()) if notice.letter else "de scris"


def wrong_hands(petition: Petition) -> list[WrongHands]:
    """Open work in the hands of the person concerned, or of a subordinate: it must be moved (art. 11)."""
    if petition.about is None:
        return []
    held = _held(petition)
    return [WrongHands(what, who) for what, who in held if who is not None and concern(petition, who)]


def _held(petition: Petition) -> list[tuple[str, User | None]]:
    task = casework.open_task(petition.case)
    if task is None:
        return []
    solver = task.assignee or organisation.head_of(task.lead)
    asked = [joint for joint in task.joint_units.select_related("unit") if not joint.opinion]
    open_text = (correspondence.Stage.DRAFT, correspondence.Stage.RETURNED, correspondence.Stage.SUBMITTED)
    letters = correspondence.letters_of(petition.entry).filter(stage__in=open_text)
    return [
        ("lucrarea", solver),
        *(
            (f"punctul de vedere al compartimentului {one.unit.short_name}", organisation.head_of(one.unit))
            for one in asked
        ),
        *((f"scrisoarea „{letter.subject}”", letter.drafted_by) for letter in letters),
    ]
