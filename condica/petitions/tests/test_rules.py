"""The table of stages (tabelul stadiilor) and the small decisions."""

from __future__ import annotations

from datetime import date

import pytest

from condica.petitions import rules
from condica.petitions.rules import NEXT, STAGES, Stage


def test_every_stage_has_words_and_arrows():
    assert set(STAGES) == set(NEXT) == set(Stage)


def test_every_arrow_leads_to_a_stage_under_an_article():
    for arrows in NEXT.values():
        for to, cites in arrows.items():
            assert to in Stage
            assert cites.startswith("OG 27/2002, art. ")


def test_every_stage_can_be_reached_and_none_is_without_a_way():
    reached = {Stage.REGISTERED} | {to for arrows in NEXT.values() for to in arrows}
    assert reached == set(Stage)
    assert all(NEXT[stage] for stage in Stage)  # a court may open any of them again


@pytest.mark.parametrize(
    ("way", "solution", "answers"),
    [
        ("favorabil", "favourable", True),
        ("Nefavorabil ", "unfavourable", True),
        ("favorabil în parte", "partial", True),
        ("parțial favorabil", "partial", True),
        ("", "", True),
        ("prelungit", "", False),
        ("redirecționat", "", False),
        ("completări cerute", "", False),
        ("confirmat", "", False),
    ],
)
def test_what_a_letter_means(way, solution, answers):
    assert (rules.solution_of(way), rules.is_answer(way)) == (solution, answers)


@pytest.mark.parametrize(
    ("subject", "nature"),
    [
        ("Cerere de montare a unui corp de iluminat", "request"),
        ("Reclamație: muzică la volum ridicat", "complaint"),
        ("Propunere: pistă de biciclete", "proposal"),
        ("Groapă în carosabil", "report"),
    ],
)
def test_the_nature_guessed(subject, nature):
    assert rules.nature_of(subject) == nature


def test_the_counters_hint():
    words = rules.hint(date(2026, 11, 24)).replace("\u00a0", " ")
    assert words == "Răspuns în 30 de zile: zi sigură joi 24 dec., termen legal lun. 28 dec. (OG 27/2002, art. 8)."


def test_how_an_answer_left():
    due = date(2026, 12, 2)
    assert rules.timing(due, due) == "în termen"
    assert rules.timing(date(2026, 12, 3), due) == "cu 1 zi întârziere"
    assert rules.timing(date(2026, 12, 22), due) == "cu 20 de zile întârziere"
