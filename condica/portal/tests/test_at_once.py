"""Two presses of the button at the same moment, in two connections: one number, one confirmation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from condica.accounts.api import system_user
from condica.mailroom.models import Outgoing
from condica.portal import actions
from condica.portal.models import Draft, Submission
from condica.portal.tests.factories import REPLY, WHAT, WHO
from condica.registry.models import Entry

PRESSES = 4


def test_presses_at_once_give_one_number(own_database: str) -> None:
    draft = actions.begin(language="ro", network="")
    actions.keep(draft, {**WHAT, **WHO, **REPLY}, language="ro")
    together = Barrier(PRESSES)

    def press(_: int) -> int:
        try:
            together.wait(30)
            return actions.send(draft, network="10.0.0.1", by=system_user()).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PRESSES) as hands:
        numbers = set(hands.map(press, range(PRESSES)))
    assert numbers == {Entry.objects.get().pk}
    assert (Submission.objects.count(), Outgoing.objects.count()) == (1, 1)
    assert Draft.objects.get().words == {}
