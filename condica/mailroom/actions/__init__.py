"""The mailroom's verbs (fapte ale poștei): the only place that writes here."""

from __future__ import annotations

from condica.mailroom.actions.acknowledging import acknowledge, set_acknowledging
from condica.mailroom.actions.boxes import change_mailbox, open_mailbox
from condica.mailroom.actions.deciding import continue_message, register_message, set_aside
from condica.mailroom.actions.fetching import fetch_mailbox, import_folder, import_imap, reconcile
from condica.mailroom.actions.intake import Place, take_in
from condica.mailroom.actions.sending import TryAgain, can_send, deliver, send

__all__ = [
    "Place",
    "TryAgain",
    "acknowledge",
    "can_send",
    "change_mailbox",
    "continue_message",
    "deliver",
    "fetch_mailbox",
    "import_folder",
    "import_imap",
    "open_mailbox",
    "reconcile",
    "register_message",
    "send",
    "set_acknowledging",
    "set_aside",
    "take_in",
]
