"""The processes that `condica up` keeps alive (procesele-copil): started, watched, started again, stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

import click

from condica.config.cli.ready import Trouble

PATIENCE_SECONDS = 15
FALLS_ALLOWED = 5  # within FALLS_SECONDS; more, and starting it again would only hide why
FALLS_SECONDS = 60.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class Child:
    """One long-running process."""

    def __init__(self, name: str, words: Sequence[str], surroundings: Mapping[str, str]) -> None:
        self.name, self._words, self._surroundings = name, list(words), dict(surroundings)
        self._process: subprocess.Popen[bytes] | None = None
        self._falls: list[float] = []

    def start(self) -> None:
        """Start it in a group of its own (Ctrl-C is ours to hand on), tied to our life."""
        self._process = subprocess.Popen(
            self._words,
            env=self._surroundings,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - one thread here
        )

    def check(self) -> None:
        """Start it again when it fell; give up when it falls and falls."""
        if self._process is None or self._process.poll() is None:
            return
        code, now = self._process.returncode, time.monotonic()
        self._kill_group()
        self._falls = [moment for moment in self._falls if now - moment < FALLS_SECONDS] + [now]
        if len(self._falls) > FALLS_ALLOWED:
            raise Trouble(f"{self.name} cade mereu (cod {code}); am oprit tot. Mesajele lui stau mai sus.")
        click.echo(f"Eroare: {self.name} a căzut (cod {code}); îl pornesc din nou.", err=True)
        self.start()

    def ask_to_stop(self) -> None:
        """Ask politely."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def wait(self, until: float) -> None:
        """Wait for it to stop; after the moment given, kill it and whatever it started."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.1, until - time.monotonic()))
        self._kill_group()
        self._process.wait()

    def _kill_group(self) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def watch(children: Sequence[Child], ready: Callable[[], None]) -> None:
    """Start them, say so, look after them until something interrupts us; then stop them all."""
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(0))  # the terminal was closed
    try:
        for child in children:
            child.start()
        ready()
        while True:
            time.sleep(0.5)
            for child in children:
                child.check()
    finally:
        _stop(children)


def _stop(children: Sequence[Child]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # stopping is under way; a second Ctrl-C must not cut it short
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        child.wait(until)


def _die_with(parent: int) -> Callable[[], None]:
    """What the child does first: ask the system for a SIGTERM when its parent dies, however it dies."""
    library = ctypes.CDLL(None)

    def bind() -> None:
        library.prctl(DIE_WITH_PARENT, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return bind
