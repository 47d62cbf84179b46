"""Pages of the mailroom (paginile poștei)."""

from __future__ import annotations

from condica.mailroom.views.boxes import acknowledging, mailbox, mailboxes, new_mailbox, reconciliations, try_mailbox
from condica.mailroom.views.inventories import (
    add_position,
    inventories,
    inventory,
    new_inventory,
    position,
    separators,
)
from condica.mailroom.views.mail import aside, attachment, continue_paper, fetch_now, message, messages, raw, register
from condica.mailroom.views.many import decide_many, print_messages
from condica.mailroom.views.printed import scan_queue_print, stacks_print
from condica.mailroom.views.scanners import new_scanner, scanner, scanners
from condica.mailroom.views.scans import (
    bring,
    sheet_picture,
    stack,
    stack_file,
    stack_resume,
    stack_stop,
    stacks,
)
from condica.mailroom.views.sheets import batch_decide, scan_queue

__all__ = [
    "acknowledging",
    "add_position",
    "aside",
    "attachment",
    "batch_decide",
    "bring",
    "continue_paper",
    "decide_many",
    "fetch_now",
    "inventories",
    "inventory",
    "mailbox",
    "mailboxes",
    "message",
    "messages",
    "new_inventory",
    "new_mailbox",
    "new_scanner",
    "position",
    "print_messages",
    "raw",
    "reconciliations",
    "register",
    "scan_queue",
    "scan_queue_print",
    "scanner",
    "scanners",
    "separators",
    "sheet_picture",
    "stack",
    "stack_file",
    "stack_resume",
    "stack_stop",
    "stacks",
    "stacks_print",
    "try_mailbox",
]
