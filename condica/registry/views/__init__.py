"""Pages of the registry (paginile registraturii), by what a clerk does on them."""

from condica.registry.views.counter import guess, new, registered, senders
from condica.registry.views.keeping import begin_selection, confirm_selection, keeping, selection
from condica.registry.views.lists import bulk, day_book, export, labels, papers
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
    "attach",
    "begin_selection",
    "bulk",
    "by_id",
    "cancel",
    "confirm_selection",
    "connect",
    "correct",
    "day_book",
    "decide_kind",
    "disconnect",
    "export",
    "guess",
    "hand",
    "keeping",
    "label",
    "labels",
    "new",
    "paper",
    "papers",
    "receipt",
    "registered",
    "selection",
    "senders",
]
