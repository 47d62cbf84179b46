"""P18: no answer is a refusal; the day is shown, and until when the court may be asked (Legea 554/2004)."""

from __future__ import annotations

from condica.petitions import queries
from condica.petitions.tests.factories import accepted, answered, at, fresh


def silence(petition, user):
    found = [row for row in queries.card(fresh(petition).case, user) if row.title == "Lipsa răspunsului"]
    return found[0] if found else None


def test_the_day_of_the_tacit_refusal_is_shown_before_and_after_it(town):
    with at(10, 30):
        petition = accepted(town)
        shown = silence(petition, town.clerk)
    assert shown.text.replace("\u00a0", " ") == "e refuz din joi, 3 decembrie 2026"
    assert "instanța se poate sesiza până miercuri, 2 iunie 2027" in shown.line.replace("\u00a0", " ")
    assert shown.cites == "Legea 554/2004, art. 2 alin. (1) lit. h); Legea 554/2004, art. 11"
    assert not shown.wrong
    with at(12, 3):
        assert silence(petition, town.clerk).wrong


def test_an_answered_petition_is_not_silence(town, day):
    assert silence(answered(town), town.clerk) is None
