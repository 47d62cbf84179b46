"""The town, its server, its mail server and the browser (fixturi ale testelor în navigator)."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.browser import running
from tests.browser.hands import Hands
from tests.browser.post import Post
from tests.browser.running import Town
from tests.browser.together import Together
from tests.browser.town import BY_ROLE, WHO
from tests.browser.walk import AXE, WALKS, Findings, Walk, clear_screens, walk_as_somebody

__all__ = ["Open", "Post", "Town"]
CHROMIUM = Path("/usr/bin/chromium")
SHELL = Path(
    "/usr/bin/chromium-headless-shell"
)  # the same engine without windows: enough to look at pages, a fifth cheaper
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=ro-RO",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
]  # fmt: skip
#: A page is looked at for a second and left: code optimised for long use is a sixth of the processor's time, measured
#: on seven pages with axe in both themes.
BRIEFLY = ["--js-flags=--no-turbofan --no-maglev"]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes them, one after another; each role's walk is a piece of its own, for whoever is free."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Together:
    """What all workers of this run share."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    base = tmp_path_factory.getbasetemp()
    return Together((base.parent if worker else base) / "browser", worker or "main")


@pytest.fixture(scope="session")
def town(request: pytest.FixtureRequest, together: Together) -> Iterator[Town]:
    """A small town in a database of its own, with its server, worker and mail server; one for all workers.

    Whoever writes these tests may keep one running between runs and name its JSON file in CONDICA_BROWSER_TOWN
    (url, database, data, facts) and its port for e-mail in CONDICA_BROWSER_SMTP.
    """
    if kept := os.environ.get("CONDICA_BROWSER_TOWN"):
        yield from _kept_town(Path(kept), together)
        return
    clone_database = request.getfixturevalue("clone_database")

    def raised() -> dict[str, Any]:
        clear_screens()
        address = clone_database(kept=True)
        try:
            return running.raise_town(address, together.folder / address.rpartition("_")[2].partition("?")[0])
        except BaseException:
            clone_database.drop(address)
            raise

    with together.alone("users"):
        found = together.once("town", raised)
        together.join("town")
    yield Town(**found)
    with together.alone("users"):
        if together.leave("town"):
            together.forget("town")
            running.stop(found["pids"])
            clone_database.drop(found["database"])


def _kept_town(path: Path, together: Together) -> Iterator[Town]:
    clear_screens()
    folder = together.folder / "post"
    pid, _ = running.open_post(folder, int(os.environ.get("CONDICA_BROWSER_SMTP", "0")))
    yield Town(**{"post": str(folder), **json.loads(path.read_text())})
    running.stop([pid])


@pytest.fixture(scope="session")
def post(town: Town) -> Post:
    """What the town's mail server received."""
    return Post(Path(town.post))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers; gone after these tests, since its event loop would trouble the others."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, in which people's ways are played."""
    yield from _launched(playwright, CHROMIUM, FLAGS)


@pytest.fixture(scope="package")
def shell(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium without windows, in which pages are looked at."""
    yield from _launched(playwright, SHELL, [*FLAGS, *BRIEFLY])


def _launched(playwright: Playwright, program: Path, flags: list[str]) -> Iterator[Browser]:
    if not program.exists():
        pytest.fail(
            f"Lipsește navigatorul {program}; instalează pachetul Debian „{program.name}” (apt install {program.name})."
        )
    browser = playwright.chromium.launch(executable_path=program, args=flags)
    yield browser
    browser.close()


Open = Callable[..., Hands]


@pytest.fixture(scope="package")
def signed_in(browser: Browser, town: Town, together: Together) -> Callable[[str], Any]:
    """The cookies of an account that has signed in, once for all tests."""

    def state(username: str) -> Any:
        return together.once(f"signed-in-{username}", lambda: sign_in(username))

    def sign_in(username: str) -> Any:
        context = browser.new_context(base_url=town.url, locale="ro-RO", timezone_id="Europe/Bucharest")
        Hands(context.new_page()).sign_in(username, town.password)
        cookies = context.storage_state()
        context.close()
        return cookies

    return state


@pytest.fixture
def open_page(browser: Browser, town: Town, signed_in: Callable[[str], Any]) -> Iterator[Open]:
    """Opens a page of the browser, signed in as a role's account if one is named; closes all at the end.

    What the browser complains of (console, content policy, failed requests) is kept in `hands.complaints`.
    """
    yield from _opener(browser, town, signed_in)


@pytest.fixture
def open_to_look(shell: Browser, town: Town, signed_in: Callable[[str], Any]) -> Iterator[Open]:
    """The same without windows, for the walks."""
    yield from _opener(shell, town, signed_in)


def _opener(browser: Browser, town: Town, signed_in: Callable[[str], Any]) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def opened(role: str = "", *, width: int = 1440, height: int = 900, **more: Any) -> Hands:
        state = signed_in(BY_ROLE.get(role, role)) if role else None
        context = browser.new_context(
            base_url=town.url, locale="ro-RO", timezone_id="Europe/Bucharest", storage_state=state,
            viewport={"width": width, "height": height}, reduced_motion="reduce", **more,
        )  # fmt: skip
        contexts.append(context)
        return Hands(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def walk(open_to_look: Open, town: Town, together: Together) -> Callable[[str], Findings]:
    """The findings of a role's walk, made once, by whichever worker came first; nobody waits while a walk is free."""
    if not AXE.exists():
        pytest.fail("Lipsește axe-core; rulează „make assets” (pachetele paginilor vin prin package-lock.json).")

    def made(role: str) -> Findings:
        for free in (role, *(one for one in WHO if one != role)):  # while another worker is on this way, take the next
            if together.try_once(f"walk-{free}", partial(walked, free)) and free == role:
                break
        return Findings(**together.once(f"walk-{role}", partial(walked, role)))

    def walked(role: str) -> dict[str, Any]:
        walk = Walk(open_to_look("" if role in WALKS else role), role, together.first)
        try:
            WALKS.get(role, walk_as_somebody)(walk, town.facts)
        except Exception as error:  # noqa: BLE001 - told once, by each test of the role, with what was found before it
            walk.found.broken.append(f"{role}: plimbarea s-a oprit la {walk.hands.page.url}: {error}")
        return vars(walk.found)

    return made
