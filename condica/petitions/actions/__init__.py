"""The verbs of petitions (faptele petiției): opening, the term, the ordinary way, the other ways out."""

from condica.petitions.actions.opening import describe, open_paper, open_petition, receive_from
from condica.petitions.actions.ordinary import answer, close, follow, on_letter_left, on_letter_moved
from condica.petitions.actions.term import ask_extension, extend
from condica.petitions.actions.ways_out import connect, disconnect, file_anonymous, file_repeated, redirect

__all__ = [
    "answer",
    "ask_extension",
    "close",
    "connect",
    "describe",
    "disconnect",
    "extend",
    "file_anonymous",
    "file_repeated",
    "follow",
    "on_letter_left",
    "on_letter_moved",
    "open_paper",
    "open_petition",
    "receive_from",
    "redirect",
]
