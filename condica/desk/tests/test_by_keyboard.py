"""Five papers of a folder by keyboard alone, in a real browser: resolved, undone, closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, expect, sync_playwright

from condica.casework import api as casework
from condica.casework.tests.factories import make_town
from condica.desk.models import Resolution
from condica.desk.tests.factories import make_folder, paper_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=ro-RO"]


@pytest.fixture
def address(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server over a database of its own; the browser's engine keeps a loop in the thread that asks the database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.terminate()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A browser without a mouse."""
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=Path("/usr/bin/chromium"), args=FLAGS)
        yield browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}).new_page()
        browser.close()
        connections.close_all()  # those of the engine's own loop


def enter(page: Page, address: str, user) -> None:
    """Sign in by the session alone."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def pick(page: Page, key: str, code: str) -> None:
    page.keyboard.press(key)
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def at(page: Page, place: int) -> None:
    page.wait_for_url(f"**/locul/{place}/")
    expect(page.locator("[data-sentence]")).not_to_be_empty()


def test_five_papers_without_a_mouse(page: Page, address: str) -> None:
    town = make_town()
    folder = make_folder(town, 5)
    enter(page, address, town.mayor)
    page.goto(f"/mapa/{folder.pk}/deschide/")
    at(page, 1)
    page.keyboard.press("2")
    pick(page, "c", town.lighting.code)
    pick(page, "i", town.police.code)
    expect(page.locator("[data-sentence]")).to_contain_text("Iluminat Public, cu Poliția Locală: Propuneți răspuns")
    page.keyboard.press("Control+Enter")
    at(page, 2)
    page.keyboard.press("p")
    pick(page, "o", town.police.code)
    page.keyboard.press("Enter")  # nothing more to pick: saved, the next one
    at(page, 3)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    at(page, 4)
    page.keyboard.press("z")
    page.keyboard.type("lipsește anexa")
    page.keyboard.press("Control+Enter")
    at(page, 5)
    page.keyboard.press("k")
    at(page, 4)
    page.keyboard.press("u")
    at(page, 4)
    page.keyboard.press("l")
    page.keyboard.press("Control+Enter")
    at(page, 5)
    page.keyboard.press("1")
    pick(page, "c", town.police.code)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/inchide/")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/mapa/{folder.pk}/")
    states = [paper_of(folder, place).state for place in range(1, 6)]
    assert states == ["given", "informed", "carried", "kept", "given"]
    assert casework.Task.objects.count() == 3
    measured = Resolution.objects.filter(undone_at=None).values_list("milliseconds", flat=True)
    assert all(took and took < 60_000 for took in measured)
