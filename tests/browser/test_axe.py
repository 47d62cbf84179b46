"""Every page of every role: accessible, never sideways, without a complaint of the browser (accesibilitate)."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from tests.browser.conftest import Open
from tests.browser.town import BY_ROLE
from tests.browser.walk import AXE, SCREENS, Findings, Walk, every_name, no_pages

WHO = [*BY_ROLE, "nobody"]


@pytest.fixture(scope="package")
def known() -> set[str]:
    """Contents judged already, by whichever role came first."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True)
    return set()


@pytest.fixture(scope="package")
def walked() -> dict[str, Findings]:
    """What each walk found."""
    return {}


@pytest.fixture
def walk(open_page: Open, known: set[str], walked: dict[str, Findings]) -> Callable[[str], Findings]:
    """The findings of a role's walk, made once."""
    if not AXE.exists():
        pytest.fail("Lipsește axe-core; rulează „make assets” (pachetele paginilor vin prin package-lock.json).")

    def made(role: str) -> Findings:
        if role not in walked:
            walk = Walk(open_page("" if role == "nobody" else role), role, known)
            walked[role] = walk.found  # also when the walk is cut short
            walk.everywhere(*(["/cont/intrare/", "/nu-exista/"] if role == "nobody" else ["/"]))
        return walked[role]

    return made


@pytest.mark.parametrize("role", WHO)
def test_axe_finds_nothing(role: str, walk: Callable[[str], Findings]) -> None:
    assert walk(role).axe == []


@pytest.mark.parametrize("role", WHO)
def test_no_page_scrolls_sideways_on_a_phone(role: str, walk: Callable[[str], Findings]) -> None:
    assert walk(role).sideways == []


@pytest.mark.parametrize("role", WHO)
def test_the_browser_has_no_complaint(role: str, walk: Callable[[str], Findings]) -> None:
    assert walk(role).complaints == []
    assert walk(role).broken == []


def test_every_page_was_seen(walk: Callable[[str], Findings]) -> None:
    seen = {name for role in WHO for name in walk(role).seen}
    assert sorted({name for name, _ in every_name()} - seen - no_pages()) == []
