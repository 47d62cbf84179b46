"""The demo's mailbox: two letters wait for a decision, two messages of machines are put aside, no number is drawn."""

from __future__ import annotations

from datetime import datetime

import pytest

from condica.config.demo import build
from condica.foundation.dates import BUCHAREST
from condica.mailroom.models import Mailbox, Message
from condica.registry.models import Entry


@pytest.mark.django_db
def test_messages_wait_at_the_post() -> None:
    build(entries=12, petitions=0, until=datetime(2026, 11, 20, 15, 30, tzinfo=BUCHAREST))
    states = list(Message.objects.order_by("taken_at").values_list("state", "kind"))
    assert sorted(states) == [("automatic", "auto_reply"), ("automatic", "bulk"), *[("queued", "letter")] * 2]
    assert not Entry.objects.filter(channel="email", message__isnull=False).exists()
    assert not Mailbox.objects.filter(is_active=True).exists()
