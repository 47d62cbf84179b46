"""The town, its server, its mail server and the browser (fixturi ale testelor în navigator)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as modern
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.hands import Hands
from tests.browser.town import BY_ROLE
from tests.browser.walk import AXE, SCREENS, WALKS, Findings, Walk, walk_as_somebody

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=ro-RO",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
]  # fmt: skip
BUILT = ROOT / "condica" / "foundation" / "static" / "condica"
ANSWER_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these share one town, so one worker takes them, one after another."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


class Post:
    """What the town's mail server received (mesajele primite)."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the message as it came, with its envelope."""
        message = BytesParser(policy=modern).parsebytes(envelope.content)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.received.append(message)
        return "250 OK"

    def wait_for(self, fits: Callable[[EmailMessage], bool], seconds: float = 20) -> EmailMessage:
        """The first message that fits; the worker sends it when its turn comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = next((message for message in self.received if fits(message)), None)
            if found:
                return found
            time.sleep(0.1)
        pytest.fail(f"Serverul de e-mail n-a primit mesajul în {seconds:.0f} s; a primit {len(self.received)}.")


@pytest.fixture(scope="session")
def post() -> Iterator[Post]:
    """A real SMTP server."""
    kept = Post(int(os.environ.get("CONDICA_BROWSER_SMTP", "0")) or free_port())
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    yield kept
    controller.stop()


@dataclass
class Town:
    """A running Condica with a small town in it."""

    url: str
    database: str
    data: Path | str
    facts: dict[str, Any]

    @property
    def password(self) -> str:
        """The password of all its accounts."""
        return str(self.facts["password"])

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the town's database directly."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(statement, values).fetchall()

    def tell(self, statement: str, *values: object) -> None:
        """Change something behind the application's back (a session that ends)."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute(statement, values)


@pytest.fixture(scope="session")
def town(request: pytest.FixtureRequest, post: Post, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The application as it is run in a town hall: `condica up` on a database of its own, with a worker and SMTP.

    Whoever writes these tests may keep one running between runs and name its JSON file in CONDICA_BROWSER_TOWN
    (url, database, data, facts) and its port for e-mail in CONDICA_BROWSER_SMTP.
    """
    _refuse_without_assets()
    if kept := os.environ.get("CONDICA_BROWSER_TOWN"):
        yield Town(**json.loads(Path(kept).read_text()))
        return
    clone_database = request.getfixturevalue("clone_database")
    data = tmp_path_factory.mktemp("town")
    port = free_port()
    surroundings = _surroundings(clone_database(), data, port, post.port)
    facts = _raise_town(surroundings)
    log = data / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [Path(sys.executable).with_name("condica"), "up", "--processes", "1"],
            cwd=ROOT, env=surroundings, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            url = f"http://localhost:{port}"  # a name: keys (WebAuthn) are not for numbers
            _wait_for(url + "/cont/intrare/", server, log)
            yield Town(url, surroundings["DATABASE_URL"], data, facts)
        finally:
            _stop(server)


def _surroundings(database: str, data: Path, port: int, smtp_port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONDICA_", "DJANGO_", "COV_"))}
    return kept | {
        "DATABASE_URL": database,
        "CONDICA_DATA": str(data),
        "CONDICA_PORT": str(port),
        "CONDICA_SMTP_HOST": "127.0.0.1",
        "CONDICA_SMTP_PORT": str(smtp_port),
        "CONDICA_MAIL_FROM": "registratura@example.org",
        "CONDICA_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "condica.config.settings",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _raise_town(surroundings: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.town"],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        pytest.fail(f"Orașul de probă nu s-a putut ridica:\n{done.stderr[-3000:]}")
    facts: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return facts


def _refuse_without_assets() -> None:
    if (ROOT / "node_modules" / ".bin" / "esbuild").exists():  # what was changed since the last build is seen too
        subprocess.run(
            [sys.executable, ROOT / "tools" / "build_assets.py", "--if-stale"], check=True, capture_output=True
        )
    missing = [name for name in ("desk.js", "condica.css", "tabler.css", "icons.svg") if not (BUILT / name).exists()]
    if missing:
        pytest.fail(
            f"Lipsesc fișierele paginilor ({', '.join(missing)}); rulează „make assets” în folderul proiectului."
        )


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError as error:
            pytest.fail(f"Pagina de intrare răspunde {error.code}:\n{log.read_text()[-3000:]}")
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"Condica n-a pornit:\n{log.read_text()[-3000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; gone after these tests, since its event loop would trouble the others."""
    if not CHROMIUM.exists():
        pytest.fail(
            "Lipsește navigatorul /usr/bin/chromium; instalează pachetul Debian „chromium” (apt install chromium)."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Open = Callable[..., Hands]


@pytest.fixture(scope="package")
def signed_in(browser: Browser, town: Town) -> Callable[[str], Any]:
    """The cookies of an account that has signed in, once for all tests."""
    kept: dict[str, Any] = {}

    def state(username: str) -> Any:
        if username not in kept:
            context = browser.new_context(base_url=town.url, locale="ro-RO", timezone_id="Europe/Bucharest")
            Hands(context.new_page()).sign_in(username, town.password)
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return state


@pytest.fixture
def open_page(browser: Browser, town: Town, signed_in: Callable[[str], Any]) -> Iterator[Open]:
    """Opens a page of the browser, signed in as a role's account if one is named; closes all at the end.

    What the browser complains of (console, content policy, failed requests) is kept in `hands.complaints`.
    """
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


@pytest.fixture(scope="package")
def known() -> set[str]:
    """Contents judged already, by whichever role came first."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True)
    return set()


@pytest.fixture(scope="package")
def walked() -> dict[str, Findings]:
    """What each walk found."""
    return {}


@pytest.fixture
def walk(open_page: Open, town: Town, known: set[str], walked: dict[str, Findings]) -> Callable[[str], Findings]:
    """The findings of a role's walk, made once."""
    if not AXE.exists():
        pytest.fail("Lipsește axe-core; rulează „make assets” (pachetele paginilor vin prin package-lock.json).")

    def made(role: str) -> Findings:
        if role not in walked:
            walk = Walk(open_page("" if role in {"nobody", "careful"} else role), role, known)
            walked[role] = walk.found  # also when the walk is cut short
            WALKS.get(role, walk_as_somebody)(walk, town.facts)
        return walked[role]

    return made
