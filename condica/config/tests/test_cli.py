"""The command's manners: Romanian everywhere, quick, and a sentence instead of a traceback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner

from condica.config.cli import COMMANDS, UNFORESEEN, _run, condica
from condica.config.cli.language import speak_romanian
from condica.config.cli.ready import Trouble
from condica.foundation.refusal import RuleBroken

ENGLISH = re.compile(
    r"\b(usage|options|commands|error|show|exit|missing|invalid|required|default|file|directory|argument|such|try|"
    r"version|value|integer|choice)\b",
    re.IGNORECASE,
)
OURS = re.compile(r"--[a-z-]+|\bDATABASE_URL\b|\bCONDICA_\w+")  # names, not words


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def call(*words: str) -> tuple[int, str, str]:
        speak_romanian()
        code = _run(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=["condica", *COMMANDS])
def test_help_is_romanian(run: Run, words: list[str]) -> None:
    code, out, err = run(*words, "--help")
    assert (code, err) == (0, "")
    assert "Folosire: condica" in out
    assert "Arată acest text." in out
    assert ENGLISH.findall(OURS.sub("", out)) == []


def test_every_command_has_its_line_and_its_own_file(run: Run) -> None:
    _, out, _ = run("--help")
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line[:30])}", out, re.MULTILINE), name
        assert isinstance(condica.get_command(click.Context(condica), name), click.Command)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nimic"], "Eroare: Nu există comanda „nimic”."),
        (["up", "--prot", "1"], "Eroare: Nu există opțiunea --prot. (Poate una dintre: '--host', '--port'?)"),
        (["up", "--port", "opt"], "Eroare: Valoare greșită pentru '--port': „opt” nu este un număr."),
        (["up", "--port", "0"], "Eroare: Valoare greșită pentru '--port': 0 nu este în intervalul 1<=x<=65535."),
        (["words"], "Eroare: Lipsește argumentul 'CUVÂNT…'."),
        (["words", "--json="], "Eroare: Opțiunea --json nu primește valoare."),
        (["token", "x"], "Eroare: Lipsește opțiunea '--role'."),
        (["token", "--role"], "Eroare: Opțiunea --role cere o valoare."),
        (["deadline", "og27-answer", "2026-02-30"], "Eroare: Data „2026-02-30” nu e bună"),
        (["deadline", "nicio-regula", "2026-02-03"], "Eroare: Regula „nicio-regula” nu există."),
        (["deadline", "og27-answer", "2026-02-03", "x"], "Eroare: Argument în plus: x"),
        (["restore", "/nu/este"], "Eroare: Valoare greșită pentru 'FIȘIER': Fișierul „/nu/este” nu există."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run: Run, words: list[str], sentence: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("end", "code", "told"),
    [
        (Trouble("nu se poate"), 2, "Eroare: nu se poate"),
        (
            RuleBroken("no", "Nu se poate.", cites=("OG 27/2002, art. 9",)),
            2,
            "Eroare: Nu se poate. (OG 27/2002, art. 9)",
        ),
        (SystemExit("setări greșite"), 2, "Eroare: setări greșite"),
        (SystemExit(5), 5, ""),
        (KeyboardInterrupt(), 130, "Întrerupt."),
        (ZeroDivisionError("zero"), UNFORESEEN, "Eroare neprevăzută (ZeroDivisionError): zero"),
    ],
)
def test_every_end_has_its_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, end: BaseException, code: int, told: str
) -> None:
    def fall(**_: object) -> None:
        raise end

    monkeypatch.delenv("CONDICA_DEBUG", raising=False)
    monkeypatch.setattr(condica.get_command(click.Context(condica), "words"), "callback", fall)
    found, out, err = run("words", "x")
    assert (found, out) == (code, "")
    assert told in err


def test_words_share_their_keys(run: Run) -> None:
    code, out, _ = run("words", "petiția", "petiției", "PETITIEI", "--json")
    keys = json.loads(out)
    assert code == 0
    assert list(keys) == ["petiția", "petiției", "PETITIEI"]
    assert set(keys["petiția"]) & set(keys["petiției"]) & set(keys["PETITIEI"])


def test_a_deadline_needs_no_framework_and_under_half_a_second() -> None:
    asked = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "condica.config.cli",
        "deadline",
        "og27-answer",
        "2026-10-30",
        "--json",
    ]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["legal"] == "2026-12-02"
    assert not re.search(r"\| +(django|psycopg|pydantic|condica\.config\.settings)\b", done.stderr)
    assert min(_seconds() for _ in range(5)) < 0.5


def _seconds() -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "condica.config.cli", "deadline", "og27-answer", "2026-10-30"],
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - started


def test_help_does_not_read_the_commands() -> None:
    code = (
        "import sys; from condica.config.cli import _run; _run(['--help']); "
        "print([m for m in sys.modules if m.startswith('condica.config.cli.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['condica.config.cli.language']"


def test_the_runner_of_click_agrees() -> None:
    """Also when called as a library, without our `main`."""
    assert CliRunner().invoke(condica, ["deadline", "--list"]).exit_code == 0
