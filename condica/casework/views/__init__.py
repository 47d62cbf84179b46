"""Pages of casework (paginile lucrărilor): what a person sees, and the verbs as forms."""

from condica.casework.views.own import set_digest
from condica.casework.views.pages import case_by_id, case_page, print_work, work_list_page
from condica.casework.views.parts import (
    accept_part,
    ask_opinion,
    commission,
    file_minutes,
    give_opinion,
    give_part,
    name_commission,
    return_part,
    withdraw_commission,
    withdraw_part,
)
from condica.casework.views.people import bulk, load, next_week
from condica.casework.views.verbs import accept, add_note, assign, close, finish_task, return_task

__all__ = [
    "accept",
    "accept_part",
    "add_note",
    "ask_opinion",
    "assign",
    "bulk",
    "case_by_id",
    "case_page",
    "close",
    "commission",
    "file_minutes",
    "finish_task",
    "give_opinion",
    "give_part",
    "load",
    "name_commission",
    "next_week",
    "print_work",
    "return_part",
    "return_task",
    "set_digest",
    "withdraw_commission",
    "withdraw_part",
    "work_list_page",
]
