"""Pages of the registry (paginile registraturii), by what a clerk does on them."""

from condica.registry.views.blocks import (
    annul,
    block,
    block_minute,
    block_sheet,
    blocks,
    fill,
    offline_line,
    reconcile,
    reserve,
)
from condica.registry.views.counter import guess, new, registered, senders
from condica.registry.views.keeping import begin_selection, confirm_selection, keeping, selection
from condica.registry.views.lists import bulk, export, labels, papers
from condica.registry.views.offline import offline, offline_data, offline_send, offline_worker
from condica.registry.views.paper import (
    attach,
    by_id,
    cancel,
    connect,
    correct,
    decide_kind,
    disconnect,
    hand,
    label,
    paper,
    receipt,
)

__all__ = [
    "annul",
    "attach",
    "begin_selection",
    "block",
    "block_minute",
    "block_sheet",
    "blocks",
    "bulk",
    "by_id",
    "cancel",
    "confirm_selection",
    "connect",
    "correct",
    "decide_kind",
    "disconnect",
    "export",
    "fill",
    "guess",
    "hand",
    "keeping",
    "label",
    "labels",
    "new",
    "offline",
    "offline_data",
    "offline_line",
    "offline_send",
    "offline_worker",
    "paper",
    "papers",
    "receipt",
    "reconcile",
    "registered",
    "reserve",
    "selection",
    "senders",
]
