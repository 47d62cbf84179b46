"""One letter and those beside it: its pages, its history, the letters of a paper, what waits for the post."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from condica.accounts.models import User
from condica.correspondence import print as paper
from condica.correspondence import rules
from condica.correspondence.access import may_edit, visible_to, whose_visas
from condica.correspondence.models import Letter, Visa
from condica.correspondence.rules import Stage, VisaState
from condica.documents import api as documents
from condica.foundation import dates
from condica.journal.queries import lines_about, sentence
from condica.journal.rules import Verb
from condica.law.calendar import add_working
from condica.organisation import api as organisation
from condica.registry.api import TermState, term_state
from condica.registry.models import Attachment, Entry


def letters_of(entry: Entry, user: User | None = None) -> QuerySet[Letter]:
    """The letters that answer a paper, oldest first; for a person, those he may see."""
    letters = visible_to(user) if user else Letter.objects.select_related("drafted_by", "template", "unit")
    return letters.filter(entry=entry).order_by("pk")


_ADDRESSEES: list[Callable[[Entry], str]] = []


def register_addressee(find: Callable[[Entry], str]) -> None:
    """A procedure says to whom the answer to its paper is owed, when not to its sender; empty: it does not know."""
    if find not in _ADDRESSEES:
        _ADDRESSEES.append(find)


def addressee_of(entry: Entry) -> str:
    """To whom a letter about a paper begins: whom its procedure names, else its sender."""
    return next(filter(None, (find(entry) for find in _ADDRESSEES)), entry.sender_name)


def letter_for_page(letter: Letter) -> Letter:
    """The letter with its steps, versions and dispatches."""
    return (
        Letter.objects.select_related(
            "entry__register",
            "entry__number",
            "unit",
            "template",
            "drafted_by",
            "signatory_unit",
            "signatory_head",
            "pdf",
        )
        .prefetch_related("approvals__by", "dispatches__ordered_by", "dispatches__proof")
        .get(pk=letter.pk)
    )


def message_id_of(entry: Entry) -> str:
    """The Message-ID of the e-mail that a paper came in, read from the kept message; empty when it came otherwise."""
    kept = Attachment.objects.filter(entry=entry, document__blob__mime="message/rfc822").select_related("document")
    for attachment in kept.order_by("ordinal")[:1]:
        with documents.open_file(attachment.document) as raw:
            message = email.message_from_bytes(raw.read(200_000), policy=email.policy.compat32)
        return " ".join(str(message.get("Message-ID", "")).split())
    return ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Until when a letter must leave: the house's own target, and the law's day; on time is what left by the latter."""

    target_on: date
    target: TermState
    legal_on: date
    legal: TermState


def terms_of(letter: Letter, today: date | None = None) -> Terms | None:
    """The two days of the paper answered, coloured as everywhere in the house; none once it is settled."""
    entry = letter.entry
    if entry is None or entry.due_on is None or entry.safe_on is None or entry.settled_as or not letter.is_answer:
        return None
    today, due = today or dates.today(), entry.due_on
    before = organisation.setting("internal_days_before", dates.bucharest_day(entry.registered_at))
    target = min(entry.safe_on, add_working(due, -before, organisation.bridge_days()))
    return Terms(
        target, term_state(today=today, due_on=due, safe_on=target, extended=entry.extended),
        due, term_state(today=today, due_on=due, safe_on=due),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisaLine:
    """A visa as the page lists it: the row, and what this person may do with it now."""

    visa: Visa
    mine: bool
    turn: bool
    may_withdraw: bool


def visas_of(letter: Letter, user: User) -> list[VisaLine]:
    """The visas of a letter in their order, those that fell last."""
    rows = list(letter.visas.select_related("unit", "user", "by", "version"))
    asked = [rules.AskedVisa(row.title, row.whose, row.place, VisaState(row.state)) for row in rows]
    own = set(letter.visas.filter(whose_visas(user)).values_list("pk", flat=True))
    open_text, writes = letter.stage in rules.OPEN_TEXT, may_edit(user, letter)
    lines = [
        VisaLine(
            row,
            mine=row.pk in own and letter.drafted_by_id != user.pk,
            turn=row.state == VisaState.WAITING and letter.stage == Stage.VISAS and rules.is_turn_of(one, asked),
            may_withdraw=row.state == VisaState.WAITING and row.duty_id is None and writes and open_text,
        )
        for row, one in zip(rows, asked, strict=True)
    ]
    return sorted(lines, key=lambda line: (line.visa.state == VisaState.VOID, line.visa.place, line.visa.pk))


@lru_cache(maxsize=64)
def _drawn(pk: int, revision: int, stage: str, changed_at: datetime) -> tuple[bytes, ...]:
    letter = letter_for_page(Letter(pk=pk))
    if letter.pdf is None:
        return tuple(paper.letter_pages(letter))
    with documents.open_file(letter.pdf) as signed:  # what was signed is what is shown, whatever changed since
        return tuple(paper.pages_of_pdf(signed.read()))


def pages_of(letter: Letter) -> tuple[bytes, ...]:
    """The letter's pages as pictures, drawn once for each of its states."""
    return _drawn(letter.pk, letter.revision, letter.stage, letter.changed_at)


def page_numbers(letter: Letter) -> range:
    """1, 2, … for the preview."""
    return range(1, len(pages_of(letter)) + 1)


ICONS = {
    Verb.LETTER_DRAFTED: "pencil",
    Verb.LETTER_EDITED: "pencil",
    Verb.LETTER_SUBMITTED: "send",
    Verb.LETTER_CHECKED: "check",
    Verb.LETTER_APPROVED: "signature",
    Verb.LETTER_SIGNED: "signature",
    Verb.LETTER_PDF_SIGNED: "certificate",
    Verb.LETTER_RETURNED: "arrow-back-up",
    Verb.LETTER_TO_VISAS: "rosette-discount-check",
    Verb.VISA_ASKED: "message-question",
    Verb.VISA_GIVEN: "rosette-discount-check",
    Verb.VISA_REFUSED: "alert-triangle",
    Verb.VISAS_FELL: "alert-triangle",
    Verb.LETTER_NUMBERED: "hash",
    Verb.LETTER_ANNEXED: "paperclip",
    Verb.LETTER_BROUGHT: "file-text",
    Verb.LETTER_ORDERED: "mail-forward",
    Verb.LETTER_SENT: "mail-forward",
    Verb.LETTER_FAILED: "alert-triangle",
    Verb.LETTER_BOUNCED: "alert-triangle",
}


def history(letter: Letter) -> list[dict[str, Any]]:
    """What happened to the letter, as sentences, newest first."""
    lines = lines_about("correspondence.letter", [letter.pk]).select_related("personal")
    return [
        {"sentence": sentence(line), "at": line.moment, "icon": ICONS.get(Verb(line.verb), "note")}
        for line in lines[:100]
    ]
