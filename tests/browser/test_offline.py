"""The counter without network (ghișeul fără rețea): three papers with the cable pulled, sent once when it is back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Open, Town

PAGE = "/registratura/fara-retea/"


def test_three_papers_without_network_are_sent_once(town: Town, open_page: Open) -> None:
    hands = open_page("registrar")
    page = hands.page
    hands.go("/registratura/rezervari/noi/")
    page.locator("#id_count").fill("5")
    page.locator("#id_reason").fill("cablu tăiat")
    hands.goes("Control+Enter")
    block = int(page.url.rstrip("/").rsplit("/", 1)[1])
    first = town.ask(f"SELECT first FROM registry_block WHERE id = {block}")[0][0]
    hands.go(PAGE)
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.active && true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.locator("#bloc").select_option(str(block))
    expect(page.locator("[data-next]")).to_have_text(str(first))

    page.context.set_offline(True)
    page.reload()  # the page itself comes from the browser now
    expect(page.locator("[data-state-words]")).to_contain_text("Fără rețea", timeout=15_000)
    page.locator("#bloc").select_option(str(block))
    for place in range(3):
        expect(page.locator("[data-next]")).to_have_text(str(first + place))
        page.locator("#o_subject").fill(f"Fără rețea {place}")
        page.locator("#o_sender").fill("Elena Chirilă")
        hands.press("Control+Enter")
        expect(page.locator("[data-given-number]")).to_contain_text(f"{first + place}/")
    expect(page.locator("[data-kept=queued]")).to_have_count(3)
    assert town.ask("SELECT count(*) FROM registry_entry WHERE subject LIKE 'Fără rețea %%'")[0][0] == 0

    other = page.context.new_page()  # a second window sends the same lines
    other.goto(PAGE)
    page.context.set_offline(False)
    expect(page.locator("[data-kept=registered]")).to_have_count(3, timeout=30_000)
    expect(other.locator("[data-kept=registered]")).to_have_count(3, timeout=30_000)
    written = town.ask("SELECT value, subject FROM registry_entry WHERE subject LIKE 'Fără rețea %%' ORDER BY value")
    assert written == [(first + place, f"Fără rețea {place}") for place in range(3)]
    assert "Elena" not in page.evaluate(
        "new Promise((done) => { indexedDB.open('condica-fara-retea').onsuccess = (opened) => {"
        " opened.target.result.transaction('lines').objectStore('lines').getAll().onsuccess = (got) =>"
        " done(JSON.stringify(got.target.result)); }; })"
    )
    other.close()
