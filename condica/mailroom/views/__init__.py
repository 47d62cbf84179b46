"""Pages of the mailroom (paginile poștei)."""

from __future__ import annotations

from condica.mailroom.views.boxes import mailbox, mailboxes, new_mailbox, reconciliations, try_mailbox
from condica.mailroom.views.mail import aside, attachment, fetch_now, message, messages, raw, register

__all__ = [
    "aside",
    "attachment",
    "fetch_now",
    "mailbox",
    "mailboxes",
    "message",
    "messages",
    "new_mailbox",
    "raw",
    "reconciliations",
    "register",
    "try_mailbox",
]
