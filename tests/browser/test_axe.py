"""Every page of every role: accessible, never sideways, without a complaint of the browser (accesibilitate)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages import every_name, no_pages
from tests.browser.town import WHO
from tests.browser.walk import Findings

EACH = [pytest.param(role, marks=pytest.mark.xdist_group(f"walk-{role}")) for role in WHO]


def told(findings: list[str]) -> str:
    """The findings as lines, so that a failure shows them all."""
    return "\n".join(dict.fromkeys(findings))


@pytest.mark.parametrize("role", EACH)
def test_axe_finds_nothing(role: str, walk: Callable[[str], Findings]) -> None:
    assert told(walk(role).axe) == ""


@pytest.mark.parametrize("role", EACH)
def test_no_page_scrolls_sideways_on_a_phone(role: str, walk: Callable[[str], Findings]) -> None:
    assert told(walk(role).sideways) == ""


@pytest.mark.parametrize("role", EACH)
def test_the_browser_has_no_complaint(role: str, walk: Callable[[str], Findings]) -> None:
    assert told(walk(role).complaints + walk(role).broken) == ""


@pytest.mark.xdist_group("walk-nobody")
def test_every_page_was_seen(walk: Callable[[str], Findings]) -> None:
    seen = {name for role in WHO for name in walk(role).seen}
    assert sorted({name for name, _ in every_name()} - seen - no_pages()) == []
