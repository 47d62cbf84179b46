"""Reading casework (citirea lucrărilor): lists, the clock, what others owe, what will be late, what a person may do."""

from condica.casework.queries.ahead import late_next_week
from condica.casework.queries.case import (
    case_of,
    clock,
    next_actions,
    next_step,
    papers,
    register_links,
    resolutions,
    term_of,
    term_state,
    timeline,
)
from condica.casework.queries.lists import OPEN_TASKS, WORK_ORDER, Narrowed, running, to_assign, units_led, work_list
from condica.casework.queries.parts import (
    commissions_of,
    commissions_open,
    open_parts,
    opinions,
    opinions_asked,
    parts_of,
)
from condica.casework.queries.reminders import by_email, reminders, unseen
from condica.casework.queries.seen import SeenCase, accepting, answering, asking, assigning, giving_back, refused

__all__ = [
    "OPEN_TASKS",
    "WORK_ORDER",
    "Narrowed",
    "SeenCase",
    "accepting",
    "answering",
    "asking",
    "assigning",
    "by_email",
    "case_of",
    "clock",
    "commissions_of",
    "commissions_open",
    "giving_back",
    "late_next_week",
    "next_actions",
    "next_step",
    "open_parts",
    "opinions",
    "opinions_asked",
    "papers",
    "parts_of",
    "refused",
    "register_links",
    "reminders",
    "resolutions",
    "running",
    "term_of",
    "term_state",
    "timeline",
    "to_assign",
    "units_led",
    "unseen",
    "work_list",
]
