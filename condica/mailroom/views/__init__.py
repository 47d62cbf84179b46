"""Pages of the mailroom (paginile poștei)."""

from __future__ import annotations

from condica.mailroom.views.boxes import acknowledging, mailbox, mailboxes, new_mailbox, reconciliations, try_mailbox
from condica.mailroom.views.mail import aside, attachment, continue_paper, fetch_now, message, messages, raw, register

__all__ = [
    "acknowledging",
    "aside",
    "attachment",
    "continue_paper",
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
