"""The ordinary way of a petition (drumul obișnuit): given, accepted, drafted, approved, signed, answered, closed.

Resolutions come from casework and letters from correspondence; this room only says what they mean here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.casework import api as casework
from condica.casework.api import Event, Happening
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import og27
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.actions.opening import locked
from condica.petitions.models import Ending, Petition
from condica.petitions.rules import NEXT, ORDINARY, Ended, Stage
from condica.registry import api as registry

#: What a letter's stage means for the petition it answers.
LETTER_STAGES = {
    correspondence.Stage.DRAFT: Stage.DRAFTED,
    correspondence.Stage.RETURNED: Stage.DRAFTED,
    correspondence.Stage.APPROVED: Stage.APPROVED,
    correspondence.Stage.SIGNED: Stage.SIGNED,
}


def follow(happening: Happening) -> None:
    """What a resolution means for a petition (repartizare, art. 6, 11, 12)."""
    petition = Petition.objects.select_related("about").get(pk=happening.case.pk)
    petition.case = happening.case
    if happening.event is Event.ASSIGNING:
        _check_concerned(petition, happening)
        if happening.task is None:  # a new resolution; accepting one asks only whom it concerns
            stage = Stage(petition.case.stage)
            rules.check_worked_on(stage, stage.label, "Repartizarea")
        return
    to = {Event.ASSIGNED: Stage.ASSIGNED, Event.ACCEPTED: Stage.ACCEPTED, Event.RETURNED: Stage.REGISTERED}
    stage = to.get(happening.event)
    if stage is None:  # an opinion or a commission moves no petition
        return
    if happening.event is not Event.ACCEPTED or petition.case.stage == Stage.ASSIGNED:
        casework.move(petition.case, stage, by=happening.by)


def _check_concerned(petition: Petition, happening: Happening) -> None:
    about = petition.about
    if about is None:
        return
    head = organisation.head_of(happening.lead) if happening.lead else None
    solvers = [user for user in (happening.assignee, None if happening.assignee else head) if user is not None]
    # Everybody is under the authority's head: of him only the person himself is kept out, or nobody could answer.
    above_all = Role.AUTHORITY_HEAD in about.roles
    for user in solvers:
        subordinate = not above_all and organisation.is_subordinate(user, about)
        rules.check_about(concerned=user.pk == about.pk, subordinate=subordinate, name=str(about))


def _answered_by(letter: Letter) -> Petition | None:
    """The petition that a letter answers, with its case locked; None for notices on the way and other papers."""
    if not letter.is_answer or letter.entry_id is None or not rules.is_answer(letter.way):
        return None
    found = Petition.objects.select_related("case").filter(case__entry=letter.entry_id).first()
    return locked(found) if found else None


@transaction.atomic
def on_letter_moved(sender: Any, *, letter: Letter, stage: str, by: User, **_: Any) -> None:
    """An answer was begun, approved, returned, signed or dropped: the petition goes along."""
    petition = _answered_by(letter)
    if petition is None or petition.case.closed_at is not None:
        return
    if stage == correspondence.Stage.DROPPED:
        _dropped(petition, by)
    elif stage in LETTER_STAGES:
        _check_assigned(petition)
        _advance(petition, LETTER_STAGES[correspondence.Stage(stage)], by)


def _check_assigned(petition: Petition) -> None:
    if petition.case.stage == Stage.REGISTERED:
        raise RuleBroken(
            "petition-not-assigned",
            "Petiția nu e repartizată nimănui; nu i se poate scrie încă răspunsul.",
            cites=(og27.ART_12,),
            remedy="Întâi se scrie rezoluția; răspunde compartimentul numit acolo.",
        )


def _dropped(petition: Petition, by: User) -> None:
    left = Letter.objects.filter(entry=petition.entry, is_answer=True).exclude(stage=correspondence.Stage.DROPPED)
    if petition.case.stage in {Stage.DRAFTED, Stage.APPROVED} and not any(rules.is_answer(x.way) for x in left):
        if petition.case.stage == Stage.APPROVED:
            casework.move(petition.case, Stage.DRAFTED, by=by)
        casework.move(petition.case, Stage.ACCEPTED, by=by)


def _advance(petition: Petition, to: Stage, by: User) -> None:
    """Along the ordinary way to a stage; backwards only where the table draws the arrow."""
    now = Stage(petition.case.stage)
    if now not in ORDINARY or ORDINARY.index(now) >= ORDINARY.index(to):
        if to in NEXT[now]:
            casework.move(petition.case, to, by=by)
        return
    while petition.case.stage != to:
        arrows = NEXT[petition.case.stage]
        ahead = [stage for stage in ORDINARY[: ORDINARY.index(to) + 1] if stage in arrows]
        casework.move(petition.case, ahead[-1], by=by)


@transaction.atomic
def on_letter_left(sender: Any, *, letter: Letter, dispatch: Any, by: User, **_: Any) -> None:
    """The answer is on its way (comunicarea răspunsului): the term ends with the day it left."""
    petition = _answered_by(letter)
    if petition is not None and petition.case.closed_at is None and petition.case.stage != Stage.ANSWERED:
        _advance(petition, Stage.SIGNED, by)
        _answer(petition, rules.solution_of(letter.way), dispatch.at or dates.now(), by)


@transaction.atomic
def answer(petition: Petition, *, solution: str, by: User) -> Petition:
    """Say that the signed answer left another way than by a letter written here (comunicare, art. 8)."""
    petition = locked(petition)
    if petition.case.stage == Stage.ANSWERED:
        return petition
    if petition.case.stage != Stage.SIGNED:
        raise RuleBroken(
            "answer-not-signed",
            "Lipsește răspunsul semnat de conducător și de șeful compartimentului care a rezolvat.",
            cites=(og27.ART_13,),
            remedy="Răspunsul se scrie, se aprobă și se semnează întâi.",
        )
    _answer(petition, solution, dates.now(), by)
    return petition


def _answer(petition: Petition, solution: str, left_at: datetime, by: User) -> None:
    case, on = petition.case, dates.bucharest_day(left_at)
    casework.move(case, Stage.ANSWERED, by=by)
    petition.solution = solution
    petition.save(update_fields=["solution"])
    words = rules.timing(on, case.due_on)
    end(petition, Ended.ANSWERED, by=by, solution=solution, cites=og27.ART_8_1, on=left_at)
    casework.stop_clock(case, on=on, by=by, reason=f"răspunsul a plecat {words}")
    registry.settle(case.entry, settled_as="answered", on=on)
    data = {"timing": words, "solution": solution}
    record(Verb.PETITION_ANSWERED, on=petition, by=by, entry=case.entry_id, case=case.pk, data=data)


def end(
    petition: Petition, kind: Ended, *, by: User, on: datetime, solution: str = "", reason: str = "", cites: str = ""
) -> None:
    """Append how the petition ended, for the reports."""
    Ending.objects.create(
        petition=petition, kind=kind, on=dates.bucharest_day(on), at=dates.now(), by=by, solution=solution,
        reason=reason, cites=cites,
    )  # fmt: skip


@transaction.atomic
def close(petition: Petition, *, file_code: str = "", by: User) -> Petition:
    """Close an answered petition (clasare la dosar, art. 6 alin. (4)), under the archive's file code."""
    petition = locked(petition)
    case = petition.case
    if case.stage == Stage.CLOSED:
        return petition
    if case.stage != Stage.ANSWERED:
        raise RuleBroken(
            "close-unanswered",
            "Petiția nu se poate închide: răspunsul n-a plecat.",
            cites=(og27.ART_8_1,),
            remedy="Trimite răspunsul, sau alege altă ieșire prevăzută de lege.",
        )
    casework.move(case, Stage.CLOSED, by=by)
    casework.close(case, outcome=petition.solution or Ended.ANSWERED)
    if file_code.strip() and file_code.strip() != case.entry.file_code:
        registry.correct(case.entry, reason="indicativul dosarului, la închidere", by=by, file_code=file_code.strip())
    shown = f", la dosarul {file_code.strip()}" if file_code.strip() else ""
    record(Verb.PETITION_CLOSED, on=petition, by=by, entry=case.entry_id, case=case.pk, data={"file": shown})
    return petition
