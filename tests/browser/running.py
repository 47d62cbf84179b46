"""The application as it is run in a town hall (pornirea orașului): `condica up`, its worker, its mail server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "condica" / "foundation" / "static" / "condica"
ANSWER_SECONDS = 60


@dataclass
class Town:
    """A running Condica with a small town in it."""

    url: str
    database: str
    data: str
    facts: dict[str, Any]
    post: str = ""
    pids: tuple[int, ...] = ()

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

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of another process on this town."""
        return _surroundings(self.database, Path(self.data), free_port(), free_port())

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the house on this town, in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "condica.config.cli", *words], cwd=ROOT, env=self.surroundings,
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip


def raise_town(database: str, data: Path) -> dict[str, Any]:
    """Fill the database, start everything, wait until it answers; the fields of a `Town`."""
    refuse_without_assets()
    data.mkdir(parents=True, exist_ok=True)
    post, mail_port = open_post(data / "post")
    port = free_port()
    surroundings = _surroundings(database, data, port, mail_port)
    pids = [post]
    try:
        facts = _filled(surroundings)
        url = f"http://localhost:{port}"  # a name: keys (WebAuthn) are not for numbers
        pids.insert(0, _started(surroundings, url, data / "server.log"))
    except BaseException:
        stop(pids)
        raise
    return {"url": url, "database": database, "data": str(data), "facts": facts, "post": str(data / "post"),
            "pids": pids}  # fmt: skip


def open_post(folder: Path, port: int = 0) -> tuple[int, int]:
    """A mail server that keeps what it receives in a folder; its process and its port."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    words = [sys.executable, "-m", "tests.browser.post", str(port), str(folder)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process.pid, port
        time.sleep(0.05)
    pytest.fail("Serverul de e-mail al testelor n-a pornit.")


def _surroundings(database: str, data: Path, port: int, mail_port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONDICA_", "DJANGO_", "COV_"))}
    return kept | {
        "DATABASE_URL": database,
        "CONDICA_DATA": str(data),
        "CONDICA_PORT": str(port),
        "CONDICA_SMTP_HOST": "127.0.0.1",
        "CONDICA_SMTP_PORT": str(mail_port),
        "CONDICA_MAIL_FROM": "registratura@example.org",
        "CONDICA_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "condica.config.settings",
    }


def _filled(surroundings: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.town"],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    if done.returncode:
        pytest.fail(f"Orașul de probă nu s-a putut ridica:\n{done.stderr[-3000:]}")
    facts: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return facts


def _started(surroundings: dict[str, str], url: str, log: Path) -> int:
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "condica.config.cli", "up", "--processes", "1"],
            cwd=ROOT, env=surroundings, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    _wait_for(url + "/cont/intrare/", server, log)
    return server.pid


def refuse_without_assets() -> None:
    """The pages' files are built, from the sources as they are now."""
    if (ROOT / "node_modules" / ".bin" / "esbuild").exists():
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


def stop(pids: list[int], patience: float = 20) -> None:
    """Ask them to stop, whoever started them; kill what does not."""
    for pid in filter(is_alive, pids):
        os.kill(pid, signal.SIGINT)
    until = time.monotonic() + patience
    while time.monotonic() < until and any(map(is_alive, pids)):
        time.sleep(0.1)
    for pid in filter(is_alive, pids):
        os.killpg(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Running, and not only waiting to be buried by its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
