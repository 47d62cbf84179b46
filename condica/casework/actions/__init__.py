"""The verbs of casework (faptele lucrării): the steps of a case, resolutions, the parts of others, commissions."""

from condica.casework.actions.cases import (
    add_note,
    close,
    extend_clock,
    join_continuation,
    leave_paper,
    move,
    open_case,
    reopen,
    resume_clock,
    start_clock,
    stop_clock,
    take_paper,
)
from condica.casework.actions.commissions import file_minutes, name_commission, withdraw_commission
from condica.casework.actions.following import LETTER_STAGES, advance, letter_dropped, term_for
from condica.casework.actions.locks import locked, locked_task
from condica.casework.actions.ordinary import close_ordinary, open_ordinary
from condica.casework.actions.own import see_reminders, set_digest
from condica.casework.actions.parts import (
    accept_part,
    ask_opinion,
    give_opinion,
    give_part,
    return_part,
    withdraw_all,
    withdraw_part,
)
from condica.casework.actions.reminding import gather_digests, listen, remind, send_digests
from condica.casework.actions.tasks import accept, assign, finish_task, reassign, return_task

__all__ = [
    "LETTER_STAGES",
    "accept",
    "accept_part",
    "add_note",
    "advance",
    "ask_opinion",
    "assign",
    "close",
    "close_ordinary",
    "extend_clock",
    "file_minutes",
    "finish_task",
    "gather_digests",
    "give_opinion",
    "give_part",
    "join_continuation",
    "leave_paper",
    "letter_dropped",
    "listen",
    "locked",
    "locked_task",
    "move",
    "name_commission",
    "open_case",
    "open_ordinary",
    "reassign",
    "remind",
    "reopen",
    "resume_clock",
    "return_part",
    "return_task",
    "see_reminders",
    "send_digests",
    "set_digest",
    "start_clock",
    "stop_clock",
    "take_paper",
    "term_for",
    "withdraw_all",
    "withdraw_commission",
    "withdraw_part",
]
