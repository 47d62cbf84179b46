"""The paper on screen (vizorul): larger, smaller, as wide as its place, turned; by keys and by buttons."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open, Town
from tests.browser.hands import Hands


@pytest.fixture
def paper(town: Town, open_page: Open) -> Hands:
    """A paper that has its pages as pictures."""
    hands = open_page("registrar")
    for address in town.facts["addresses"]["registry:entry"]:
        hands.go(address)
        if hands.page.locator(".cd-scan").count():
            expect(hands.page.locator(".cd-scan").first).to_have_js_property("complete", True)
            return hands
    pytest.fail("Orașul de probă n-are nicio hârtie cu pagini de arătat.")


def page_of(hands: Hands) -> Locator:
    return hands.page.locator(".cd-scan").first


def size(hands: Hands) -> tuple[float, float]:
    """Width and height as they are seen."""
    box = page_of(hands).bounding_box()
    assert box
    return box["width"], box["height"]


def test_keys_make_it_larger_smaller_and_fitting_again(paper: Hands) -> None:
    wide, tall = size(paper)
    paper.press("+", "+")
    assert size(paper) == pytest.approx((1.5 * wide, 1.5 * tall), rel=0.01)
    paper.press("-", "-", "-")
    assert size(paper) == pytest.approx((0.75 * wide, 0.75 * tall), rel=0.01)
    expect(paper.page.locator("[data-zoom-aloud]")).to_have_text("75 %, dreaptă")
    paper.press("0")
    assert size(paper) == pytest.approx((wide, tall), rel=0.01)
    assert paper.complaints == []


def test_it_stops_at_half_and_at_three_times(paper: Hands) -> None:
    wide, _ = size(paper)
    paper.press(*["+"] * 12)
    assert size(paper)[0] == pytest.approx(3 * wide, rel=0.01)
    paper.press(*["-"] * 12)
    assert size(paper)[0] == pytest.approx(wide / 2, rel=0.01)


def test_a_turned_page_lies_on_its_side_as_wide_as_before(paper: Hands) -> None:
    wide, tall = size(paper)
    turn = paper.page.get_by_role("button", name="Întoarce pagina")
    turn.focus()
    paper.press("Enter")
    assert size(paper) == pytest.approx((wide, wide * wide / tall), rel=0.02)
    place = paper.page.locator(".cd-desk-top").bounding_box()
    box = page_of(paper).bounding_box()
    assert place
    assert box
    assert place["x"] <= box["x"]
    assert box["x"] + box["width"] <= place["x"] + place["width"] + 1
    paper.press("Enter", "Enter", "Enter")
    assert size(paper) == pytest.approx((wide, tall), rel=0.01)


def test_where_nothing_can_be_enlarged_there_are_no_tools(open_page: Open) -> None:
    hands = open_page("registrar")
    hands.go("/registratura/")
    assert hands.page.locator("[data-zoom-tools]").count() == 0
