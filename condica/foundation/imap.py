"""Reading an IMAP mailbox (căsuța poștală): raw bytes, nothing marked, nothing changed unless told to."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

# The answer to one search is one line; a mailbox of half a million messages must fit in it.
imaplib._MAXLINE = 20_000_000  # type: ignore[attr-defined]
TIMEOUT = 60
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PORTS = {"tls": 993, "starttls": 143, "none": 143}
_KINDS: dict[str, Any] = {"tls": MailBox, "starttls": MailBoxStartTls, "none": MailBoxUnencrypted}


class ImapProblem(Exception):  # noqa: N818 - said to a person, like a refusal
    """What went wrong, as a sentence for the person who set the mailbox up."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a mailbox is and how to get in."""

    host: str
    username: str
    password: str
    port: int = 0
    security: str = "tls"

    @property
    def address(self) -> str:
        """Who and where, without the password: the same mailbox gives the same text."""
        return f"{self.username}@{self.host}:{self.port or PORTS[self.security]}".lower()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it stands: its generation and the numbers of its messages."""

    name: str
    uidvalidity: int
    uids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message as the server has it."""

    uid: int
    raw: bytes
    arrived_at: datetime | None


def server_of(url: str) -> tuple[Server, tuple[str, ...]]:
    """Server and folders of `imaps://user:password@host:993/INBOX`; `imap+tls://` upgrades a plain connection."""
    parts = urlsplit(url)
    security = {"imaps": "tls", "imap": "none", "imap+tls": "starttls", "imap+starttls": "starttls"}.get(parts.scheme)
    if security is None or not parts.hostname or not parts.username:
        raise ImapProblem("Adresa căsuței se scrie imaps://utilizator:parolă@server/Dosar.")
    server = Server(
        parts.hostname, unquote(parts.username), unquote(parts.password or ""), parts.port or PORTS[security], security
    )
    folder = unquote(parts.path.strip("/"))
    return server, (folder or "INBOX",)


class Reader:
    """An open connection."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box

    def open(self, folder: str, *, since: date | None = None, writable: bool = False) -> Folder:
        """Select the folder (only to read, unless told) and list it, or what arrived in it since a day."""
        wanted = ("SINCE", f"{since.day:02}-{_MONTHS[since.month - 1]}-{since.year}") if since else ("ALL",)
        with _sentences(f"Dosarul „{folder}” nu poate fi deschis"):
            self._box.folder.set(folder, readonly=not writable)
            answer = self._box.client.response("UIDVALIDITY")[1]
            status, found = self._box.client.uid("SEARCH", *wanted)
        if status != "OK" or not answer or not answer[0]:
            raise ImapProblem(f"Serverul nu spune ce mesaje sunt în dosarul „{folder}”.")
        uids = tuple(sorted({int(uid) for line in found if line for uid in line.split()}))
        return Folder(folder, int(answer[0]), uids)

    def fetch(self, uid: int) -> Fetched | None:
        """The message's bytes, left unread on the server; None when it is no longer there."""
        with _sentences(f"Mesajul {uid} nu poate fi adus"):
            status, found = self._box.client.uid("FETCH", str(uid), "(UID INTERNALDATE BODY.PEEK[])")
        for piece in found if status == "OK" else ():
            if isinstance(piece, tuple):
                return Fetched(uid, bytes(piece[1]), _arrived(piece[0]))
        return None

    def delete(self, uids: list[int]) -> None:
        """Remove messages for good."""
        with _sentences("Mesajele nu pot fi șterse"):
            self._box.delete([str(uid) for uid in uids])

    def move(self, uids: list[int], folder: str) -> None:
        """Move messages, making the folder if it is not there."""
        with _sentences(f"Mesajele nu pot fi mutate în „{folder}”"):
            if not self._box.folder.exists(folder):
                self._box.folder.create(folder)
            self._box.move([str(uid) for uid in uids], folder)


@contextmanager
def connected(server: Server, *, seconds: float = TIMEOUT) -> Iterator[Reader]:
    """A connection, signed in, closed at the end whatever happens."""
    with _sentences(f"Serverul {server.host} nu răspunde"):
        box: Any = _KINDS[server.security](
            host=server.host, port=server.port or PORTS[server.security], timeout=seconds
        )
    try:
        with _sentences(f"Serverul {server.host} nu primește utilizatorul „{server.username}”"):
            box.login(server.username, server.password, initial_folder=None)
        yield Reader(box)
    finally:
        _close(box)


def _close(box: Any) -> None:
    try:
        box.client.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError):
        return


@contextmanager
def _sentences(what: str) -> Iterator[None]:
    try:
        yield
    except (ImapToolsError, imaplib.IMAP4.error, ssl.SSLError, OSError, UnicodeError) as error:
        raise ImapProblem(f"{what}: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "a trecut timpul de așteptare"
    if isinstance(error, ConnectionRefusedError):
        return "conexiunea este refuzată"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificatul serverului nu este de încredere"
    return re.sub(r"\s+", " ", str(error)).strip(". ")[:200] or type(error).__name__


def _arrived(line: bytes) -> datetime | None:
    parsed = imaplib.Internaldate2tuple(line)
    if parsed is None:
        return None
    # imaplib gives local time of this machine; the server's own moment is what was said.
    return datetime(*parsed[:6]).astimezone().astimezone(UTC)
