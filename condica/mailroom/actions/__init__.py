"""The mailroom's verbs (fapte ale poștei): the only place that writes here."""

from __future__ import annotations

from condica.mailroom.actions.acknowledging import acknowledge, set_acknowledging
from condica.mailroom.actions.boxes import change_mailbox, open_mailbox
from condica.mailroom.actions.deciding import continue_message, register_message, set_aside
from condica.mailroom.actions.fetching import fetch_mailbox, import_folder, import_imap, reconcile
from condica.mailroom.actions.intake import Place, take_in
from condica.mailroom.actions.inventories import add_position, enter_inventory
from condica.mailroom.actions.scanners import clear_kept, look_into, save_scanner
from condica.mailroom.actions.sending import TryAgain, can_send, deliver, send
from condica.mailroom.actions.sheets import discard, give_to_paper, give_to_position, join_previous, split, undo
from condica.mailroom.actions.stacks import read_stack, resume_stack, stop_stack, take_stack

__all__ = [
    "Place",
    "TryAgain",
    "acknowledge",
    "add_position",
    "can_send",
    "change_mailbox",
    "clear_kept",
    "continue_message",
    "deliver",
    "discard",
    "enter_inventory",
    "fetch_mailbox",
    "give_to_paper",
    "give_to_position",
    "import_folder",
    "import_imap",
    "join_previous",
    "look_into",
    "open_mailbox",
    "read_stack",
    "reconcile",
    "register_message",
    "resume_stack",
    "save_scanner",
    "send",
    "set_acknowledging",
    "set_aside",
    "split",
    "stop_stack",
    "take_in",
    "take_stack",
    "undo",
]
