"""The table of a letter's stages: every arrow with its ground, no other way, in the program and in the database."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from django.db import DatabaseError, transaction

from condica.correspondence import actions, rules
from condica.correspondence.models import Approval, Letter
from condica.correspondence.rules import NEXT, Stage
from condica.correspondence.tests.factories import make_letter, make_signed, make_town
from condica.foundation.refusal import RuleBroken

WAY = (
    Stage.DRAFT, Stage.SUBMITTED, Stage.CHECKED, Stage.VISAS, Stage.APPROVED, Stage.SIGNED, Stage.NUMBERED,
    Stage.DISPATCHED,
)  # fmt: skip


def test_the_whole_way_goes_along_its_arrows() -> None:
    for before, after in pairwise(WAY):
        rules.check_move(before, after)


def test_no_other_way() -> None:
    for at, to in product(Stage, Stage):
        if to not in NEXT[at]:
            with pytest.raises(RuleBroken) as refusal:
                rules.check_move(at, to)
            assert refusal.value.code == "letter-stage"


def test_the_grounds_beside_the_arrows() -> None:
    """OG 27/2002 art. 13 at both signatures, art. 8 and 6 at the dispatch, Instrucțiuni 217/1996 at the number."""
    for at in (Stage.DRAFT, Stage.SUBMITTED, Stage.CHECKED, Stage.VISAS, Stage.RETURNED):
        assert NEXT[at][Stage.APPROVED] == "OG 27/2002, art. 13"
    assert NEXT[Stage.APPROVED][Stage.SIGNED] == "OG 27/2002, art. 13"
    assert NEXT[Stage.SIGNED] == {Stage.NUMBERED: "Instrucțiuni 217/1996, art. 9"}
    assert NEXT[Stage.NUMBERED] == {Stage.DISPATCHED: "OG 27/2002, art. 8 alin. (1); OG 27/2002, art. 6 alin. (4)"}


def test_nobody_signs_before_the_approval_nor_sends_before_the_number() -> None:
    ways_to = {to: {at for at in Stage if to in NEXT[at]} for to in Stage}
    assert ways_to[Stage.SIGNED] == {Stage.APPROVED}
    assert ways_to[Stage.NUMBERED] == {Stage.SIGNED}
    assert ways_to[Stage.DISPATCHED] == {Stage.NUMBERED}


@pytest.mark.django_db
def test_the_number_comes_with_the_last_signature_and_says_so() -> None:
    town = make_town()
    letter = make_signed(town)
    assert letter.stage == Stage.NUMBERED
    steps = Approval.objects.filter(letter=letter, step__in=["signed", "numbered"]).order_by("pk")
    assert [(step.step, step.by, step.at) for step in steps] == [
        ("signed", town.mayor, letter.signed_at), ("numbered", town.mayor, letter.signed_at),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["signed", "numbered", "dispatched"])
def test_the_database_signs_numbers_and_sends_nothing_unsigned(stage: str) -> None:
    """Written past every rule of the program."""
    letter = make_letter(make_town())
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(stage=stage)


@pytest.mark.django_db
def test_the_database_takes_no_letter_back_from_its_number() -> None:
    letter = make_signed(make_town())
    for stage in ("draft", "visas", "approved", "signed", "returned", "dropped"):
        with pytest.raises(DatabaseError, match=r"nu (se mai întoarce|merge înapoi)"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(stage=stage)


@pytest.mark.django_db
def test_an_unknown_stage_is_no_stage() -> None:
    letter = make_letter(make_town())
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(stage="undeva")
    assert actions.submit(letter, by=letter.drafted_by).stage == Stage.SUBMITTED
