"""The ordinary way of a petition (drumul obișnuit): given, accepted, closed; resolutions come from casework."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.casework.api import Event, Happening
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import og27
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.actions.steps import check_hands, locked, tell
from condica.petitions.models import Petition
from condica.petitions.rules import WORKED_ON, Ended, Stage
from condica.registry import api as registry


def follow(happening: Happening) -> None:
    """What a resolution means for a petition (repartizare, art. 6, 11, 12)."""
    petition = Petition.objects.select_related("about").get(pk=happening.case.pk)
    petition.case = happening.case
    follows = {
        Event.ASSIGNING: _assigning,
        Event.CONTRIBUTING: _contributing,
        Event.ASSIGNED: lambda petition, happening: _go(petition, Stage.ASSIGNED, happening.by),
        Event.ACCEPTED: _accepted,
        Event.RETURNED: _returned,
    }.get(happening.event)
    if follows:
        follows(petition, happening)


def _assigning(petition: Petition, happening: Happening) -> None:
    """Before a resolution, or before it is accepted (then it has a task)."""
    check_hands(petition, *_solvers(happening))
    if happening.task is not None:
        _check_named(happening)
        return
    rules.check_worked_on(petition.case.stage, "Repartizarea")
    check_hands(petition, *(organisation.head_of(unit) for unit in happening.joint))
    by, assignee = happening.by, happening.assignee
    heads = assignee is not None and organisation.head_of(happening.lead) == by
    rules.check_giver(may_assign=by.may(Permission.CASE_ASSIGN), to_himself=assignee == by and not heads)


def _solvers(happening: Happening) -> list[User | None]:
    """Who would solve it: the person named, or the head of the leading unit."""
    if happening.assignee is not None:
        return [happening.assignee]
    return [organisation.head_of(happening.lead) if happening.lead else None]


def _check_named(happening: Happening) -> None:
    only_named = bool(organisation.setting("petition_named_solver"))
    named = happening.task.assignee_id == happening.by.pk or organisation.head_of(happening.task.lead) == happening.by
    rules.check_named(named=named, only_named=only_named)


def _contributing(petition: Petition, happening: Happening) -> None:
    """Before somebody takes part: an opinion, a commission (art. 11)."""
    check_hands(petition, *happening.people, *(organisation.head_of(unit) for unit in happening.joint))


def _accepted(petition: Petition, happening: Happening) -> None:
    if petition.case.stage == Stage.ASSIGNED:
        _go(petition, Stage.ACCEPTED, happening.by)


def _returned(petition: Petition, happening: Happening) -> None:
    rules.check_worked_on(petition.case.stage, "Întoarcerea lucrării")
    _go(petition, Stage.REGISTERED, happening.by)


def _go(petition: Petition, stage: Stage, by: User) -> None:
    if petition.case.stage in WORKED_ON:
        casework.move(petition.case, stage, by=by)


@transaction.atomic
def close(petition: Petition, *, file_code: str = "", by: User) -> Petition:
    """Close an answered petition (clasare la dosar, art. 6 alin. (4)), under the archive's file code."""
    petition, file_code = locked(petition), file_code.strip()
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
    if file_code and file_code != case.entry.file_code:
        registry.correct(case.entry, reason="indicativul dosarului, la închidere", by=by, file_code=file_code)
    shown = f", la dosarul {file_code}" if file_code else ""
    tell(Verb.PETITION_CLOSED, petition, by, {"file": shown})
    return petition
