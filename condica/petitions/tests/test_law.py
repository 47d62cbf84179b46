"""Each rule of the statute's sheet has a test that cites it; the few that stand elsewhere are told here.

The sheet numbers them P1–P20 (OG 27/2002) and N1–N6 (what must be refused or proposed); docs/law/og-27-2002.md
tells the function, the test and the authority's setting of each.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.foundation.refusal import RuleBroken
from condica.petitions import actions, queries
from condica.petitions.tests.factories import (
    accepted,
    at,
    fresh,
    give_opinions,
    make_paper,
    make_petition,
    send,
    sign,
    write,
)

HERE = Path(__file__).parent
REPORTS = HERE.parents[2] / "tests" / "reports"
RULES = [*(f"P{number}" for number in range(1, 21)), *(f"N{number}" for number in range(1, 7))]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_a_test_that_cites_it(rule):
    files = [path for path in [*HERE.glob("test_*.py"), *REPORTS.glob("test_*.py")] if path.name != "test_law.py"]
    here = re.findall(r"def test_([pn]\d+)_", Path(__file__).read_text())
    elsewhere = "\n".join(re.findall(r'"""(.*?)"""', "\n".join(path.read_text() for path in files), re.DOTALL))
    names = re.findall(r"def test_([pn]\d+)a?_", "\n".join(path.read_text() for path in files))
    assert rule.lower() in here or rule.lower() in names or re.search(rf"\b{rule}\b", elsewhere), rule


def test_the_page_of_the_law_tells_them_all():
    page = (HERE.parents[2] / "docs" / "law" / "og-27-2002.md").read_text()
    assert [rule for rule in RULES if not re.search(rf"^\| {rule} \|", page, re.MULTILINE)] == []


def test_the_page_names_functions_and_tests_that_exist():
    page = (HERE.parents[2] / "docs" / "law" / "og-27-2002.md").read_text()
    for name in set(re.findall(r"`(test_\w+\.py)`", page)):
        assert (HERE / name).exists() or list(HERE.parents[1].glob(f"**/tests/{name}")), name
    for name in set(re.findall(r"`actions\.(\w+)`", page)):
        assert hasattr(actions, name), name
    from condica.organisation.rules import SETTINGS

    for key in set(re.findall(r"`(petition_\w+)`", page)):
        assert key in SETTINGS or key in {"petition_redirect", "petition_file", "petition_extend"}, key


# ── rules that need no file of their own ──


def test_p1_only_what_is_written_and_registered_is_a_petition(town, day):
    """P1: art. 2: in writing or by e-mail; another kind of paper opens none."""
    assert queries.petition_of(make_paper(town.registrar, kind="letter")) is None
    assert queries.petition_of(make_paper(town.registrar, channel="email")) is not None


def test_p8_answered_in_thirty_days_from_registration_favourable_or_not(town):
    """P8: art. 8(1): 30 days, whatever the solution."""
    with at(10, 30):
        petition = accepted(town)
    term = casework.term_of(petition.case)
    assert (term.days, term.start, term.legal) == (30, date(2026, 10, 30), date(2026, 12, 2))
    with at(11, 20):
        give_opinions(town, petition)
        send(town, sign(town, write(town, petition, way="nefavorabil")))
    assert fresh(petition).solution == "unfavourable"


def test_p9_received_from_another_authority_a_new_term_runs_from_registration_here(town):
    """P9: art. 8(2)."""
    with at(11, 9):
        petition = make_petition(town)
        for _ in range(2):
            actions.receive_from(petition, authority="Prefectura", by=town.registrar)
    case = fresh(petition).case
    assert (case.due_rule, case.due_on) == ("og27-received", date(2026, 12, 10))
    assert [event.kind for event in case.clock.all()] == ["started", "restarted"]
    assert casework.clock(case).total == 30


def test_p15_two_signatories_and_the_legal_basis(town, day):
    """P15: art. 13."""
    petition = accepted(town)
    letter = write(town, petition, legal_basis=" ")
    with pytest.raises(RuleBroken) as broken:
        correspondence.approve(letter, by=town.head)
    assert (broken.value.code, broken.value.cites) == ("letter-no-basis", ("OG 27/2002, art. 13",))
    correspondence.edit(letter, by=town.clerk, legal_basis="Legea nr. 230/2006")
    with pytest.raises(RuleBroken) as broken:
        correspondence.sign(letter, by=town.mayor)
    assert broken.value.code == "letter-not-approved"
    correspondence.approve(letter, by=town.mayor)
    with pytest.raises(RuleBroken) as broken:
        correspondence.sign(letter, by=town.mayor)
    assert broken.value.code == "letter-same-signatory"


@pytest.mark.parametrize(("left", "words"), [((12, 2, 23), "în termen"), ((12, 3, 9), "cu 1 zi întârziere")])
def test_p19_on_time_is_dispatched_by_the_last_day(town, left, words):
    """P19: Cod civil art. 2556: handed over on the last day is in time; the house aims two working days before."""
    with at(10, 30):
        petition = accepted(town)
        give_opinions(town, petition)
        letter = sign(town, write(town, petition))
    with at(*left):
        send(town, letter)
    petition = fresh(petition)
    assert petition.case.clock.last().reason == f"răspunsul a plecat {words}"
    assert petition.case.internal_on == date(2026, 11, 26)
