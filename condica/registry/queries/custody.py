"""Where originals are (unde e originalul), what waits to be received, the lines of the book (condica)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.journal.api import Finding
from condica.law.calendar import add_working
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.organisation.queries import held_by as held_by_people
from condica.registry.access import hidden_from, hidden_registers, visible_to
from condica.registry.models import (
    Custody,
    Difference,
    Entry,
    Handover,
    HandoverLine,
    LineState,
    PlaceKind,
    has_original,
)

BOOK_LIMIT = 5000
WITH_NAMES = ("desk", "unit", "person", "by")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an original is (locul originalului), in words; `kind` is None when there is no paper original."""

    kind: PlaceKind | None
    words: str
    since: datetime | None = None
    who: str = ""
    waiting: str = ""  # „predat către Urbanism azi, 09:12; încă neprimit”

    def __str__(self) -> str:
        return self.words


def where_is(entry: Entry) -> Place:
    """Where the original is now (unde e originalul)."""
    return places_of([entry])[entry.pk]


def places_of(entries: Iterable[Entry]) -> dict[int, Place]:
    """The same for the papers of a page, in one question."""
    papers = {entry.pk: entry for entry in entries}
    stays = {stay.entry_id: stay for stay in open_stays(papers).annotate(promised=Subquery(_promised()))}
    return {pk: _place(paper, stays.get(pk)) for pk, paper in papers.items()}


def _promised() -> QuerySet[HandoverLine, Any]:
    """To whom an original is promised and since when, beside its stay."""
    waiting = HandoverLine.objects.filter(entry=OuterRef("entry"), state=LineState.WAITING).order_by()
    to = {"unit": "handover__to_unit__short_name", "person": "handover__to_person__full_name"}
    said = JSONObject(at="handover__at", desk="handover__to_desk__name", **to)
    return waiting.values_list(said)[:1]


def open_stays(papers: Iterable[int]) -> QuerySet[Custody]:
    """The open stays of these papers, with the names in them."""
    return Custody.objects.filter(entry__in=list(papers), until=None).select_related(*WITH_NAMES)


def _place(entry: Entry, stay: Custody | None) -> Place:
    if stay is None and not has_original(entry):
        out = entry.direction == "out"
        return Place(None, "exemplarul nostru nu se urmărește" if out else "original electronic")
    if stay is None:
        return Place(PlaceKind.DESK, "la registratură, nepredat prin condică", entry.registered_at)
    return Place(PlaceKind(stay.place), stay.where, stay.since, str(stay.by), _promise(getattr(stay, "promised", None)))


def _promise(said: dict[str, str] | None) -> str:
    if not said:
        return ""
    to = said["unit"] or said["person"] or said["desk"]
    return f"predat către {to} {dates.moment(datetime.fromisoformat(said['at']))}; încă neprimit"


def trail(entry: Entry) -> list[Custody]:
    """Every place where the original was, newest first (drumul originalului)."""
    return list(entry.stays.select_related(*WITH_NAMES, "line__handover__by", "loss").order_by("-since", "-pk"))


def handed(entry: Entry) -> QuerySet[HandoverLine]:
    """Every hand-over of a paper, newest first, the refused ones too."""
    return _lines().filter(entry=entry).order_by("-pk")


def _lines() -> QuerySet[HandoverLine]:
    return HandoverLine.objects.select_related(
        "entry__register", "handover__by", "handover__to_unit", "handover__to_person", "handover__to_desk",
        "decided_by", "source__desk", "source__unit", "source__person",
    )  # fmt: skip


def waiting_lines() -> QuerySet[HandoverLine]:
    """What was handed over and nobody has received yet."""
    return _lines().filter(state=LineState.WAITING)


def for_receiver(user: User) -> Q:
    """The hand-overs that wait for this person: their units', their own and those of whom they stand in for."""
    mine = Q(handover__to_unit__in=own_units(user))
    mine |= Q(handover__to_person__in=organisation.stands_for(user))
    return mine | Q(handover__to_desk__isnull=False) if user.may(Permission.ENTRY_REGISTER) else mine


def own_units(user: User) -> set[int]:
    """The units in which this person, or whom they stand in for, holds a post; not those led from above."""
    return {holding.post.unit_id for holding in held_by_people(organisation.stands_for(user), dates.today())}


def to_receive(user: User) -> QuerySet[HandoverLine]:
    """What waits for this person to receive it, the oldest first."""
    return waiting_lines().filter(for_receiver(user)).exclude(handover__by=user).order_by("handover", "ordinal")


