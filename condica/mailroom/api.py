"""The door of the mailroom (ușa poștei): what the rooms above and the command line may call."""

from __future__ import annotations

from condica.foundation.imap import ImapProblem, Server, server_of
from condica.mailroom.actions import (
    can_send,
    fetch_mailbox,
    import_folder,
    import_imap,
    open_mailbox,
    reconcile,
    send,
    set_acknowledging,
    take_in,
)
from condica.mailroom.models import Acknowledging, Mailbox, Message, Outgoing
from condica.mailroom.queries import mailboxes, waiting_count
from condica.mailroom.rules import Counts

__all__ = [
    "Acknowledging",
    "Counts",
    "ImapProblem",
    "Mailbox",
    "Message",
    "Outgoing",
    "Server",
    "can_send",
    "fetch_mailbox",
    "import_folder",
    "import_imap",
    "mailboxes",
    "open_mailbox",
    "reconcile",
    "send",
    "server_of",
    "set_acknowledging",
    "take_in",
    "waiting_count",
]
