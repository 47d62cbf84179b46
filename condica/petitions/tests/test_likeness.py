"""Petitions of one petitioner (petiții asemănătoare), also under contacts since merged."""

from __future__ import annotations

from condica.contacts import api as contacts
from condica.petitions.queries import earlier_of_same, petition_of
from condica.petitions.tests.factories import make_paper, make_petition


def person(town, name="Elena Chirilă"):
    return contacts.create(kind="person", name=name, by=town.registrar)


def test_by_e_mail_or_by_name(town, day):
    first = make_petition(town)
    make_petition(town, sender_name="Ion Marin", sender_email="ion@exemplu.ro")
    by_mail = make_petition(town, sender_name="E. Chirilă")
    by_name = make_petition(town, sender_name="ELENA CHIRILĂ", sender_email="")
    assert list(earlier_of_same(by_mail)) == [first]
    assert list(earlier_of_same(by_name)) == [first]
    assert list(earlier_of_same(first)) == []


def test_by_contact_also_after_a_merge(town, day):
    one, two = person(town), person(town, "Chirilă E.")
    first = make_petition(town, sender=one, sender_name="Elena Chirilă", sender_email="")
    later = make_petition(town, sender=two, sender_name="Chirilă E.", sender_email="")
    assert list(earlier_of_same(later)) == []
    contacts.merge(one, two, by=town.registrar)
    assert list(earlier_of_same(later)) == [first]


def test_a_nameless_petition_is_like_no_other(town, day):
    make_petition(town, sender_name="", sender_email="")
    assert list(earlier_of_same(make_petition(town, sender_name="", sender_email=""))) == []


def test_a_paper_that_is_no_petition(town, day):
    assert petition_of(make_paper(town.registrar, kind="letter")) is None
    petition = make_petition(town)
    assert petition_of(petition.entry) == petition
