"""The embedded server: many processes coming, going and being killed never meet a stopped or doubled server."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from condica.config.postgres import Cluster, EmbeddedProblem, programs

GUEST = """
import sys, time
from pathlib import Path
from condica.config.database import embedded_url
import psycopg
url = embedded_url(Path(sys.argv[1]))
with psycopg.connect(url) as connection:
    assert connection.execute("SELECT 1").fetchone() == (1,)
    time.sleep(float(sys.argv[2]))
    assert connection.execute("SELECT 2").fetchone() == (2,)
print("fine")
"""


def guest(data: Path, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", GUEST, str(data), str(seconds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(fact: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not fact() and time.monotonic() < deadline:
        time.sleep(0.05)
    return fact()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "date cu spațiu"


def test_processes_that_come_and_go_all_find_the_server(data: Path) -> None:
    chance = random.Random(5)
    guests = []
    for _ in range(12):
        guests.append(guest(data, chance.choice([0, 0, 0.1, 0.4])))
        time.sleep(chance.choice([0, 0.05, 0.3, 0.9]))
    told = [g.communicate(timeout=60) for g in guests]
    assert [out for out, _ in told] == ["fine\n"] * 12, [err for _, err in told if err]
    assert not Cluster(data / "postgres").is_running(), "the last one out stops the server"


def test_a_server_left_by_a_killed_process_is_joined_and_then_stopped(data: Path) -> None:
    cluster = Cluster(data / "postgres")
    victim = guest(data, 60)
    assert wait_for(cluster.is_running)
    victim.kill()
    victim.communicate()
    assert cluster.is_running()
    out, err = guest(data, 0).communicate(timeout=60)
    assert (out, err) == ("fine\n", "")
    assert not cluster.is_running()


def test_a_killed_server_starts_again(data: Path) -> None:
    cluster = Cluster(data / "postgres")
    cluster.join(stop_at_exit=False)
    os.kill(int((cluster.folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    assert wait_for(lambda: not cluster.is_running())
    cluster.join(stop_at_exit=False)
    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    cluster.leave()
    assert not cluster.is_running()


def test_a_creation_cut_short_is_done_anew(data: Path) -> None:
    left = data / "postgres.new-abc"
    left.mkdir(parents=True)
    (left / "PG_VERSION").write_text("18")
    cluster = Cluster(data / "postgres")
    cluster.join(stop_at_exit=False)
    assert cluster.is_running()
    assert not left.exists()
    cluster.leave()


def test_a_long_path_gets_a_short_socket(data: Path) -> None:
    cluster = Cluster(data / ("lung" * 30) / "postgres")
    cluster.join(stop_at_exit=False)
    assert cluster.database("condica").endswith(str(cluster.socket_folder))
    cluster.leave()


def test_kept_for_a_session_the_server_survives_its_last_user(data: Path) -> None:
    cluster = Cluster(data / "postgres")
    cluster.join(stop_at_exit=False)
    cluster.keep()
    cluster.leave()
    assert cluster.is_running()
    cluster.join(stop_at_exit=False)
    cluster.keep(wanted=False)
    cluster.leave()
    assert not cluster.is_running()


def test_a_folder_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "fisier").touch()
    with pytest.raises(EmbeddedProblem, match="nu se poate folosi"):
        Cluster(tmp_path / "fisier" / "postgres").join(stop_at_exit=False)


def test_a_version_without_programs_is_a_sentence() -> None:
    with pytest.raises(EmbeddedProblem, match="DATABASE_URL"):
        programs(9)
