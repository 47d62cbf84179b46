"""P2: many write together, or an organisation for those it stands for; one of them gets the answer (art. 1)."""

from __future__ import annotations

import pytest

from condica.correspondence import api as correspondence
from condica.foundation.refusal import RuleBroken
from condica.petitions import actions, queries
from condica.petitions.tests.factories import accepted, fresh, make_petition, write

MANY = {"signatories": 34, "representative": "Ana Pop"}


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


def test_how_many_signed_and_who_gets_the_answer(town, day):
    petition = make_petition(town)
    actions.describe(petition, by=town.registrar, **MANY)
    shown = {row.title: (row.text, row.line) for row in queries.card(fresh(petition).case, town.registrar)}
    assert shown["Colectivă"] == ("34 de semnatari", "răspunsul îl primește Ana Pop")
    assert fresh(petition).collective


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"signatories": 1, "representative": "Ana Pop"}, "collective-alone"),
        ({"signatories": 2}, "collective-nobody"),
        ({"on_behalf_of": "locatarii scării B", "applicant": "person"}, "collective-no-organisation"),
    ],
)
def test_what_is_not_a_collective_petition(town, day, fields, code):
    broken = refused(actions.describe, make_petition(town), by=town.registrar, **fields)
    assert (broken.code, broken.cites) == (code, ("OG 27/2002, art. 1 alin. (2)",))


def test_an_organisation_writes_in_the_name_of_a_collective(town, day):
    petition = make_petition(town)
    actions.describe(petition, applicant="association", on_behalf_of="locatarii scării B", by=town.registrar)
    assert fresh(petition).collective


def test_the_answer_goes_to_the_representative(town, day):
    petition = accepted(town)
    actions.describe(petition, by=town.registrar, **MANY)
    letter = write(town, petition)
    assert letter.addressee_name == "Ana Pop"  # a letter begins with whom it is owed to
    correspondence.edit(letter, by=town.clerk, addressee_name="Ion Pop")
    broken = refused(correspondence.approve, letter, by=town.head)
    assert (broken.code, broken.cites) == ("answer-not-to-representative", ("OG 27/2002, art. 1 alin. (2)",))
    correspondence.edit(letter, by=town.clerk, addressee_name="Doamna ANA POP")
    assert correspondence.approve(letter, by=town.head).stage == "approved"
