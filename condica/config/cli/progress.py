"""Progress on a terminal (mersul lucrării): how many are done and how long the rest may take."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TextIO, TypeVar

T = TypeVar("T")
REFRESH_SECONDS = 0.2


def counted(value: int) -> str:
    """A number with Romanian dots: 20000 → 20.000."""
    return f"{value:,}".replace(",", ".")


def lasting(seconds: float) -> str:
    """A length of time in the words of a person who waits."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h".replace(".", ",")


class Progress:
    """One line on stderr that rewrites itself; silent when nobody is looking."""

    def __init__(self, label: str, total: int | None = None, *, out: TextIO | None = None) -> None:
        self.label, self.total, self.done = label, total, 0
        self._out = out or sys.stderr
        self._started = time.monotonic()
        self._shown = 0.0

    def __enter__(self) -> Progress:
        self._show()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._out.isatty():
            self._out.write("\r\x1b[K")

    def step(self, count: int = 1) -> None:
        """Some more are done."""
        self.done += count
        if time.monotonic() - self._shown >= REFRESH_SECONDS:
            self._show()

    def at(self, done: int, total: int, what: str = "") -> None:
        """So many are done, told by the work itself."""
        self.total, self.label = total, what or self.label
        self.done = done - 1
        self.step()

    def over(self, things: Iterable[T]) -> Iterator[T]:
        """Walk over things, counting them."""
        for thing in things:
            yield thing
            self.step()

    def line(self) -> str:
        """What the line says now."""
        if not self.total:
            return f"{self.label}: {counted(self.done)}" if self.done else f"{self.label}…"
        text = f"{self.label}: {counted(self.done)} din {counted(self.total)}"
        spent = time.monotonic() - self._started
        if 0 < self.done < self.total and spent > 1:
            text += f" · încă vreo {lasting(spent / self.done * (self.total - self.done))}"
        return text

    def _show(self) -> None:
        self._shown = time.monotonic()
        if self._out.isatty():
            self._out.write(f"\r\x1b[K{self.line()}")
            self._out.flush()
