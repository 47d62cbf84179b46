"""The door of casework (ușa lucrărilor): what rooms above may call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db import connection

from condica.accounts.models import User
from condica.casework.access import case_to_read, open_task, visible_to
from condica.casework.actions import (
    LETTER_STAGES,
    accept,
    accept_part,
    add_note,
    advance,
    ask_opinion,
    assign,
    close,
    close_ordinary,
    extend_clock,
    file_minutes,
    finish_task,
    give_opinion,
    give_part,
    leave_paper,
    letter_dropped,
    locked,
    move,
    name_commission,
    open_case,
    open_ordinary,
    ordinary,
    reassign,
    remind,
    reopen,
    resume_clock,
    return_part,
    return_task,
    see_reminders,
    start_clock,
    stop_clock,
    take_paper,
    term_for,
    withdraw_commission,
    withdraw_part,
)
from condica.casework.models import (
    Case,
    ClockEvent,
    Commission,
    JointUnit,
    Note,
    OpinionVersion,
    Reminder,
    ReminderKind,
    StageChange,
    Task,
    TaskReturn,
    TaskState,
)
from condica.casework.queries import (
    SeenCase,
    accepting,
    answering,
    asking,
    assigning,
    by_email,
    case_of,
    clock,
    commissions_open,
    giving_back,
    late_next_week,
    next_actions,
    next_step,
    open_parts,
    opinions,
    opinions_asked,
    papers,
    refused,
    reminders,
    term_of,
    term_state,
    timeline,
    to_assign,
    unseen,
    work_list,
)
from condica.casework.queries.due import House, register_reminders
from condica.casework.queries.offers import ordinary_offers
from condica.casework.queries.suggesting import Suggestion, suggest, versions
from condica.casework.rules import (
    ORDINARY,
    ActionOffer,
    CardRow,
    CaseKind,
    Event,
    Happening,
    Opinion,
    register_kind,
)
from condica.correspondence import api as correspondence
from condica.correspondence.api import Insertion
from condica.foundation import dates
from condica.journal.api import Finding
from condica.registry.actions.bound import Rows, register_bound
from condica.registry.models import Entry

__all__ = [
    "LETTER_STAGES",
    "ActionOffer",
    "CardRow",
    "Case",
    "CaseKind",
    "ClockEvent",
    "Commission",
    "Event",
    "Happening",
    "House",
    "JointUnit",
    "Opinion",
    "Reminder",
    "ReminderKind",
    "SeenCase",
    "StageChange",
    "Suggestion",
    "Task",
    "TaskState",
    "accept",
    "accept_part",
    "accepting",
    "add_note",
    "advance",
    "answering",
    "ask_opinion",
    "asking",
    "assign",
    "assigning",
    "by_email",
    "case_of",
    "case_to_read",
    "clock",
    "close",
    "close_ordinary",
    "commissions_open",
    "extend_clock",
    "file_minutes",
    "finish_task",
    "give_opinion",
    "give_part",
    "giving_back",
    "late_next_week",
    "leave_paper",
    "letter_dropped",
    "locked",
    "move",
    "name_commission",
    "next_actions",
    "next_step",
    "open_case",
    "open_ordinary",
    "open_parts",
    "open_task",
    "opinions",
    "opinions_asked",
    "papers",
    "reassign",
    "refused",
    "register_kind",
    "register_reminders",
    "remind",
    "reminders",
    "reopen",
    "resume_clock",
    "return_part",
    "return_task",
    "see_reminders",
    "start_clock",
    "stop_clock",
    "suggest",
    "take_paper",
    "term_for",
    "term_of",
    "term_state",
    "timeline",
    "to_assign",
    "unseen",
    "verify",
    "versions",
    "visible_to",
    "withdraw_commission",
    "withdraw_part",
    "work_list",
]

#: An ordinary case has no term; its paper may have one of another room (the days of a court's paper).
_TERMS = """
SELECT e.value, e.year, c.due_on, x.legal, c.stage, s.stage, e.due_on
FROM casework_case c JOIN registry_entry e ON e.number_id = c.entry_id
LEFT JOIN LATERAL (SELECT legal FROM casework_clockevent k WHERE k.case_id = c.id ORDER BY k.id DESC LIMIT 1) x ON true
LEFT JOIN LATERAL (SELECT stage FROM casework_stagechange k WHERE k.case_id = c.id ORDER BY k.id DESC LIMIT 1) s ON true
WHERE c.due_on IS DISTINCT FROM x.legal OR c.stage IS DISTINCT FROM s.stage
   OR e.due_on IS DISTINCT FROM c.due_on AND NOT (c.kind = 'paper' AND c.due_on IS NULL)
