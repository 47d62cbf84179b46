"""What a person is offered (pașii următori), and what not, with the reason and the article."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from condica.casework import api as casework
from condica.petitions import actions
from condica.petitions.tests.factories import (
    accepted,
    answered,
    at,
    fresh,
    give,
    give_opinions,
    leave,
    make_petition,
    sign,
    write,
)


def offers(petition, user):
    return {offer.key: offer for offer in casework.next_actions(fresh(petition).case, user)}


def primary(petition, user):
    found = [offer for offer in casework.next_actions(fresh(petition).case, user) if offer.primary]
    assert len(found) <= 1
    return found[0].key if found else ""


def test_the_next_step_at_each_stage(town, day):
    petition = make_petition(town)
    assert primary(petition, town.mayor) == "assign"
    task = give(town, petition)
    assert primary(petition, town.clerk) == "accept"
    casework.accept(task, by=town.clerk)
    assert primary(petition, town.clerk) == "draft"
    letter = write(town, petition)
    assert primary(petition, town.clerk) == "letter"
    from condica.correspondence import api as correspondence

    correspondence.approve(letter, by=town.head)
    assert primary(petition, town.mayor) == "sign"
    correspondence.sign(letter, by=town.mayor)
    assert primary(petition, town.registrar) == "send"


def test_the_last_step_is_closing(town, day):
    petition = answered(town)
    assert primary(petition, town.registrar) == "close"
    actions.close(petition, by=town.registrar)
    assert set(offers(petition, town.registrar)) == {"obey_court"}


def test_what_the_law_forbids_stays_with_its_article(town, day):
    found = offers(accepted(town), town.clerk)
    assert not found["send"].allowed
    assert found["send"].cites == "OG 27/2002, art. 13"
    assert (found["anonymous"].reason, found["anonymous"].cites) == ("Are nume și adresă.", "OG 27/2002, art. 7")
    assert found["repeated"].cites == "OG 27/2002, art. 10 alin. (2)"
    assert found["connect"].cites == "OG 27/2002, art. 10 alin. (1)"
    assert found["withdraw"].reason == "Cererea de renunțare nu e înregistrată."
    assert all(offer.reason and not offer.url for offer in found.values() if not offer.allowed)
    assert all(offer.url for offer in found.values() if offer.allowed)


def test_what_is_not_a_persons_right_is_not_shown(town, day):
    petition = accepted(town)
    assert "extend" not in offers(petition, town.clerk)
    assert "ask_extension" in offers(petition, town.clerk)
    assert "assign" not in offers(petition, town.clerk)
    part = petition.case.parts.get().pk
    own = {f"{act}-{part}" for act in ("opinion", "part_accept", "part_give", "part_return")}
    assert offers(petition, town.police_head).keys() <= {"assign"} | own


def test_more_time_until_the_last_day_and_once(town):
    with at(10, 30):
        petition = accepted(town)
    with at(12, 2, 12):
        assert "15\u00a0dec." in offers(petition, town.clerk)["ask_extension"].why
    with at(12, 3):
        assert offers(petition, town.clerk)["extend"].reason.startswith("Termenul s-a împlinit")
    with at(11, 20):
        actions.extend(petition, reason="Se sapă.", by=town.mayor)
        assert "contează după ce pleacă înștiințarea" in offers(petition, town.mayor)["extend"].reason
        assert offers(petition, town.clerk)["notice-extension"].label == "Înștiințarea de prelungire: ciornă"
        leave(town, petition, "extension")
        assert "deja prelungit" in offers(petition, town.mayor)["extend"].reason
        assert "notice-extension" not in offers(petition, town.clerk)


def test_a_proposal_waits_on_the_heads_desk(town, day):
    petition = accepted(town)
    actions.ask_extension(petition, days=12, reason="Se sapă.", by=town.clerk)
    assert primary(petition, town.mayor) == "extend"
    assert "12 zile" in offers(petition, town.mayor)["extend"].why


def test_earlier_petitions_of_the_same_person_are_offered(town, day):
    first = accepted(town)
    second = make_petition(town)
    assert str(first) in offers(second, town.registrar)["connect"].why
    done = answered(town, sender_name="Ion Marin", sender_email="ion@exemplu.ro")
    again = make_petition(town, sender_name="Ion Marin", sender_email="ion@exemplu.ro")
    assert str(done) in offers(again, town.registrar)["repeated"].why


def test_whom_the_petition_is_about_is_named(town, day):
    petition = accepted(town)
    actions.describe(petition, about=town.police_head, by=town.clerk)
    refused = offers(petition, town.clerk)["about"]
    assert (refused.allowed, refused.cites) == (False, "OG 27/2002, art. 11")
    assert str(town.police_head) in refused.label


def test_points_of_view_are_counted(town, day):
    petition = accepted(town)
    assert offers(petition, town.clerk)["draft"].why == "Mai lipsește un punct de vedere."
    asked = casework.open_task(petition.case).joint_units.get()
    casework.give_opinion(asked, text="Șase stâlpi sunt stinși.", by=town.police_head)
    assert offers(petition, town.clerk)["draft"].why == "Punctul de vedere a sosit."


@pytest.mark.parametrize("who", ["clerk", "registrar", "mayor", "head"])
def test_it_asks_the_database_a_bounded_number_of_times(town, day, who):
    petition = accepted(town)
    user = getattr(town, who)
    with CaptureQueriesContext(connection) as asked:
        offers(petition, user)
    assert len(asked) <= 40


def test_a_signed_answer_leaves_nothing_but_sending(town, day):
    petition = accepted(town)
    give_opinions(town, petition)
    sign(town, write(town, petition))
    assert set(offers(petition, town.registrar)) == {"send", "obey_court"}


def test_whom_article_11_keeps_away_may_do_nothing(town, day):
    petition = accepted(town)
    actions.describe(petition, about=town.head, by=town.registrar)
    for user in (town.head, town.clerk):
        found = offers(petition, user)
        assert (found["concerned"].allowed, found["concerned"].cites) == (False, "OG 27/2002, art. 11")
        assert not {"draft", "assign", "redirect", "connect", "ask_extension", "describe"} & set(found)
    moved = offers(petition, town.mayor)["assign"]
    assert (moved.primary, str(town.clerk) in moved.why) == (True, True)


def test_a_clerk_is_told_that_he_cannot_take_it_himself(town, day):
    found = offers(make_petition(town, unit=town.lighting), town.clerk)
    assert {key: offer.cites for key, offer in found.items() if key in {"assign", "draft"}} == {
        "assign": "OG 27/2002, art. 12",
        "draft": "OG 27/2002, art. 12",
    }


def test_every_way_out_taken_by_mistake_offers_its_undoing(town, day):
    joined, filed, sent = accepted(town), make_petition(town, sender_name="", sender_email=""), make_petition(town)
    actions.connect(sent, to=joined, by=town.registrar)
    actions.file_anonymous(filed, reason="", by=town.registrar)
    assert "disconnect" in offers(sent, town.registrar)
    assert "resume" in offers(filed, town.registrar)
    actions.redirect(joined, to="Compania de Apă", by=town.registrar)
    assert "keep" in offers(joined, town.registrar)
