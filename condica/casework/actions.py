"""The verbs of casework (faptele lucrării): resolutions, notes, and the steps that rooms above take on their cases.

`open_case`, `move`, `close`, `start_clock`, `extend_clock` and `stop_clock` are steps inside a verb of the room that
owns the case, which writes the journal's line; the verbs about tasks and notes write their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from condica.accounts.models import User
from condica.casework import rules
from condica.casework.models import (
    Case,
    CaseEntry,
    ClockEvent,
    JointUnit,
    Note,
    StageChange,
    Task,
    TaskReturn,
    TaskState,
)
from condica.casework.rules import Event, Happening, kind_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law.terms import Term
from condica.organisation.models import Unit
from condica.registry import api as registry
from condica.registry.models import Entry


def locked(case: Case) -> Case:
    """The case as it is now, locked until the transaction ends."""
    rows = Case.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("entry__register", "entry__number", "unit", "owner").get(pk=case.pk)


def locked_task(task: Task) -> Task:
    """The task as it is now; its case is locked first, always in this order."""
    case = locked(task.case)
    found = Task.objects.select_related("lead", "assignee").get(pk=task.pk)
    found.case = case
    return found


@transaction.atomic
def open_case(kind: str, entry: Entry, *, title: str, stage: str, cites: str = "", by: User) -> Case:
    """Open the case of a paper (deschiderea lucrării), or return the one it has."""
    Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    known = Case.objects.filter(entry=entry).first()
    if known is not None:
        return known
    at = dates.now()
    case = Case.objects.create(
        kind=kind, entry=entry, title=title, unit=entry.unit, stage=stage, stage_since=at, opened_at=at
    )
    StageChange.objects.create(case=case, stage=stage, at=at, by=by, cites=cites)
    return case


def move(case: Case, stage: str, *, by: User, note: str = "") -> bool:
    """Go to a stage (trecerea în alt stadiu) along an arrow of the kind's table; already there, nothing happens."""
    if case.stage == stage:
        return False
    cites, at = rules.ground_of(case.kind, case.stage, stage), dates.now()
    StageChange.objects.create(case=case, previous=case.stage, stage=stage, at=at, by=by, cites=cites, note=note)
    case.stage, case.stage_since = stage, at
    case.save(update_fields=["stage", "stage_since"])
    return True


def close(case: Case, *, outcome: str, settled_as: str = "", note: str = "", on: date | None = None) -> None:
    """Close a case (închiderea lucrării): nobody works on it any more, the register shows how it ended."""
    case.closed_at, case.outcome = dates.now(), outcome
    case.save(update_fields=["closed_at", "outcome"])
    case.tasks.filter(state__in=[TaskState.GIVEN, TaskState.ACCEPTED]).update(state=TaskState.WITHDRAWN)
    if settled_as:
        registry.settle(case.entry, settled_as=settled_as, on=on or dates.today(), note=note)


def reopen(case: Case, *, stage: str, by: User, note: str = "") -> None:
    """Work on a case again (redeschidere), its term as it was."""
    case.closed_at, case.outcome = None, ""
    case.save(update_fields=["closed_at", "outcome"])
    move(case, stage, by=by, note=note)
    registry.settle(case.entry, settled_as="", on=None)


def start_clock(case: Case, term: Term, *, by: User, reason: str = "") -> ClockEvent:
    """Begin a term (începutul termenului), or begin it anew under another rule: the ledger counts from this line."""
    kind = ClockEvent.Kind.RESTARTED if case.clock.exists() else ClockEvent.Kind.STARTED
    return _clock(case, kind, term, days=term.days, on=term.start, by=by, reason=reason)


def extend_clock(case: Case, term: Term, *, days: int, reason: str, by: User) -> ClockEvent:
    """Add days to a term (prelungirea termenului), counted with the first ones from the same start."""
    return _clock(case, ClockEvent.Kind.EXTENDED, term, days=days, on=dates.today(), by=by, reason=reason)


def stop_clock(case: Case, *, on: date, by: User, reason: str = "") -> ClockEvent | None:
    """End the counting (oprirea termenului): the answer left, or the case ended another way."""
    if case.term is None:
        return None
    return _clock(case, ClockEvent.Kind.STOPPED, Term.from_json(case.term), days=0, on=on, by=by, reason=reason)


def resume_clock(case: Case, *, by: User, reason: str = "") -> ClockEvent | None:
    """Let a stopped term run as if it had never stopped (the way out was undone)."""
    if case.term is None:
        return None
    term = Term.from_json(case.term)
    return _clock(case, ClockEvent.Kind.RESUMED, term, days=0, on=dates.today(), by=by, reason=reason)


