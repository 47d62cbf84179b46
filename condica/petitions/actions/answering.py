"""What letters mean for a petition (răspunsul, art. 8, 13): drafted, approved, signed, on its way.

Letters are correspondence's; this room hears of each move, refuses what OG 27/2002 does not allow, and goes along.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates, richtext
from condica.journal.rules import Verb
from condica.law import og27
from condica.petitions import rules
from condica.petitions.actions import joining, notices
from condica.petitions.actions.steps import check_hands, end, locked, tell
from condica.petitions.models import Petition
from condica.petitions.rules import DONE, GIVEN, Ended, Stage
from condica.registry import api as registry
from condica.registry.models import Entry


def _answered_by(letter: Letter) -> Petition | None:
    """The petition that a letter answers, with its case locked; None for notices on the way and other papers."""
    if not letter.is_answer or letter.entry_id is None or not rules.is_answer(letter.way):
        return None
    found = Petition.objects.select_related("case").filter(case__entry=letter.entry_id).first()
    return locked(found) if found else None


@transaction.atomic
def on_letter_moved(sender: Any, *, letter: Letter, stage: str, by: User, **_: Any) -> None:
    """A letter was begun, approved, returned, signed, dropped: refused where the law does, or the petition follows."""
    notice = notices.of_letter(letter)
    if notice is not None:
        notices.notice_moved(notice, stage)
        return
    petition = _answered_by(letter)
    if petition is None:
        return
    if stage == correspondence.Stage.DROPPED:
        _dropped(petition, by)
        return
    check_hands(petition, by)
    if stage in casework.LETTER_STAGES and petition.case.stage not in DONE:  # later ones are only letters
        _answer_moved(petition, letter, casework.LETTER_STAGES[stage], by)


@transaction.atomic
def on_letter_written(sender: Any, *, letter: Letter, by: User, **_: Any) -> None:
    """Somebody writes in a letter: not whom the petition concerns, nor a subordinate (art. 11)."""
    notice = notices.of_letter(letter)
    petition = notice.petition if notice else _answered_by(letter)
    if petition is not None:
        check_hands(petition, by)


def addressee_of(entry: Entry) -> str:
    """To whom the answer is owed: the representative of many, once named (art. 1 alin. (2)); else not ours to say."""
    named = Petition.objects.filter(case__entry=entry).values_list("representative", flat=True).first()
    return named or ""


def _answer_moved(petition: Petition, letter: Letter, to: str, by: User) -> None:
    rules.check_answerable(petition.case.stage)
    rules.check_assigned(petition.case.stage)
    if to == Stage.APPROVED:
        _check_answer(petition, letter)
    casework.advance(petition.case, to, by=by)


def _check_answer(petition: Petition, letter: Letter) -> None:
    """What an answer must say before it is approved: all the numbers (art. 10), to whom it is owed (art. 1)."""
    text = f"{letter.subject}\n{richtext.to_plain(letter.body)}"
    rules.check_names_all(rules.unnamed(text, joining.numbers(petition)))
    rules.check_addressee(petition.representative, letter.addressee_name)


def _dropped(petition: Petition, by: User) -> None:
    left = Letter.objects.filter(entry=petition.entry, is_answer=True).exclude(stage=correspondence.Stage.DROPPED)
    if not any(rules.is_answer(one.way) for one in left):
        casework.letter_dropped(petition.case, by=by)


@transaction.atomic
def on_letter_left(sender: Any, *, letter: Letter, dispatch: Any, by: User, **_: Any) -> None:
    """A letter is on its way: a notice counts from this day; an answer ends the term (comunicarea răspunsului)."""
    notice = notices.of_letter(letter)
    if notice is not None:
        notices.notice_left(notice, dispatch, by)
        return
    petition = _answered_by(letter)
    if petition is not None and petition.case.stage in GIVEN:
        casework.advance(petition.case, Stage.SIGNED, by=by)
        _answer(petition, letter, dispatch, by)


def _answer(petition: Petition, letter: Letter, dispatch: Any, by: User) -> None:
    case, left_at = petition.case, dispatch.at or dates.now()
    on = dates.bucharest_day(left_at)
    casework.move(case, Stage.ANSWERED, by=by)
    petition.solution = rules.solution_of(letter.way)
    petition.save(update_fields=["solution"])
    words = rules.timing(on, case.due_on)
    end(petition, Ended.ANSWERED, by=by, solution=petition.solution, cites=og27.ART_8_1, on=on)
    casework.stop_clock(case, on=on, by=by, reason=f"răspunsul a plecat {words}")
    registry.settle(case.entry, settled_as="answered", on=on)
    joining.go_along(
        petition, by=by, addressee=dispatch.addressee, way=letter.way or "răspuns", channel=dispatch.way,
        document=letter.pdf,
    )  # fmt: skip
    tell(Verb.PETITION_ANSWERED, petition, by, {"timing": words, "solution": petition.solution})
