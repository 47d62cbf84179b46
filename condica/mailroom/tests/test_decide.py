"""What a person decides of a message."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.mailroom import actions
from condica.mailroom.models import Message, Sighting
from condica.mailroom.rules import State
from condica.mailroom.tests.factories import a_message, taken
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db
DOUBT = "X-Spam-Flag: YES\r\n"


def waiting() -> Message:
    message = taken(a_message(headers=DOUBT), by=system_user())
    assert message.state == State.QUEUED
    return message


def test_one_click_registers_and_a_second_gives_the_same_number() -> None:
    message, by = waiting(), make_user("registrar")
    entry = actions.register_message(message, by=by)
    assert actions.register_message(message, by=by) == entry
    assert Entry.objects.count() == 1
    message.refresh_from_db()
    assert (message.state, message.decided_by) == (State.REGISTERED, by)
    assert entry.registered_by == by


def test_set_aside_keeps_the_reason_and_can_still_be_registered() -> None:
    message, by = waiting(), make_user("registrar")
    actions.set_aside(message, reason="reclamă", by=by)
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.SET_ASIDE, "reclamă")
    assert Line.objects.filter(verb="mailroom.set_aside", object_id=str(message.pk)).exists()
    assert actions.register_message(message, by=by).pk


def test_without_a_reason_nothing_is_set_aside() -> None:
    with pytest.raises(RuleBroken, match="motivul"):
        actions.set_aside(waiting(), reason="  ", by=make_user("registrar"))


def test_a_number_is_not_taken_back() -> None:
    message = taken(a_message(), by=system_user())
    with pytest.raises(RuleBroken, match="număr"):
        actions.set_aside(message, reason="reclamă", by=make_user("registrar"))


@pytest.mark.parametrize(
    "harm",
    [
        lambda message: Message.objects.filter(pk=message.pk).update(fingerprint="0" * 64),
        lambda message: Message.objects.filter(pk=message.pk).update(message_id="altul"),
        lambda message: Message.objects.filter(pk=message.pk).update(entry=None, state="queued"),
        lambda message: Message.objects.filter(pk=message.pk).delete(),
        lambda message: Sighting.objects.filter(message=message).delete(),
        lambda message: Sighting.objects.filter(message=message).update(uid=99),
    ],
)
def test_the_database_keeps_what_came(harm: object) -> None:
    message = taken(a_message(), by=system_user())
    with pytest.raises(DatabaseError), transaction.atomic():
        harm(message)  # type: ignore[operator]
