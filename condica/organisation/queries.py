"""Reading the organisation (citirea organizării): the tree with its counts, posts, people, what holds today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from condica.accounts.models import User, valid_on
from condica.foundation.memo import kept
from condica.foundation.romanian import words_of
from condica.organisation.models import (
    Absence,
    BridgeDay,
    Desk,
    FileKind,
    Holding,
    HouseSetting,
    LegalReading,
    Letterhead,
    NomenclatorConfirmation,
    OpeningHours,
    Post,
    Substitution,
    Unit,
)
from condica.organisation.rules import SETTINGS


@dataclass(slots=True)
class Seats:
    """Posts of a unit or a subtree (posturi): how many there are and how many have a holder."""

    total: int = 0
    filled: int = 0

    @property
    def vacant(self) -> int:
        """Posts without a holder (vacante)."""
        return self.total - self.filled

    def add(self, other: Seats) -> None:
        """Count the other's posts too."""
        self.total += other.total
        self.filled += other.filled


@dataclass(slots=True)
class UnitLine:
    """One line of the chart (organigramă): the unit, its head, its own posts and those of its whole subtree."""

    unit: Unit
    head: User | None = None
    own: Seats = field(default_factory=Seats)
    all: Seats = field(default_factory=Seats)
    children: list[UnitLine] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How deep it stands."""
        return self.unit.depth


def chart(on: date) -> list[UnitLine]:
    """The whole tree of a day, from the top down, in the order of the screen; three queries, however large."""
    lines = {unit.pk: UnitLine(unit) for unit in Unit.objects.filter(valid_on(on))}
    heads = heads_of(lines, on)
    for unit_id, seats in _own_seats(lines, on).items():
        lines[unit_id].own = seats
    for line in lines.values():
        line.head = heads.get(line.unit.pk)
        for above in line.unit.trail:
            if above in lines:
                lines[above].all.add(line.own)
    return _in_order(lines)


def _own_seats(units: Iterable[int], on: date) -> dict[int, Seats]:
    held = Count("holdings", filter=valid_on_of("holdings", on), distinct=True)
    rows = (
        Post.objects.filter(valid_on(on), unit__in=list(units))
        .order_by()
        .values("unit")
        .annotate(n=Count("pk", distinct=True), held=held)
    )
    return {row["unit"]: Seats(row["n"], row["held"]) for row in rows}


def valid_on_of(prefix: str, day: date) -> Q:
    """`valid_on` for rows reached through a relation."""
    return Q(**{f"{prefix}__since__lte": day}) & (
        Q(**{f"{prefix}__until__isnull": True}) | Q(**{f"{prefix}__until__gte": day})
    )


def _in_order(lines: dict[int, UnitLine]) -> list[UnitLine]:
    """Depth first; a unit whose parent is dissolved stands at the top."""
    roots: list[UnitLine] = []
    for line in lines.values():
        above = lines.get(line.unit.parent_id or 0)
        (above.children if above else roots).append(line)
    ordered: list[UnitLine] = []
    waiting = roots[::-1]
    while waiting:
        line = waiting.pop()
        ordered.append(line)
        waiting.extend(reversed(line.children))
    return ordered


def heads_of(units: Iterable[int], on: date) -> dict[int, User]:
    """The holder of each unit's head post (șeful structurii); no substitutes."""
    holdings = Holding.objects.filter(
        valid_on(on), valid_on_of("post", on), post__is_head=True, post__unit__in=list(units)
    ).select_related("user", "post")
    return {holding.post.unit_id: holding.user for holding in holdings}


def unit_choices(on: date) -> list[tuple[int, str]]:
    """All units of a day for a select, indented as in the chart."""
    lines = _in_order({unit.pk: UnitLine(unit) for unit in Unit.objects.filter(valid_on(on))})
    return [(line.unit.pk, "\u2003" * line.depth + line.unit.name) for line in lines]


def posts_of(unit: Unit, on: date) -> list[Post]:
    """The posts of a unit with who holds them (`post.now`, one or none)."""
    holders = Holding.objects.filter(valid_on(on)).select_related("user")
    return list(unit.posts.filter(valid_on(on)).prefetch_related(Prefetch("holdings", holders, to_attr="now")))