def waiting_handovers(user: User, limit: int = 12) -> QuerySet[Handover]:
    """The same by hand-over, the newest first: how many originals of each still wait."""
    mine = HandoverLine.objects.filter(for_receiver(user), state=LineState.WAITING, handover=OuterRef("pk"))
    rows = Handover.objects.filter(Exists(mine)).exclude(by=user)
    counted = rows.select_related("by", "to_unit", "to_person", "to_desk").annotate(
        waiting=Count("lines", filter=Q(lines__state=LineState.WAITING))
    )
    return counted.order_by("-pk")[:limit]


def given_and_waiting(user: User) -> QuerySet[HandoverLine]:
    """What this person handed over and nobody has received yet."""
    return waiting_lines().filter(handover__by=user).order_by("handover", "ordinal")


def came_back(user: User, limit: int = 50) -> list[HandoverLine]:
    """What this person handed over and was refused or found missing, while it still lies with them."""
    return list(_lines().filter(pk__in=_back(user)).order_by("-pk")[:limit])


def _back(user: User) -> QuerySet[HandoverLine, int]:
    refused = HandoverLine.objects.filter(handover__by=user, state__in=[LineState.REFUSED, LineState.MISSING])
    still = refused.filter(source__until=None).exclude(entry__handed__state=LineState.WAITING).order_by()
    return still.values_list("pk", flat=True)


def calling(user: User) -> tuple[QuerySet[Any, Any], ...]:
    """For the bell: the hand-overs that wait for this person, and each paper that came back; numbers, no more."""
    waiting = HandoverLine.objects.filter(for_receiver(user), state=LineState.WAITING).exclude(handover__by=user)
    lists = waiting.order_by().values_list("handover_id").distinct()
    return lists, _back(user).values_list("pk")


def to_sign(user: User) -> QuerySet[Difference]:
    """The differences that this giver has not signed yet."""
    return Difference.objects.filter(handover__by=user, agreed_at=None).select_related("handover", "by").order_by("pk")


def waits_too_long(line: HandoverLine, now: datetime | None = None) -> bool:
    """Handed over more than a working day ago and still not received."""
    handed_on = dates.bucharest_day(line.handover.at)
    return dates.today(now) > add_working(handed_on, 1)


def long_waiting(user: User, now: datetime | None = None) -> list[HandoverLine]:
    """What this person handed over, or leads the receivers of, and waits for more than a working day."""
    older = dates.at(dates.today(now)) - timedelta(hours=1)
    mine = Q(handover__by=user) | for_receiver(user)
    return [line for line in waiting_lines().filter(mine, handover__at__lt=older)[:500] if waits_too_long(line, now)]


def held_by(user: User, units: set[int] | None = None) -> Q:
    """The open stays that this person may hand over from; of all units below them unless some are named."""
    units = organisation.units_seen_by(user) if units is None else units
    mine = Q(place=PlaceKind.UNIT, unit__in=units) | Q(
        place__in=[PlaceKind.PERSON, PlaceKind.FOLDER], person__in=organisation.stands_for(user)
    )
    mine |= Q(place=PlaceKind.PERSON, person__in=people_led(user))
    if user.may(Permission.ENTRY_REGISTER):
        mine |= Q(place__in=[PlaceKind.DESK, PlaceKind.FOLDER])
    return mine | Q(place=PlaceKind.ARCHIVE) if user.may(Permission.ARCHIVE_SELECT) else mine


def people_led(user: User, on: date | None = None) -> list[int]:
    """The people of the units that this person leads: when somebody leaves, the head hands over for them."""
    led = [post.unit_id for post in organisation.posts_held(user, on) if post.is_head]
    people = organisation.people_of(Unit.objects.filter(trail__overlap=led), on).order_by()
    return list(people.values_list("pk", flat=True).distinct()) if led else []


def to_hand_over(user: User, *, unit: Unit | None = None, since: date | None = None) -> QuerySet[Custody]:
    """Originals that this person can hand over now: at hand, not promised to anybody; the newest first."""
    found = Custody.objects.filter(held_by(user, own_units(user)), until=None)
    found = found.exclude(entry__handed__state=LineState.WAITING)
    found = found.exclude(entry__register__in=hidden_from(user))
    found = found.filter(entry__unit=unit) if unit else found
    found = found.filter(since__gte=dates.at(since)) if since else found
    return found.select_related(*WITH_NAMES, "entry__register", "entry__unit").order_by("-entry")


def at_place(user: User, *, unit: Unit | None = None, person: User | None = None, place: str = "") -> QuerySet[Custody]:
    """The originals of a place: what a unit or a person holds, what was lost, what went to court."""
    found = Custody.objects.filter(until=None).exclude(entry__register__in=hidden_from(user))
    found = found.select_related(*WITH_NAMES, "entry__register", "entry__unit")
    if unit:
        found = found.filter(unit=unit)
    if person:
        found = found.filter(Q(person=person) | Q(place=PlaceKind.UNIT, by=person))
    return (found.filter(place=place) if place else found).order_by("-since", "-pk")


