"""Hand-over and acceptance (predare-primire): originals pass from hand to hand, one place at a time.

Every verb locks the papers first, in their order, so that two people who hand over the same original wait for each
other and the second is refused in words; the database refuses it once more by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import Told, record, record_all
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.organisation.models import Desk, Unit
from condica.registry.access import hidden_registers
from condica.registry.access import may_receive as register_open_to
from condica.registry.actions.changing import hand_to
from condica.registry.models import (
    Confirmed,
    Custody,
    Entry,
    Handover,
    HandoverLine,
    LineState,
    PlaceKind,
    has_original,
)
from condica.registry.queries import custody as queries
from condica.registry.queries.custody import where_is

__all__ = ["accept", "hand_over", "moved", "moved_together", "refuse", "where_is", "withdraw"]

BOOK = "Instrucțiuni 217/1996, condica de predare-primire"
NAMED = 5  # how many papers a refusal names


@transaction.atomic
def hand_over(
    entries: Iterable[Entry],
    *,
    to_unit: Unit | None = None,
    to_person: User | None = None,
    to_desk: Desk | None = None,
    note: str = "",
    by: User,
) -> Handover:
    """Hand originals over (predare) to a unit, a person or a desk; they stay with the giver until accepted."""
    if sum(1 for one in (to_unit, to_person, to_desk) if one is not None) != 1:
        raise RuleBroken("handover-receiver", "O predare are un singur primitor.", remedy="Alege cui predai.")
    papers = lock_papers(entries)
    stays = stays_of(papers)
    _check_can_leave(papers, stays, by)
    _check_elsewhere(papers, stays, to_unit, to_person, to_desk)
    _check_let_in(papers, to_unit)
    moment = after(stays.values())
    made = Handover.objects.create(
        to_unit=to_unit, to_person=to_person, to_desk=to_desk, note=note.strip(), by=by, at=moment
    )
    _write_lines(made, papers, stays)
    data = {"to": made.to, "count": len(papers), "numbers": [str(paper) for paper in papers]}
    record(Verb.ORIGINAL_HANDED, on=made, by=by, entry=_only(papers), data=data)
    return made


def lock_papers(entries: Iterable[Entry]) -> list[Entry]:
    """The papers as they are now, locked in their order; none is a refusal."""
    wanted = {entry.pk for entry in entries}
    if not wanted:
        raise RuleBroken("handover-empty", "Nu ai ales nicio hârtie.", remedy="Alege sau scanează ce predai.")
    found = Entry.objects.select_for_update(no_key=True, of=("self",)).select_related("register", "unit")
    return list(found.filter(pk__in=wanted).order_by("pk"))


def _only(papers: Sequence[Entry]) -> int | None:
    """A hand-over of one paper stands in the paper's own history; a batch is told once."""
    return papers[0].pk if len(papers) == 1 else None


def stays_of(papers: Sequence[Entry]) -> dict[int, Custody]:
    """Where each original is; one registered before there was a condica begins at its desk now."""
    found = {stay.entry_id: stay for stay in queries.open_stays(paper.pk for paper in papers)}
    for paper in papers:
        if paper.pk not in found and has_original(paper):
            found[paper.pk] = Custody.objects.create(
                entry=paper, place=PlaceKind.DESK, desk=paper.desk, by=paper.registered_by, since=paper.registered_at
            )
    return found


def after(stays: Iterable[Custody]) -> datetime:
    """Now, but never before what it follows: the database's clock may run a moment ahead of ours."""
    return max([dates.now(), *(stay.since for stay in stays)])


def _check_can_leave(papers: Sequence[Entry], stays: dict[int, Custody], by: User) -> None:
    without = [paper for paper in papers if paper.pk not in stays]
    if without:
        raise RuleBroken(
            "custody-electronic",
            f"{_names(without)}: fără original pe hârtie.",
            cites=(BOOK,),
            remedy="Un document electronic se predă prin rezoluție; scoate-l din predare.",
        )
    promised = list(queries.waiting_lines().filter(entry__in=papers)[:NAMED])
    if promised:
        first = promised[0]
        raise RuleBroken(
            "custody-waiting",
            f"{_names([line.entry for line in promised])}: predat deja de {first.handover.by} către "
            f"{first.handover.to}, încă neprimit.",
            cites=(BOOK,),
            remedy="Așteaptă primirea sau cere celui care a predat să retragă predarea.",
        )
    _check_held(papers, stays, by)


