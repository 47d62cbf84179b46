"""The steps of a case (pașii lucrării): opened, moved, closed, its clock, its papers, the notes beside it.

`open_case`, `move`, `close`, `start_clock`, `extend_clock` and `stop_clock` are steps inside a verb of the room that
owns the case, which writes the journal's line; the verbs about tasks, parts and notes write their own.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from condica.accounts.models import User
from condica.casework import rules
from condica.casework.actions.locks import locked
from condica.casework.actions.parts import withdraw_all
from condica.casework.models import Case, CaseEntry, ClockEvent, Note, StageChange, TaskState
from condica.casework.queries.parts import open_parts
from condica.casework.rules import kind_of
from condica.foundation import dates
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law.terms import Term
from condica.registry import api as registry
from condica.registry.models import Entry


@transaction.atomic
def open_case(kind: str, entry: Entry, *, title: str, stage: str, cites: str = "", by: User) -> Case:
    """Open the case of a paper (deschiderea lucrării), or return the one it has."""
    Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    known = Case.objects.filter(entry=entry).first()
    if known is not None:
        return _taken_over(known, kind)
    at = dates.now()
    case = Case.objects.create(
        kind=kind, entry=entry, title=title, unit=entry.unit, stage=stage, stage_since=at, opened_at=at
    )
    StageChange.objects.create(case=case, stage=stage, at=at, by=by, cites=cites)
    return case


def _taken_over(case: Case, kind: str) -> Case:
    """A paper worked on as any other is found to have a procedure of its own: its case stays, with what was done."""
    if case.kind == rules.ORDINARY.key != kind and case.is_open:
        case.kind = kind
        case.save(update_fields=["kind"])
    return case


def move(case: Case, stage: str, *, by: User, note: str = "") -> bool:
    """Go to a stage (trecerea în alt stadiu) along an arrow of the kind's table; already there, nothing happens."""
    if case.stage == stage:
        return False
    cites, at = rules.ground_of(case.kind, case.stage, stage), dates.now()
    if stage in kind_of(case.kind).after_minutes:
        rules.check_minutes(case, open_parts(case))
    StageChange.objects.create(case=case, previous=case.stage, stage=stage, at=at, by=by, cites=cites, note=note)
    case.stage, case.stage_since = stage, at
    case.save(update_fields=["stage", "stage_since"])
    return True


def close(case: Case, *, outcome: str, settled_as: str = "", note: str = "", on: date | None = None) -> None:
    """Close a case (închiderea lucrării): nobody works on it any more, the register shows how it ended.

    Refused while others still owe their part; a way out of the kind (redirection, filing) withdraws them instead.
    """
    if case.stage in kind_of(case.kind).ways_out:
        left = case.stages.last()
        if left is not None:
            reason = left.note or rules.stage_label(case.kind, case.stage)
            withdraw_all(case, reason=reason, by=left.by)
    rules.check_no_open_parts(case, open_parts(case))
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
