"""The citizen without script, on a phone: a petition sent and followed, an answer opened by code, an opinion given."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.browser.conftest import Open, Post, Town
from tests.browser.portal import ON, PDF, follow, send_petition

SOON = 60  # the worker may have long papers to read first
PHONE = {"width": 390, "height": 844, "java_script_enabled": False}


def to(address: str, words: str):  # type: ignore[no-untyped-def]
    return lambda message: message["X-Envelope-To"] == address and words in str(message["Subject"])


def body_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_petition_is_sent_and_followed_without_script(open_page: Open, post: Post, town: Town) -> None:
    page = open_page(**PHONE).page
    number, code = send_petition(page, subject="Stâlpi stinși", email="fara.script@example.com")
    assert town.ask("SELECT channel, kind FROM registry_entry ORDER BY number_id DESC LIMIT 1") == [
        ("portal", "petition")
    ]
    confirmation = post.wait_for(to("fara.script@example.com", number.split("/")[0]), seconds=SOON)
    assert code in body_of(confirmation)
    assert confirmation["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in confirmation.iter_attachments()] == ["application/pdf"]
    page.locator("form[action$='/inchid/'] button").click()
    follow(page, number, code)
    assert "aici suntem" in page.locator("main").inner_text()
    page.locator("a[href$='/completare/']").click()
    page.fill("#id_words", "Lista semnăturilor o trimit mâine.")
    page.locator(ON).click()
    assert "Am primit completarea" in page.locator("main").inner_text()


def test_a_second_press_and_the_way_back_give_one_number(open_page: Open, town: Town) -> None:
    page = open_page(**PHONE).page
    before = town.ask("SELECT count(*) FROM registry_entry")[0][0]
    number, _code = send_petition(page, subject="O singură dată", email="odata@example.com")
    page.go_back()
    page.reload()
    assert page.locator(".pt-due strong").inner_text() == number
    assert town.ask("SELECT count(*) FROM registry_entry")[0][0] == before + 1


def test_what_was_written_stays_when_the_language_changes(open_page: Open) -> None:
    page = open_page(**PHONE).page
    page.goto("/portal/petitie/ce/")
    page.wait_for_timeout(2100)
    page.fill("#id_text", "Scris pe jumătate")
    page.locator("button[name=limba][value=hu]").click()
    assert page.locator("html").get_attribute("lang") == "hu"
    assert page.locator("#id_text").input_value() == "Scris pe jumătate"
    assert "Mit szeretne elmondani" in page.locator("h1").inner_text()


def test_with_script_files_show_how_far_they_are_and_mistakes_are_told_in_place(open_page: Open) -> None:
    hands = open_page(width=390, height=844)
    page = hands.page
    page.goto("/portal/petitie/ce/")
    page.wait_for_timeout(2100)
    page.fill("#id_subject", "Cu fișiere")
    page.fill("#id_text", "Vedeți fișierele.")
    page.locator(ON).click()
    page.set_input_files("#fisiere", {"name": "a.exe", "mimeType": "application/pdf", "buffer": b"MZ" + b"0" * 500})
    page.locator("button[name=adauga]").click()
    page.locator(".pt-errors").wait_for()
    assert "nu e de un fel" in page.locator(".pt-errors").inner_text()
    page.set_input_files("#fisiere", {"name": "b.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.locator("button[name=adauga]").click()
    page.locator(".pt-files li").wait_for()
    assert "b.pdf" in page.locator(".pt-files").inner_text()
    assert hands.complaints == []


@pytest.fixture
def answered(town: Town) -> tuple[str, str, str]:
    """A petition whose answer has left: number with year, code, the petitioner's e-mail."""
    rows = town.ask(
        "SELECT e.value || '/' || e.year, n.tracking_code, e.sender_email FROM registry_entry e "
        "JOIN registry_number n ON n.id = e.number_id JOIN correspondence_letter l ON l.entry_id = e.number_id "
        "WHERE l.stage = 'dispatched' AND l.is_answer AND e.sender_email <> '' AND e.direction = 'in' "
        "AND EXISTS (SELECT FROM casework_case c WHERE c.entry_id = e.number_id AND c.kind = 'petition' "
        "AND c.stage IN ('answered', 'closed')) AND l.way IN ('favorabil', 'nefavorabil') "
        "AND NOT EXISTS (SELECT FROM portal_feedback f JOIN casework_case c ON c.id = f.case_id "
        "WHERE c.entry_id = e.number_id) ORDER BY e.number_id DESC LIMIT 1"
    )
    return rows[0]


def test_the_answer_opens_with_a_code_and_one_question_is_asked(
    open_page: Open, post: Post, answered: tuple[str, str, str]
) -> None:
    number, code, address = answered
    page = open_page(**PHONE).page
    follow(page, number, code)
    page.locator(".pt-due a").click()
    page.locator(ON).click()
    mail = post.wait_for(to(address, "Codul"), seconds=SOON)
    page.fill("#id_code", str(mail["Subject"]).split()[-1])
    page.locator(ON).click()
    file = page.locator(".pt-do a").get_attribute("href")
    assert file is not None
    assert page.context.request.get(file).body().startswith(b"%PDF")
    page.goto("/portal/urmarire/stare/")
    page.check("[name=useful][value=partly]")
    page.fill("#id_words", "Mai repede.")
    page.locator("form[action$='/parere/'] button").click()
    assert "Vă mulțumim" in page.locator("main").inner_text()
    assert page.locator("[name=useful]").count() == 0
