"""A whole installation, as its keeper meets it: up, killed, up again, verified, saved, damaged, restored."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from condica.config.postgres import Cluster

CONDICA = Path(sys.executable).with_name("condica")
pytestmark = [pytest.mark.xdist_group("installation")]


class Installation:
    """A data folder of its own and the command on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONDICA_", "DATABASE_URL"))}
        self.surroundings = {name: v for name, v in kept.items() if name != "DJANGO_SETTINGS_MODULE"}
        self.surroundings |= {"CONDICA_DATA": str(data)}

    def __call__(self, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            [CONDICA, *words], env=self.surroundings, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout if code == 0 else done.stdout + done.stderr

    def up(self, port: int, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [CONDICA, "up", "--port", str(port), "--processes", "1", *words],
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.data / "postgres")

    @contextmanager
    def with_its_server(self) -> Iterator[Cluster]:
        """The embedded server runs meanwhile: several commands need not each start and stop it."""
        cluster = self.cluster
        cluster.join(stop_at_exit=False)
        try:
            yield cluster
        finally:
            cluster.leave()

    def sql(self, *commands: str) -> None:
        with self.with_its_server() as cluster, psycopg.connect(cluster.url("condica"), autocommit=True) as connection:
            for command in commands:
                connection.execute(command)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("instalare") / "date")
    told = made("admin", "ion.pop", "--name", "Ion Pop")
    assert "Parolă provizorie: " in told
    yield made
    if made.cluster.is_running():
        made("dburl", "--stop")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(fact: Callable[[], bool], seconds: float = 90) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if fact():
            return True
        time.sleep(0.1)
    return False


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/cont/intrare/", timeout=20) as page:
            return page.status == 200
    except OSError:
        return False


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_up_answers_and_stops_everything(house: Installation, port: int, how: signal.Signals) -> None:
    process = house.up(port)
    assert wait_for(lambda: answers(port))
    refused = house("up", "--port", str(port), code=2)
    assert f"portul {port} de pe 127.0.0.1 este ocupat" in refused
    process.send_signal(how)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert f"Condica rulează la http://127.0.0.1:{port}" in told
    assert "Condica s-a oprit." in told
    assert is_free(port)
    assert not house.cluster.is_running()


def test_killed_without_warning_it_leaves_nothing_in_the_way(house: Installation, port: int) -> None:
    process = house.up(port)
    assert wait_for(lambda: answers(port))
    process.kill()
    process.communicate()
    assert wait_for(lambda: is_free(port)), "the children go with their parent"
    again = house.up(port)
    assert wait_for(lambda: answers(port))
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=60)
    assert not house.cluster.is_running()


def test_a_fallen_child_is_started_again(house: Installation, port: int) -> None:
    process = house.up(port, "--only", "web")
    assert wait_for(lambda: answers(port))
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    assert wait_for(lambda: is_free(port))
    assert wait_for(lambda: answers(port))
    process.send_signal(signal.SIGTERM)
    told, _ = process.communicate(timeout=60)
    assert "serverul web a căzut" in told


@pytest.fixture
def served(house: Installation) -> Iterator[Installation]:
    with house.with_its_server():
        yield house


def test_saved_damaged_and_restored(served: Installation, tmp_path: Path) -> None:
    house = served
    token = house("token", "ghișeu", "--role", "registrar").strip()
    assert token.startswith("condica_")
    target = tmp_path / "copie.tar.gz"
    assert "verificat" in house("backup", str(target))
    assert "există" in house("backup", str(target), code=2)
    assert json.loads(house("verify", "--json"))["ok"] is True

    house.sql(
        "ALTER TABLE journal_line DISABLE TRIGGER ALL",
        "UPDATE journal_line SET verb = 'accounts.token_revoked' WHERE verb = 'accounts.token_made'",
        "ALTER TABLE journal_line ENABLE TRIGGER ALL",
    )
    found = house("verify", code=1)
    assert "Jurnalul: 1 nepotrivire." in found

    assert "--force" in house("restore", str(target), code=2)
    assert "Jurnalul: în regulă." in house("restore", str(target), "--force")
    assert json.loads(house("verify", "--json")) == {
        "ok": True,
        "checked": ["Jurnalul", "Registratura", "Lucrările", "Documentele"],
        "findings": [],
    }


def test_a_new_place_takes_it_over(house: Installation, tmp_path: Path) -> None:
    house("backup", str(tmp_path / "copie.tar"))
    other = Installation(tmp_path / "alt loc" / "date")
    other("restore", str(tmp_path / "copie.tar"))
    assert (other.data / "secret_key").read_text() == (house.data / "secret_key").read_text()
    assert "există" in next(line for line in other("doctor").splitlines() if "Administratorul" in line)


def test_the_address_is_good_for_psql_until_told_otherwise(house: Installation) -> None:
    url = house("dburl").strip()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM accounts_user WHERE username = 'ion.pop'").fetchone() == (1,)
    house("verify")
    assert house.cluster.is_running()
    house("dburl", "--stop")
    assert not house.cluster.is_running()


def test_the_doctor_names_what_is_wrong(house: Installation) -> None:
    (house.data / "secret_key").chmod(0o644)
    try:
        lines = json.loads(house("doctor", "--json", code=1).splitlines()[-1])
    finally:
        (house.data / "secret_key").chmod(0o600)
    by_name = {line["what"]: line for line in lines}
    assert by_name["Cheia instalării"]["state"] == "bad"
    assert by_name["Cheia instalării"]["remedy"].startswith("chmod 600")
    assert by_name["Baza de date"]["state"] == "good"
    assert by_name["Lucrătorul"]["state"] == "warning"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x", "trebuie să înceapă cu postgresql://"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "baza de date nu răspunde"),
        ("CONDICA_PORT", "optzeci", "CONDICA_PORT"),
    ],
)
def test_a_wrong_setting_is_a_sentence(house: Installation, name: str, value: str, sentence: str) -> None:
    other = Installation(house.data)
    other.surroundings[name] = value
    assert sentence in other("verify", code=2)


def test_what_it_writes_is_read_by_its_account_only(house: Installation) -> None:
    assert house.data.stat().st_mode & 0o066 == 0
    assert (house.data / "secret_key").stat().st_mode & 0o077 == 0