def _check_held(papers: Sequence[Entry], stays: dict[int, Custody], by: User) -> None:
    here = Custody.objects.filter(queries.held_by(by), pk__in=[stay.pk for stay in stays.values()])
    seen = here.exclude(entry__register__in=hidden_registers(by))
    mine = set(seen.values_list("entry", flat=True))
    others = [paper for paper in papers if paper.pk not in mine]
    if others:
        raise RuleBroken(
            "custody-not-held",
            f"{_names(others)}: originalul nu e la tine, e {stays[others[0].pk].where}.",
            cites=(BOOK,),
            remedy="Îl predă cine îl are.",
        )


def _check_elsewhere(
    papers: Sequence[Entry], stays: dict[int, Custody], unit: Unit | None, person: User | None, desk: Desk | None
) -> None:
    def is_there(stay: Custody) -> bool:
        at_unit = unit is not None and stay.place == PlaceKind.UNIT and stay.unit_id == unit.pk
        with_person = person is not None and stay.place == PlaceKind.PERSON and stay.person_id == person.pk
        at_desk = desk is not None and stay.place == PlaceKind.DESK and stay.desk_id == desk.pk
        return at_unit or with_person or at_desk

    there = [paper for paper in papers if is_there(stays[paper.pk])]
    if there:
        raise RuleBroken("custody-there", f"{_names(there)}: originalul e deja acolo.", remedy="Scoate-l din predare.")


def _check_let_in(papers: Sequence[Entry], unit: Unit | None) -> None:
    closed = [paper for paper in papers if unit is not None and not register_open_to(unit, paper.register)]
    if closed:
        raise RuleBroken(
            "custody-restricted",
            f"{_names(closed)}: registrul e restricționat și {unit} nu are acces la el.",
            remedy="Predă-l persoanei care are dreptul.",
        )


def _names(papers: Sequence[Entry]) -> str:
    more = len(papers) - NAMED
    return ", ".join(str(paper) for paper in papers[:NAMED]) + (f" și încă {more}" if more > 0 else "")


def _write_lines(made: Handover, papers: Sequence[Entry], stays: dict[int, Custody]) -> None:
    HandoverLine.objects.bulk_create(
        HandoverLine(
            handover=made, ordinal=place, entry=paper, source=stays[paper.pk], leaves=paper.leaves,
            annexes=paper.annexes,
        )
        for place, paper in enumerate(papers, start=1)
    )  # fmt: skip


@transaction.atomic
def accept(
    lines: Handover | Iterable[HandoverLine],
    *,
    by: User,
    confirmed: Confirmed = Confirmed.SESSION,
    keep: bool = False,
) -> list[Custody]:
    """Receive what was handed over (primire): from now on whoever signs answers for it; done twice, nothing changes.

    `keep`: the receiver holds the papers himself, not the unit's shelf.
    """
    found = [
        line for line in locked_lines(lines) if not (line.state == LineState.ACCEPTED and line.decided_by_id == by.pk)
    ]
    for handover in {line.handover_id: line.handover for line in found}.values():
        check_receiver(handover, by)
    check_waiting(found)
    if not found:
        return []
    moment = after(line.source for line in found)
    decide(found, LineState.ACCEPTED, by=by, at=moment, confirmed=confirmed)
    made = [_arrive(line, by=by, at=moment, keep=keep) for line in found]
    for handover in {line.handover_id: line.handover for line in found}.values():
        _tell_received([line for line in found if line.handover_id == handover.pk], handover, confirmed, by)
    return made


def locked_lines(lines: Handover | Iterable[HandoverLine]) -> list[HandoverLine]:
    """The lines as they are now, after their papers were locked; of a hand-over, those that wait."""
    wanted = list(lines.lines.filter(state=LineState.WAITING) if isinstance(lines, Handover) else lines)
    if not wanted:
        return []
    lock_papers(Entry(pk=line.entry_id) for line in wanted)
    found = HandoverLine.objects.select_related(
        "entry__register", "entry__unit", "source", "handover__by", "handover__to_unit", "handover__to_person",
        "handover__to_desk",
    )  # fmt: skip
    return list(found.filter(pk__in=[line.pk for line in wanted]).order_by("handover", "ordinal"))


