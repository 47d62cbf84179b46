"""The other ways out (celelalte ieșiri) are closed once an answer is signed, and to whoever art. 11 keeps away."""

from __future__ import annotations

import pytest

from condica.foundation.refusal import RuleBroken
from condica.petitions import actions
from condica.petitions.tests.factories import accepted, make_paper, make_petition, sign, write


def ways(town, petition, other, by):
    paper = make_paper(town.registrar, kind="letter", subject="Renunț la petiție")
    return {
        "redirect": lambda: actions.redirect(petition, to="Prefectura", by=by),
        "anonymous": lambda: actions.file_anonymous(petition, reason="", by=by),
        "connect": lambda: actions.connect(other, to=petition, by=by),
        "withdraw": lambda: actions.withdraw(petition, paper=paper, by=by),
        "ask": lambda: actions.ask_extension(petition, reason="Se sapă.", by=by),
    }


WAYS = ["redirect", "anonymous", "connect", "withdraw", "ask"]


@pytest.mark.parametrize("way", WAYS)
def test_no_other_way_out_once_the_answer_is_signed(town, day, way):
    petition, other = accepted(town), make_petition(town)
    sign(town, write(town, petition))
    with pytest.raises(RuleBroken) as broken:
        ways(town, petition, other, town.registrar)[way]()
    assert broken.value.code == "petition-too-late"


@pytest.mark.parametrize("way", WAYS)
def test_nobody_decides_about_a_complaint_against_himself(town, day, way):
    """P13: art. 11 keeps also the verbs away, not only the resolution."""
    petition, other = make_petition(town), make_petition(town)
    actions.describe(petition, about=town.clerk, by=town.registrar)
    with pytest.raises(RuleBroken) as broken:
        ways(town, petition, other, town.clerk)[way]()
    assert (broken.value.code, broken.value.cites) == ("concerns-solver", ("OG 27/2002, art. 11",))
