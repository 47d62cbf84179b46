"""The verbs of other units' parts (faptele punctelor de vedere): asked, taken, given, sent back, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.casework import rules
from condica.casework.actions.locks import locked, locked_part, task_in_force
from condica.casework.models import (
    OPEN_PARTS,
    Case,
    Commission,
    CommissionState,
    JointUnit,
    OpinionVersion,
    PartState,
    Task,
)
from condica.casework.rules import Event, Happening, Question, kind_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law.calendar import add_working
from condica.organisation import api as organisation
from condica.organisation.models import Unit

KEPT = (*OPEN_PARTS, PartState.GIVEN)


def joined(case: Case, units: Sequence[Unit]) -> bool:
    """Whether exactly these units join the case already: a repeated resolution asks nobody anew."""
    parts = dict(case.parts.filter(state__in=KEPT).values_list("unit", "state"))
    wanted = {unit.pk for unit in units}
    return {pk for pk, state in parts.items() if state != PartState.GIVEN} <= wanted <= parts.keys()


def join(task: Task, units: Sequence[Unit], question: Question, *, by: User) -> None:
    """Let units join a resolution (în colaborare), a step of `assign`: what they gave before stays given."""
    wanted = {unit.pk for unit in units}
    for part in task.case.parts.filter(state__in=KEPT).select_related("unit"):
        if part.state != PartState.GIVEN and part.unit_id not in wanted:
            _withdraw(part, "rezoluția nouă nu o mai cere", by)
            continue
        JointUnit.objects.filter(pk=part.pk).update(task=task)
        wanted.discard(part.unit_id)
    for unit in units:
        if unit.pk in wanted:
            _ask(task, unit, question, by)


def _ask(task: Task, unit: Unit, question: Question, by: User) -> JointUnit:
    return JointUnit.objects.create(
        case=task.case, task=task, unit=unit, asked=question.text.strip(), asked_by=by, asked_at=dates.now(),
        due_on=question.due_on or part_day(task.case),
    )  # fmt: skip


def part_day(case: Case) -> date | None:
    """Until when a part is awaited unless said otherwise: the house's days before the internal target, not the past."""
    if case.internal_on is None:
        return None
    before, free = organisation.setting("opinion_days_before"), organisation.bridge_days()
    soonest = add_working(dates.today(), 1, free)
    return max(add_working(case.internal_on, -before, free), min(soonest, max(case.internal_on, dates.today())))


@transaction.atomic
def ask_opinion(case: Case, *, unit: Unit, text: str, due_on: date | None = None, by: User) -> JointUnit:
    """Ask another unit for its point of view (punct de vedere), under the resolution in force."""
    case = locked(case)
    rules.check_open(case)
    rules.check_part_day(due_on, dates.today(), case.due_on)
    text = rules.text_given(text, "Cererea")
    task = task_in_force(case)
    known = case.parts.filter(unit=unit, state__in=OPEN_PARTS).first()
    if known is not None:
        return known
    if unit.pk == task.lead_id:
        raise RuleBroken(
            "opinion-own", f"{unit} rezolvă lucrarea; punctul de vedere se cere altui compartiment.",
            remedy="Alege alt compartiment.",
        )  # fmt: skip
    kind_of(case.kind).follow(Happening(Event.CONTRIBUTING, case, by, task, joint=(unit,)))
    asked = _ask(task, unit, Question(text, due_on), by)
    until = f" până {dates.long(asked.due_on)}" if asked.due_on else ""
    data, personal = {"unit": f"{unit.name}{until}"}, {"text": text}
    record(Verb.OPINION_ASKED, on=case, by=by, entry=case.entry_id, case=case.pk, data=data, personal=personal)
    return asked


@transaction.atomic
def accept_part(part: JointUnit, *, by: User) -> JointUnit:
    """Take a unit's part over (primire): whoever accepts it writes the point of view."""
    part = locked_part(part)
    if part.state == PartState.ACCEPTED and part.assignee_id == by.pk:
        return part
    _check(part, "primi", *OPEN_PARTS)
    if part.state == PartState.ACCEPTED:
        raise RuleBroken(
            "part-taken", f"Partea compartimentului o lucrează deja {part.assignee}.",
            remedy="Șeful compartimentului o poate da altcuiva.",
        )  # fmt: skip
    _check_person(part, by, by)
    part.state, part.assignee, part.accepted_at = PartState.ACCEPTED, by, dates.now()
    part.save(update_fields=["state", "assignee", "accepted_at"])
    _record(Verb.PART_ACCEPTED, part, by)
    return part


