"""The desk's verbs (fapte): what a person has read, the daily folder from its preparing to its closing."""

from condica.desk.actions.closing import close_folder
from condica.desk.actions.handing import hand_on
from condica.desk.actions.informing import acknowledge
from condica.desk.actions.library import drop_phrase, keep_phrase
from condica.desk.actions.preparing import add_paper, gather, move_paper, prepare, present, take_out
from condica.desk.actions.presenting import end_presenting, set_presenting
from condica.desk.actions.reading import mark_read
from condica.desk.actions.resolving import resolve, resolve_many, undo

__all__ = [
    "acknowledge",
    "add_paper",
    "close_folder",
    "drop_phrase",
    "end_presenting",
    "gather",
    "hand_on",
    "keep_phrase",
    "mark_read",
    "move_paper",
    "prepare",
    "present",
    "resolve",
    "resolve_many",
    "set_presenting",
    "take_out",
    "undo",
]
