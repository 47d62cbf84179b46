"""Tickets (bonuri): numbers of the day, hours, priority, one clerk a ticket, what is measured of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from condica.accounts.api import system_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.models import Line
from condica.journal.rules import Verb
from condica.organisation.models import HouseSetting
from condica.queue import actions, queries
from condica.queue.models import Happening, Screen, Ticket
from condica.queue.tests.factories import MONDAY, at, make_clerk, make_desk, make_service
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db


def take(service, hour=9, minute=0, **more):
    with dates.frozen(at(hour, minute)):
        return actions.take(service, by=system_user(), **more)


def call(desk, clerk, hour=9, minute=0, second=0):
    with dates.frozen(at(hour, minute, second)):
        return actions.call_next(desk, by=clerk)


def test_numbers_begin_again_each_day_and_carry_the_services_letter():
    desk = make_desk()
    one, other = make_service("A", desk), make_service("B", desk)
    assert [str(take(one)), str(take(one)), str(take(other))] == ["A01", "A02", "B01"]
    with dates.frozen(at(9) + timedelta(days=1)):
        assert str(actions.take(one, by=system_user())) == "A01"


@pytest.mark.parametrize("hour", [7, 16, 20])
def test_no_ticket_while_the_desks_are_closed(hour):
    service = make_service("A", make_desk())
    with pytest.raises(RuleBroken, match="nu se dau bonuri acum") as refusal:
        take(service, hour)
    assert "08:00–16:00" in refusal.value.remedy


def test_no_ticket_on_a_holiday_or_for_a_service_without_a_desk():
    service, alone = make_service("A", make_desk()), make_service("B")
    with dates.frozen(dates.at(MONDAY + timedelta(days=7), 9)), pytest.raises(RuleBroken, match="nu se dau"):
        actions.take(service, by=system_user())  # 30 November: Sf. Andrei
    with pytest.raises(RuleBroken, match="nu se dau"):
        take(alone)


def test_a_screen_that_is_played_with_stops():
    service = make_service("A", make_desk())
    screen = Screen.objects.create(kind="kiosk", name="Hol", secret="s", opened_at=at(7))
    for _ in range(20):
        take(service, screen=screen)
    with pytest.raises(RuleBroken, match="prea multe"):
        take(service, screen=screen)
    assert take(service, 9, 2, screen=screen)


@pytest.mark.parametrize(("value", "expected"), [(1, "A03 A04 A01 A02"), (2, "A03 A01 A04 A02")])
def test_priority_goes_as_the_house_chose(value, expected):
    HouseSetting.objects.create(key="queue_priority", value=value, since=MONDAY)
    desk, clerk = make_desk(), make_clerk()
    service = make_service("A", desk)
    for minute, priority in enumerate([False, False, True, True]):
        take(service, 9, minute, priority=priority)
    assert " ".join(str(call(desk, clerk, 10, minute)) for minute in range(4)) == expected


def test_priority_may_be_refused_by_the_house():
    HouseSetting.objects.create(key="queue_priority", value=0, since=MONDAY)
    with pytest.raises(RuleBroken, match="nu se dau"):
        take(make_service("A", make_desk()), priority=True)


def test_calling_the_next_ends_the_one_before_and_counts_its_papers():
    desk, clerk = make_desk(), make_clerk()
    service = make_service("A", desk)
    first, second = take(service), take(service)
    assert call(desk, clerk, 9, 10) == first
    with dates.frozen(at(9, 11)):
        make_entry(by=clerk)
        make_entry(by=clerk)
    assert call(desk, clerk, 9, 12) == second
    first.refresh_from_db()
    assert (first.state, first.papers) == ("done", 2)
    assert call(desk, clerk, 9, 13) is None
    assert Line.objects.filter(verb=Verb.TICKET_DONE).count() == 2


def test_a_key_pressed_twice_calls_one():
    desk, clerk = make_desk(), make_clerk()
    service = make_service("A", desk)
    first, _ = take(service), take(service)
    assert call(desk, clerk, 9, 10, 0) == call(desk, clerk, 9, 10, 1) == first
    assert Happening.objects.filter(kind="called").count() == 1


def test_another_desk_calls_only_what_it_serves():
    desk, other = make_desk(), make_desk("Ghișeul 2")
    take(make_service("A", desk))
    assert call(other, make_clerk()) is None


def test_sent_on_the_same_number_waits_at_the_other_service():
    desk, other = make_desk(), make_desk("Ghișeul 2")
    service, target = make_service("A", desk), make_service("B", other)
    ticket, clerk = take(service), make_clerk()
    call(desk, clerk, 9, 5)
    with dates.frozen(at(9, 7)):
        actions.send_on(Ticket.objects.get(), target, by=clerk)
    again = call(other, make_clerk(), 9, 10)
    assert (again, str(again), again.service) == (ticket, "A01", target)
    turns = queries.figures.turns_between(MONDAY, MONDAY)
    assert [(one.service, one.waited, one.served) for one in turns] == [(service.pk, 300, None), (target.pk, 180, None)]


def test_nobody_came_and_called_again():
    desk, clerk = make_desk(), make_clerk()
    take(make_service("A", desk))
    ticket = call(desk, clerk, 9, 1)
    with dates.frozen(at(9, 2)):
        actions.call_again(ticket, by=clerk)
        actions.absent(ticket, by=clerk)
        actions.absent(ticket, by=clerk)  # pressed twice
        seen = queries.called_now(dates.now())
    assert [(one.number, one.again) for one in seen] == [("A01", 2)]
    assert list(Happening.objects.values_list("kind", flat=True)) == ["taken", "called", "again", "absent"]


def test_nobody_ends_anothers_ticket():
    desk = make_desk()
    take(make_service("A", desk))
    ticket = call(desk, make_clerk())
    with pytest.raises(RuleBroken, match="alt ghișeu"):
        actions.done(ticket, by=make_clerk())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE queue_happening SET at = at - interval '1 hour'",
        "DELETE FROM queue_happening",
        "UPDATE queue_ticket SET number = 9",
        "DELETE FROM queue_ticket",
        "INSERT INTO queue_happening (ticket_id, turn, kind, at, service_id, by_id) "
        "SELECT ticket_id, turn, 'called', at, service_id, by_id FROM queue_happening WHERE kind = 'called'",
    ],
)
def test_what_happened_stays_and_a_ticket_is_called_once_a_turn(sql):
    desk = make_desk()
    take(make_service("A", desk))
    call(desk, make_clerk())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_waiting_told_is_the_middle_one_of_the_last_hour():
    desk, clerk = make_desk(), make_clerk()
    service = make_service("A", desk)
    for minute in (0, 1, 2):
        take(service, 9, minute)
    for minute in (3, 6, 9):
        call(desk, clerk, 9, minute)
    assert queries.estimate(at(9, 10)) == {service.pk: 5}
    assert queries.today_words(at(9, 10)) == f"astăzi se așteaptă în jur de {plural(5, 'minut', 'minute')}"


def test_the_figures_are_against_what_the_house_wants():
    desk, clerk = make_desk(), make_clerk()
    service = make_service("A", desk)
    for minute in range(4):
        take(service, 9, minute)
    for minute in (2, 4, 12):
        call(desk, clerk, 9, minute)
    page = queries.figures_of(MONDAY, MONDAY)
    assert (page.target, page.whole.people, page.left) == (4, 3, 1)
    assert (page.whole.median, page.whole.ninety, page.whole.within) == (180, 600, 2)
    assert [one.label for one in page.by_hour] == ["09:00–10:00"]