def check_receiver(handover: Handover, by: User) -> None:
    """Only the receiver signs, and nobody signs on both sides of the book."""
    if handover.by_id == by.pk:
        raise RuleBroken(
            "custody-two-people",
            "Predă unul și primește altul: nu poți primi ce ai predat chiar tu.",
            cites=(BOOK,),
            remedy="Dacă te-ai răzgândit, retrage predarea.",
        )
    if not may_receive(handover, by):
        raise RuleBroken(
            "custody-not-receiver",
            f"Predarea e pentru {handover.to}; {by} nu poate primi în locul lor.",
            cites=(BOOK,),
            remedy="Semnează cineva de acolo.",
        )


def may_receive(handover: Handover, user: User) -> bool:
    """Whether this person may sign for what is handed over."""
    if handover.to_unit_id:
        return handover.to_unit_id in organisation.units_seen_by(user)
    if handover.to_person_id:
        return handover.to_person_id in organisation.stands_for(user)
    return user.may(Permission.ENTRY_REGISTER)


def check_waiting(lines: Sequence[HandoverLine]) -> None:
    """A line is decided once."""
    decided = [line for line in lines if not line.is_waiting]
    if decided:
        line = decided[0]
        raise RuleBroken(
            "handover-decided",
            f"{_names([one.entry for one in decided])}: {LineState(line.state).label}, {line.decided_by}.",
            remedy="Reîncarcă pagina: altcineva a semnat între timp.",
        )


def decide(
    lines: Sequence[HandoverLine], state: LineState, *, by: User, at: datetime, confirmed: str = "", reason: str = ""
) -> None:
    """Write what became of these lines, once; the database refuses a second time."""
    for line in lines:
        line.state, line.decided_by, line.decided_at = state, by, at
        line.confirmed, line.reason = confirmed, reason
    HandoverLine.objects.bulk_update(lines, ["state", "decided_by", "decided_at", "confirmed", "reason"])


def _arrive(line: HandoverLine, *, by: User, at: datetime, keep: bool) -> Custody:
    handover = line.handover
    where: dict[str, Any]
    if handover.to_desk_id:
        where = {"place": PlaceKind.DESK, "desk": handover.to_desk}
    elif handover.to_person_id:
        where = {"place": PlaceKind.PERSON, "person": handover.to_person}
    elif keep:
        where = {"place": PlaceKind.PERSON, "person": by, "unit": handover.to_unit}
    else:
        where = {"place": PlaceKind.UNIT, "unit": handover.to_unit}
    stay = go(line.source, entry=line.entry, by=by, at=at, line=line, **where)
    if handover.to_unit and line.entry.unit_id is None and not line.entry.cancelled:
        hand_to(line.entry, handover.to_unit, by=by)  # the register's column of the department was still empty
    return stay


def go(stay: Custody | None, *, entry: Entry, at: datetime, by: User, **where: Any) -> Custody:
    """Close one stay and open the next at the same moment: the original is never nowhere and never in two places."""
    if stay is not None:
        Custody.objects.filter(pk=stay.pk, until=None).update(until=at)
    return Custody.objects.create(entry=entry, since=at, by=by, **where)


def _tell_received(lines: Sequence[HandoverLine], handover: Handover, confirmed: Confirmed, by: User) -> None:
    data = {"count": len(lines), "giver": str(handover.by), "how": confirmed.label, "to": handover.to,
            "numbers": [str(line.entry) for line in lines]}  # fmt: skip
    record(Verb.ORIGINAL_RECEIVED, on=handover, by=by, entry=_only([line.entry for line in lines]), data=data)


