"""The ordinary case (lucrare obișnuită): any paper that a resolution gives to somebody, with no procedure of its own.

It is opened by its first resolution, follows the letter that answers it, and ends with the answer or with a word on
what was done. When the paper turns out to be a petition, its case goes on as that room's: `open_case`.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.casework import rules
from condica.casework.actions.cases import close, move, open_case
from condica.casework.actions.following import LETTER_STAGES, advance, letter_dropped
from condica.casework.actions.locks import locked
from condica.casework.actions.parts import withdraw_all
from condica.casework.models import Case
from condica.casework.rules import ORDINARY, Event, Happening, Ordinary
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.models import Entry

AFTER = {Event.ASSIGNED: Ordinary.ASSIGNED, Event.ACCEPTED: Ordinary.ACCEPTED, Event.RETURNED: rules.FIRST}


@transaction.atomic
def open_ordinary(entry: Entry, *, by: User) -> Case:
    """The case of a paper (lucrare): the one that its kind has opened, or an ordinary one, opened now."""
    if entry.cancelled:
        raise RuleBroken("entry-cancelled", f"Numărul {entry} este anulat și nu se mai repartizează.")
    return open_case(ORDINARY.key, entry, title=entry.subject, stage=rules.FIRST, by=by)


def follow(happening: Happening) -> None:
    """What a resolution means for an ordinary case: given, accepted, sent back."""
    case, to = happening.case, AFTER.get(happening.event)
    if to and case.stage in rules.WORKED_ON:
        move(case, to, by=happening.by)


@transaction.atomic
def close_ordinary(case: Case, *, result: str, by: User) -> Case:
    """End an ordinary case without a letter (clasare la dosar), with a word on what was done."""
    case = locked(case)
    if not case.is_open:
        return case
    result = rules.text_given(result, "Încheierea")
    if case.kind != ORDINARY.key:
        raise RuleBroken("close-procedure", "Lucrarea are procedura ei și se încheie cum cere aceasta.")
    move(case, rules.LAST, by=by, note=result)
    close(case, outcome="done", settled_as="closed")
    record(Verb.CASE_CLOSED, on=case, by=by, entry=case.entry_id, case=case.pk, personal={"text": result})
    return case


def _answered_by(letter: Letter) -> Case | None:
    if not letter.is_answer or letter.entry_id is None:
        return None
    found = Case.objects.filter(entry=letter.entry_id, kind=ORDINARY.key, closed_at=None).first()
    return locked(found) if found else None


@transaction.atomic
def on_letter_moved(sender: Any, *, letter: Letter, stage: str, by: User, **_: Any) -> None:
    """The case goes along with the letter that answers it."""
    case = _answered_by(letter)
    if case is None:
        return
    if stage == correspondence.Stage.DROPPED:
        letter_dropped(case, by=by)
    elif stage in LETTER_STAGES:
        advance(case, LETTER_STAGES[stage], by=by)


@transaction.atomic
def on_letter_left(sender: Any, *, letter: Letter, dispatch: Any, by: User, **_: Any) -> None:
    """The answer is on its way: the ordinary case is over, and what others still owed it is asked no more.

    What has left has left: a point of view that nobody gave must not keep a whole post list from being handed over.
    """
    case = _answered_by(letter)
    if case is not None:
        advance(case, Ordinary.ANSWERED, by=by)
        withdraw_all(case, reason="răspunsul a plecat", by=by)
        close(case, outcome="answered", settled_as="answered")
