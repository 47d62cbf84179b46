"""The verbs of a petition as pages (paginile faptelor): asked on GET, done on POST, then back to the case."""

from condica.petitions.views.card import close, describe, receive_from
from condica.petitions.views.out import (
    anonymous,
    connect,
    disconnect,
    keep,
    redirect,
    repeated,
    resume,
    withdraw,
)
from condica.petitions.views.term import ask_extension, ask_papers, extend, obey_court, tell_otherwise, write_notice

__all__ = [
    "anonymous",
    "ask_extension",
    "ask_papers",
    "close",
    "connect",
    "describe",
    "disconnect",
    "extend",
    "keep",
    "obey_court",
    "receive_from",
    "redirect",
    "repeated",
    "resume",
    "tell_otherwise",
    "withdraw",
    "write_notice",
]
