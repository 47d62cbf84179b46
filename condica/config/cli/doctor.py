"""`condica doctor` (starea instalării): what is wrong and what to do, one line for each thing that can fail."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import click

from condica.config.cli import examinations, post_examinations, signing_examinations
from condica.config.cli.examinations import Result, State

MARKS = {State.GOOD: "bine  ", State.WARNING: "atenție", State.BAD: "rău   "}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: what, how it is, and what to do."""

    what: str
    state: State
    told: str
    remedy: str


def examine() -> Iterator[Line]:
    """Look at everything; what cannot even be looked at is a bad line, not the end."""
    for what, look in {**examinations.ALL, **post_examinations.ALL, **signing_examinations.ALL}.items():
        yield _line(what, look)


def _line(what: str, look: Callable[[], Result]) -> Line:
    try:
        result = look()
    except SystemExit as leaving:
        result = Result(State.BAD, str(leaving.code), "Îndreaptă configurarea și rulează din nou „condica doctor”.")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
        if type(error).__module__.startswith("django.db"):
            return Line(what, State.WARNING, "nu se poate afla", "Întâi baza de date și tabelele de mai sus.")
        result = Result(
            State.BAD, f"{type(error).__name__}: {error}".strip(), "Vezi mesajul; alte rânduri pot spune de ce."
        )
    return Line(what, result.state, result.told, result.remedy)


@click.command(options_metavar="[OPȚIUNI]")
@click.option("--json", "as_json", is_flag=True, help="Rezultatul ca obiect JSON.")
def command(*, as_json: bool) -> int:
    """Spune ce nu e în regulă cu această instalare și ce e de făcut.

    Nu schimbă nimic. Cod de ieșire 1 când ceva împiedică lucrul; o atenționare singură lasă codul 0.
    """
    os.environ.setdefault("CONDICA_LOG_LEVEL", "ERROR")
    lines = []
    for line in examine():
        lines.append(line)
        if not as_json:
            _tell(line)
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
    else:
        _sum_up(lines)
    return int(any(line.state is State.BAD for line in lines))


def _tell(line: Line) -> None:
    click.echo(f"[{MARKS[line.state]}] {line.what}: {line.told}")
    if line.state is not State.GOOD and line.remedy:
        click.echo(f"          → {line.remedy}")


def _sum_up(lines: list[Line]) -> None:
    bad = sum(line.state is State.BAD for line in lines)
    warnings = sum(line.state is State.WARNING for line in lines)
    if not bad and not warnings:
        click.echo("Totul e în regulă.")
        return
    click.echo(f"De îndreptat: {bad}. De avut în vedere: {warnings}.")