def _clock(case: Case, kind: str, term: Term, *, days: int, on: date, by: User, reason: str) -> ClockEvent:
    stored = term.to_json()
    event = ClockEvent.objects.create(
        case=case, kind=kind, at=dates.now(), on=on, days=days, rule=term.rule, legal=term.legal,
        alternative=term.alternative, safe=term.safe, internal=term.internal, cites=list(term.cites),
        explanation=list(term.explanation), term=stored, reason=reason, by=by,
    )  # fmt: skip
    case.due_rule, case.due_on, case.safe_on = term.rule, term.legal, term.safe
    case.alternative_on, case.internal_on, case.term = term.alternative, term.internal, stored
    case.extended = case.extended or kind == ClockEvent.Kind.EXTENDED
    case.save(update_fields=["due_rule", "due_on", "safe_on", "alternative_on", "internal_on", "term", "extended"])
    registry.set_term(case.entry, due_on=term.legal, safe_on=term.safe, extended=case.extended)
    return event


@transaction.atomic
def assign(
    case: Case,
    *,
    text: str,
    lead: Unit,
    joint: Sequence[Unit] = (),
    assignee: User | None = None,
    due_on: date | None = None,
    by: User,
) -> Task:
    """Write a resolution (rezoluție): what to do, who leads, who joins, until when; it replaces the one in force."""
    case = locked(case)
    text = rules.text_given(text, "Rezoluția")
    rules.check_open(case)
    rules.check_task_day(due_on, dates.today())
    happening = Happening(Event.ASSIGNING, case, by, lead=lead, joint=joint, assignee=assignee)
    before = case.tasks.filter(state__in=[TaskState.GIVEN, TaskState.ACCEPTED]).first()
    if before and (before.text, before.lead_id, before.assignee_id) == (text, lead.pk, assignee and assignee.pk):
        return before
    kind_of(case.kind).follow(happening)
    if before:
        Task.objects.filter(pk=before.pk).update(state=TaskState.WITHDRAWN)
    task = _give(case, text=text, lead=lead, joint=joint, assignee=assignee, due_on=due_on, by=by)
    kind_of(case.kind).follow(Happening(Event.ASSIGNED, case, by, task, lead, joint, assignee))
    return task


def _give(
    case: Case, *, text: str, lead: Unit, joint: Sequence[Unit], assignee: User | None, due_on: date | None, by: User
) -> Task:
    due_on = due_on or (case.internal_on if case.internal_on and case.internal_on >= dates.today() else None)
    task = Task.objects.create(
        case=case, text=text, lead=lead, assignee=assignee, due_on=due_on, given_by=by, given_at=dates.now()
    )
    others = [unit for unit in joint if unit.pk != lead.pk]
    JointUnit.objects.bulk_create(JointUnit(task=task, unit=unit) for unit in others)
    case.unit, case.owner = lead, assignee
    case.save(update_fields=["unit", "owner"])
    registry.hand_to(case.entry, lead, by=by)
    named = f" ({assignee})" if assignee else ""
    together = f", împreună cu {', '.join(unit.name for unit in others)}" if others else ""
    data = {"unit": lead.name, "together": together, "until": f" până {dates.long(due_on)}" if due_on else ""}
    personal = {"text": text, "named": named}
    record(Verb.TASK_GIVEN, on=case, by=by, entry=case.entry_id, case=case.pk, data=data, personal=personal)
    return task


@transaction.atomic
def accept(task: Task, *, by: User) -> Task:
    """Take a task over (primire): from now on whoever accepted it answers for it."""
    task = locked_task(task)
    if task.state == TaskState.ACCEPTED and task.assignee_id == by.pk:
        return task
    _check_free(task)
    case = task.case
    kind_of(case.kind).follow(Happening(Event.ASSIGNING, case, by, task, task.lead, (), by))
    task.state, task.assignee, task.accepted_by, task.accepted_at = TaskState.ACCEPTED, by, by, dates.now()
    task.save(update_fields=["state", "assignee", "accepted_by", "accepted_at"])
    case.owner = by
    case.save(update_fields=["owner"])
    record(Verb.TASK_ACCEPTED, on=case, by=by, entry=case.entry_id, case=case.pk)
    kind_of(case.kind).follow(Happening(Event.ACCEPTED, case, by, task))
    return task


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


