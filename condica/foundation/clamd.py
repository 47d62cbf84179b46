"""Asking clamd whether a file carries a virus (verificarea fișierelor): its INSTREAM command, nothing else.

The protocol is four lines: `zINSTREAM\\0`, chunks with their length before them, an empty chunk, one line back.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from enum import StrEnum

CHUNK = 64 * 1024
SECONDS = 30.0


class Verdict(StrEnum):
    """What clamd said, or that it said nothing."""

    CLEAN = "clean"
    FOUND = "found"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Scan:
    """A verdict, with the virus's name or what went wrong."""

    verdict: Verdict
    words: str = ""


def scan(content: bytes, address: str, *, seconds: float = SECONDS) -> Scan:
    """Ask the clamd at `/run/clamav/clamd.ctl` or `host:port`; never raises: silence is an answer too."""
    try:
        with _connected(address, seconds) as line:
            return read_answer(_asked(line, content))
    except (OSError, ValueError) as error:
        return Scan(Verdict.SILENT, f"{type(error).__name__}: {error}"[:200])


def _connected(address: str, seconds: float) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(seconds)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host or "127.0.0.1", int(port)), timeout=seconds)


def _asked(line: socket.socket, content: bytes) -> bytes:
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), CHUNK):
        chunk = content[start : start + CHUNK]
        line.sendall(struct.pack("!I", len(chunk)) + chunk)
    line.sendall(struct.pack("!I", 0))
    said = b""
    while not said.endswith(b"\0") and (more := line.recv(4096)):
        said += more
    return said


def read_answer(said: bytes) -> Scan:
    """`stream: OK`, `stream: Eicar-Signature FOUND`, or an error (a stream too long): not scanned."""
    words = said.rstrip(b"\0\n").decode("utf-8", "replace").partition(": ")[2] or "fără răspuns"
    if words == "OK":
        return Scan(Verdict.CLEAN)
    if words.endswith(" FOUND"):
        return Scan(Verdict.FOUND, words.removesuffix(" FOUND"))
    return Scan(Verdict.SILENT, words[:200])
