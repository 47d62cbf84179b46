"""All checks in one place: `make test` runs it, `.ci/run` runs it twice.

Each step prints only when it fails. The last line is always `N passed, N failed` (a static step that fails counts as
one failure), and the exit code is 0 only when nothing failed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
DEBIAN_POSTGRES = Path("/usr/lib/postgresql/15/bin")
NO_DATABASE = {"CONDICA_NO_DATABASE": "1", "CONDICA_SECRET_KEY": "only-for-checks"}
STATIC = {
    "lint": [
        ("ruff", ["ruff", "check", "--quiet", "."]),
        ("format", ["ruff", "format", "--check", "--quiet", "."]),
        ("import contracts", ["lint-imports", "--no-cache"]),
    ],
    "types": [("mypy", ["mypy"])],
    "migrations": [("migrations", ["python", "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"])],
}
#: What the tests reach of the code (acoperirea): rewrites bytecode instead of tracing, which took a third of the time.
COVERAGE = ["-m", "slipcover", "--source", "condica",
            "--omit", "*/migrations/*,*/tests/*", "--skip-covered"]  # fmt: skip
#: As many as cores: one more was measured, it gains nothing (946 s beside 957 s on two cores).
WORKERS = str(max(2, os.cpu_count() or 2))
TALLY = re.compile(r"(\d+) (passed|failed|errors?|skipped)\b")


def run_static(steps: list[str]) -> int:
    """Run the steps that only read the code; say how many failed."""
    with ThreadPoolExecutor(2) as both:  # the types take one core for as long as all the others together
        return sum(both.map(_fails, [step for group in steps for step in STATIC.get(group, [])]))


def _fails(step: tuple[str, list[str]]) -> bool:
    name, words = step
    started = time.monotonic()
    done = subprocess.run(
        [BIN / words[0], *words[1:]],
        cwd=ROOT,
        env=os.environ | NO_DATABASE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    said = f"{name}: {'FAILED' if done.returncode else 'fine'} ({time.monotonic() - started:.0f} s)"
    print(said + f"\n{done.stdout}" * bool(done.returncode), flush=True)
    return bool(done.returncode)


def run_tests(surroundings: dict[str, str], words: list[str], under: Sequence[str] = ()) -> tuple[int, int]:
    """Run pytest, showing what it says; return how many passed and how many did not."""
    command = [
        BIN / "python",
        *under,
        "-m",
        "pytest",
        "-q",
        "-n",
        WORKERS,
        "--dist",
        "loadgroup",
        "--create-db",
        *words,
    ]
    last = ""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # many processes
    with subprocess.Popen(
        command, cwd=ROOT, env=kept | surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line if TALLY.search(line) else last
    tally = {kind.rstrip("s"): int(count) for count, kind in TALLY.findall(last)}
    passed, failed = tally.get("passed", 0), tally.get("failed", 0) + tally.get("error", 0)
    return passed, failed or int(process.returncode != 0 or not passed)


@contextmanager
def debian_postgres() -> Iterator[dict[str, str]]:
    """A private cluster of Debian's PostgreSQL 15, gone afterwards; as root it runs under `postgres`."""
    if not (DEBIAN_POSTGRES / "initdb").exists():
        sys.exit("PostgreSQL 15 al Debianului lipsește: apt install postgresql-15")
    folder = Path(mkdtemp(prefix="condica-pg15-"))
    account = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if account:
        shutil.chown(folder, "postgres", "postgres")

    def call(program: str, *words: str) -> None:
        subprocess.run(
            [DEBIAN_POSTGRES / program, "-D", folder / "data", *words],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **account,
        )

    fast = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c jit=off"
    try:
        call("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        call("pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-c listen_addresses='' -k {folder} {fast}", "start")
        yield {"DATABASE_URL": f"postgresql://postgres@/postgres?host={folder}"}
    finally:
        subprocess.run(
            [DEBIAN_POSTGRES / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], check=False, **account
        )
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Run what was asked and end with the tally."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--steps",
        default="lint,types,migrations,tests",
        help="of: lint, types, migrations, tests, debian (the tests on PostgreSQL 15)",
    )
    parser.add_argument("words", nargs="*", help="handed to pytest")
    options = parser.parse_args()
    steps = options.steps.split(",")
    passed, failed = 0, run_static(steps)
    if "tests" in steps:
        passed, wrong = run_tests({}, options.words, COVERAGE)
        failed += wrong
    if "debian" in steps:
        with debian_postgres() as surroundings:
            print("\nPostgreSQL 15 (Debian):", flush=True)
            more, wrong = run_tests(surroundings, ["-m", "not browser", *options.words])
        passed, failed = passed + more, failed + wrong
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
