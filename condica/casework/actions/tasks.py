"""The verbs of a resolution (faptele rezoluției): written, replaced, accepted, sent back, finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.casework import rules
from condica.casework.actions.locks import locked, locked_task
from condica.casework.actions.parts import join, joined
from condica.casework.models import OPEN_PARTS, Case, Task, TaskReturn, TaskState
from condica.casework.rules import Event, Happening, Question, kind_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.registry import api as registry

OPEN = (TaskState.GIVEN, TaskState.ACCEPTED)


@transaction.atomic
def assign(
    case: Case,
    *,
    text: str,
    lead: Unit,
    joint: Sequence[Unit] = (),
    assignee: User | None = None,
    due_on: date | None = None,
    question: Question | None = None,
    by: User,
) -> Task:
    """Write a resolution (rezoluție): what to do, who leads, who joins, until when; it replaces the one in force.

    Work for an absent person goes to the substitute. Points of view given under the resolution before stay; those
    still awaited from units that the new one does not name are withdrawn. `question`: what the joint units are asked.
    """
    case = locked(case)
    text = rules.text_given(text, "Rezoluția")
    rules.check_open(case)
    rules.check_task_day(due_on, dates.today())
    before = case.tasks.filter(state__in=OPEN).first()
    named, assignee = assignee, _present(assignee, due_on or case.safe_on)
    others = [unit for unit in joint if unit.pk != lead.pk]
    asked = (text, lead.pk, assignee.pk if assignee else None, due_on or (before.due_on if before else None))
    if before and asked == (before.text, before.lead_id, before.assignee_id, before.due_on) and joined(case, others):
        return before
    kind_of(case.kind).follow(Happening(Event.ASSIGNING, case, by, lead=lead, joint=joint, assignee=assignee))
    if before:
        Task.objects.filter(pk=before.pk).update(state=TaskState.WITHDRAWN)
    task = _give(case, text=text, lead=lead, assignee=assignee, due_on=due_on, by=by)
    join(task, others, question or Question(), by=by)
    _told(task, others, named, by)
    kind_of(case.kind).follow(Happening(Event.ASSIGNED, case, by, task, lead, joint, assignee))
    return task


def _present(user: User | None, until: date | None) -> User | None:
    """Who really gets the work: the person, or the substitute; refuses who is away and has nobody in their place."""
    away = organisation.absence_of(user) if user else None
    if user is None or away is None:
        return user
    acting = organisation.acting_for(user)
    if acting == user and (until is None or until <= away.until):
        raise RuleBroken(
            "assignee-absent",
            f"{user} lipsește până {dates.long(away.until)} și nu are înlocuitor.",
            remedy="Alege alt coleg sau stabilește întâi un înlocuitor.",
        )
    return acting


def _give(case: Case, *, text: str, lead: Unit, assignee: User | None, due_on: date | None, by: User) -> Task:
    due_on = due_on or (case.internal_on if case.internal_on and case.internal_on >= dates.today() else None)
    task = Task.objects.create(
        case=case, text=text, lead=lead, assignee=assignee, due_on=due_on, given_by=by, given_at=dates.now()
    )
    case.unit, case.owner = lead, assignee
    case.save(update_fields=["unit", "owner"])
    registry.hand_to(case.entry, lead, by=by)
    return task


def _told(task: Task, others: Sequence[Unit], named: User | None, by: User) -> None:
    case, until = task.case, f" până {dates.long(task.due_on)}" if task.due_on else ""
    stands_in = f", în locul lui {named}" if named and named != task.assignee else ""
    who = f" ({task.assignee}{stands_in})" if task.assignee else ""
    together = f", împreună cu {', '.join(unit.name for unit in others)}" if others else ""
    data = {"unit": task.lead.name, "together": together, "until": until}
    personal = {"text": task.text, "named": who}
    record(Verb.TASK_GIVEN, on=case, by=by, entry=case.entry_id, case=case.pk, data=data, personal=personal)


@transaction.atomic
def reassign(case: Case, *, to: User, text: str = "", by: User) -> Task:
    """Give a case to somebody else (redistribuire): the resolution stands, with its term and the parts of others."""
    case = locked(case)
    before = case.tasks.filter(state__in=OPEN).select_related("lead").first()
    held = organisation.posts_held(to)
    units = [post.unit for post in held]
    if not units:
        raise RuleBroken("assignee-without-post", f"{to} nu are niciun post.", remedy="Alege alt coleg.")
    lead = before.lead if before and before.lead in units else units[0]
    joint = [part.unit for part in case.parts.filter(state__in=OPEN_PARTS).select_related("unit")]
    due_on = before.due_on if before and before.due_on and before.due_on >= dates.today() else None
    words = text.strip() or (before.text if before else "")
    return assign(case, text=words, lead=lead, joint=joint, assignee=to, due_on=due_on, by=by)


@transaction.atomic
def accept(task: Task, *, by: User) -> Task:
    """Take a task over (primire): from now on whoever accepted it answers for it."""
    task = locked_task(task)
    if task.state == TaskState.ACCEPTED and task.assignee_id == by.pk:
        return task
    _check_free(task)
    case = task.case
    kind_of(case.kind).follow(Happening(Event.ASSIGNING, case, by, task, task.lead, (), by))
    owner = _in_whose_name(task, by)
    task.state, task.assignee, task.accepted_by, task.accepted_at = TaskState.ACCEPTED, owner, by, dates.now()
    task.save(update_fields=["state", "assignee", "accepted_by", "accepted_at"])
    case.owner = owner
    case.save(update_fields=["owner"])
    record(Verb.TASK_ACCEPTED, on=case, by=by, entry=case.entry_id, case=case.pk)
    kind_of(case.kind).follow(Happening(Event.ACCEPTED, case, by, task))
    return task


def _in_whose_name(task: Task, by: User) -> User:
    """A substitute takes over what was given by name to the absent person; at the end of the absence it is theirs."""
    named = task.assignee
    return named if named and named != by and organisation.acting_for(named) == by else by


def _check_free(task: Task) -> None:
    if task.state == TaskState.ACCEPTED:
        raise RuleBroken(
            "task-taken",
            f"Lucrarea a primit-o deja {task.assignee}.",
            remedy="Dacă o preiei tu, se scrie o rezoluție nouă.",
        )
    _check_task(task, TaskState.GIVEN)


@transaction.atomic
def return_task(task: Task, *, reason: str, by: User) -> Task:
    """Send a task back to who gave it (restituire), with the reason; the case waits for another resolution."""
    task = locked_task(task)
    if task.state == TaskState.RETURNED:
        return task
    reason = rules.reason_given(reason, "Întoarcerea lucrării")
    _check_task(task, TaskState.GIVEN, TaskState.ACCEPTED)
    TaskReturn.objects.create(task=task, reason=reason, by=by, at=dates.now())
    task.state = TaskState.RETURNED
    task.save(update_fields=["state"])
    case = task.case
    case.owner = None
    case.save(update_fields=["owner"])
    personal = {"reason": reason}
    record(Verb.TASK_RETURNED, on=case, by=by, entry=case.entry_id, case=case.pk, personal=personal)
    kind_of(case.kind).follow(Happening(Event.RETURNED, case, by, task))
    return task


@transaction.atomic
def finish_task(task: Task, *, result: str = "", by: User) -> Task:
    """Say that what the resolution asked is done (încheierea sarcinii)."""
    task = locked_task(task)
    if task.state == TaskState.DONE:
        return task
    _check_task(task, TaskState.GIVEN, TaskState.ACCEPTED)
    task.state, task.done_by, task.done_at, task.result = TaskState.DONE, by, dates.now(), result.strip()
    task.save(update_fields=["state", "done_by", "done_at", "result"])
    case, personal = task.case, {"result": result.strip() or task.text}
    record(Verb.TASK_DONE, on=case, by=by, entry=case.entry_id, case=case.pk, personal=personal)
    return task


def _check_task(task: Task, *states: str) -> None:
    if task.state not in states:
        raise RuleBroken(
            "task-not-open",
            f"Sarcina e {task.get_state_display()}; nu se mai poate schimba.",
            remedy="Reîncarcă pagina: poate că există o rezoluție nouă.",
        )
