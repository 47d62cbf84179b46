"""The registry's verbs (fapte ale registraturii): the only place that writes here.

Every verb runs in one transaction, takes `by=` and leaves one line in the journal.
"""

from condica.registry.actions.changing import (
    EXIT_WORDS,
    attach,
    cancel,
    connect,
    correct,
    decide_kind,
    disconnect,
    hand_to,
    locked,
    record_exit,
    set_term,
    settle,
)
from condica.registry.actions.registering import CHANNEL_WORDS, INSTRUCTIONS, Paper, open_register, register

__all__ = [
    "CHANNEL_WORDS",
    "EXIT_WORDS",
    "INSTRUCTIONS",
    "Paper",
    "attach",
    "cancel",
    "connect",
    "correct",
    "decide_kind",
    "disconnect",
    "hand_to",
    "locked",
    "open_register",
    "record_exit",
    "register",
    "set_term",
    "settle",
]