@transaction.atomic
def refuse(lines: Iterable[HandoverLine], *, reason: str, by: User) -> list[HandoverLine]:
    """Refuse papers (refuzul primirii), with a reason; they go back visibly to who handed them over."""
    found = [line for line in locked_lines(lines) if line.state != LineState.REFUSED]
    if not reason.strip():
        raise RuleBroken("reason-missing", "Primirea se refuză numai cu motiv.", remedy="Scrie de ce nu primești.")
    for handover in {line.handover_id: line.handover for line in found}.values():
        check_receiver(handover, by)
    check_waiting(found)
    decide(found, LineState.REFUSED, by=by, at=after(line.source for line in found), reason=reason.strip())
    for line in found:
        data = {"giver": str(line.handover.by), "to": line.handover.to}
        record(Verb.ORIGINAL_REFUSED, on=line.entry, by=by, entry=line.entry_id, data=data,
               personal={"reason": reason.strip()})  # fmt: skip
    return found


@transaction.atomic
def withdraw(lines: Iterable[HandoverLine], *, by: User) -> list[HandoverLine]:
    """Take back what was handed over and nobody received (retragerea predării)."""
    found = [line for line in locked_lines(lines) if line.state != LineState.WITHDRAWN]
    if any(line.handover.by_id != by.pk for line in found):
        raise RuleBroken("handover-not-yours", "O predare o retrage numai cine a făcut-o.", remedy="Cere-i lui.")
    check_waiting(found)
    decide(found, LineState.WITHDRAWN, by=by, at=after(line.source for line in found))
    for line in found:
        data = {"to": line.handover.to}
        record(Verb.ORIGINAL_KEPT, on=line.entry, by=by, entry=line.entry_id, data=data)
    return found


@transaction.atomic
def moved(
    entry: Entry,
    *,
    place: PlaceKind | str,
    words: str = "",
    unit: Unit | None = None,
    person: User | None = None,
    desk: Desk | None = None,
    by: User,
) -> Custody | None:
    """Write that the original is now elsewhere without a second signature (post, court, citizen, folder, archive).

    The room that calls it has asked whether `by` may. None when the paper has no original; the same place again
    changes nothing; an original promised to somebody else is refused.
    """
    (entry,) = lock_papers([entry])
    stay = stays_of([entry]).get(entry.pk)
    if stay is None and entry.direction != "out":
        return None
    where = {"place": PlaceKind(place), "words": words.strip(), "unit": unit, "person": person, "desk": desk}
    if stay is not None and all(getattr(stay, name) == value for name, value in where.items()):
        return stay
    if waiting := queries.waiting_lines().filter(entry=entry).first():
        raise RuleBroken(
            "custody-waiting",
            f"{entry}: originalul e predat către {waiting.handover.to} și încă neprimit.",
            cites=(BOOK,),
            remedy="Retrage întâi predarea sau așteaptă primirea.",
        )
    at = after([stay] if stay else [])
    made = go(stay, entry=entry, by=by, at=at, **where)
    record(Verb.ORIGINAL_MOVED, on=entry, by=by, entry=entry.pk, data={"place": PlaceKind(place).label},
           personal={"words": made.where})  # fmt: skip
    return made


@transaction.atomic
def moved_together(
    entries: Iterable[Entry], *, place: PlaceKind | str, words: str = "", person: User | None = None, by: User
) -> list[Custody]:
    """Write that many originals are now in one place (mapă prezentată): as `moved`, in a few statements for all.

    Those that are promised to somebody stay with their giver until they are received; those without an original, and
    those that lie there already, are passed over.
    """
    papers = lock_papers(entries)
    promised = set(queries.waiting_lines().filter(entry__in=papers).values_list("entry", flat=True))
    where = {"place": PlaceKind(place), "words": words.strip(), "unit": None, "person": person, "desk": None}
    moving = [
        stay for pk, stay in stays_of(papers).items()
        if pk not in promised and any(getattr(stay, name) != value for name, value in where.items())
    ]  # fmt: skip
    at = after(moving)
    Custody.objects.filter(pk__in=[stay.pk for stay in moving], until=None).update(until=at)
    made = Custody.objects.bulk_create(Custody(entry_id=stay.entry_id, since=at, by=by, **where) for stay in moving)
    known = {paper.pk: paper for paper in papers}
    told = [Told(known[stay.entry_id], personal={"words": stay.where}, entry=stay.entry_id) for stay in made]
    record_all(Verb.ORIGINAL_MOVED, told, by=by, data={"place": PlaceKind(place).label})
    return made
