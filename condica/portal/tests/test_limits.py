"""Limits without a captcha: a field for machines, haste, and tries counted by address and network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from condica.foundation import dates
from condica.portal import actions, rules
from condica.portal.models import Attempt, Draft
from condica.portal.tests.factories import WHAT, Visitor
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"portal_address_day": 2, "portal_network_day": 3}
    monkeypatch.setattr("condica.organisation.api.setting", lambda key, on=None: chosen.get(key, 100))


def sent_from(address: str, number: int, email: str) -> int:
    visitor = Visitor(Client(REMOTE_ADDR=address))
    visitor.fill(what={**WHAT, "subject": f"A {number}"}, reply={"way": "email", "email": email})
    return visitor.step("verificare", notice="on").status_code


def test_one_address_sends_a_few_a_day_and_again_tomorrow(house: None, few: None) -> None:
    assert [sent_from(f"10.0.0.{n}", n, "ana@example.com") for n in range(3)] == [302, 302, 422]
    assert sent_from("10.0.0.9", 9, "dan@example.com") == 302
    with dates.frozen(dates.now() + timedelta(days=1, minutes=1)):
        assert sent_from("10.0.0.1", 4, "ANA@example.com") == 302


def test_one_network_sends_more_and_the_refusal_says_where_to_turn(house: None, few: None) -> None:
    assert [sent_from("10.0.0.1", n, f"om{n}@example.com") for n in range(3)] == [302, 302, 302]
    visitor = Visitor(Client(REMOTE_ADDR="10.0.0.1"))
    visitor.fill(reply={"way": "email", "email": "nou@example.com"})
    refused = visitor.step("verificare", notice="on")
    assert refused.status_code == 422
    assert "0257 000 100" in refused.text
    assert "registratura@example.org" in refused.text
    assert WHAT["subject"] in visitor.get("step", "verificare").text


def test_what_a_machine_fills_in_is_refused_in_words(visitor: Visitor) -> None:
    refused = visitor.step("ce", **WHAT, website="http://example.com")
    assert refused.status_code == 422
    assert "altfel decât o face un om" in refused.text
    assert Draft.objects.count() == 0


def test_haste_is_asked_to_press_once_more_and_loses_nothing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("condica.portal.rules.LEAST_SECONDS", 2)
    page = visitor.step("ce", **WHAT)
    assert "Mai apăsați o dată" in page.text
    assert WHAT["subject"] in page.text
    assert Draft.objects.count() == 0
    early = signing.dumps((dates.now() - timedelta(seconds=3)).timestamp(), salt="pt-timp")
    assert visitor.post("step", "ce", **WHAT, timp=early).status_code == 302


def test_a_form_without_its_time_is_shown_again(visitor: Visitor) -> None:
    assert "Mai apăsați o dată" in visitor.post("step", "ce", **WHAT).text
    assert "Mai apăsați o dată" in visitor.post("step", "ce", **WHAT, timp="altceva").text


def test_tries_name_nobody_and_are_forgotten(visitor: Visitor) -> None:
    visitor.sends()
    assert Attempt.objects.count() > 0
    assert not Attempt.objects.filter(digest__contains="example").exists()
    with dates.frozen(dates.now() + timedelta(days=3)):
        actions.clean()
    assert Attempt.objects.count() == 0
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [("10.1.2.3", "10.1.2.3"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("", ""),
     ("2001:db8::7", "2001:db8:0:0"), ("2001:db8::beef:7", "2001:db8:0:0"), ("::ffff:10.1.2.3", "10.1.2.3"),
     ("necunoscut", "necunoscut")],
)  # fmt: skip
def test_a_network_is_an_address_or_half_of_a_long_one(address: str, network: str) -> None:
    assert rules.network(address) == network


def test_behind_our_proxy_the_visitor_counts_and_elsewhere_nobody_is_believed(house: None, few: None) -> None:
    behind = Client(REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "1.1.1.1, 10.7.7.7"})
    Visitor(behind).step("ce", **WHAT)
    lying = Client(REMOTE_ADDR="10.5.5.5", headers={"x-forwarded-for": "10.7.7.7"})
    Visitor(lying).step("ce", **WHAT)
    assert Attempt.objects.filter(kind="draft").values("digest").distinct().count() == 2