@transaction.atomic
def give_part(part: JointUnit, *, to: User, by: User) -> JointUnit:
    """Give a unit's part to one of its people (repartizare înăuntrul compartimentului)."""
    part = locked_part(part)
    if part.assignee_id == to.pk and part.is_open:
        return part
    _check(part, "da mai departe", *OPEN_PARTS)
    if part.unit_id not in organisation.units_of(to):
        raise RuleBroken(
            "part-other-unit",
            f"{to} nu lucrează la {part.unit.short_name}.",
            remedy="Alege un coleg al compartimentului.",
        )
    _check_person(part, to, by)
    part.state, part.assignee, part.accepted_at = PartState.ASKED, to, None
    part.save(update_fields=["state", "assignee", "accepted_at"])
    _record(Verb.PART_ASSIGNED, part, by, personal={"holder": str(to)})
    return part


def _check_person(part: JointUnit, person: User, by: User) -> None:
    """Whoever writes a part helps to solve: the procedure may keep the person out (OG 27/2002, art. 11)."""
    kind_of(part.case.kind).follow(Happening(Event.CONTRIBUTING, part.case, by, part.task, people=(person,)))


@transaction.atomic
def return_part(part: JointUnit, *, reason: str, by: User) -> JointUnit:
    """Send a request for a point of view back (restituire), with the reason: it is not this unit's to say."""
    part = locked_part(part)
    if part.state == PartState.RETURNED:
        return part
    reason = rules.reason_given(reason, "Restituirea")
    _check(part, "restitui", *OPEN_PARTS)
    _end(part, PartState.RETURNED, reason, by)
    _record(Verb.PART_RETURNED, part, by, personal={"reason": reason})
    return part


@transaction.atomic
def withdraw_part(part: JointUnit, *, reason: str, by: User) -> JointUnit:
    """Give up a point of view still awaited (retragerea cererii), with the reason."""
    part = locked_part(part)
    if part.state == PartState.WITHDRAWN:
        return part
    reason = rules.reason_given(reason, "Retragerea")
    _check(part, "retrage", *OPEN_PARTS)
    _withdraw(part, reason, by)
    return part


def _withdraw(part: JointUnit, reason: str, by: User) -> None:
    _end(part, PartState.WITHDRAWN, reason, by)
    _record(Verb.PART_WITHDRAWN, part, by, personal={"reason": reason})


def _end(part: JointUnit, state: PartState, reason: str, by: User) -> None:
    part.state, part.reason, part.ended_by, part.ended_at = state, reason, by, dates.now()
    part.save(update_fields=["state", "reason", "ended_by", "ended_at"])


def withdraw_all(case: Case, *, reason: str, by: User) -> None:
    """Withdraw every part still open (retragerea tuturor): the case leaves another way; its room says why."""
    for part in case.parts.filter(state__in=OPEN_PARTS).select_related("unit", "case__entry"):
        _withdraw(part, reason, by)
    for commission in case.commissions.filter(state=CommissionState.OPEN):
        dissolve(commission, reason, by)


def dissolve(commission: Commission, reason: str, by: User) -> None:
    """End a commission without minutes, a step of verbs that have already locked its case."""
    case = commission.case
    commission.state, commission.reason = CommissionState.WITHDRAWN, reason
    commission.ended_by, commission.ended_at = by, dates.now()
    commission.save(update_fields=["state", "reason", "ended_by", "ended_at"])
    words = {"reason": reason}
    record(Verb.COMMISSION_WITHDRAWN, on=commission, by=by, entry=case.entry_id, case=case.pk, personal=words)


@transaction.atomic
def give_opinion(part: JointUnit, *, text: str, by: User) -> JointUnit:
    """Give the point of view of a unit (punct de vedere); words given later are another version, none is lost."""
    part = locked_part(part)
    text = rules.text_given(text, "Punctul de vedere")
    if part.opinion == text:
        return part
    _check(part, "da", *KEPT)
    rules.check_open(part.case)
    _check_person(part, by, by)
    first = part.state != PartState.GIVEN
    number = part.versions.count() + 1
    at = dates.now()
    OpinionVersion.objects.create(part=part, number=number, text=text, by=by, at=at)
    part.state, part.opinion, part.by, part.at = PartState.GIVEN, text, by, at
    part.save(update_fields=["state", "opinion", "by", "at"])
    verb = Verb.OPINION_GIVEN if first else Verb.OPINION_CHANGED
    _record(verb, part, by, data={"version": number}, personal={"text": text})
    return part


def _check(part: JointUnit, act: str, *states: str) -> None:
    if part.state not in states:
        raise RuleBroken(
            "part-not-open",
            f"Punctul de vedere e {part.get_state_display()}; nu se mai poate {act}.",
            remedy="Dacă mai e nevoie de el, cel care rezolvă îl cere din nou.",
        )


def _record(
    verb: Verb,
    part: JointUnit,
    by: User,
    *,
    data: dict[str, object] | None = None,
    personal: dict[str, str] | None = None,
) -> None:
    case = part.case
    words = {"unit": part.unit.name, **(data or {})}
    record(verb, on=case, by=by, entry=case.entry_id, case=case.pk, data=words, personal=personal)
