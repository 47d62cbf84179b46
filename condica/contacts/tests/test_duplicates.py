"""Contacts that may be one, merged and taken apart again (duplicate)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from condica.accounts.tests.factories import make_user
from condica.contacts import actions, api, queries
from condica.contacts.models import MergeLink
from condica.contacts.tests.factories import GOOD_CNP, GOOD_CUI, make_contact
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_user("registrar")


def test_a_merge_moves_nothing_and_can_be_undone(clerk):
    kept, other = (
        make_contact("Elena Chirilă"),
        make_contact("E. Chirilă", email="e@exemplu.ro", address="str. Morii 11"),
    )
    link = actions.merge(kept, other, by=clerk)
    assert api.resolved(other) == kept
    assert api.members(kept) == [kept.pk, other.pk]
    card = queries.card(kept)
    assert [str(p) for p in card.points] == ["e@exemplu.ro"]
    assert [str(a) for a in card.addresses] == ["str. Morii 11"]
    assert list(queries.listed()) == [kept]
    for _ in range(2):
        actions.unmerge(link, by=clerk)
    assert api.resolved(other) == other
    assert queries.card(kept).points == []
    assert Line.objects.filter(verb="contacts.unmerged").count() == 1
    actions.merge(kept, other, by=clerk)
    assert api.resolved(other) == kept


def test_chains_of_merges_are_followed(clerk):
    a, b, c = make_contact("A A"), make_contact("B B"), make_contact("C C")
    actions.merge(b, a, by=clerk)
    actions.merge(c, b, by=clerk)
    assert api.resolved(a) == c
    assert sorted(api.members(c)) == [a.pk, b.pk, c.pk]
    with pytest.raises(RuleBroken, match="deja unul"):
        actions.merge(a, c, by=clerk)


def test_the_database_refuses_rings_and_rewriting(clerk):
    a, b = make_contact("A A"), make_contact("B B")
    link = actions.merge(a, b, by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeLink.objects.create(kept=b, merged=a, by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeLink.objects.create(kept=a, merged=a, by=clerk)
    with pytest.raises(IntegrityError, match="nu se rescrie"), transaction.atomic():
        MergeLink.objects.filter(pk=link.pk).delete()
    with pytest.raises(IntegrityError, match="nu se rescrie"), transaction.atomic():
        MergeLink.objects.filter(pk=link.pk).update(kept=b, merged=a)


def test_two_codes_are_two_people(clerk):
    with pytest.raises(RuleBroken, match="CUI-uri diferite"):
        actions.merge(
            make_contact("A", kind="company", cui=GOOD_CUI), make_contact("B", kind="company", cui="14399840"), by=clerk
        )


def test_duplicates_are_proposed_with_their_reason(clerk):
    one = make_contact("Ion Pop", cnp=GOOD_CNP, email="ion@exemplu.ro")
    two = make_contact("Pop Ion", cnp=GOOD_CNP)
    three = make_contact("I. Pop", email="ION@exemplu.ro")
    four, five = (make_contact("Vasile Țăran", address="Str. Morii 1", locality="Arad") for _ in range(2))
    make_contact("Vasile Țăran", address="str. Gării 9", locality="Arad")
    found = {(p.first, p.second): p.reasons for p in queries.proposals()}
    assert found == {
        (one, two): ("același CNP",),
        (one, three): ("aceeași adresă de e-mail",),
        (four, five): ("același nume, la aceeași adresă",),
    }
    assert [(p.second, p.reasons) for p in queries.duplicates_of(one)] == [
        (two, ("același CNP",)),
        (three, ("aceeași adresă de e-mail",)),
    ]
    assert [p.second for p in queries.duplicates_of(four)] == [five]
    first = queries.proposals(limit=1)[0]
    assert (first.first, first.second) == (one, two)
    assert len(queries.proposals(after=(one.pk, two.pk))) == 2


def test_what_was_decided_is_not_proposed_again(clerk):
    one, two = make_contact("Ion Pop", email="ion@exemplu.ro"), make_contact("Ana Pop", email="ion@exemplu.ro")
    three = make_contact("I Pop", email="ion@exemplu.ro")
    for _ in range(2):
        actions.tell_apart(two, one, by=clerk)
    assert [(p.first, p.second) for p in queries.proposals()] == [(one, three), (two, three)]
    assert [p.second for p in queries.duplicates_of(one)] == [three]
    actions.merge(one, three, by=clerk)
    assert queries.proposals() == []
    assert queries.duplicates_of(two) == []
    assert Line.objects.filter(verb="contacts.told_apart").count() == 1


def test_a_number_shared_by_an_office_is_no_sign(clerk):
    people = [make_contact(f"Om {n} Altul{n}", phone="0257 281 850") for n in range(5)]
    assert queries.proposals() == []
    assert queries.duplicates_of(people[0]) == []
