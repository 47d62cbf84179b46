"""P7, P7a, N5: what does not say who wrote it is filed by a person, never by the program (art. 7)."""

from __future__ import annotations

import pytest

from condica.accounts.api import system_user
from condica.casework import api as casework
from condica.foundation.refusal import RuleBroken
from condica.organisation import actions as house
from condica.petitions import actions, queries
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import at, fresh, make_petition

ANONYMOUS = {"sender_name": "", "sender_email": ""}


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


def test_an_anonymous_petition_is_filed(town, day):
    petition = make_petition(town, **ANONYMOUS)
    actions.file_anonymous(petition, reason="", by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.applicant) == (Stage.FILED, "anonymous")
    assert casework.term_state(petition.case).words == "clasat, art. 7"


def test_a_name_with_an_address_is_not_anonymous(town, day):
    broken = refused(actions.file_anonymous, make_petition(town), reason="nesemnată", by=town.registrar)
    assert (broken.code, broken.cites) == ("not-anonymous", ("OG 27/2002, art. 7",))


@pytest.mark.parametrize(
    ("paper", "missing"),
    [
        ({"sender_name": "", "sender_email": ""}, "numele și adresa"),
        ({"sender_name": "Ion", "sender_email": ""}, "adresa"),
        ({"sender_name": "", "sender_email": "ion@exemplu.ro"}, "numele"),
    ],
)
def test_n5_without_name_or_address_it_is_proposed_and_a_person_confirms(town, day, paper, missing):
    """N5: proposed to whoever may file, done by nobody until then."""
    petition = make_petition(town, **paper)
    assert petition.case.stage == Stage.REGISTERED
    offer = next(o for o in casework.next_actions(petition.case, town.registrar) if o.key == "anonymous")
    assert offer.allowed
    assert f"se propune: lipsesc {missing}" in offer.why
    shown = {row.title: row.text for row in queries.card(petition.case, town.registrar)}
    assert shown["Lipsesc"] == missing
    assert refused(actions.file_anonymous, petition, reason="", by=system_user()).code == "person-decides"
    actions.file_anonymous(petition, reason="Nu scrie cine e.", by=town.registrar)
    ending = fresh(petition).endings.get()
    assert (ending.by, ending.reason, ending.cites) == (town.registrar, "Nu scrie cine e.", "OG 27/2002, art. 7")


def test_p7a_an_unsigned_email_is_answered_unless_the_authority_reads_otherwise(town, day):
    """P7a: name and address but no signature; the reading is the authority's, dated, and shown where it is used."""
    petition = make_petition(town)
    words = {"reason": "E-mailul nu e semnat.", "unsigned": True, "by": town.registrar}
    assert refused(actions.file_anonymous, petition, **words).code == "not-anonymous"
    house.choose("petition_unsigned", 1, by=town.mayor)
    assert refused(actions.file_anonymous, petition, reason="", by=town.registrar).code == "not-anonymous"
    actions.file_anonymous(petition, **words)
    assert fresh(petition).case.stage == Stage.FILED


def test_p7a_the_reading_stands_on_the_page(client, town, day):
    """P7a: the explanation says which reading holds and since when."""
    petition = make_petition(town, **ANONYMOUS)
    client.force_login(town.registrar)
    page = client.get(petition.address("anonymous")).content.decode().replace("\u00a0", " ")
    assert "nu e anonim, i se răspunde (lectura obișnuită, autoritatea nu a ales alta)" in page
    house.choose("petition_unsigned", 1, by=town.mayor)
    page = client.get(petition.address("anonymous")).content.decode().replace("\u00a0", " ")
    assert "poate fi clasat ca anonim (alegerea autorității din 30 octombrie 2026)" in page


def test_p7a_a_paper_by_post_is_not_an_email(town, day):
    house.choose("petition_unsigned", 1, by=town.mayor)
    petition = make_petition(town, channel="post", sender_address="Str. Morii 11")
    broken = refused(actions.file_anonymous, petition, reason="nesemnată", unsigned=True, by=town.registrar)
    assert broken.code == "not-anonymous"


def test_filed_by_mistake_it_goes_on_with_its_term(town):
    with at(10, 30):
        petition = make_petition(town, **ANONYMOUS)
        actions.file_anonymous(petition, reason="", by=town.registrar)
    with at(11, 3):
        assert refused(actions.resume, petition, reason=" ", by=town.registrar).code == "reason-missing"
        actions.resume(petition, reason="S-a prezentat la ghișeu.", by=town.registrar)
        actions.resume(petition, reason="S-a prezentat la ghișeu.", by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.case.is_open, petition.entry.settled_as) == (Stage.REGISTERED, True, "")
    assert [ending.kind for ending in petition.endings.all()] == ["filed", "again"]
    assert not casework.clock(petition.case).stopped
