"""The mailroom's verbs (fapte ale poștei): the only place that writes here."""

from __future__ import annotations

from condica.mailroom.actions.boxes import change_mailbox, open_mailbox
from condica.mailroom.actions.deciding import register_message, set_aside
from condica.mailroom.actions.fetching import fetch_mailbox, import_folder, import_imap, reconcile
from condica.mailroom.actions.intake import Place, take_in

__all__ = [
    "Place",
    "change_mailbox",
    "fetch_mailbox",
    "import_folder",
    "import_imap",
    "open_mailbox",
    "reconcile",
    "register_message",
    "set_aside",
    "take_in",
]
