"""Tickets (bonuri): taken, called by one desk alone, called again, sent to another service, ended."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record, sync_clock
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.organisation.models import Desk
from condica.queue.models import Happening, Screen, Service, Ticket
from condica.queue.queries import current_of, intervals_of, services_of, services_today
from condica.queue.queries.now import recent_of
from condica.queue.rules import MOST_A_MINUTE, PRESSED_TWICE, TURNS, Turn, is_open, priority_goes_first
from condica.registry.models import Entry

Kind, State = Happening.Kind, Ticket.State
VERBS = {
    Kind.TAKEN: Verb.TICKET_TAKEN,
    Kind.CALLED: Verb.TICKET_CALLED,
    Kind.AGAIN: Verb.TICKET_CALLED_AGAIN,
    Kind.ABSENT: Verb.TICKET_ABSENT,
    Kind.MOVED: Verb.TICKET_TRANSFERRED,
    Kind.DONE: Verb.TICKET_DONE,
}


@transaction.atomic
def take(service: Service, *, priority: bool = False, screen: Screen | None = None, by: User) -> Ticket:
    """Give the next ticket of a service (bon), while one of its desks is open; numbers begin at 1 each day."""
    service = Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    now = dates.now()
    _check_taking(service, priority, screen, now)
    day = dates.bucharest_day(now)
    last = Ticket.objects.filter(issued_for=service, day=day).aggregate(last=Max("number"))["last"] or 0
    ticket = Ticket.objects.create(
        service=service,
        issued_for=service,
        day=day,
        number=last + 1,
        priority=priority,
        screen=screen,
        waiting_since=now,
    )
    _happen(ticket, Kind.TAKEN, by)
    return ticket


def _check_taking(service: Service, priority: bool, screen: Screen | None, now: datetime) -> None:
    day = dates.bucharest_day(now)
    hours = intervals_of(service, day) if services_today(day).filter(pk=service.pk).exists() else []
    if not is_open(hours, dates.local(now).time()):
        said = f"Astăzi programul este {', '.join(map(str, hours))}." if hours else "Astăzi ghișeele nu lucrează."
        raise RuleBroken("queue-closed", f"Pentru „{service.spoken}” nu se dau bonuri acum.", remedy=said)
    if priority and turn_of_priority(now) is Turn.NONE:
        raise RuleBroken("queue-no-priority", "Bonurile cu prioritate nu se dau.", remedy="Ia un bon obișnuit.")
    if screen and recent_of(screen.pk, now) >= MOST_A_MINUTE:
        raise RuleBroken(
            "queue-too-many",
            "Ecranul a dat prea multe bonuri într-un minut.",
            remedy="Așteptați puțin, apoi încercați din nou.",
        )


def turn_of_priority(now: datetime) -> Turn:
    """How the house calls tickets with priority on a day."""
    return TURNS[organisation.setting("queue_priority", dates.bucharest_day(now))]


@transaction.atomic
def call_next(desk: Desk, *, by: User) -> Ticket | None:
    """Call the next ticket to a desk and end the one that was there; two clerks at once never get the same.

    Pressed twice in a breath, it is one call. None: nobody waits.
    """
    _one_at_a_time(by)
    now = dates.now()
    current = _locked_current(by)
    if current and current.called_at and now - current.called_at < PRESSED_TWICE:
        return current
    if current:
        _end(current, State.DONE, Kind.DONE, by)
    ticket = _next(desk, now)
    if ticket is None:
        return None
    ticket.state, ticket.desk, ticket.clerk, ticket.called_at = State.CALLED, desk, by, now
    ticket.save(update_fields=["state", "desk", "clerk", "called_at"])
    _happen(ticket, Kind.CALLED, by)
    return ticket


def _one_at_a_time(by: User) -> None:
    """Two windows of the same clerk wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('queue-clerk', %s))", [by.pk])


def _locked_current(by: User) -> Ticket | None:
    current = current_of(by)
    return _locked(current) if current else None


