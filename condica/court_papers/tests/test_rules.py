"""Stages, arrows, grounds (reguli): each has words and an article, each can be reached; what a chip says."""

from __future__ import annotations

from datetime import date

import pytest

from condica.court_papers.rules import court, display
from condica.foundation.refusal import RuleBroken
from condica.law.terms import PROVISIONS

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("part", [court, display])
def test_every_stage_has_words_and_is_reached(part):
    assert set(part.STAGES) == set(part.Stage) == set(part.NEXT)
    reached = {to for arrows in part.NEXT.values() for to in arrows}
    assert set(part.Stage) - reached <= {next(iter(part.Stage))}
    assert all(cites for arrows in part.NEXT.values() for cites in arrows.values())


def test_every_ground_of_display_has_an_article_or_words_and_a_known_rule():
    keys = {one.key for one in PROVISIONS}
    for key, basis in display.BASES.items():
        assert basis.label
        assert basis.cites or key == "other"
        assert not basis.rule or basis.rule in keys
        assert not (basis.rule and basis.permanent)


@pytest.mark.parametrize(
    ("facts", "state", "words"),
    [
        (("new", None, TODAY, None), "ask", "de completat"),
        (("waiting", date(2026, 11, 27), date(2026, 12, 2), None), "near", "2 zile"),
        (("waiting", TODAY, date(2026, 11, 26), None), "today", "azi"),
        (("waiting", date(2026, 11, 24), TODAY, None), "today", "înapoiază azi"),
        (("waiting", date(2026, 11, 20), date(2026, 11, 23), None), "late", "întârziat 2 zile"),
        (("handed", TODAY, TODAY, None), "today", "trimite dovada azi"),
        (("handed", TODAY, date(2026, 11, 24), None), "late", "întârziat 1 zi"),
        (("returned", TODAY, TODAY, None), "today", "înapoiază azi"),
        (("proved", TODAY, TODAY, TODAY), "done", "dovada trimisă"),
        (("sent_back", TODAY, date(2026, 11, 23), TODAY), "donelate", "înapoiat târziu"),
        (("left", None, None, None), "closed", "nu e de predat"),
    ],
)
def test_the_chip_of_an_act(facts, state, words):
    chip = court.chip(court.Facts(*facts), TODAY)
    assert (chip.state, chip.words) == (state, words)


@pytest.mark.parametrize(
    ("facts", "state", "words"),
    [
        (("asked", "", None, TODAY), "ask", "întreabă cât stă"),
        (("asked", "law", None, TODAY), "today", "afișează azi"),
        (("posted", "told", None, None), "none", "până se cere"),
        (("posted", "law", date(2026, 12, 18), date(2026, 12, 18)), "calm", "23 de zile"),
        (("posted", "law", TODAY, TODAY), "today", "se scoate azi"),
        (("posted", "law", date(2026, 11, 20), date(2026, 11, 20)), "late", "întârziat 5 zile"),
        (("down", "law", TODAY, TODAY), "today", "răspunde azi"),
        (("down", "law", TODAY, None), "done", "dezafișat"),
        (("answered", "law", TODAY, None), "done", "dezafișat"),
        (("dropped", "", None, None), "closed", "nu se afișează"),
    ],
)
def test_the_chip_of_a_display(facts, state, words):
    chip = display.chip(display.Facts(*facts, TODAY), TODAY)
    assert (chip.state, chip.words) == (state, words)


def test_the_working_day_before_is_near_over_a_holiday_too():
    """Wednesday 2 December: the working day before is Friday 27 November."""
    chip = display.chip(display.Facts("posted", "law", date(2026, 12, 2), date(2026, 12, 2)), date(2026, 11, 27))
    assert chip.state == "near"


@pytest.mark.parametrize("last4", ["", "347", "34 1", "34712", "ab-1"])
def test_an_identity_is_its_last_four_characters(last4):
    with pytest.raises(RuleBroken, match="ultimele 4"):
        court.check_identity("ci", last4, "Ioana Popescu")
    assert court.check_identity("ci", " ab12 ", "Ioana") == "AB12"


def test_a10_no_duration_is_asked_not_guessed():
    with pytest.raises(RuleBroken) as broken:
        display.check_duration("hall", "law", None, None)
    assert broken.value.code == "duration-missing"
    with pytest.raises(RuleBroken, match="între 1 și 365"):
        display.check_duration("hall", "days", None, None)
    with pytest.raises(RuleBroken, match="ziua"):
        display.check_duration("hall", "until", None, None)


@pytest.mark.parametrize("basis", ["l544", "mol"])
def test_a10_what_must_be_public_is_never_planned_to_go(basis):
    with pytest.raises(RuleBroken) as broken:
        display.check_duration(basis, "days", 10, None)
    assert broken.value.code == "never-by-clock"
    display.check_duration(basis, "told", None, None)
