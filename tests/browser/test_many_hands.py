"""One petition in many hands (o petiție, multe mâini): who wrote it, who registered it, gave it, worked on it, signed
it, sent it; and who wrote it again, reading the answer. Each has a browser of their own; codes come by real e-mail.
"""

from __future__ import annotations

import re
import time
from email.message import EmailMessage
from io import BytesIO
from uuid import uuid4

import pikepdf
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Post, Town
from tests.browser.portal import ON, follow, send_petition
from tests.browser.test_letter_by_keyboard import half_year
from tests.browser.town import UNIT

PHONE = {"width": 390, "height": 844, "java_script_enabled": False}
RUN = uuid4().hex[:6]  # what was sent once is not taken again, so each run sends its own
EMAIL = f"multe.maini.{RUN}@example.com"
SUBJECT = f"Stâlpi stinși pe strada Morii și pe aleea Teilor ({RUN})"
OPINION = "Cablul de sub alee este al operatorului; l-am înștiințat ieri."
ANSWER = "Șase stâlpi au fost reparați, iar cablul de sub alee se înlocuiește săptămâna viitoare."
BESIDE, BESIDE_CLERK = "Serviciul Relații cu Publicul", "consilier"
STAGES = ["registered", "assigned", "accepted", "drafted", "approved", "signed", "answered", "closed"]
SECONDS = 90  # on a machine that does nothing else


class Hand:
    """Somebody at a browser of their own; the case is found by its number."""

    def __init__(self, open_page: Open, role: str, number: str) -> None:
        self.hands = open_page(role)
        self.page: Page = self.hands.page
        self.case = "/lucrari/general/{1}/{0}/".format(*named(number))
        self.page.goto(self.case)

    def follows(self, ending: str) -> None:
        """The step is offered on the page as a link, perhaps among „Mai multe”, and taken."""
        link = self.page.locator(f"main a[href$='{ending}']").first
        if not link.is_visible():
            self.page.locator("main details.cd-more summary").first.click()
        link.click()

    def does(self, **filled: str) -> None:
        """Fill the verb's form and send it; back on the case."""
        for name, value in filled.items():
            field = self.page.locator(f"#id_{name}")
            if field.evaluate("(el) => el.tagName") == "SELECT":
                option = field.locator("option").filter(has_text=value).first
                field.select_option(str(option.get_attribute("value")))
            else:
                field.fill(value)
        self.page.locator("main form button.btn-primary[type=submit]").first.click()
        expect(self.page.locator("main [role=alert]")).to_have_count(0)

    def is_well(self) -> None:
        """The browser had nothing to complain of."""
        assert self.hands.complaints == []


def test_one_petition_goes_through_all_the_hands_and_back(open_page: Open, town: Town, post: Post) -> None:
    began = time.monotonic()
    citizen = open_page(**PHONE).page
    number, code = send_petition(citizen, subject=SUBJECT, email=EMAIL)
    confirmed = post.wait_for(lambda m: m["X-Envelope-To"] == EMAIL and code in words_of(m))
    assert named(number)[0] in str(confirmed["Subject"])
    the_registrar_gives_it_to_a_unit(open_page, number)
    the_head_gives_it_to_a_clerk_and_asks_another_unit(open_page, number)
    the_other_units_clerk_gives_the_point_of_view(open_page, number)
    the_clerk_answers_with_it(open_page, number)
    the_head_approves(open_page, number)
    the_mayor_signs(open_page, number)
    the_registrar_sends(open_page, number)
    the_citizen_reads_the_answer(citizen, number, code, town, post)
    the_clerk_closes(open_page, number)
    everything_agrees(town, number)
    the_report_shows_it(open_page, number)
    print(f"\nToate mâinile: {time.monotonic() - began:.0f} s (ținta pe o mașină liniștită: {SECONDS} s)")


def named(number: str) -> tuple[str, int]:
    """Number and year of `83/22.11.2026`."""
    return number.partition("/")[0], int(number[-4:])


def words_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""


def the_registrar_gives_it_to_a_unit(open_page: Open, number: str) -> None:
    hand = Hand(open_page, "registrar", number)
    hand.follows("/repartizeaza/")
    hand.does(text="Spre competentă soluționare.", lead=UNIT)
    expect(hand.page.locator("main")).to_contain_text("Spre competentă soluționare.")
    hand.is_well()


def the_head_gives_it_to_a_clerk_and_asks_another_unit(open_page: Open, number: str) -> None:
    hand = Hand(open_page, "unit_head", number)
    hand.follows("/repartizeaza/")
    hand.page.locator("input[type=search][aria-label^='Împreună cu']").fill(BESIDE)
    hand.hands.press("Enter")
    hand.page.locator("#id_joint_text").fill("Ce știți de cablul de sub alee?")
    hand.does(text="Verificați în teren și răspundeți.", lead=UNIT, assignee="Ovidiu Buda")
    expect(hand.page.locator("main")).to_contain_text("Verificați în teren")
    hand.is_well()


def the_other_units_clerk_gives_the_point_of_view(open_page: Open, number: str) -> None:
    hand = Hand(open_page, BESIDE_CLERK, number)
    hand.page.locator("main a[href*='/puncte-de-vedere/']:not([href$='/primeste/'])").first.click()
    hand.does(text=OPINION)
    expect(hand.page.locator("main")).to_contain_text(OPINION[:30])
    hand.is_well()


