"""Seeing people's data (vederea datelor): masked until opened, opened in the journal, a CNP by a form only."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.contacts import actions, api
from condica.contacts.access import eyes
from condica.contacts.tests.factories import GOOD_CNP, make_contact
from condica.foundation import dates, masks
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line

pytestmark = pytest.mark.django_db
EMAIL, PHONE = "elena.chirila@exemplu.ro", "0722 123 318"


@pytest.fixture
def person():
    return make_contact(
        "Elena Chirilă", email=EMAIL, phone=PHONE, cnp=GOOD_CNP, address="str. Morii 11", locality="Lunca"
    )


def page(client, name, *args, **query):
    return client.get(reverse(f"contacts:{name}", args=args), query).content.decode()


def seen(text):
    """What of the person's can be read on a page."""
    return {word for word in (EMAIL, PHONE, "722123318", GOOD_CNP, "Morii", "Chirilă") if word in text}


def test_who_never_meets_the_person_sees_initials(client, person):
    for role in ("administrator", "clerk"):
        client.force_login(make_user(role))
        for text in (page(client, "list"), page(client, "card", person.pk), page(client, "find", q="chir")):
            assert seen(text) == set()
            assert "E*** C***" in text
        assert client.post(reverse("contacts:reveal", args=[person.pk])).status_code == 404
        assert client.get(reverse("contacts:edit", args=[person.pk])).status_code == 404


def test_who_never_meets_the_person_reads_no_part_of_their_codes(client, person):
    """The CUI of somebody who works alone finds them in any public register; the end of a CNP helps to guess it."""
    api.Contact.objects.filter(pk=person.pk).update(cui="14399840")
    client.force_login(make_user("clerk"))
    text = page(client, "card", person.pk).partition("<main")[2]
    assert "Datele sunt mascate" in text
    assert "14399840" not in text
    assert GOOD_CNP[-4:] not in text


def test_a_card_is_opened_by_a_click_that_the_journal_remembers(client, person):
    user = make_user("registrar")
    client.force_login(user)
    assert seen(page(client, "card", person.pk)) == {"Chirilă"}
    for _ in range(3):
        client.post(reverse("contacts:reveal", args=[person.pk]), {"reason": "sună petentul"})
    assert seen(page(client, "card", person.pk)) >= {EMAIL, PHONE, "Morii"}
    line = Line.objects.get(verb="contacts.seen")  # once, however often in the hour
    assert (line.actor_id, line.object_id, line.personal.data["reason"]) == (user.pk, str(person.pk), "sună petentul")


def test_after_an_hour_it_is_closed_again_and_opened_again_in_the_journal(client, person):
    client.force_login(make_user("registrar"))
    now = dates.now()
    with dates.frozen(now):
        client.post(reverse("contacts:reveal", args=[person.pk]))
    with dates.frozen(now + timedelta(minutes=61)):
        assert EMAIL not in page(client, "card", person.pk)
        client.post(reverse("contacts:reveal", args=[person.pk]))
    assert Line.objects.filter(verb="contacts.seen").count() == 2


def test_numbers_of_people_stand_in_no_list(client, person):
    client.force_login(make_user("registrar"))
    text = page(client, "list")
    assert seen(text) == {"Chirilă", "Morii"}
    assert masks.email(EMAIL) in text


def test_organisations_are_not_masked(client):
    make_contact("Apă Exemplu S.A.", kind="company", email="office@apa.exemplu.ro")
    client.force_login(make_user("administrator"))
    assert "office@apa.exemplu.ro" in page(client, "list")


def test_who_works_on_a_paper_of_the_person_sees_them(person):
    clerk = make_user("clerk")
    assert not eyes(clerk, [person]).sees(person)
    own = make_contact("Vasile Gligor", by=clerk)
    assert eyes(clerk, [own, person]).sees(own)  # who wrote the person down meets them


def test_a_cnp_is_searched_by_a_form_with_a_reason(client, person):
    user = make_user("registrar")
    client.force_login(user)
    assert api.find(GOOD_CNP, user) == []
    address = reverse("contacts:search_cnp")
    assert client.post(address, {"cnp": GOOD_CNP, "reason": ""}).status_code == 200
    assert not Line.objects.filter(verb="contacts.cnp_searched").exists()
    answer = client.post(address, {"cnp": GOOD_CNP, "reason": "cerere de acces"})
    assert answer["Location"] == person.get_absolute_url()
    line = Line.objects.get(verb="contacts.cnp_searched")
    assert (line.object_id, line.personal.data) == (str(person.pk), {"reason": "cerere de acces"})
    assert GOOD_CNP not in f"{line.data} {line.personal.data}"


def test_a_search_without_a_reason_is_refused(person):
    with pytest.raises(RuleBroken, match="cere un motiv"):
        actions.search_by_cnp(GOOD_CNP, reason=" ", by=make_user("registrar"))


def test_who_may_not_see_a_cnp_may_not_search_by_it(client, person):
    client.force_login(make_user("clerk"))
    assert client.post(reverse("contacts:search_cnp"), {"cnp": GOOD_CNP, "reason": "x"}).status_code == 404


def test_looking_at_pages_writes_nothing(client, person):
    client.force_login(make_user("registrar"))
    before = Line.objects.count()
    for name, args in (("list", ()), ("card", (person.pk,)), ("find", ()), ("requests", ()), ("keepers", ())):
        client.get(reverse(f"contacts:{name}", args=args), {"q": "elena"})
    assert Line.objects.count() == before


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Popescu Ion", "P*** I***"),
        ("Ștefan Țiriac-Moga", "Ș*** Ț***"),
        ("[șters potrivit GDPR, art. 17]", "[șters potrivit GDPR, art. 17]"),
    ],
)
def test_a_name_becomes_its_initials(text, masked):
    assert masks.name(text) == masked


def test_a_text_loses_its_numbers_and_addresses():
    text = masks.words(f"Sunați la {PHONE} sau +40722123318, ori {EMAIL}; CNP {GOOD_CNP}; dosar 38214/30.10.2026.")
    assert not re.search(r"722.?123|elena\.chirila", text)
    assert GOOD_CNP not in text
    assert "38214/30.10.2026" in text
