"""Rows locked in one order (blocarea rândurilor): the case first, always, then what hangs on it."""

from __future__ import annotations

from condica.casework.models import Case, Commission, JointUnit, Task, TaskState
from condica.foundation.refusal import RuleBroken


def locked(case: Case) -> Case:
    """The case as it is now, locked until the transaction ends."""
    rows = Case.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("entry__register", "entry__number", "unit", "owner").get(pk=case.pk)


def locked_task(task: Task) -> Task:
    """The task as it is now; its case is locked first."""
    case = locked(task.case)
    found = Task.objects.select_related("lead", "assignee").get(pk=task.pk)
    found.case = case
    return found


def locked_part(part: JointUnit) -> JointUnit:
    """A unit's part as it is now; its case is locked first."""
    case = locked(part.case)
    found = JointUnit.objects.select_related("unit", "assignee", "task__lead").get(pk=part.pk)
    found.case = found.task.case = case
    return found


def locked_commission(commission: Commission) -> Commission:
    """A commission as it is now; its case is locked first."""
    case = locked(commission.case)
    found = Commission.objects.select_related("chair").get(pk=commission.pk)
    found.case = case
    return found


def task_in_force(case: Case) -> Task:
    """The resolution in force of a locked case; refuses a case that was given to nobody."""
    task = case.tasks.filter(state__in=[TaskState.GIVEN, TaskState.ACCEPTED]).select_related("lead").first()
    if task is None:
        raise RuleBroken("no-resolution", "Lucrarea nu e repartizată nimănui.", remedy="Întâi se scrie rezoluția.")
    task.case = case
    return task
