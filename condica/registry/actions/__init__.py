"""The registry's verbs (fapte ale registraturii): the only place that writes here.

Every verb runs in one transaction, takes `by=` and leaves one line in the journal.
"""

from condica.registry.actions.blocks import annul, fill, reconcile, reserve
from condica.registry.actions.changing import (
    EXIT_WORDS,
    attach,
    cancel,
    connect,
    correct,
    decide_kind,
    detach,
    disconnect,
    hand_to,
    locked,
    record_exit,
    set_term,
    settle,
    tell_export,
)
from condica.registry.actions.continuing import continue_with, on_continuation, remember_message
from condica.registry.actions.offline import register_line, same_paper, take
from condica.registry.actions.registering import CHANNEL_WORDS, INSTRUCTIONS, Paper, register
from condica.registry.actions.registers import (
    add_desk,
    change_register,
    close_register,
    end_desk,
    let_in,
    let_out,
    open_register,
)
from condica.registry.actions.scanned import on_scanned_code, tell_scanned_code
from condica.registry.actions.selecting import begin_selection, carry_out, confirm_selection

__all__ = [
    "CHANNEL_WORDS",
    "EXIT_WORDS",
    "INSTRUCTIONS",
    "Paper",
    "add_desk",
    "annul",
    "attach",
    "begin_selection",
    "cancel",
    "carry_out",
    "change_register",
    "close_register",
    "confirm_selection",
    "connect",
    "continue_with",
    "correct",
    "decide_kind",
    "detach",
    "disconnect",
    "end_desk",
    "fill",
    "hand_to",
    "let_in",
    "let_out",
    "locked",
    "on_continuation",
    "on_scanned_code",
    "open_register",
    "reconcile",
    "record_exit",
    "register",
    "register_line",
    "remember_message",
    "reserve",
    "same_paper",
    "set_term",
    "settle",
    "take",
    "tell_export",
    "tell_scanned_code",
]
