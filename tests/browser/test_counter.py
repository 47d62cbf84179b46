"""The counter under bad weather (ghișeul): two clerks at once, double clicks, errors, sessions that end, no script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open, Town
from tests.browser.hands import Hands
from tests.browser.town import BY_ROLE

NEW = "/registratura/inregistrare/"


def drawn(page: Page) -> int:
    """The number that the page shows after saving."""
    return int(page.locator("#gata").inner_text())


def papers(town: Town, subject: str) -> int:
    """How many papers with this subject are in the register."""
    return int(town.ask("SELECT count(*) FROM registry_entry WHERE subject = %s", subject)[0][0])


def test_two_clerks_at_once_get_different_numbers(town: Town, open_page: Open) -> None:
    pages = [open_page("registrar"), open_page("registrar")]
    for n, hands in enumerate(pages):
        hands.go(NEW)
        hands.write(f"Două ghișee deodată {n}")
    for hands in pages:  # both forms leave before either is answered
        hands.page.evaluate("() => { document.querySelector('#ghiseu').requestSubmit(); }")
    for hands in pages:
        expect(hands.page.locator("#gata")).to_be_visible(timeout=20_000)
    first, last = sorted(drawn(hands.page) for hands in pages)
    assert first < last  # others register in this town too: between the two no number is missing
    between = f"SELECT count(*) FROM registry_entry WHERE value BETWEEN {first} AND {last}"
    assert town.ask(between)[0][0] == last - first + 1


def test_a_double_click_on_save_draws_one_number(town: Town, open_page: Open) -> None:
    hands = open_page("registrar")
    hands.go(NEW)
    hands.write("Apăsat de două ori")
    hands.page.locator("#ghiseu button[type=submit].btn-primary").dblclick(no_wait_after=True)
    expect(hands.page.locator("#gata")).to_be_visible(timeout=20_000)
    assert papers(town, "Apăsat de două ori") == 1


def test_nothing_typed_is_lost_when_the_form_is_refused(open_page: Open) -> None:
    hands = open_page("registrar")
    hands.go(NEW)
    hands.write("Cu o greșeală la file")
    hands.page.locator("#id_leaves").fill("multe")
    hands.goes("Control+Enter")
    expect(hands.page.locator("[role=alert]")).to_contain_text("nu este încă înregistrat")
    expect(hands.page.locator("#id_subject")).to_have_value("Cu o greșeală la file")
    hands.page.locator("#id_leaves").fill("2")
    hands.goes("Control+Enter")
    expect(hands.page.locator("#gata")).to_be_visible()
    hands.go(NEW)
    expect(hands.page.locator("#id_subject")).to_have_value("")  # what was accepted is no draft any more


def test_nothing_typed_is_lost_when_the_session_ends(town: Town, open_page: Open) -> None:
    hands = open_page()
    hands.sign_in(BY_ROLE["registrar"], town.password)
    hands.go(NEW)
    hands.write("Sesiunea se încheie înainte de salvare")
    hands.page.context.clear_cookies(name="sessionid")
    hands.goes("Control+Enter")
    assert "/cont/intrare/" in hands.page.url
    hands.page.locator("#id_login").fill(BY_ROLE["registrar"])
    hands.page.locator("#id_password").fill(town.password)
    hands.page.locator("#id_password").focus()
    hands.goes("Enter")
    hands.go(NEW)
    expect(hands.page.locator("#id_subject")).to_have_value("Sesiunea se încheie înainte de salvare")
    expect(hands.page.locator("[data-draft-note]")).to_be_visible()
    assert papers(town, "Sesiunea se încheie înainte de salvare") == 0


def test_nothing_typed_is_lost_when_the_page_is_closed(open_page: Open) -> None:
    hands = open_page("registrar")
    hands.go(NEW)
    hands.write("Pagina s-a închis de tot")
    context = hands.page.context
    hands.page.wait_for_timeout(400)  # longer than the pause after which a draft is kept
    hands.page.close()
    again = Hands(context.new_page())
    again.go(NEW)
    expect(again.page.locator("#id_subject")).to_have_value("Pagina s-a închis de tot")
    again.page.locator("[data-draft-note] button").click()
    expect(again.page.locator("#id_subject")).to_have_value("")


def test_sign_in_and_counter_work_without_script(town: Town, browser: Browser) -> None:
    context = browser.new_context(base_url=town.url, locale="ro-RO", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/cont/intrare/?next={NEW}")
    page.locator("#id_login").fill(BY_ROLE["registrar"])
    page.locator("#id_password").fill(town.password)
    page.locator("#id_password").press("Enter")
    page.locator("#id_subject").fill("Fără JavaScript")
    page.locator("#ghiseu button[type=submit].btn-primary").click()
    expect(page.locator("#gata")).to_be_visible()
    assert papers(town, "Fără JavaScript") == 1
    context.close()