def stands_for(user: User, on: date) -> set[int]:
    """The people whose place the user takes on a day, himself included; chains are followed."""
    pairs: dict[int, set[int]] = defaultdict(set)
    for absent, substitute in kept(("substitutions", on), lambda: _substitutions(on)):
        pairs[substitute].add(absent)
    found, waiting = {user.pk}, [user.pk]
    while waiting:
        new = pairs[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def _substitutions(on: date) -> list[tuple[int, int]]:
    return list(Substitution.objects.filter(valid_on(on)).values_list("user", "substitute"))


def acting_for(user: User, on: date) -> User:
    """Who acts for somebody on a day: the person, or the last of the chain of substitutes."""
    chain = {s.user_id: s.substitute for s in Substitution.objects.filter(valid_on(on)).select_related("substitute")}
    seen = {user.pk}
    while user.pk in chain and chain[user.pk].pk not in seen:
        user = chain[user.pk]
        seen.add(user.pk)
    return user


def substitutions_from(day: date) -> QuerySet[Substitution]:
    """The substitutions of a day and after it, the next ones first."""
    return Substitution.objects.filter(until__gte=day).select_related("user", "substitute").order_by("since", "pk")


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away (absență): from when, until when, who stands in, if anybody."""

    user_id: int
    since: date
    until: date
    substitute: User | None
    reason: str = ""


def away_on(on: date, users: Iterable[int] | None = None) -> dict[int, Away]:
    """Who is away on a day: by an absence, or by a substitution alone; two queries, however many people."""
    of = {} if users is None else {"user__in": list(users)}
    stands = Substitution.objects.filter(valid_on(on), **of).select_related("substitute")
    found = {one.user_id: _away(one, one.substitute) for one in stands}
    for one in Absence.objects.filter(valid_on(on), **of):
        covered = found.get(one.user_id)
        found[one.user_id] = _away(one, covered.substitute if covered else None)
    return found


def _away(row: Absence | Substitution, substitute: User | None) -> Away:
    return Away(row.user_id, row.since, row.until or row.since, substitute, row.reason)


def absences_from(day: date) -> QuerySet[Absence]:
    """The absences of a day and after it, the next ones first."""
    rows = Absence.objects.filter(until__gte=day).select_related("user", "substitution__substitute")
    return rows.order_by("since", "pk")


def holdings_of(users: Iterable[int], on: date) -> QuerySet[Holding]:
    """The posts that these people hold on a day."""
    return Holding.objects.filter(valid_on(on), user__in=list(users)).select_related("post__unit")


def held_by(users: Iterable[int], on: date) -> list[Holding]:
    """The posts that these people hold on a day, read once a page."""
    wanted = frozenset(users)
    return kept(("holdings", wanted, on), lambda: list(holdings_of(wanted, on)))


def units_under(units: Iterable[int]) -> frozenset[int]:
    """These units and all below them, read once a page."""
    wanted = frozenset(units)
    if not wanted:
        return wanted
    below = Unit.objects.filter(trail__overlap=sorted(wanted)).order_by()
    return kept(("units under", wanted), lambda: frozenset(below.values_list("pk", flat=True)))


def people_in(units: Iterable[int], on: date) -> set[int]:
    """The people who hold a post in these units on a day."""
    held = Holding.objects.filter(valid_on(on), post__unit__in=list(units), user__is_active=True)
    return set(held.values_list("user", flat=True))


def letterhead_on(on: date) -> Letterhead | None:
    """The letterhead of a day."""
    return Letterhead.objects.filter(valid_on(on)).first()


def reading_on(rule: str, on: date) -> LegalReading | None:
    """The authority's reading of a rule on a day, if it adopted one."""
    return kept(("reading", rule, on), lambda: LegalReading.objects.filter(valid_on(on), rule=rule).first())


def setting_on(key: str, on: date) -> int:
    """A choice of the house on a day, or what holds without one."""
    row = setting_row(key, on)
    return row.value if row else SETTINGS[key].default


def setting_row(key: str, on: date) -> HouseSetting | None:
    """The dated row of a choice on a day; None where the house never chose."""
    return kept(("setting", on), lambda: _settings(on)).get(key)


def _settings(on: date) -> dict[str, HouseSetting]:
    """All choices of a day; of two that overlap, the one that began later."""
    rows = HouseSetting.objects.filter(valid_on(on)).order_by("key", "since")
    return {row.key: row for row in rows}


def bridge_days() -> QuerySet[BridgeDay]:
    """The working days given free."""
    return BridgeDay.objects.all()


def desks(on: date) -> list[Desk]:
    """The open desks with the hours of a day's week (`desk.now`)."""
    hours = OpeningHours.objects.filter(valid_on(on)).order_by("weekday", "opens")
    found = Desk.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on)).select_related("unit")
    return list(found.prefetch_related(Prefetch("hours", hours, to_attr="now")))


def file_kinds(on: date) -> QuerySet[FileKind]:
    """The nomenclator of a day, by code."""
    return FileKind.objects.filter(valid_on(on)).select_related("unit")


def file_kind_on(code: str, on: date) -> FileKind | None:
    """The line of a code on a day; of one that ended before, its last term; of a later one, its first."""
    rows = FileKind.objects.filter(code=code)
    return rows.filter(since__lte=on).order_by("-since").first() or rows.order_by("since").first()


def file_kinds_like(words: str, on: date, limit: int = 8) -> list[FileKind]:
    """The lines whose code begins so, or whose title has every word (while typing)."""
    wanted = words_of(words)
    rows = [row for row in file_kinds(on) if row.code.lower().startswith(words.strip().lower()) or _has(row, wanted)]
    return rows[:limit]


def _has(row: FileKind, wanted: list[str]) -> bool:
    own = words_of(f"{row.code} {row.title}")
    return bool(wanted) and all(any(word.startswith(one) for word in own) for one in wanted)


def confirmation() -> NomenclatorConfirmation | None:
    """The last confirmation of the nomenclator."""
    return NomenclatorConfirmation.objects.select_related("by").first()
