"""Units and desks (structuri și ghișee): founded, corrected, moved, dissolved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Q

from condica.accounts.models import User, valid_on
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Desk, OpeningHours, Unit
from condica.organisation.rules import WEEKDAYS, UnitKind

UNIT_FIELDS = {
    "name": "denumirea",
    "short_name": "denumirea scurtă",
    "code": "codul",
    "kind": "felul",
    "sort_order": "ordinea",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval in which a desk is open on a day of the week (interval de program)."""

    weekday: int
    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.opens:%H:%M}–{self.closes:%H:%M}"


@transaction.atomic
def create_unit(
    *,
    name: str,
    short_name: str,
    code: str,
    kind: UnitKind | str,
    parent: Unit | None = None,
    sort_order: int = 0,
    since: date | None = None,
    by: User,
) -> Unit:
    """Found a unit (înființează o structură)."""
    _refuse_taken_code(code)
    unit = Unit.objects.create(
        name=name,
        short_name=short_name or name[:60],
        code=code,
        kind=UnitKind(kind),
        parent=parent,
        sort_order=sort_order,
        since=since or dates.today(),
    )
    unit.refresh_from_db()
    record(Verb.UNIT_CREATED, on=unit, by=by)
    return unit


@transaction.atomic
def change_unit(unit: Unit, *, name: str, short_name: str, code: str, kind: str, sort_order: int, by: User) -> None:
    """Correct a unit (corectează): its names, code, kind, place among its sisters."""
    _lock(unit)
    values = {"name": name, "short_name": short_name, "code": code, "kind": UnitKind(kind), "sort_order": sort_order}
    changed = {key: value for key, value in values.items() if getattr(unit, key) != value}
    if not changed:
        return
    if "code" in changed:
        _refuse_taken_code(code)
    for key, value in changed.items():
        setattr(unit, key, value)
    unit.save(update_fields=list(changed))
    record(Verb.UNIT_CHANGED, on=unit, by=by, data={"fields": [UNIT_FIELDS[key] for key in changed]})


@transaction.atomic
def move_unit(unit: Unit, *, parent: Unit | None, by: User) -> None:
    """Put a unit, with all below it, under another (mută în subordinea altei structuri)."""
    _lock(unit)
    if unit.parent_id == (parent.pk if parent else None):
        return
    if parent and unit.pk in parent.trail:
        raise RuleBroken(
            "unit-ring",
            f"„{parent}” face parte din „{unit}”, deci nu o poate avea în subordine.",
            remedy="Alege o structură din afara ei.",
        )
    unit.parent = parent
    unit.save(update_fields=["parent"])
    unit.refresh_from_db()
    record(Verb.UNIT_MOVED, on=unit, by=by, data={"parent": parent.short_name if parent else "nimănui"})


@transaction.atomic
def dissolve_unit(unit: Unit, *, until: date, by: User) -> None:
    """Say which is the last day of a unit (desființează); it must be empty by then."""
    _lock(unit)
    if unit.until == until:
        return
    later = Q(until=None) | Q(until__gt=until)
    if unit.children.filter(later).exists() or unit.posts.filter(later).exists():
        raise RuleBroken(
            "unit-not-empty",
            f"„{unit}” mai are structuri sau posturi după {dates.numeric(until)}.",
            remedy="Mută sau desființează întâi structurile și posturile ei.",
        )
    if until < unit.since:
        raise RuleBroken("dates-reversed", "Ultima zi este înaintea înființării.", remedy="Verifică data.")
    unit.until = until
    unit.save(update_fields=["until"])
    record(Verb.UNIT_DISSOLVED, on=unit, by=by, data={"day": dates.numeric(until)})


@transaction.atomic
def open_desk(unit: Unit, *, name: str, code: str, place: str = "", is_main: bool = False, by: User) -> Desk:
    """Open a counter (deschide un ghișeu)."""
    if Desk.objects.filter(code=code).exists():
        raise RuleBroken("desk-code-taken", f"Codul de ghișeu „{code}” este luat.", remedy="Alege alt cod.")
    if is_main:
        _take_main_from_others(name, by)
    desk = Desk.objects.create(unit=unit, name=name, code=code, place=place, is_main=is_main)
    record(Verb.DESK_OPENED, on=desk, by=by)
    return desk


@transaction.atomic
def change_desk(desk: Desk, *, unit: Unit, name: str, place: str, is_main: bool | None = None, by: User) -> None:
    """Correct a counter (corectează ghișeul); the main one is one at a time, and stays so when nothing is said."""
    main = desk.is_main if is_main is None else is_main
    if (desk.unit, desk.name, desk.place, desk.is_main) == (unit, name, place, main):
        return
    if main and not desk.is_main:
        _take_main_from_others(name, by)
    desk.unit, desk.name, desk.place, desk.is_main = unit, name, place, main
    desk.save(update_fields=["unit", "name", "place", "is_main"])
    record(Verb.DESK_CHANGED, on=desk, by=by)


def _take_main_from_others(name: str, by: User) -> None:
    """The desk that was the main one is it no more; the journal says so of that desk too."""
    for other in Desk.objects.select_for_update(no_key=True).filter(is_main=True):
        other.is_main = False
        other.save(update_fields=["is_main"])
        record(Verb.DESK_MAIN_LOST, on=other, by=by, data={"other": name})


@transaction.atomic
def close_desk(desk: Desk, *, on: date, by: User) -> None:
    """Close a counter from a day on (închide ghișeul)."""
    if desk.closed_on == on:
        return
    desk.closed_on = on
    desk.save(update_fields=["closed_on"])
    record(Verb.DESK_CLOSED, on=desk, by=by, data={"day": dates.numeric(on)})


@transaction.atomic
def set_opening_hours(desk: Desk, intervals: Iterable[Interval], *, since: date | None = None, by: User) -> None:
    """Set the hours of a counter from a day on (program de lucru); the hours before stay, until the day before."""
    since = since or dates.today()
    intervals = sorted(intervals, key=lambda interval: (interval.weekday, interval.opens))
    _check_intervals(intervals)
    desk = Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    desk.hours.filter(since__gte=since).delete()
    desk.hours.filter(valid_on(since)).update(until=since - timedelta(days=1))
    OpeningHours.objects.bulk_create(
        OpeningHours(desk=desk, weekday=i.weekday, opens=i.opens, closes=i.closes, since=since) for i in intervals
    )
    words = ", ".join(map(str, intervals)) or "închis"
    record(Verb.DESK_HOURS_SET, on=desk, by=by, data={"since": dates.numeric(since), "hours": words})


def _check_intervals(intervals: list[Interval]) -> None:
    for interval in intervals:
        if interval.closes <= interval.opens:
            raise RuleBroken("hours-reversed", f"Programul de {interval} se închide înainte să se deschidă.")
    for one, other in pairwise(intervals):
        if one.weekday == other.weekday and other.opens < one.closes:
            raise RuleBroken("hours-overlap", f"Intervalele {one} și {other} se suprapun.", remedy="Corectează orele.")


def _lock(unit: Unit) -> None:
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update(no_key=True))


def _refuse_taken_code(code: str) -> None:
    if Unit.objects.filter(code=code, until=None).exists():
        raise RuleBroken("unit-code-taken", f"Codul „{code}” este al altei structuri.", remedy="Alege alt cod.")
