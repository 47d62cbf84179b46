"""A citizen at the portal (cetățeanul la portal): the way of a petition as fingers do it, with or without script."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ON = "button.btn-primary[type=submit]"
LEAST = 2_100  # a page filled faster is asked for once more


def nothing(name: str) -> None:
    """Nobody looks on the way."""


def press(page: Page, button: str = ON) -> None:
    """Press, and wait for the page that it leads to: who looks too early sees none."""
    with page.expect_navigation():
        page.locator(button).first.click()


def send_petition(page: Page, *, subject: str, email: str, look: Callable[[str], None] = nothing) -> tuple[str, str]:
    """From the first page to the number; `look` sees each page on the way. Returns number and code."""
    page.goto("/portal/")
    press(page, ".pt-choices a")
    page.wait_for_timeout(LEAST)
    press(page)
    look("portal:step")  # with what is missing, said
    page.fill("#id_subject", subject)
    page.fill("#id_text", "Șase stâlpi sunt stinși de trei săptămâni.\n\nVă rog să îi reparați.")
    press(page)
    page.set_input_files("#fisiere", {"name": "dovadă.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(page, "button[name=adauga]")  # with script, the file goes up first
    look("portal:step")
    press(page)
    page.check("[value=group]")
    look("portal:step")
    page.fill("#id_signatories", "14")
    page.fill("#id_name", "Elena Chirilă")
    page.fill("#id_address", "str. Morii nr. 11, Valea Mureșului")
    press(page)
    page.check("[name=way][value=email]")
    page.fill("#id_email", email)
    look("portal:step")
    press(page)
    look("portal:step")
    page.check("#id_notice")
    press(page)
    look("portal:sent")
    number = page.locator(".pt-due strong").inner_text()
    return number, page.locator(".pt-due b").inner_text()


def follow(page: Page, number: str, code: str) -> None:
    """Number and code, then the page."""
    page.goto("/portal/urmarire/")
    page.fill("#id_number", number)
    page.fill("#id_code", code)
    press(page)
