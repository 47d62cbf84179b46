"""The whole way of one letter, by keyboard alone (drumul unei scrisori): seconds and key presses are printed.

Nothing here clicks: keys are pressed, and the focus is asserted where the next key depends on it. Each person sits at
a browser of their own, signs in, finds the paper by its number, does one thing and leaves it to the next.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pikepdf
from playwright.sync_api import expect

from condica.foundation import dates
from tests.browser.conftest import Open, Post, Town
from tests.browser.hands import Hands
from tests.browser.town import BY_ROLE, UNIT

FIGURES = Path(__file__).resolve().parents[2] / "var" / "letter_by_keyboard.json"
SUBJECT = "Sesizare: iluminat public stins pe strada Viilor"
ANSWER = "Lampa a fost înlocuită ieri, iar strada este iarăși luminată."


@dataclass
class Journey:
    """The letter on its way: who touched it, with how many keys, in how many seconds."""

    town: Town
    open_page: Open
    number: str = ""
    steps: list[tuple[str, int, float]] = field(default_factory=list)

    def sit_down(self, role: str) -> Hands:
        """The person signs in, by keyboard too."""
        hands = self.open_page()
        hands.began = time.monotonic()
        hands.sign_in(BY_ROLE[role], self.town.password)
        return hands

    def find(self, hands: Hands) -> None:
        """From anywhere to the case: the search for everything, a number, Enter."""
        hands.press("/")
        hands.has_focus("#cauta")
        hands.write(self.number)
        hands.goes("Enter")
        assert hands.page.url.endswith(f"/{self.number}/"), hands.page.url

    def done(self, step: str, hands: Hands) -> None:
        """What the step took; and the browser had nothing to complain of."""
        assert hands.complaints == []
        self.steps.append((step, hands.keys, time.monotonic() - hands.began))

    def tell(self, counter: tuple[int, float]) -> None:
        """Print the figures and keep them for the README."""
        keys, seconds = sum(step[1] for step in self.steps), sum(step[2] for step in self.steps)
        figures = {
            "counter_keys": counter[0], "counter_seconds": round(counter[1], 1),
            "keys": keys, "seconds": round(seconds, 1),
            "steps": [{"step": name, "keys": k, "seconds": round(s, 1)} for name, k, s in self.steps],
        }  # fmt: skip
        FIGURES.parent.mkdir(exist_ok=True)
        FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
        print(f"\nDe la n la număr: {counter[0]} taste, {counter[1]:.1f} s.")
        print(f"Tot drumul: {keys} taste, {seconds:.1f} s (mașina scrie fără să se gândească).")
        for name, k, s in self.steps:
            print(f"  {name}: {k} taste, {s:.1f} s")


def test_the_whole_way_of_a_letter(town: Town, post: Post, open_page: Open) -> None:
    journey = Journey(town, open_page)
    sender, email = known_sender(town)
    counter = at_the_counter(journey, sender)
    the_head_assigns(journey)
    the_clerk_answers(journey)
    the_head_approves(journey)
    the_mayor_signs(journey)
    the_registrar_sends(journey)
    message = post.wait_for(lambda message: email in str(message["To"]))
    the_letter_arrived(message, journey.number)
    the_clerk_closes(journey)
    the_report_counts_it(journey)
    journey.tell(counter)


def known_sender(town: Town) -> tuple[str, str]:
    """Somebody who wrote before, by e-mail; the only one of that name."""
    rows = town.ask(
        "SELECT c.name, p.value FROM contacts_contact c JOIN contacts_contactpoint p ON p.contact_id = c.id"
        " WHERE c.kind = 'person' AND p.kind = 'email' AND (SELECT count(*) FROM contacts_contact o WHERE"
        " o.name = c.name) = 1 ORDER BY c.id LIMIT 1"
    )
    return rows[0][0], rows[0][1]


def at_the_counter(journey: Journey, sender: str) -> tuple[int, float]:
    hands = journey.sit_down("registrar")
    keys, began = hands.keys, time.monotonic()
    hands.goes("n")
    hands.has_focus("#id_subject")
    hands.write(SUBJECT)
    expect(hands.page.locator("#ghicit")).to_contain_text("Ghicit din")
    expect(hands.page.locator("#fel-petition")).to_be_checked()
    hands.press("Enter")
    hands.press("Enter")
    hands.has_focus("#id_sender_name")
    hands.write(sender)
    expect(hands.page.locator("#lista-exp [role=option]").first).to_be_visible()
    hands.press("Enter")  # takes the first one found
    expect(hands.page.locator("#id_sender")).not_to_have_value("")
    hands.tab_to("#id_unit", at_most=6)
    hands.write(UNIT)
    hands.goes("Control+Enter")
    drawn = hands.page.locator("#gata")
    journey.number = drawn.inner_text().strip()
    assert journey.number.isdigit()
    counter = hands.keys - keys, time.monotonic() - began
    hands.has_focus("#inca-unul")
    for key, link in (("b", "#bon"), ("e", "#eticheta")):
        the_paper_prints(hands, key, link)
    journey.done("ghișeu", hands)
    return counter


def the_paper_prints(hands: Hands, key: str, link: str) -> None:
    """The receipt or the label opens beside the page, as a PDF."""
    address = hands.page.locator(link).get_attribute("href")
    with hands.page.context.expect_page() as opened:
        hands.press(key)
    answer = hands.page.context.request.get(str(address))
    assert answer.body().startswith(b"%PDF")
    opened.value.close()


def the_head_assigns(journey: Journey) -> None:
    hands = journey.sit_down("unit_head")
    journey.find(hands)
    hands.goes("d")
    hands.has_focus("#id_text")
    hands.write("Verificați în teren și răspundeți.")
    hands.press("Tab")
    hands.has_focus("#id_lead")
    hands.write(UNIT)
    hands.tab_to("#id_assignee", at_most=4)
    hands.write("Ovidiu")
    hands.goes("Control+Enter")
    expect(hands.page.locator("main")).to_contain_text("Verificați în teren")
    journey.done("rezoluție", hands)


def the_clerk_answers(journey: Journey) -> None:
    hands = journey.sit_down("clerk")
    journey.find(hands)
    hands.tab_to("#pas-accept")
    hands.goes("Enter")
    hands.goes("Control+Enter")
    hands.goes("r")  # answer
    hands.goes("Control+Enter")  # the proposed model, the known addressee
    area = hands.page.locator(".cd-editarea")
    expect(area).to_be_visible()
    hands.tab_to(".cd-editarea")
    for _ in range(12):
        hands.press("F8")
        blank = hands.evaluate("() => getSelection().toString()")
        if not blank.startswith("["):
            break
        hands.write(ANSWER)
    assert not re.search(r"\[[^\]]+\]", area.inner_text())
    hands.goes("Control+s")
    hands.goes("v")  # to be checked
    expect(hands.page.locator("main")).to_contain_text("verific")
    journey.done("răspuns scris", hands)


def the_head_approves(journey: Journey) -> None:
    hands = journey.sit_down("unit_head")
    journey.find(hands)
    hands.goes("r")
    hands.goes("a")
    expect(hands.page.locator(".cd-steps .done")).to_have_count(3)
    journey.done("aprobat", hands)


def the_mayor_signs(journey: Journey) -> None:
    hands = journey.sit_down("authority_head")
    journey.find(hands)
    hands.goes("r")
    hands.goes("s")
    expect(hands.page.locator(".cd-steps .done")).to_have_count(5)  # numbered with the last signature
    journey.done("semnat", hands)


def the_registrar_sends(journey: Journey) -> None:
    hands = journey.sit_down("registrar")
    journey.find(hands)
    hands.goes("r")
    hands.press("e")
    expect(hands.page.locator("#expediere")).to_be_visible()
    hands.tab_to("#expediere input[value=email]", at_most=5)
    hands.press("Space")
    hands.goes("Enter")
    expect(hands.page.locator("main")).to_contain_text("E-mail")
    journey.done("expediat", hands)


def the_letter_arrived(message: object, number: str) -> None:
    """The e-mail carries the signed letter as PDF/A."""
    files = list(message.iter_attachments())  # type: ignore[attr-defined]
    pdf = next(file for file in files if file.get_content_type() == "application/pdf")
    with pikepdf.open(BytesIO(pdf.get_content())) as document:
        assert "pdfaid" in str(document.open_metadata())
    assert number in str(message["Subject"]) + str(pdf.get_filename())  # type: ignore[index]


def the_clerk_closes(journey: Journey) -> None:
    hands = journey.sit_down("clerk")
    journey.find(hands)
    hands.goes("i")
    hands.goes("Control+Enter")
    expect(hands.page.locator("main")).to_contain_text("închis")
    hands.tab_to("#fisa")
    hands.goes("Enter")
    expect(hands.page.locator("#t-iesiri")).to_be_visible()  # the out line, under the same number
    journey.done("închis", hands)


def the_report_counts_it(journey: Journey) -> None:
    """The mayor opens the report of this half-year and finds the paper on the list behind its first figure."""
    hands = journey.sit_down("authority_head")
    hands.tab_to(".cd-rail a[href='/rapoarte/']")
    hands.goes("Enter")
    hands.tab_to(hands.page.locator("main a[href*='/rapoarte/petitii/']").first)
    hands.goes("Enter")
    hands.tab_to("#perioada summary")
    hands.press("Enter")
    hands.tab_to(hands.page.locator(f"#perioada a[href*='{half_year()}']").first)
    hands.goes("Enter")
    hands.tab_to(hands.page.locator(".cd-figs a[href*='coloana=all']").first)
    hands.goes("Enter")
    expect(hands.page.locator("main tbody th").get_by_text(journey.number, exact=True)).to_be_visible()
    journey.done("raport", hands)


def half_year() -> str:
    """The first day of this half-year, as addresses write it."""
    today = dates.today()
    return f"{today.year}-{'01' if today.month < 7 else '07'}-01"
