"""Made-up mailboxes and messages for tests (căsuțe și mesaje de probă)."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from condica.accounts.models import User
from condica.foundation.imap import Server
from condica.mailroom.actions import Place, open_mailbox, take_in
from condica.mailroom.models import Mailbox, Message
from condica.registry.models import Register

_numbers = count(1)


def a_message(
    text: str = "Vă rog să reparați trotuarul.", *, headers: str = "", sender: str = "ana@example.com"
) -> bytes:
    """A letter of its own each time."""
    number = next(_numbers)
    return (
        f"From: Ana Pop <{sender}>\r\nTo: registratura@example.org\r\nSubject: Petiția {number}\r\n"
        f"Date: Mon, 05 Oct 2026 08:00:00 +0300\r\nMessage-ID: <{number}@example.com>\r\n{headers}"
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    ).encode()


def taken(raw: bytes, *, by: User, mailbox: Mailbox | None = None) -> Message:
    """A message taken in from a file."""
    take_in(raw, place=Place("dosar", "/probe", name=f"{next(_numbers)}.eml", mailbox=mailbox), by=by)
    return Message.objects.latest("pk")


def make_mailbox(server: Server | None = None, *, by: User, **words: object) -> Mailbox:
    """A mailbox of the house."""
    number = next(_numbers)
    server = server or Server("imap.example.org", f"cutia{number}", "secret", 993, "tls")
    given = {
        "name": f"Căsuța {number}",
        "address": f"cutia{number}@example.org",
        "host": server.host,
        "port": server.port,
        "security": server.security,
        "username": server.username,
        "folders": ["INBOX"],
        "register": Register.objects.get(key="general"),
        **words,
    }
    return open_mailbox(password=server.password, by=by, **given)


def samples(shared: Path) -> list[Path]:
    """Every sample message."""
    return sorted((shared / "samples").glob("mail*/*.eml"))
