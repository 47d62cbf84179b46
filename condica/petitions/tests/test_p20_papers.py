"""P20: asking the petitioner for papers neither stops nor restarts the term; more time is what the law offers."""

from __future__ import annotations

from datetime import date

import pytest

from condica.foundation.refusal import RuleBroken
from condica.petitions import actions, queries
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import accepted, at, fresh, leave


def test_a_letter_is_begun_and_the_term_runs_on(town):
    with at(10, 30):
        petition = accepted(town)
        before = fresh(petition).case
    with at(11, 3):
        actions.ask_papers(petition, what="Lista stâlpilor stinși.", until=date(2026, 11, 13), by=town.clerk)
        letter = queries.not_left(petition)[0].letter
        leave(town, petition, "papers")
    after = fresh(petition).case
    assert (letter.template.key, letter.way) == ("solicitare-completari", "completări cerute")
    assert "Lista stâlpilor stinși." in letter.body
    assert "13 noiembrie 2026" in letter.body.replace("\u00a0", " ")
    assert (after.stage, after.due_on) == (Stage.ACCEPTED, before.due_on)
    assert [event.kind for event in after.clock.all()] == ["started"]


def test_they_may_be_asked_more_than_once(town):
    with at(11, 3):
        petition = accepted(town)
        for what in ("Planul.", "Actul de proprietate."):
            actions.ask_papers(petition, what=what, until=date(2026, 11, 13), by=town.clerk)
        assert len(queries.not_left(petition)) == 2


@pytest.mark.parametrize("until", [date(2026, 11, 3), date(2026, 12, 24)])
def test_not_until_a_day_after_the_term_the_extension_is_offered(town, until):
    with at(11, 3):
        petition = accepted(town)
        with pytest.raises(RuleBroken) as broken:
            actions.ask_papers(petition, what="Planul.", until=until, by=town.clerk)
    assert broken.value.code == "papers-day"
    assert "propune prelungirea" in broken.value.remedy