def the_clerk_answers_with_it(open_page: Open, number: str) -> None:
    hand = Hand(open_page, "clerk", number)
    hand.page.locator("#pas-accept").click()
    hand.does()
    hand.hands.goes("r")
    hand.hands.goes("Control+Enter")
    area = hand.page.locator(".cd-editarea")
    expect(area).to_be_visible()
    hand.hands.tab_to(".cd-editarea")
    for _ in range(12):
        hand.hands.press("F8")
        if not hand.hands.evaluate("() => getSelection().toString()").startswith("["):
            break
        hand.hands.write(ANSWER)
    assert not re.search(r"\[[^\]]+\]", area.inner_text())
    hand.hands.goes("Control+s")
    hand.hands.goes("v")
    hand.is_well()


def the_head_approves(open_page: Open, number: str) -> None:
    hand = Hand(open_page, "unit_head", number)
    hand.hands.goes("r")
    hand.hands.goes("a")
    hand.is_well()


def the_mayor_signs(open_page: Open, number: str) -> None:
    hand = Hand(open_page, "authority_head", number)
    hand.hands.goes("r")
    hand.hands.goes("s")
    expect(hand.page.locator(".cd-steps .done")).to_have_count(5)
    hand.is_well()


def the_registrar_sends(open_page: Open, number: str) -> None:
    hand = Hand(open_page, "registrar", number)
    hand.hands.goes("r")
    hand.hands.press("e")
    hand.page.locator("#expediere input[value=email]").check()
    hand.hands.goes("Enter")
    hand.is_well()


def the_citizen_reads_the_answer(citizen: Page, number: str, code: str, town: Town, post: Post) -> None:
    sent = post.wait_for(lambda m: m["X-Envelope-To"] == EMAIL and "Răspuns" in str(m["Subject"]))
    files = [part for part in sent.iter_attachments() if part.get_content_type() == "application/pdf"]
    assert files
    citizen.locator("form[action$='/inchid/'] button").first.click()
    follow(citizen, number, code)
    citizen.locator(".pt-due a").first.click()
    citizen.locator(ON).click()
    by_mail = post.wait_for(lambda m: m["X-Envelope-To"] == EMAIL and "Codul" in str(m["Subject"]))
    citizen.fill("#id_code", str(by_mail["Subject"]).split()[-1])
    citizen.locator(ON).click()
    got = citizen.context.request.get(str(citizen.locator(".pt-do a").first.get_attribute("href"))).body()
    assert got == files[0].get_content()
    with pikepdf.open(BytesIO(got)) as document:
        assert "pdfaid" in str(document.open_metadata())
    citizen.goto("/portal/urmarire/stare/")
    citizen.check("[name=useful][value=yes]")
    citizen.locator("form[action$='/parere/'] button").click()
    assert citizen.locator("[name=useful]").count() == 0


def the_clerk_closes(open_page: Open, number: str) -> None:
    hand = Hand(open_page, "clerk", number)
    hand.hands.goes("i")
    hand.hands.goes("Control+Enter")
    expect(hand.page.locator("main")).to_contain_text("închis")
    hand.is_well()


def figures(town: Town, number: str) -> list[int]:
    """How many papers, out lines, closed cases and opinions of citizens there are under this number."""
    paper = "SELECT number_id FROM registry_entry e WHERE e.value = %s AND e.year = %s"
    wanted = (
        f"SELECT count(*) FROM registry_entry WHERE number_id IN ({paper}) AND subject = '{SUBJECT}'",
        f"SELECT count(*) FROM registry_exit WHERE entry_id IN ({paper})",
        f"SELECT count(*) FROM casework_case WHERE closed_at IS NOT NULL AND entry_id IN ({paper})",
        "SELECT count(*) FROM portal_feedback f JOIN casework_case c ON c.id = f.case_id"
        f" WHERE c.entry_id IN ({paper})",
    )
    return [int(town.ask(statement, *named(number))[0][0]) for statement in wanted]


def everything_agrees(town: Town, number: str) -> None:
    """One paper more, one line out under its number, one case closed, one opinion; the clock stopped in its term."""
    assert figures(town, number) == [1, 1, 1, 1]
    (case, stage, closed, due_on, left_on, subject), *others = town.ask(
        "SELECT c.id, c.stage, c.closed_at IS NOT NULL, c.due_on, x.moment::date, e.subject FROM registry_entry e"
        " JOIN casework_case c ON c.entry_id = e.number_id JOIN registry_exit x ON x.entry_id = e.number_id"
        " WHERE e.value = %s AND e.year = %s", *named(number),
    )  # fmt: skip
    assert (others, stage, closed, subject) == ([], "closed", True, SUBJECT)
    assert left_on <= due_on
    stages = town.ask("SELECT stage FROM casework_stagechange WHERE case_id = %s ORDER BY id", case)
    assert [stage for (stage,) in stages] == STAGES
    ledger = town.ask("SELECT kind, legal FROM casework_clockevent WHERE case_id = %s ORDER BY id", case)
    assert ledger == [("started", due_on), ("stopped", due_on)]
    assert town.ask("SELECT state, opinion FROM casework_jointunit WHERE case_id = %s", case) == [("given", OPINION)]


def the_report_shows_it(open_page: Open, number: str) -> None:
    """The mayor's half-year counts it: the list behind the first figure holds its number."""
    page = open_page("authority_head").page
    page.goto("/rapoarte/petitii/")
    page.locator("#perioada summary").click()
    page.locator(f"#perioada a[href*='{half_year()}']").first.click()
    page.locator(".cd-figs a[href*='coloana=all']").first.click()
    expect(page.locator("main tbody th").get_by_text(named(number)[0], exact=True)).to_be_visible()
