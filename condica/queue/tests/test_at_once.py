"""Two clerks at once (simultan): the same ticket is never called to two desks; two windows of a clerk call one."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, time

import pytest
from django.db import connection

from condica.accounts.api import system_user
from condica.organisation.models import OpeningHours
from condica.queue import actions
from condica.queue.models import Happening, Ticket
from condica.queue.tests.factories import make_clerk, make_desk, make_service

TICKETS, CLERKS = 12, 4


@pytest.fixture
def always_open(monkeypatch):
    """Whatever the day of the run: the hours have tests of their own."""
    monkeypatch.setattr("condica.queue.actions.tickets.is_open", lambda *_: True)


def test_two_clerks_never_get_the_same_ticket(own_database, django_db_blocker, always_open, monkeypatch):
    monkeypatch.setattr("condica.queue.actions.tickets.PRESSED_TWICE", -1 * (date(2026, 1, 2) - date(2026, 1, 1)))
    with django_db_blocker.unblock():
        desk = make_desk()
        OpeningHours.objects.filter(desk=desk).update(opens=time(0), closes=time(23, 59))
        service = make_service("A", desk)
        type(service).objects.update(since=date(2026, 1, 1))
        service.desks.update(since=date(2026, 1, 1))
        for _ in range(TICKETS):
            actions.take(service, by=system_user())
        clerks = [make_clerk() for _ in range(CLERKS)]
        got: list[int] = []

        def work(clerk):
            while ticket := actions.call_next(desk, by=clerk):
                got.append(ticket.pk)
            connection.close()

        threads = [threading.Thread(target=work, args=(clerk,)) for clerk in clerks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(got) == sorted(Ticket.objects.values_list("pk", flat=True))
        called = Counter(Happening.objects.filter(kind="called").values_list("ticket", flat=True))
        assert set(called.values()) == {1}
        assert not Ticket.objects.exclude(state="done").exists()
