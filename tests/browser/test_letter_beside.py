"""Beside a letter's text, by keyboard alone: phrases put in, versions gone through, a visa given, annexes begun."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Town
from tests.browser.hands import Hands
from tests.browser.town import BY_ROLE

OPEN = "l.stage IN ('draft', 'returned', 'submitted', 'checked')"


@pytest.fixture
def editor(town: Town, open_page: Open) -> Hands:
    """The text of an open letter."""
    hands = open_page("director")
    hands.go(f"/corespondenta/{any_open(town)}/text/")
    expect(hands.page.locator(".cd-editarea")).to_be_visible()
    return hands


def any_open(town: Town) -> int:
    rows = town.ask(f"SELECT l.id FROM correspondence_letter l WHERE {OPEN} ORDER BY l.id LIMIT 1")
    return int(rows[0][0])


def test_a_phrase_is_found_by_a_few_letters_and_put_after_the_paragraph(editor: Hands) -> None:
    area = editor.page.locator(".cd-editarea")
    before = area.locator("p").count()
    editor.tab_to(".cd-editarea")
    editor.press("Control+Home", "End", "F9")
    editor.has_focus("#fraze")
    editor.write("lamuriri")  # without its diacritics
    expect(editor.page.locator("#fraze-lista [role=option]:visible")).to_have_count(1)
    editor.press("Enter")
    editor.has_focus(".cd-editarea")
    expect(area.locator("p")).to_have_count(before + 1)
    expect(area.locator("p").nth(1)).to_have_text("Pentru lămuriri ne puteți scrie sau suna la datele din antet, "
                                                  "menționând numărul de mai sus.")  # fmt: skip
    expect(editor.page.locator("[data-saved]")).to_contain_text("Salvat", timeout=10_000)
    assert editor.complaints == []


def test_escape_goes_back_to_the_text_with_nothing_put_in(editor: Hands) -> None:
    area = editor.page.locator(".cd-editarea")
    before = area.inner_text()
    editor.tab_to(".cd-editarea")
    editor.press("F9", "ArrowDown", "Escape")
    editor.has_focus(".cd-editarea")
    assert area.inner_text() == before
    expect(editor.page.locator("#fraze-lista")).to_be_hidden()


def test_versions_are_gone_through_by_keyboard(town: Town, editor: Hands) -> None:
    editor.tab_to(".cd-editarea")
    editor.press("Control+End")
    editor.write(" Un cuvânt în plus.")
    editor.goes("Control+s")
    editor.go(f"/corespondenta/{any_open(town)}/versiuni/")
    editor.press("j")
    changed = editor.page.locator(".cd-compare tr.focus")
    expect(changed).to_have_count(1)
    expect(changed.locator("ins").first).to_contain_text("+")
    assert editor.complaints == []


def test_a_visa_is_given_with_one_key(town: Town, open_page: Open) -> None:
    rows = town.ask(
        "SELECT v.letter_id FROM correspondence_visa v JOIN accounts_user u ON u.id = v.user_id"
        f" WHERE u.username = '{BY_ROLE['clerk']}' AND v.state = 'waiting'"
    )
    hands = open_page("clerk")
    hands.go(f"/corespondenta/{rows[0][0]}/")
    hands.goes("z")
    expect(hands.page.locator(".cd-visa-given")).to_contain_text("viză tehnică")
    assert hands.complaints == []


def test_an_annex_is_begun_with_one_key_and_left_with_another(town: Town, open_page: Open) -> None:
    hands = open_page("director")
    hands.go(f"/corespondenta/{any_open(town)}/")
    hands.press("x")
    expect(hands.page.locator("#anexa")).to_be_visible()
    hands.press("Escape")
    expect(hands.page.locator("#anexa")).to_be_hidden()
    assert hands.complaints == []
