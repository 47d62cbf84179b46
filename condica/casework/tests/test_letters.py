"""What letters bring to a case (scrisori): opinions offered to their editor, news of those that came back."""

from __future__ import annotations

import pytest

from condica.casework import api as casework
from condica.casework.models import Reminder
from condica.correspondence import api as correspondence
from condica.correspondence.queries import insertions_for
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry.signals import delivery_failed, letter_delivered


@pytest.fixture
def letter(case, unit, clerk):
    words = {"body": "<p>S-a reparat.</p>", "legal_basis": "Legea nr. 230/2006", "way": "favorabil"}
    return correspondence.draft(entry=case.entry, by=clerk, unit=unit, **words)


@pytest.fixture
def dispatch(letter, registrar, head):
    mayor = make_member(make_unit("Primar"), "authority_head", is_head=True)
    correspondence.approve(letter, by=head)
    correspondence.sign(letter, by=mayor)
    return correspondence.dispatch(letter, "email", by=registrar, address="e@exemplu.ro")


def test_what_others_gave_can_be_put_into_the_answer(*, case, unit, other, head, stranger, letter):
    task = casework.assign(case, text="Verificați.", lead=unit, joint=[other], by=head)
    assert "Punctul de vedere: Poliția Locală" not in [one.title for one in insertions_for(letter, head)]
    casework.give_opinion(task.joint_units.get(), text="Șase stâlpi sunt stinși.", by=stranger)
    offered = {one.title: one for one in insertions_for(letter, head)}["Punctul de vedere: Poliția Locală"]
    assert "Șase stâlpi sunt stinși." in offered.body
    assert str(stranger) in offered.note


def test_the_minutes_of_a_commission_too(*, case, unit, head, clerk, stranger, letter):
    casework.assign(case, text="Verificați.", lead=unit, by=head)
    sits = casework.name_commission(case, members=[stranger], chair=clerk, asked="Cercetați.", by=head)
    casework.file_minutes(sits, text="Construcția are autorizație.", by=clerk)
    assert "Construcția are autorizație." in "".join(one.body for one in insertions_for(letter, head))


def test_a_letter_that_came_back_is_told_to_who_wrote_and_who_sent_it(case, dispatch, clerk, registrar):
    for _ in range(2):
        delivery_failed.send(
            None, message_id=dispatch.message_id, recipient="e@exemplu.ro", status="5.1.1", sentence=""
        )
    assert set(Reminder.objects.values_list("for_user", "kind")) == {(clerk.pk, "bounced"), (registrar.pk, "bounced")}
    assert "s-a întors" in Reminder.objects.first().sentence
    assert Reminder.objects.first().is_urgent


def test_a_receipt_is_told_to_who_wrote_it(case, dispatch, clerk):
    letter_delivered.send(None, message_id=dispatch.message_id, recipient="e@exemplu.ro", sentence="")
    assert list(Reminder.objects.values_list("for_user", "kind", "case")) == [(clerk.pk, "delivered", case.pk)]


def test_a_message_that_is_not_ours_tells_nobody(dispatch):
    delivery_failed.send(None, message_id="<altul@exemplu.ro>", recipient="e@exemplu.ro", sentence="")
    assert not Reminder.objects.exists()
