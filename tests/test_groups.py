"""What shares a town or a server runs in one worker (grupuri): the plugins that hold it are seen to hold it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GROUPED = """
import pytest

@pytest.mark.xdist_group("{group}")
@pytest.mark.parametrize("n", range(6))
def test_one(n, worker_id, tmp_path_factory):
    (tmp_path_factory.getbasetemp().parent / f"{group}-{{worker_id}}").touch()
"""


def test_a_group_stays_with_one_worker(tmp_path: Path) -> None:
    """pytest 9.2 and xdist 3.8 together let groups fall apart without a word; the fixtures then raised all twice."""
    for group in ("a", "b", "c"):
        (tmp_path / f"test_{group}.py").write_text(GROUPED.format(group=group))
    words = ["-p", "xdist", "-n", "2", "--dist", "loadgroup", "-q", "-p", "no:cacheprovider"]
    surroundings = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, "-c", "/dev/null", f"--basetemp={tmp_path}/base", str(tmp_path)],
        cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "18 passed" in done.stdout, done.stdout
    assert sorted(path.name[0] for path in (tmp_path / "base").glob("?-gw?")) == ["a", "b", "c"]
