"""Many messages at once (selecția din Poștă): numbers given, set aside, printed; a refused one is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.journal.models import Line
from condica.mailroom import actions
from condica.mailroom.models import Message
from condica.mailroom.rules import State
from condica.mailroom.tests.factories import a_message, taken

pytestmark = pytest.mark.django_db
REASON = "copie a unui mesaj deja înregistrat"


def queued(count: int) -> list[Message]:
    found: list[Any] = [taken(a_message(headers="X-Spam-Flag: YES\r\n"), by=system_user()) for _ in range(count)]
    return found


def test_of_three_chosen_one_was_decided_meanwhile_and_says_so(client: Client) -> None:
    clerk, found = make_user("registrar"), queued(3)
    client.force_login(clerk)
    assert "Nu sunt documente" in client.get(reverse("mailroom:list")).text
    actions.register_message(found[1], by=clerk)
    form = {"ales": [one.pk for one in found], "ce": "lasa", "motiv": REASON}
    said = client.post(reverse("mailroom:decide_many"), form)
    assert said.status_code == 200
    assert "Făcut la 2 mesaje" in said.text
    assert "refuzat la 1 mesaj" in said.text
    assert sorted(Message.objects.values_list("state", flat=True)) == ["registered", "set_aside", "set_aside"]


def test_all_of_the_filter_get_their_numbers_and_no_reason_sets_nothing_aside(client: Client) -> None:
    client.force_login(make_user("registrar"))
    found = queued(2)
    client.post(reverse("mailroom:decide_many"), {"ales": [found[0].pk], "ce": "lasa", "motiv": "nu vreau"})
    assert Message.objects.filter(state=State.QUEUED).count() == 2
    client.post(reverse("mailroom:decide_many") + "?stare=queued", {"toate": "1", "ce": "inregistreaza"})
    assert Message.objects.filter(state=State.REGISTERED, entry__isnull=False).count() == 2


def test_the_list_prints_and_only_the_registry_decides(client: Client) -> None:
    queued(1)
    client.force_login(make_user("director"))
    assert client.post(reverse("mailroom:decide_many"), {"toate": "1", "ce": "inregistreaza"}).status_code == 404
    assert client.post(reverse("mailroom:print_messages")).content[:5] == b"%PDF-"
    assert Line.objects.filter(verb="accounts.list_printed", data__count=1).count() == 1
