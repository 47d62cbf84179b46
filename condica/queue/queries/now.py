"""The queue as it stands now (acum): who waits for what, who was called where, how long one waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from condica.accounts.models import User, valid_on
from condica.foundation import dates
from condica.law.calendar import is_working
from condica.organisation import api as organisation
from condica.organisation.models import Desk, OpeningHours
from condica.queue.models import Happening, Service, ServiceDesk, Ticket
from condica.queue.rules import LEAST, RECENT, Interval, is_open, merged, percentile, seconds

State = Ticket.State


def services_today(on: date | None = None) -> QuerySet[Service]:
    """The services that some desk serves on a day, in the house's order."""
    on = on or dates.today()
    served = ServiceDesk.objects.filter(valid_on(on), desk__closed_on=None).values("service")
    return Service.objects.filter(valid_on(on), pk__in=served)


def services_of(desk: Desk, on: date | None = None) -> QuerySet[Service]:
    """What a desk serves on a day."""
    on = on or dates.today()
    rows = ServiceDesk.objects.filter(valid_on(on), desk=desk).values("service")
    return Service.objects.filter(valid_on(on), pk__in=rows)


def intervals_of(service: Service, on: date) -> list[Interval]:
    """When some desk of a service is open on a day; never on holidays and days given free."""
    if not is_working(on, organisation.bridge_days()):
        return []
    desks = ServiceDesk.objects.filter(valid_on(on), service=service, desk__closed_on=None).values("desk")
    rows = OpeningHours.objects.filter(valid_on(on), desk__in=desks, weekday=on.isoweekday())
    return merged(Interval(row.opens, row.closes) for row in rows)


@dataclass(frozen=True, slots=True)
class Offered:
    """A service as a screen offers it now."""

    service: Service
    open: bool
    hours: str
    waiting: int
    minutes: int | None


def offered(now: datetime) -> list[Offered]:
    """Every service of the day: open or not, how many wait, how long one waits."""
    day, clock = dates.bucharest_day(now), dates.local(now).time()
    rows = services_today(day).annotate(
        waiting=Count("tickets", filter=Q(tickets__day=day, tickets__state=State.WAITING))
    )
    waits = estimate(now)
    found = []
    for service in rows:
        hours = intervals_of(service, day)
        said = ", ".join(map(str, hours))
        found.append(Offered(service, is_open(hours, clock), said, service.waiting, waits.get(service.pk)))
    return found


def estimate(now: datetime) -> dict[int, int]:
    """The minutes that one waits for each service: the middle one of those called in the last hour, or else today."""
    called = Happening.objects.filter(kind="called", ticket__day=dates.bucharest_day(now), at__lte=now)
    rows = called.order_by("at").values_list("service", "ticket", "turn", "at")
    begun = _beginnings(now)
    waits: dict[int, list[tuple[datetime, int]]] = {}
    for service, ticket, turn, at in rows:
        waits.setdefault(service, []).append((at, seconds(begun.get((ticket, turn), at), at)))
    return {service: _minutes(found, now) for service, found in waits.items() if len(found) >= LEAST}


def _beginnings(now: datetime) -> dict[tuple[int, int], datetime]:
    """When each turn of today's tickets began to wait: it was taken, or sent on at the end of the turn before."""
    rows = Happening.objects.filter(kind__in=["taken", "moved"], ticket__day=dates.bucharest_day(now))
    found = rows.values_list("ticket", "turn", "kind", "at")
    return {(ticket, turn + (kind == "moved")): at for ticket, turn, kind, at in found}


def _minutes(waits: Sequence[tuple[datetime, int]], now: datetime) -> int:
    recent = [wait for at, wait in waits if at >= now - RECENT]
    chosen = recent if len(recent) >= LEAST else [wait for _, wait in waits]
    return max(1, round((percentile(chosen, 0.5) or 0) / 60))


def waiting_at(desk: Desk, now: datetime) -> QuerySet[Ticket]:
    """The tickets that this desk may call, in the order of their coming."""
    day = dates.bucharest_day(now)
    rows = Ticket.objects.filter(day=day, state=State.WAITING, service__in=services_of(desk, day))
    return rows.select_related("service", "issued_for").order_by("-priority", "waiting_since", "pk")


def current_of(user: User) -> Ticket | None:
    """The ticket that the clerk has at the desk now."""
    rows = Ticket.objects.filter(clerk=user, state=State.CALLED)
    return rows.select_related("service", "issued_for", "desk").first()


def latest_of(user: User, now: datetime, limit: int = 5) -> list[Ticket]:
    """What the clerk ended last today."""
    rows = Ticket.objects.filter(clerk=user, day=dates.bucharest_day(now), state__in=[State.DONE, State.ABSENT])
    return list(rows.select_related("service", "issued_for").order_by("-called_at")[:limit])


def last_desk_of(user: User) -> int | None:
    """The desk from which the clerk called last."""
    rows = Happening.objects.filter(by=user, desk__isnull=False).order_by("-pk")
    return rows.values_list("desk", flat=True).first()


@dataclass(frozen=True, slots=True)
class Seen:
    """A number on the screen, and where it is called."""

    number: str
    desk: str
    at: datetime
    again: int  # how many times it was called


def called_now(now: datetime, limit: int = 6) -> list[Seen]:
    """The numbers called last today, the newest first; they stay while they are at the desk, and a while after."""
    day = dates.bucharest_day(now)
    rows = Happening.objects.filter(kind__in=["called", "again"], ticket__day=day).select_related(
        "ticket__issued_for", "desk"
    )
    found: dict[int, Seen] = {}
    for row in rows.order_by("-pk")[: limit * 6]:
        seen = found.get(row.ticket_id)
        if seen:
            found[row.ticket_id] = Seen(seen.number, seen.desk, seen.at, seen.again + 1)
        elif len(found) < limit:
            found[row.ticket_id] = Seen(str(row.ticket), row.desk.name if row.desk else "", row.at, 1)
    return list(found.values())


def line_of(now: datetime) -> list[tuple[Service, int]]:
    """How many wait for each service."""
    day = dates.bucharest_day(now)
    counted = Count("tickets", filter=Q(tickets__day=day, tickets__state=State.WAITING))
    return [(service, service.waiting) for service in services_today(day).annotate(waiting=counted)]


def recent_of(screen_pk: int, now: datetime) -> int:
    """How many tickets a screen gave in the last minute."""
    return Ticket.objects.filter(
        screen=screen_pk, happenings__kind="taken", happenings__at__gt=now - timedelta(minutes=1)
    ).count()