def _next(desk: Desk, now: datetime) -> Ticket | None:
    """The ticket to be called, locked; one that another clerk is just calling is passed over."""
    day = dates.bucharest_day(now)
    services = list(services_of(desk, day))
    waiting = Ticket.objects.filter(day=day, state=State.WAITING, service__in=services)
    rows = waiting.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related(
        "service", "issued_for"
    )
    order = ["waiting_since", "pk"]
    if priority_goes_first(turn_of_priority(now), _last_had_priority(services, now)):
        order.insert(0, "-priority")
    elif turn_of_priority(now) is Turn.ALTERNATE:
        order.insert(0, "priority")
    return rows.order_by(*order).first()


def _last_had_priority(services: list[Service], now: datetime) -> bool | None:
    rows = Happening.objects.filter(kind=Kind.CALLED, service__in=services, ticket__day=dates.bucharest_day(now))
    return rows.order_by("-pk").values_list("ticket__priority", flat=True).first()


def _locked(ticket: Ticket) -> Ticket:
    rows = Ticket.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("service", "issued_for", "desk").get(pk=ticket.pk)


def _at_desk(ticket: Ticket, by: User) -> Ticket:
    ticket = _locked(ticket)
    if ticket.clerk_id != by.pk:
        raise RuleBroken("ticket-not-yours", f"Bonul {ticket} este la alt ghișeu.", remedy="Cheamă următorul bon.")
    return ticket


@transaction.atomic
def call_again(ticket: Ticket, *, by: User) -> Ticket:
    """Call the same number again: it blinks on the screen."""
    ticket = _at_desk(ticket, by)
    if ticket.state == State.CALLED:
        _happen(ticket, Kind.AGAIN, by)
    return ticket


@transaction.atomic
def absent(ticket: Ticket, *, by: User) -> Ticket:
    """Nobody came with this number."""
    ticket = _at_desk(ticket, by)
    if ticket.state == State.CALLED:
        _end(ticket, State.ABSENT, Kind.ABSENT, by)
    return ticket


@transaction.atomic
def done(ticket: Ticket, *, by: User) -> Ticket:
    """The person was served."""
    ticket = _at_desk(ticket, by)
    if ticket.state == State.CALLED:
        _end(ticket, State.DONE, Kind.DONE, by)
    return ticket


@transaction.atomic
def send_on(ticket: Ticket, service: Service, *, by: User) -> Ticket:
    """Send somebody to another service (transfer): the same number waits there, in the order of this moment."""
    ticket = _at_desk(ticket, by)
    if ticket.state != State.CALLED:
        return ticket
    if not services_today().filter(pk=service.pk).exists():
        raise RuleBroken("queue-nobody-serves", f"„{service}” nu are ghișeu astăzi.", remedy="Alege alt serviciu.")
    _count_papers(ticket, by)
    _happen(ticket, Kind.MOVED, by, to=service)
    ticket.service, ticket.state, ticket.turn, ticket.waiting_since = (
        service,
        State.WAITING,
        ticket.turn + 1,
        dates.now(),
    )
    ticket.desk = ticket.clerk = ticket.called_at = None
    ticket.save()
    return ticket


def _end(ticket: Ticket, state: str, kind: str, by: User) -> None:
    _count_papers(ticket, by)
    ticket.state = state
    ticket.save(update_fields=["state", "papers"])
    _happen(ticket, kind, by)


def _count_papers(ticket: Ticket, by: User) -> None:
    """How many papers the clerk registered while the ticket was at the desk: a count, no link to any of them."""
    made = Entry.objects.filter(registered_by=by, registered_at__gte=ticket.called_at, direction="in").count()
    ticket.papers += made


def _happen(ticket: Ticket, kind: str, by: User, *, to: Service | None = None) -> None:
    sync_clock()
    Happening.objects.create(
        ticket=ticket, turn=ticket.turn, kind=kind, at=dates.now(), service=ticket.service, desk=ticket.desk, by=by
    )
    data = {
        "desk": ticket.desk.name if ticket.desk else "",
        "papers": ticket.papers,
        "service": str(to or ticket.service),
    }
    record(VERBS[Kind(kind)], on=ticket, by=by, data=data)