"""


def verify() -> Iterator[Finding]:
    """Compare each case with its own history: the term with the clock's ledger, the stage with the last change."""
    with connection.cursor() as cursor:
        cursor.execute(_TERMS)
        for value, year, due, legal, stage, last, registered in cursor.fetchall():
            what = (
                f"stadiul „{stage}” nu e cel din istoric („{last}”)"
                if stage != last
                else f"termenul {due or 'lipsă'} nu e cel din evidența termenului ({legal or 'lipsă'})"
                if due != legal
                else f"termenul din registru ({registered or 'lipsă'}) nu e cel al lucrării ({due or 'lipsă'})"
            )
            yield Finding(f"lucrarea {value}/{year}", what)


def offer_insertions(entry: Entry, user: User) -> list[Insertion]:
    """What other units and commissions gave to the case of a paper, for the letter that answers it."""
    case = case_of(entry)
    if case is None:
        return []
    parts = enumerate(opinions(case), start=1)
    found = [
        Insertion(f"punct-{place}", f"Punctul de vedere: {one.unit}", one.text, _said(one)) for place, one in parts
    ]
    minutes = case.commissions.exclude(minutes="").filter(state="closed").order_by("pk")
    return found + [
        Insertion(
            f"comisie-{one.pk}", "Procesul-verbal al comisiei mixte", one.minutes, dates.near(one.ended_at.date())
        )
        for one in minutes
        if one.ended_at
    ]


def _said(one: Opinion) -> str:
    return f"{one.by}, {dates.moment(one.at)}"


def register_ordinary() -> None:
    """The ordinary kind of case, and the letters that answer one."""
    register_kind(replace(ORDINARY, offers=ordinary_offers, follow=ordinary.follow))
    correspondence.letter_moved.connect(ordinary.on_letter_moved, dispatch_uid="casework.letter_moved")
    correspondence.letter_left.connect(ordinary.on_letter_left, dispatch_uid="casework.letter_left")


def register_keepers() -> None:
    """Tell contacts what work keeps about people; it shares the fate of the paper worked on."""
    register_bound(
        key="casework",
        label="Lucrări: rezoluții, puncte de vedere, note",
        how="Titlul, textul rezoluțiilor, punctele de vedere, notele și motivele devin o mențiune.",
        keeps="Stadiile, termenele, cine a lucrat și când, câte puncte de vedere s-au cerut și dat.",
        rows=(
            Rows(Case, "entry", "Lucrarea", ("title",)),
            Rows(StageChange, "case__entry", "Stadiul", ("note",)),
            Rows(ClockEvent, "case__entry", "Termenul", ("reason",)),
            Rows(Task, "case__entry", "Rezoluția", ("text", "result")),
            Rows(OpinionVersion, "part__case__entry", "Versiunea punctului de vedere", ("text",)),
            Rows(JointUnit, "case__entry", "Punctul de vedere", ("asked", "opinion", "reason")),
            Rows(Commission, "case__entry", "Comisia mixtă", ("asked", "minutes", "reason")),
            Rows(TaskReturn, "task__case__entry", "Întoarcerea", ("reason",)),
            Rows(Note, "case__entry", "Nota", ("text",)),
            Rows(Reminder, "case__entry", "Amintirea", ("sentence",)),
        ),
        order=34,
    )
