"""Visas: asked by list or by hand, given in order, void when the text changes; no signature without them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.correspondence import access, actions, queries
from condica.correspondence.models import Letter, Visa, VisaDuty
from condica.correspondence.tests.factories import (
    Town,
    make_approved,
    make_letter,
    make_paper,
    make_signed,
    make_town,
)
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry.access import visible_to as papers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def make_lawyer(town: Town, name: str = "Juridic") -> User:
    """Somebody of a unit that gives visas."""
    return make_member(make_unit(name), "clerk", full_name=f"Consilier {name}")


def unit_of(user: User) -> Any:
    return user.holdings.get().post.unit


def at_visas(town: Town, lawyer: User) -> tuple[Letter, Visa]:
    letter = make_letter(town)
    visa = actions.ask_visa(letter, title="viză de legalitate", unit=unit_of(lawyer), by=town.clerk)
    letter = actions.check(actions.submit(letter, by=town.clerk), by=town.head)
    assert letter.stage == "visas"
    return letter, visa


def test_by_the_list_of_its_model_a_checked_letter_goes_to_visas(town: Town) -> None:
    lawyer, accountant = make_lawyer(town), make_lawyer(town, "Economic")
    admin = make_user("administrator")
    actions.add_duty(title="viză de legalitate", template_key="raspuns-favorabil", unit=unit_of(lawyer), by=admin)
    actions.add_duty(title="viză economică", template_key="raspuns-nefavorabil", unit=unit_of(accountant), by=admin)
    letter = make_letter(town, template="raspuns-favorabil")
    assert not letter.visas.exists()
    with pytest.raises(RuleBroken, match="Lipsesc vize: viză de legalitate"):
        actions.approve(letter, by=town.head)
    letter = actions.check(actions.submit(letter, by=town.clerk), by=town.head)
    (visa,) = letter.visas.all()
    assert (letter.stage, visa.title, visa.state) == ("visas", "viză de legalitate", "waiting")
    assert [a.step for a in letter.approvals.all()] == ["submitted", "checked", "visas"]
    with pytest.raises(RuleBroken) as refusal:
        actions.approve(letter, by=town.head)
    assert (refusal.value.code, refusal.value.cites) == ("letter-visas-open", ("OG 27/2002, art. 13",))
    given = actions.give_visa(visa, by=lawyer)
    assert given.version == letter.versions.first()
    assert actions.give_visa(visa, by=lawyer).at == given.at  # a repeated click
    letter = actions.sign(actions.approve(letter, by=town.head), by=town.mayor)
    assert letter.stage == "numbered"
    told = [sentence(line) for line in Line.objects.filter(verb__contains="visa").order_by("pk")]
    assert "a cerut „viză de legalitate” de la Juridic" in told[2]
    assert any("a dat „viză de legalitate” pe versiunea" in line for line in told)


def test_a_letter_without_visas_goes_straight_on(town: Town) -> None:
    letter = actions.check(actions.submit(make_letter(town), by=town.clerk), by=town.head)
    assert letter.stage == "checked"
    with pytest.raises(RuleBroken, match="nu are nevoie de nicio viză"):
        actions.send_to_visas(letter, by=town.clerk)


def test_asked_by_hand_after_the_check(town: Town) -> None:
    lawyer = make_lawyer(town)
    letter = actions.check(actions.submit(make_letter(town), by=town.clerk), by=town.head)
    actions.ask_visa(letter, title="", user=lawyer, by=town.clerk)
    letter.refresh_from_db()
    assert letter.stage == "visas"
    assert letter.visas.get().title == "viză"
    with pytest.raises(RuleBroken, match="un compartiment sau o persoană"):
        actions.ask_visa(letter, title="x", user=lawyer, unit=town.unit, by=town.clerk)


def test_ordered_ones_wait_for_those_before_and_parallel_ones_do_not(town: Town) -> None:
    first, second, third = (make_lawyer(town, name) for name in ("Unu", "Doi", "Trei"))
    letter = make_letter(town)
    one = actions.ask_visa(letter, title="una", unit=unit_of(first), by=town.clerk, place=1)
    two = actions.ask_visa(letter, title="două", unit=unit_of(second), by=town.clerk, place=1)
    last = actions.ask_visa(letter, title="trei", unit=unit_of(third), by=town.clerk, place=2)
    actions.send_to_visas(letter, by=town.clerk)

    def waits(user: User) -> bool:
        return letter in queries.letters_in(queries.BOX["de-vizat"], User.objects.get(pk=user.pk))

    assert [waits(user) for user in (first, second, third)] == [True, True, False]
    with pytest.raises(RuleBroken, match="nu e rândul vizei „trei”"):
        actions.give_visa(last, by=third)
    actions.give_visa(two, by=second)
    assert not waits(third)
    actions.give_visa(one, by=first)
    assert waits(third)
    assert queries.waiting_for(User.objects.get(pk=third.pk)) == 1
    assert letter not in queries.letters_in(queries.BOX["de-aprobat"], town.head)
    actions.give_visa(last, by=third)
    assert letter in queries.letters_in(queries.BOX["de-aprobat"], town.head)


def test_a_refusal_needs_a_reason_and_stops_the_signature_until_the_text_changes(town: Town) -> None:
    lawyer = make_lawyer(town)
    letter, visa = at_visas(town, lawyer)
    with pytest.raises(RuleBroken, match="numai cu motiv"):
        actions.refuse_visa(visa, reason=" ", by=lawyer)
    actions.refuse_visa(visa, reason="temeiul e greşit", by=lawyer)
    visa.refresh_from_db()
    assert visa.reason == "temeiul e greșit"
    with pytest.raises(RuleBroken) as refusal:
        actions.approve(letter, by=town.head)
    assert refusal.value.code == "letter-visa-refused"
    with pytest.raises(RuleBroken, match="este deja refuzată"):
        actions.give_visa(visa, by=lawyer)
    actions.edit(letter, legal_basis="art. 9 din OG 27/2002", by=town.clerk)
    again = letter.visas.get(state="waiting")
    actions.give_visa(again, by=lawyer)
    assert actions.approve(letter, by=town.head).stage == "approved"


def test_a_change_of_the_text_voids_the_given_visas_and_says_so(town: Town) -> None:
    lawyer = make_lawyer(town)
    letter, visa = at_visas(town, lawyer)
    actions.give_visa(visa, by=lawyer)
    actions.edit(letter, addressee_address="altă adresă", by=town.clerk)
    assert Visa.objects.get(pk=visa.pk).state == "given"  # the words did not change
    actions.edit(letter, "<p>Alt text</p>", by=town.clerk)
    visa.refresh_from_db()
    assert (visa.state, visa.void_at is not None) == ("void", True)
    assert letter.visas.get(state="waiting").title == visa.title
    line = Line.objects.get(verb="correspondence.visas_fell")
    assert "vizele cad și se cer din nou (viză de legalitate)" in sentence(line)
    with pytest.raises(RuleBroken, match="Lipsesc vize"):
        actions.approve(letter, by=town.head)


def test_who_gives_it(town: Town) -> None:
    lawyer = make_lawyer(town)
    letter, visa = at_visas(town, lawyer)
    for other in (town.head, town.mayor, make_lawyer(town, "Altul")):
        with pytest.raises(Refused, match="i se cere altcuiva: Juridic"):
            actions.give_visa(visa, by=other)
    own = actions.ask_visa(letter, title="a mea", user=town.clerk, by=town.head)
    with pytest.raises(Refused, match="propria scrisoare"):
        actions.give_visa(own, by=town.clerk)


def test_who_is_asked_sees_the_letter_and_its_paper(town: Town) -> None:
    lawyer, stranger = make_lawyer(town), make_lawyer(town, "Altul")
    letter, _ = at_visas(town, lawyer)
    assert letter in access.visible_to(lawyer)
    assert letter.entry in papers_of(lawyer)
    assert letter not in access.visible_to(stranger)
    assert letter.entry not in papers_of(stranger)


def test_a_substitute_gives_it(town: Town) -> None:
    from condica.organisation import actions as organisation

    lawyer, other = make_lawyer(town), make_user("clerk")
    letter = make_letter(town)
    visa = actions.ask_visa(letter, title="viză", user=lawyer, by=town.clerk)
    actions.send_to_visas(letter, by=town.clerk)
    today = dates.today()
    organisation.name_substitute(
        lawyer, substitute=other, since=today, until=today + timedelta(days=3), by=make_user("administrator")
    )
    assert actions.give_visa(visa, by=other).state == "given"


def test_one_asked_by_hand_is_taken_back_one_of_the_list_is_not(town: Town) -> None:
    lawyer = make_lawyer(town)
    letter, visa = at_visas(town, lawyer)
    assert actions.withdraw_visa(visa, by=town.clerk).state == "void"
    assert actions.approve(letter, by=town.head).stage == "approved"
    actions.add_duty(title="legalitate", unit=unit_of(lawyer), by=make_user("director"))
    other = actions.send_to_visas(make_letter(town), by=town.clerk)
    with pytest.raises(RuleBroken, match="nu se retrage"):
        actions.withdraw_visa(other.visas.get(), by=town.clerk)


def test_the_list_has_dates_and_only_some_change_it(town: Town) -> None:
    lawyer, director = make_lawyer(town), make_user("director")
    with pytest.raises(Refused, match="directorul sau administratorul"):
        actions.add_duty(title="x", unit=unit_of(lawyer), by=town.head)
    with pytest.raises(RuleBroken, match="un nume și de cine o dă"):
        actions.add_duty(title=" ", unit=unit_of(lawyer), by=director)
    duty = actions.add_duty(
        title="x", unit=unit_of(lawyer), by=director, on=dates.today() - timedelta(days=9), cites="Legea nr. 514/2003"
    )
    assert actions.add_duty(title="x", unit=unit_of(lawyer), by=director) == duty
    ended = actions.end_duty(duty, by=director)
    assert ended.until == dates.today() - timedelta(days=1)
    assert actions.check(actions.submit(make_letter(town), by=town.clerk), by=town.head).stage == "checked"
    told = [sentence(line) for line in Line.objects.filter(verb__contains="duty").order_by("pk")]
    assert "a pus în lista de vize" in told[0]
    assert "a scos din lista de vize" in told[1]


def test_the_database_signs_nothing_with_an_open_visa(town: Town) -> None:
    """Written past every rule of the program."""
    letter, visa = at_visas(town, make_lawyer(town))
    now = dates.now()
    approved = {"stage": "approved", "signatory_unit": town.head, "signed_unit_at": now}
    with pytest.raises(DatabaseError, match="nu se semnează"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**approved)
    with pytest.raises(DatabaseError, match="nu se semnează"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(signatory_unit=town.head)
    version = letter.versions.first()
    Visa.objects.filter(pk=visa.pk).update(state="given", by=town.head, at=now, version=version)
    with pytest.raises(DatabaseError, match="nu se schimbă sub vizele"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(body="x")
    Letter.objects.filter(pk=letter.pk).update(**approved)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "given"},
        {"state": "given", "at": "2026-01-01T00:00Z", "by": "clerk", "version": "first"},
        {"state": "refused", "at": "2026-01-01T00:00Z", "by": "clerk", "version": "last"},
        {"state": "void"},
        {"title": ""},
        {"unit": None},
        {"place": 9},
    ],
)
def test_the_database_refuses_half_a_visa(town: Town, wrong: dict[str, Any]) -> None:
    letter, visa = at_visas(town, make_lawyer(town))
    actions.edit(letter, "<p>Alt text, ca să fie două versiuni</p>", by=town.head)
    versions = list(letter.versions.all())
    given = {"clerk": town.clerk, "first": versions[-1], "last": versions[0]}
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        Visa.objects.filter(pk=visa.pk).update(**{key: given.get(str(value), value) for key, value in wrong.items()})


def test_the_database_keeps_what_was_decided(town: Town) -> None:
    lawyer = make_lawyer(town)
    _, visa = at_visas(town, lawyer)
    actions.give_visa(visa, by=lawyer)
    for change in ({"state": "waiting", "by": None, "at": None, "version": None}, {"reason": "x"}, {"by": town.clerk}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Visa.objects.filter(pk=visa.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Visa.objects.filter(pk=visa.pk).delete()
    for late in (make_approved(town), make_signed(town, make_paper(town))):
        with pytest.raises(DatabaseError, match="înainte de semnături"), transaction.atomic():
            Visa.objects.create(letter=late, title="x", unit=town.unit, asked_by=town.clerk, asked_at=dates.now())
    duty = actions.add_duty(title="x", unit=unit_of(lawyer), by=make_user("director"))
    with pytest.raises(DatabaseError, match="nu se rescrie"), transaction.atomic():
        VisaDuty.objects.filter(pk=duty.pk).update(title="y")
