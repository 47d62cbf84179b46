"""A report printed again is the same report (P16): figures of a past moment do not move."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reports.lives import HALFWAY, printed

pytestmark = pytest.mark.xdist_group("reports")


@pytest.fixture(scope="module")
def lives(built_lives: Any) -> Any:
    yield from built_lives.look()


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv", "book.pdf", "book.xlsx"])
def test_the_same_period_as_of_the_same_moment_is_the_same_file(built_lives: Any, lives: Any, form: str) -> None:
    """Printed when that moment was now; then half a year of life went on; now printed again as of then."""
    assert built_lives.printed[form]
    assert printed(HALFWAY)[form] == built_lives.printed[form]


def test_life_did_go_on(built_lives: Any, lives: Any) -> None:
    """Otherwise the sameness above would prove nothing."""
    assert built_lives.steps_after > 120
