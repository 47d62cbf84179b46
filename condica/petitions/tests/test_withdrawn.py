"""Withdrawn by the petitioner (renunțare): by a registered paper of the same petitioner, confirmed by a letter."""

from __future__ import annotations

import pytest

from condica.foundation.refusal import RuleBroken
from condica.petitions import actions, queries
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import accepted, fresh, leave, make_paper, make_petition


def asking(town, **paper):
    return make_paper(town.registrar, **({"kind": "letter", "subject": "Renunț la petiție"} | paper))


def refused(petition, paper, by):
    with pytest.raises(RuleBroken) as broken:
        actions.withdraw(petition, paper=paper, by=by)
    return broken.value.code


def test_by_the_paper_that_asks_it(town, day):
    petition = accepted(town)
    paper = asking(town)
    for _ in range(2):
        actions.withdraw(petition, paper=paper, by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.withdrawn_by, petition.case.is_open) == (Stage.WITHDRAWN, paper, False)
    assert petition.endings.get().kind == "withdrawn"
    assert not petition.case.parts.filter(state="asked").exists()  # what others owed falls
    paper.refresh_from_db()
    assert (paper.settled_as, paper.settled_note) == ("joined", str(petition.entry.value))


def test_the_confirmation_is_owed_until_it_left(town, day):
    petition = make_petition(town)
    actions.withdraw(petition, paper=asking(town), by=town.registrar)
    assert [notice.kind for notice in queries.not_left(petition)] == ["withdrawal"]
    assert leave(town, petition, "withdrawal").way == "retras"
    assert queries.not_left(petition) == []
    assert fresh(petition).case.stage == Stage.WITHDRAWN


def test_the_paper_must_be_a_later_one_of_the_same_petitioner(town, day):
    before, petition = asking(town), make_petition(town)
    stranger = asking(town, sender_name="Ion Marin", sender_email="ion@exemplu.ro")
    assert [refused(petition, paper, town.registrar) for paper in (before, stranger)] == ["withdrawal-paper"] * 2
    assert refused(petition, make_petition(town).entry, town.registrar) == "withdrawal-is-petition"
    assert list(queries.later_papers(petition)) == []


def test_joined_ones_end_with_it(town, day):
    first, second = make_petition(town), make_petition(town)
    actions.connect(second, to=first, by=town.registrar)
    actions.withdraw(first, paper=asking(town), by=town.registrar)
    assert fresh(second).case.stage == Stage.CLOSED


def test_undone(town, day):
    petition = make_petition(town)
    actions.withdraw(petition, paper=asking(town), by=town.registrar)
    actions.resume(petition, reason="Nu despre aceasta era vorba.", by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.withdrawn_by, queries.not_left(petition)) == (Stage.REGISTERED, None, [])
