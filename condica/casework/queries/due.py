"""Who is to be reminded of what on a day (de amintit): computed from facts and dated choices; writes nothing.

The worker some working days before the internal target, the head on it, the head above on the safe day, the
authority's head when the legal term has passed; whoever owes a part or minutes before its day, and the asker after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from condica.accounts.models import Grant, User, valid_on
from condica.accounts.rules import Role
from condica.casework.models import (
    OPEN_PARTS,
    Case,
    Commission,
    CommissionState,
    JointUnit,
    Reminder,
    ReminderKind,
)
from condica.casework.queries.ahead import Facts
from condica.casework.queries.lists import running
from condica.casework.rules import kind_of
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.law.calendar import add_working
from condica.organisation import api as organisation
from condica.organisation.models import Unit

AT_ONCE = 200


def due_reminders(today: date) -> Iterator[list[Reminder]]:
    """All reminders that should exist by the end of this day, a handful of cases at a time."""
    house = House(today)
    cases = Case.objects.filter(running(), internal_on__lte=today + timedelta(days=60)).order_by("pk")
    last = 0
    while batch := list(cases.filter(pk__gt=last).select_related("entry__number", "unit", "owner")[:AT_ONCE]):
        last = batch[-1].pk
        facts = Facts.of(batch)
        yield [one for case in batch for one in _of_case(case, facts, house)]
    yield list(_of_parts(house))
    yield list(_of_commissions(house))
    for source in _sources:
        yield list(source(house))


@dataclass
class House:
    """The day, the house's choices of it, and who leads what: each asked once."""

    today: date
    heads: dict[int, User | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.free = organisation.bridge_days()
        names = ("worker", "head", "director", "part")
        self.days = {name: organisation.setting(f"remind_{name}_days", self.today) for name in names}
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self.away = organisation.away(self.today)
        self.mayors = self._holding(Role.AUTHORITY_HEAD)
        self.registrars = self._holding(Role.REGISTRAR)

    def _holding(self, role: Role) -> list[User]:
        held = Grant.objects.filter(valid_on(self.today), role=role, withdrawn_at=None)
        return list(User.objects.filter(pk__in=held.values("user"), is_active=True, is_service=False))

    def before(self, day: date, name: str) -> date:
        """The day of a step: so many working days before another."""
        return add_working(day, -self.days[name], self.free)

    def head(self, unit_id: int | None) -> User | None:
        """Who leads the unit today, or the nearest unit above it that somebody leads."""
        unit = self.units.get(unit_id or 0)
        return next((head for pk in reversed(unit.trail) if (head := self._head(pk))), None) if unit else None

    def above(self, unit_id: int | None) -> User | None:
        """Who leads the nearest unit above, another person than the head of this one."""
        unit, own = self.units.get(unit_id or 0), self.head(unit_id)
        return (
            next((head for pk in reversed(unit.trail[:-1]) if (head := self._head(pk)) not in {None, own}), None)
            if unit
            else None
        )

    def _head(self, pk: int) -> User | None:
        if pk not in self.heads:
            self.heads[pk] = organisation.head_of(self.units[pk], self.today) if pk in self.units else None
        return self.heads[pk]

    def present(self, user: User | None) -> User | None:
        """The person, or who stands in; nobody for who is away alone."""
        away = self.away.get(user.pk) if user else None
        if user is None or away is None:
            return user
        return organisation.acting_for(user, self.today) if away.substitute else None


Source = Callable[[House], Iterable[Reminder]]
_sources: list[Source] = []


def register_reminders(source: Source) -> None:
    """A room above says what it owes by a day for papers that are no cases; told at the bell and in the same e-mail."""
    if source not in _sources:
        _sources.append(source)


def _of_case(case: Case, facts: Facts, house: House) -> Iterator[Reminder]:
    if case.internal_on is None or case.safe_on is None or case.due_on is None:
        return
    task = facts.tasks.get(case.pk)
    worker = case.owner or (task.assignee if task else None)
    why = facts.why(case).words
    if worker and house.present(worker) is None and case.safe_on <= house.away[worker.pk].until:
        yield from _uncovered(case, worker, house)
    if house.today > case.due_on:
        yield from _late(case, why, house)
        return
    yield from _steps(case, house.present(worker), why, house)


def _steps(case: Case, worker: User | None, why: str, house: House) -> Iterator[Reminder]:
    internal, safe, head = case.internal_on, case.safe_on, house.head(case.unit_id)
    assert internal is not None  # noqa: S101 - asked by the caller
    assert safe is not None  # noqa: S101
    told = [worker] if worker else [head] if head else house.registrars
    on = house.before(internal, "worker")
    if on <= house.today <= safe:
        words = f"răspunsul trebuie să fie gata până {_day(internal, house)}. Acum: {why}"
        yield from _write(ReminderKind.SOON, told, case, words, on=on, term=internal)
    on = house.before(internal, "head")
    if on <= house.today:
        words = f"ținta internă e {_day(internal, house)}, ziua sigură {dates.long(safe)}. Acum: {why}"
        yield from _write(
            ReminderKind.INTERNAL, [head] if head else house.registrars, case, words, on=on, term=internal
        )
    on = house.before(safe, "director")
    if on <= house.today:
        above = house.above(case.unit_id)
        words = f"ziua sigură e {_day(safe, house)}, termenul legal {dates.long(case.due_on)}. Acum: {why}"  # type: ignore[arg-type]
        yield from _write(ReminderKind.SAFE, [above] if above else [], case, words, on=on, term=safe)


def _late(case: Case, why: str, house: House) -> Iterator[Reminder]:
    due = case.due_on
    assert due is not None  # noqa: S101 - asked by the caller
    days = plural((house.today - due).days, "zi", "zile")
    words = f"termenul legal s-a împlinit {dates.long(due)}, de {days}. Acum: {why}"
    head = house.head(case.unit_id)
    told = [*house.mayors, *([head] if head else [])]
    yield from _write(ReminderKind.LATE, told, case, words, on=due + timedelta(days=1), term=due)


def _uncovered(case: Case, worker: User, house: House) -> Iterator[Reminder]:
    away, head = house.away[worker.pk], house.head(case.unit_id)
    words = f"{worker} lipsește până {dates.long(away.until)}, fără înlocuitor; dă lucrarea altcuiva"
    yield from _write(
        ReminderKind.UNCOVERED, [head] if head else house.registrars, case, words, on=away.since, term=away.until
    )


def _of_parts(house: House) -> Iterator[Reminder]:
    parts = JointUnit.objects.filter(_running_case(), state__in=OPEN_PARTS, due_on__isnull=False)
    for part in parts.select_related("case__entry__number", "case__owner", "unit", "assignee"):
        due = part.due_on
        assert due is not None  # noqa: S101 - filtered above
        on, head = house.before(due, "part"), house.head(part.unit_id)
        writer = house.present(part.assignee) or head
        if on <= house.today <= due:
            words = f"punctul de vedere al compartimentului {part.unit.short_name} se așteaptă până {_day(due, house)}"
            yield from _write(ReminderKind.PART_SOON, [writer], part.case, words, on=on, term=due, part=part)
        elif house.today > due:
            words = f"punctul de vedere al compartimentului {part.unit.short_name} se aștepta până {dates.long(due)}"
            told = [writer, head, house.present(part.case.owner)]
            yield from _write(
                ReminderKind.PART_LATE, told, part.case, words, on=due + timedelta(days=1), term=due, part=part
            )


def _of_commissions(house: House) -> Iterator[Reminder]:
    rows = Commission.objects.filter(_running_case(), state=CommissionState.OPEN, due_on__isnull=False)
    for one in rows.select_related("case__entry__number", "chair"):
        due = one.due_on
        assert due is not None  # noqa: S101 - filtered above
        on = house.before(due, "worker")
        if on <= house.today:
            words = f"comisia pe care o conduci își încheie procesul-verbal până {_day(due, house)}"
            yield from _write(
                ReminderKind.COMMISSION, [house.present(one.chair)], one.case, words, on=on, term=due, commission=one
            )


def _running_case() -> Q:
    return Q(case__closed_at=None, case__entry__settled_as="")


def _day(day: date, house: House) -> str:
    """`joi, 3 decembrie (mai sunt 3 zile)`, `azi, …`, or that it has passed."""
    left = (day - house.today).days
    when = (
        "azi"
        if left == 0
        else f"mai {'e' if left == 1 else 'sunt'} {plural(left, 'zi', 'zile')}"
        if left > 0
        else "a trecut"
    )
    return f"{dates.long(day)} ({when})"


def _write(
    kind: ReminderKind, told: Sequence[User | None], case: Case, words: str, *, on: date, term: date,
    part: JointUnit | None = None, commission: Commission | None = None,
) -> Iterator[Reminder]:  # fmt: skip
    for user in dict.fromkeys(user for user in told if user is not None):
        if case.pk in kind_of(case.kind).keeps_out(user, [case.pk]):  # never to whom the law keeps out
            continue
        yield Reminder(
            kind=kind, for_user=user, case=case, part=part, commission=commission, on=on, term_on=term,
            sentence=f"{case.entry.paper_number}: {words.rstrip('.')}.", at=dates.now(),
        )  # fmt: skip
