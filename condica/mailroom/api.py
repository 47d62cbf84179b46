"""The door of the mailroom (ușa poștei): what the rooms above and the command line may call."""

from __future__ import annotations

from condica.foundation.imap import ImapProblem, Server, server_of
from condica.mailroom.actions import (
    can_send,
    enter_inventory,
    fetch_mailbox,
    import_folder,
    import_imap,
    open_mailbox,
    read_stack,
    reconcile,
    save_scanner,
    send,
    set_acknowledging,
    take_in,
    take_stack,
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
    "enter_inventory",
    "fetch_mailbox",
    "import_folder",
    "import_imap",
    "mailboxes",
    "open_mailbox",
    "read_stack",
    "reconcile",
    "save_scanner",
    "send",
    "server_of",
    "set_acknowledging",
    "take_in",
    "take_stack",
    "waiting_count",
]
