"""Writing people down (contacte): created, corrected, found by e-mail."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from condica.accounts.tests.factories import make_user
from condica.contacts import actions, api, queries
from condica.contacts.models import Contact, ContactAddress
from condica.contacts.tests.factories import GOOD_CNP, GOOD_CUI, make_contact
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_user("clerk")


def test_a_name_is_kept_as_written_with_comma_letters(clerk):
    contact = make_contact("  S.C. ŞTEFAN   & Fiii s.r.l. ", kind="company", cui=f"RO{GOOD_CUI}", by=clerk)
    assert contact.name == "S.C. ȘTEFAN & Fiii s.r.l."
    assert contact.cui == GOOD_CUI
    line = Line.objects.select_related("personal").get(verb="contacts.created")
    assert line.personal.data == {"name": contact.name}
    assert contact.name not in str(line.data) + line.label


def test_who_has_no_name_or_a_bad_code_is_refused(clerk):
    with pytest.raises(RuleBroken, match="nu are nume"):
        actions.create(name="  ", by=clerk)
    with pytest.raises(RuleBroken, match="Cifra de control"):
        make_contact(cnp="2800101221145")
    assert not Contact.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(name="X", cnp="123", created_by=clerk)


def test_a_correction_names_what_changed_and_nothing_else(clerk):
    contact = make_contact("Ion Pop", cnp=GOOD_CNP)
    for _ in range(2):
        actions.change(contact, kind="person", name="Ioan Pop", note="sună înainte", by=clerk)
    assert contact.cnp == GOOD_CNP
    assert Line.objects.get(verb="contacts.changed").data == {"fields": ["numele", "observațiile"]}
    actions.change(contact, kind="person", name="Ioan Pop", cnp="", note="sună înainte", by=clerk)
    assert Contact.objects.get(pk=contact.pk).cnp == ""


def test_a_new_address_leaves_the_old_one_in_the_card(clerk):
    contact = make_contact("Ion Pop", address="str. Morii nr. 11", locality="Arad")
    actions.set_address(contact, kind="home", text="str. Gării nr. 4", locality="Arad", county="Arad", by=clerk)
    actions.set_address(contact, kind="home", text="str. Gării nr. 4", locality="Arad", county="Arad", by=clerk)
    actions.set_address(contact, kind="postal", text="CP 12", by=clerk)
    now = {str(a): a.is_current for a in contact.addresses.all()}
    assert now == {"str. Gării nr. 4, Arad, jud. Arad": True, "str. Morii nr. 11, Arad": False, "CP 12": True}
    with pytest.raises(RuleBroken, match="nici stradă"):
        actions.set_address(contact, kind="home", text="", by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactAddress.objects.filter(contact=contact).update(is_current=True)


def test_points_are_a_list_that_can_shrink(clerk):
    contact = make_contact("Ion Pop", email="Ion@Exemplu.ro")
    actions.set_points(contact, emails=["ion@exemplu.ro", "alt@exemplu.ro"], phones=["0722 123 456"], by=clerk)
    assert {(p.kind, p.normal) for p in contact.points.all()} == {
        ("email", "ion@exemplu.ro"),
        ("email", "alt@exemplu.ro"),
        ("phone", "+40722123456"),
    }
    actions.set_points(contact, emails=["alt@exemplu.ro"], phones=[], by=clerk)
    assert [str(p) for p in contact.points.all()] == ["alt@exemplu.ro"]
    assert api.find("ion@ex", clerk) == []


def test_roles_have_days(clerk):
    firm, person = make_contact("Gazeta", kind="media"), make_contact("Ana Pop")
    role = actions.add_role(person, title="jurnalist", of=firm, since=date(2026, 1, 1), by=clerk)
    assert str(role) == "jurnalist, Gazeta"
    assert [r.contact for r in queries.card(firm).people] == [person]
    actions.end_role(role, until=date(2026, 5, 1), by=clerk)
    assert queries.card(person).roles[0].until == date(2026, 5, 1)
    with pytest.raises(RuleBroken, match="la el însuși"):
        actions.add_role(person, title="x", of=person, by=clerk)


def test_a_sender_is_found_by_e_mail_and_name(clerk):
    first = actions.find_or_create_by_email("Elena Chirilă", "Elena@Exemplu.ro", by=clerk)
    assert actions.find_or_create_by_email("CHIRILA Elena", "elena@exemplu.ro ", by=clerk) == first
    assert actions.find_or_create_by_email("", "elena@exemplu.ro", by=clerk) == first
    other = actions.find_or_create_by_email("Ion Chirilă", "elena@exemplu.ro", by=clerk)
    assert other != first
    assert actions.find_or_create_by_email("", "fara.nume@exemplu.ro", by=clerk).name == "fara.nume@exemplu.ro"


def test_a_sender_merged_away_is_found_as_what_they_are_now(clerk):
    old = actions.find_or_create_by_email("Elena Chirilă", "vechi@exemplu.ro", by=clerk)
    now = make_contact("Elena Chirilă")
    actions.merge(now, old, by=clerk)
    assert actions.find_or_create_by_email("Elena Chirilă", "vechi@exemplu.ro", by=clerk) == now


def test_each_look_at_a_cnp_leaves_a_line(clerk):
    contact = make_contact("Ion Pop", cnp=GOOD_CNP)
    assert actions.reveal_cnp(contact, by=clerk) == GOOD_CNP
    actions.reveal_cnp(contact, by=clerk)
    assert Line.objects.filter(verb="contacts.cnp_seen", actor_id=clerk.pk).count() == 2
