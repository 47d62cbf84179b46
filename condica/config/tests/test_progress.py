"""The line that shows how far a long command got."""

from __future__ import annotations

import io

import pytest

from condica.config.cli import progress
from condica.config.cli.progress import Progress, counted, lasting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: moment[0])
    return moment


def test_the_rest_is_estimated_from_what_was_done(seconds: list[float]) -> None:
    line = Progress("Citesc", 20_000, out=Terminal())
    seconds[0] += 30
    line.step(5_000)
    assert line.line() == "Citesc: 5.000 din 20.000 · încă vreo 2 min"


def test_a_terminal_sees_the_line_and_then_a_clean_one(seconds: list[float]) -> None:
    out = Terminal()
    with Progress("Citesc", 3, out=out) as line:
        for _ in line.over("abc"):
            seconds[0] += 1
    assert "Citesc: 2 din 3" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


def test_nobody_looking_nothing_written() -> None:
    out = io.StringIO()
    with Progress("Citesc", 3, out=out) as line:
        line.step()
    assert out.getvalue() == ""


def test_work_that_counts_itself() -> None:
    line = Progress("Citesc", out=Terminal())
    line.at(7, 9, "Documentele")
    assert line.line() == "Documentele: 7 din 9"


@pytest.mark.parametrize(("length", "told"), [(0.2, "1 s"), (59, "59 s"), (61, "1 min"), (5400, "1,5 h")])
def test_lengths(length: float, told: str) -> None:
    assert lasting(length) == told


def test_thousands() -> None:
    assert counted(1234567) == "1.234.567"
