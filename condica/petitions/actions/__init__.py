"""The verbs of petitions (faptele petiției), one file a family: each under its article of OG 27/2002."""

from condica.petitions.actions.answering import addressee_of, on_letter_left, on_letter_moved, on_letter_written
from condica.petitions.actions.card import describe
from condica.petitions.actions.court import obey_court
from condica.petitions.actions.filing import file_anonymous, file_repeated, resume
from condica.petitions.actions.joining import connect, disconnect
from condica.petitions.actions.notices import tell_otherwise, write_notice
from condica.petitions.actions.opening import leave_paper, open_paper, open_petition, receive_from
from condica.petitions.actions.ordinary import close, follow
from condica.petitions.actions.redirecting import keep, redirect
from condica.petitions.actions.term import ask_extension, ask_papers, extend
from condica.petitions.actions.withdrawing import withdraw

__all__ = [
    "addressee_of",
    "ask_extension",
    "ask_papers",
    "close",
    "connect",
    "describe",
    "disconnect",
    "extend",
    "file_anonymous",
    "file_repeated",
    "follow",
    "keep",
    "leave_paper",
    "obey_court",
    "on_letter_left",
    "on_letter_moved",
    "on_letter_written",
    "open_paper",
    "open_petition",
    "receive_from",
    "redirect",
    "resume",
    "tell_otherwise",
    "withdraw",
    "write_notice",
]