@transaction.atomic
def ask_opinion(case: Case, *, unit: Unit, text: str, by: User) -> JointUnit:
    """Ask another unit for its point of view (punct de vedere), under the resolution in force."""
    case = locked(case)
    rules.check_open(case)
    text = rules.text_given(text, "Cererea")
    task = case.tasks.filter(state__in=[TaskState.GIVEN, TaskState.ACCEPTED]).first()
    if task is None:
        raise RuleBroken("no-resolution", "Lucrarea nu e repartizată nimănui.", remedy="Întâi se scrie rezoluția.")
    known = JointUnit.objects.filter(task=task, unit=unit).first()
    if known is not None:
        return known
    kind_of(case.kind).follow(Happening(Event.CONTRIBUTING, case, by, task, joint=(unit,)))
    asked = JointUnit.objects.create(task=task, unit=unit, asked=text)
    data, personal = {"unit": unit.name}, {"text": text}
    record(Verb.OPINION_ASKED, on=case, by=by, entry=case.entry_id, case=case.pk, data=data, personal=personal)
    return asked


@transaction.atomic
def give_opinion(asked: JointUnit, *, text: str, by: User) -> JointUnit:
    """Give the point of view of a unit (punct de vedere); given once, it stands."""
    case = locked(asked.task.case)
    asked = JointUnit.objects.select_related("unit").get(pk=asked.pk)
    text = rules.text_given(text, "Punctul de vedere")
    if asked.opinion == text:
        return asked
    if asked.opinion:
        raise RuleBroken(
            "opinion-given", "Punctul de vedere a fost dat deja.", remedy="Ce e de adăugat se scrie într-o notă."
        )
    kind_of(case.kind).follow(Happening(Event.CONTRIBUTING, case, by, asked.task, people=(by,)))
    asked.opinion, asked.by, asked.at = text, by, dates.now()
    asked.save(update_fields=["opinion", "by", "at"])
    data, personal = {"unit": asked.unit.name}, {"text": text}
    record(Verb.OPINION_GIVEN, on=case, by=by, entry=case.entry_id, case=case.pk, data=data, personal=personal)
    return asked


@transaction.atomic
def add_note(case: Case, *, text: str, by: User) -> Note:
    """Write a note for colleagues (notă)."""
    case = locked(case)
    text = rules.text_given(text, "Nota")
    last = case.notes.first()
    if last and (last.text, last.by_id) == (text, by.pk):
        return last
    note = Note.objects.create(case=case, text=text, by=by, at=dates.now())
    record(Verb.CASE_NOTE, on=case, by=by, entry=case.entry_id, case=case.pk, personal={"text": text})
    return note


def take_paper(case: Case, entry: Entry, *, role: str, by: User) -> CaseEntry:
    """Let a later paper belong to a case (alăturarea unui document); a step inside a verb of the room above."""
    known = CaseEntry.objects.filter(case=case, entry=entry, out_at__isnull=True).first()
    return known or CaseEntry.objects.create(case=case, entry=entry, role=role, by=by, at=dates.now())


def leave_paper(case: Case, entry: Entry) -> None:
    """Undo `take_paper`; the row stays with its date."""
    CaseEntry.objects.filter(case=case, entry=entry, out_at__isnull=True).update(out_at=dates.now())


@transaction.atomic
def join_continuation(entry: Entry, continues: Entry, by: User) -> None:
    """A paper that continues one of an open case belongs to that case (completare); its owner hears of it.

    Nothing restarts: OG 27/2002 knows no new term when papers are added. A closed case is left to a person.
    """
    found = Case.objects.filter(Q(entry=continues) | Q(papers__entry=continues, papers__out_at=None), closed_at=None)
    case = found.order_by("pk").first()
    if case is None or Case.objects.filter(entry=entry).exists():
        return
    case = locked(case)
    if CaseEntry.objects.filter(entry=entry, out_at=None).exists():
        return
    take_paper(case, entry, role=CaseEntry.Role.ADDITION, by=by)
    _place_addition(entry, case, by)
    record(Verb.PAPER_JOINED, on=entry, by=by, entry=case.entry_id, case=case.pk, data={"other": str(case)})


def _place_addition(entry: Entry, case: Case, by: User) -> None:
    if not entry.kind:
        registry.decide_kind(entry, registry.ADDITION, by=by)
    if case.unit is not None:
        registry.hand_to(entry, case.unit, by=by)
    registry.settle(entry, settled_as="joined", on=dates.today(), note=str(case.entry.value))
