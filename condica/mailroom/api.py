"""The door of the mailroom (ușa poștei): what the rooms above and the command line may call."""

from __future__ import annotations

from condica.foundation.imap import ImapProblem, Server, server_of
from condica.mailroom.actions import fetch_mailbox, import_folder, import_imap, open_mailbox, reconcile, take_in
from condica.mailroom.models import Mailbox, Message
from condica.mailroom.queries import mailboxes, waiting_count
from condica.mailroom.rules import Counts

__all__ = [
    "Counts",
    "ImapProblem",
    "Mailbox",
    "Message",
    "Server",
    "fetch_mailbox",
    "import_folder",
    "import_imap",
    "mailboxes",
    "open_mailbox",
    "reconcile",
    "server_of",
    "take_in",
    "waiting_count",
]
