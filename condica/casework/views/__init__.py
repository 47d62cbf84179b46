"""Pages of casework (paginile lucrărilor): what a person sees, and the verbs as forms."""

from condica.casework.views.pages import case_by_id, case_page, work_list_page
from condica.casework.views.verbs import (
    accept,
    add_note,
    ask_opinion,
    assign,
    finish_task,
    give_opinion,
    return_task,
)

__all__ = [
    "accept",
    "add_note",
    "ask_opinion",
    "assign",
    "case_by_id",
    "case_page",
    "finish_task",
    "give_opinion",
    "return_task",
    "work_list_page",
]
