"""The town's mail server (serverul de e-mail): a real SMTP that keeps each message as a file.

Run as a program (`python -m tests.browser.post PORT FOLDER`), so that every worker of a run reads the same messages.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as modern
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Keeper:
    """Writes each message down as it came, under its envelope."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers = folder, count(1)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """A message is whole before it has its name."""
        target = self.folder / f"{next(self.numbers):04}.eml"
        new = target.with_suffix(".new")
        new.write_bytes(f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode() + envelope.content)
        new.rename(target)
        return "250 OK"


class Post:
    """What the town's mail server received (mesajele primite)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def received(self) -> list[EmailMessage]:
        """All messages, the oldest first."""
        return [_read(path) for path in sorted(self.folder.glob("*.eml"))]

    def wait_for(self, fits: Callable[[EmailMessage], bool], seconds: float = 60) -> EmailMessage:
        """The first message that fits; the worker sends it when its turn comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = next((message for message in self.received if fits(message)), None)
            if found:
                return found
            time.sleep(0.1)
        pytest.fail(f"Serverul de e-mail n-a primit mesajul în {seconds:.0f} s; a primit {len(self.received)}.")


def _read(path: Path) -> EmailMessage:
    message = BytesParser(policy=modern).parsebytes(path.read_bytes())
    assert isinstance(message, EmailMessage)
    return message


def main(port: str, folder: str) -> None:
    """Receive until killed."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    Controller(Keeper(Path(folder)), hostname="127.0.0.1", port=int(port)).start()
    with suppress(KeyboardInterrupt):
        Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
