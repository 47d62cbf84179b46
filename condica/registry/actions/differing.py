"""The difference list (lista de diferențe): what was handed on the list against what the receiver counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.registry.actions.custody import (
    BOOK,
    accept,
    check_receiver,
    check_waiting,
    decide,
    hand_over,
    locked_lines,
)
from condica.registry.models import (
    Confirmed,
    Difference,
    Differing,
    Entry,
    Handover,
    HandoverLine,
    LineState,
)
from condica.registry.queries import custody as queries


@dataclass(frozen=True, slots=True)
class Counted:
    """What the receiver found in the stack (numărate): papers of ours, and codes that are none of ours."""

    papers: Sequence[Entry]
    unknown: Sequence[str] = ()


@transaction.atomic
def count(
    handover: Handover, counted: Counted, *, by: User, confirmed: Confirmed = Confirmed.SESSION, keep: bool = False
) -> Difference | None:
    """Receive by counting (primire cu numărare): what is on the list and in the stack is accepted.

    What is missing stays with the giver, what is extra waits for the giver's signature; None when all agree.
    """
    check_receiver(handover, by)
    lines = locked_lines(handover)
    if not lines:
        return Difference.objects.filter(handover=handover).first()
    found = {paper.pk for paper in counted.papers}
    here = [line for line in lines if line.entry_id in found]
    missing = [line for line in lines if line.entry_id not in found]
    listed = set(handover.lines.values_list("entry", flat=True))
    extra = [paper for paper in counted.papers if paper.pk not in listed]
    accept(here, by=by, confirmed=confirmed, keep=keep)
    if not missing and not extra and not counted.unknown:
        return None
    return _write(handover, missing, extra, counted.unknown, by=by, confirmed=confirmed)


def _write(
    handover: Handover,
    missing: Sequence[HandoverLine],
    extra: Sequence[Entry],
    unknown: Iterable[str],
    *,
    by: User,
    confirmed: Confirmed,
) -> Difference:
    check_waiting(missing)
    now = dates.now()
    decide(missing, LineState.MISSING, by=by, at=now)
    made = Difference.objects.create(handover=handover, by=by, at=now, confirmed=confirmed)
    kind = Differing.Kind
    rows = [Differing(difference=made, kind=kind.MISSING, entry=line.entry) for line in missing]
    rows += [Differing(difference=made, kind=kind.EXTRA, entry=paper) for paper in {p.pk: p for p in extra}.values()]
    rows += [Differing(difference=made, kind=kind.EXTRA, code=code[:100]) for code in dict.fromkeys(unknown)]
    Differing.objects.bulk_create(rows)
    data = {"missing": len(missing), "extra": len(rows) - len(missing)}
    record(Verb.DIFFERENCE_FOUND, on=handover, by=by, data=data)
    return made


@transaction.atomic
def sign_difference(difference: Difference, *, by: User, confirmed: Confirmed = Confirmed.SESSION) -> Difference:
    """The giver signs the differences (semnarea diferențelor): what was extra is thereby handed over and received."""
    difference = (
        Difference.objects.select_for_update(no_key=True, of=("self",))
        .select_related("handover__by", "handover__to_unit", "handover__to_person", "handover__to_desk", "by")
        .get(pk=difference.pk)
    )
    if difference.agreed_at is not None:
        return difference
    handover = difference.handover
    if handover.by_id not in organisation.stands_for(by) or by.pk == difference.by_id:
        raise RuleBroken(
            "difference-not-giver",
            f"Diferențele le semnează {handover.by}, care a predat.",
            cites=(BOOK,),
            remedy="Cere-i să semneze.",
        )
    difference.agreed_by, difference.agreed_at, difference.agreed_confirmed = by, dates.now(), confirmed
    difference.save(update_fields=["agreed_by", "agreed_at", "agreed_confirmed"])
    record(Verb.DIFFERENCE_SIGNED, on=handover, by=by, data={"how": confirmed.label})
    _hand_extra(difference, by)
    return difference


def _hand_extra(difference: Difference, by: User) -> None:
    """Papers in the stack that were on no list, and which the giver does hold: handed over now, already received."""
    extra = [row.entry for row in difference.lines.filter(entry__isnull=False, kind="extra").select_related("entry")]
    held = queries.to_hand_over(by).filter(entry__in=[paper for paper in extra if paper is not None])
    papers = [stay.entry for stay in held]
    if not papers:
        return
    to = difference.handover
    made = hand_over(
        papers,
        to_unit=to.to_unit,
        to_person=to.to_person,
        to_desk=to.to_desk,
        note=f"Găsite în plus la {to}",
        by=by,
    )
    accept(made, by=difference.by, confirmed=Confirmed(difference.confirmed))
