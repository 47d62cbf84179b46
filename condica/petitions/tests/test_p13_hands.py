"""P13, N4: art. 11 in every hand that a petition passes through: opinions, commissions, letters; also marked later."""

from __future__ import annotations

import pytest

from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.foundation.refusal import RuleBroken
from condica.organisation import actions as house
from condica.organisation.tests.factories import make_member
from condica.petitions import actions, queries
from condica.petitions.tests.factories import accepted, fresh, give, make_petition, write


def kept_away(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    assert broken.value.code == "concerns-solver", broken.value
    assert broken.value.cites == ("OG 27/2002, art. 11",)


def about(petition, user, by):
    actions.describe(petition, about=user, by=by)
    return fresh(petition)


def test_n4_neither_the_person_nor_a_subordinate_is_given_it(town, day):
    """N4: a petition naming employee X assigned to X or to a subordinate of X."""
    petition = about(make_petition(town), town.head, town.registrar)
    for solver in (town.head, town.clerk):
        kept_away(give, town, petition, assignee=solver)


def test_no_opinion_is_asked_of_the_persons_unit(town, day):
    petition = about(make_petition(town), town.police_head, town.registrar)
    kept_away(give, town, petition, joint=[town.police])
    give(town, petition, joint=[])
    kept_away(casework.ask_opinion, petition.case, unit=town.police, text="Ce s-a întâmplat?", by=town.head)


def test_no_opinion_is_given_by_the_person(town, day):
    petition = accepted(town)
    part = petition.case.parts.get()
    about(petition, town.police_head, town.registrar)
    kept_away(casework.give_opinion, part, text="Nu e adevărat.", by=town.police_head)


def test_nobody_concerned_sits_in_the_commission(town, day):
    petition = about(accepted(town), town.police_head, town.registrar)
    people = [town.police_head, town.head]
    kept_away(
        casework.name_commission, petition.case, members=people, chair=town.head, asked="Verificați.", by=town.mayor
    )
    made = casework.name_commission(
        petition.case, members=[town.head, town.mayor], chair=town.head, asked="Verificați.", by=town.mayor
    )
    assert made.members.count() == 2


def test_neither_drafted_nor_approved_nor_signed_by_them(town, day):
    petition = accepted(town)
    letter = write(town, petition)
    petition = about(petition, town.head, town.registrar)
    kept_away(write, town, petition)
    kept_away(correspondence.approve, letter, by=town.head)
    kept_away(correspondence.submit, letter, by=town.clerk)
    about(petition, town.mayor, town.registrar)
    correspondence.approve(letter, by=town.head)
    kept_away(correspondence.sign, letter, by=town.mayor)


def test_marked_later_the_work_in_wrong_hands_is_shown_until_it_is_moved(town, day):
    petition = accepted(town)
    write(town, petition)
    petition = about(petition, town.clerk, town.registrar)
    wrong = {(hands.what, hands.who) for hands in queries.wrong_hands(petition)}
    assert wrong == {("lucrarea", town.clerk), (f"scrisoarea „{petition.entry.subject}”", town.clerk)}
    shown = [row for row in queries.card(petition.case, town.mayor) if row.title == "De mutat"]
    assert [row.wrong for row in shown] == [True, True]
    offer = next(offer for offer in casework.next_actions(petition.case, town.mayor) if offer.key == "assign")
    assert offer.primary
    give(town, petition, text="Preia șeful.", assignee=town.head, joint=[])
    assert {hands.what for hands in queries.wrong_hands(fresh(petition))} == {f"scrisoarea „{petition.entry.subject}”"}


def test_about_the_head_of_the_authority_the_reading_is_dated(town, day):
    """P13: arguable; everybody is under the head, so by default only the head himself is kept away."""
    petition = about(make_petition(town), town.mayor, town.registrar)
    give(town, petition, joint=[])
    house.choose("petition_about_authority_head", 1, by=town.mayor)
    kept_away(give, town, petition, text="Altfel.", joint=[])
    stranger = make_member(town.police.__class__.objects.create(**_apart()), "unit_head", is_head=True)
    assert queries.wrong_hands(fresh(petition))[0].who == town.head
    assert casework.assign(
        petition.case, text="Rezolvă altcineva.", lead=stranger.holdings.get().post.unit, by=town.mayor
    )


def _apart():
    return {
        "name": "Instituție aparte",
        "short_name": "Aparte",
        "code": "APT",
        "kind": "subordinate",
        "since": "2000-01-01",
    }


def test_the_person_concerned_does_not_write_in_the_answer(town, day):
    """Drafted by another, found by the person concerned: not one word of it (art. 11)."""
    petition = accepted(town)
    letter = write(town, petition)
    about(petition, town.head, town.registrar)
    with pytest.raises(RuleBroken) as broken:
        correspondence.edit(letter, "<p>Petiția e neîntemeiată.</p>", by=town.head)
    assert (broken.value.code, broken.value.cites) == ("concerns-solver", ("OG 27/2002, art. 11",))
    letter.refresh_from_db()
    assert "neîntemeiată" not in letter.body