@dataclass(frozen=True, slots=True)
class BookFilter:
    """Which lines of the book: whose unit, from which day to which."""

    since: date
    until: date
    unit: Unit | None = None

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after."""
        return dates.bounds(self.since, self.until)


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the book (poziție din condică), on paper or electronic, as it is shown and printed."""

    entry: Entry
    what: str
    given_by: str
    given_from: str
    given_at: datetime
    to: str
    state: str  # words
    received_by: str = ""
    received_at: datetime | None = None
    confirmed: str = ""
    reason: str = ""
    electronic: bool = False
    handover: int | None = None


_PROVIDERS: list[Callable[[BookFilter], Iterable[BookLine]]] = []


def register_handovers(provider: Callable[[BookFilter], Iterable[BookLine]]) -> None:
    """A room above shows its own hand-overs in the same book (predări electronice): resolutions accepted."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def book_lines(asked: BookFilter, user: User | None = None) -> list[BookLine]:
    """The book between two days: paper and electronic, in the order in which they were handed.

    Papers of registers that the user was not let into are left out.
    """
    others = chain.from_iterable(provider(asked) for provider in _PROVIDERS)
    hidden = set(hidden_registers(user).values_list("pk", flat=True)) if user else set()
    found = (line for line in chain(_on_paper(asked), others) if line.entry.register_id not in hidden)
    return sorted(found, key=lambda line: (line.given_at, line.entry.pk))[:BOOK_LIMIT]


def _on_paper(asked: BookFilter) -> Iterator[BookLine]:
    start, end = asked.bounds
    found = _lines().filter(handover__at__gte=start, handover__at__lt=end)
    if asked.unit:
        to = Q(handover__to_unit=asked.unit) | Q(source__unit=asked.unit)
        people = organisation.users_of(asked.unit, asked.until)
        found = found.filter(to | Q(handover__to_person__in=people))
    for line in found.order_by("handover__at", "handover", "ordinal")[:BOOK_LIMIT]:
        yield book_line(line)


def book_line(line: HandoverLine) -> BookLine:
    """A hand-over on paper as a line of the book."""
    handover, decided = line.handover, line.decided_by
    return BookLine(
        entry=line.entry, what=line.what, given_by=str(handover.by), given_from=line.source.where,
        given_at=handover.at, to=handover.to, state=str(LineState(line.state).label),
        received_by=str(decided) if decided and line.state == LineState.ACCEPTED else "",
        received_at=line.decided_at if line.state == LineState.ACCEPTED else None,
        confirmed=str(line.get_confirmed_display()) if line.confirmed else "", reason=line.reason,
        handover=handover.pk,
    )  # fmt: skip


def handovers_of(user: User) -> QuerySet[Handover]:
    """The hand-overs that this person gave or may receive; all of them for whoever sees the whole register."""
    found = Handover.objects.select_related("by", "to_unit", "to_person", "to_desk", "difference")
    if user.may(Permission.ENTRY_SEE_ALL):
        return found
    units = organisation.units_seen_by(user)
    mine = Q(by=user) | Q(to_unit__in=units) | Q(to_person__in=organisation.stands_for(user))
    return found.filter(mine | Q(pk__in=_given_from(units)))


def _given_from(units: Iterable[int]) -> QuerySet[HandoverLine, int]:
    return HandoverLine.objects.filter(source__unit__in=list(units)).values_list(F("handover"), flat=True)


def lines_of(handover: Handover) -> list[HandoverLine]:
    """The papers of a hand-over, in its order."""
    return list(_lines().filter(handover=handover).order_by("ordinal"))


def seen_among(user: User, entries: Sequence[int]) -> set[int]:
    """Of these papers, those whose words this person may read; of the others the condica shows only the number."""
    return set(visible_to(user).filter(pk__in=entries).order_by().values_list("pk", flat=True))


_WAYS = """
SELECT r.key, e.value, e.year, w.open, w.broken FROM (
  SELECT entry_id, count(*) FILTER (WHERE until IS NULL) AS open, bool_or(since <> before) AS broken
  FROM (SELECT entry_id, since, until, lag(until) OVER (PARTITION BY entry_id ORDER BY since, id) AS before
        FROM registry_custody) s GROUP BY entry_id
) w JOIN registry_entry e ON e.number_id = w.entry_id JOIN registry_register r ON r.id = e.register_id
WHERE w.open <> 1 OR w.broken ORDER BY e.number_id
"""


def verify_places() -> Iterator[Finding]:
    """Prove again that every original is in one place, by an unbroken way."""
    with connection.cursor() as cursor:
        cursor.execute(_WAYS)
        for key, value, year, places, _ in cursor.fetchall():
            what = f"originalul e în {places} locuri" if places != 1 else "drumul originalului are un gol"
            yield Finding(f"registrul „{key}”, numărul {value}/{year}", what)
