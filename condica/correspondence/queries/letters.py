"""One letter and those beside it: its pages, its history, the letters of a paper, what waits for the post."""

from __future__ import annotations

import email
import email.policy
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from condica.accounts.models import User
from condica.correspondence import print as paper
from condica.correspondence.access import visible_to
from condica.correspondence.models import Dispatch, Letter
from condica.correspondence.rules import Delivery, Way
from condica.documents import api as documents
from condica.foundation import dates
from condica.journal.queries import lines_about, sentence
from condica.journal.rules import Verb
from condica.registry.models import Attachment, Entry


def letters_of(entry: Entry, user: User | None = None) -> QuerySet[Letter]:
    """The letters that answer a paper, oldest first; for a person, those he may see."""
    letters = visible_to(user) if user else Letter.objects.select_related("drafted_by", "template", "unit")
    return letters.filter(entry=entry).order_by("pk")


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


def postal_list(user: User) -> QuerySet[Dispatch]:
    """What waits to be handed to the post or courier, in order."""
    waiting = Dispatch.objects.filter(
        state=Delivery.WAITING, way__in=[Way.POST, Way.COURIER], letter__in=visible_to(user).order_by().values("pk")
    )
    return waiting.select_related("letter__entry__register").order_by("pk")


def handed_on(day: date) -> QuerySet[Dispatch]:
    """What was handed over on a day: the list that goes with the envelopes (borderou)."""
    first, end = dates.bounds(day, day)
    left = Dispatch.objects.filter(state__in=[Delivery.SENT, Delivery.BOUNCED], at__gte=first, at__lt=end)
    return left.filter(way__in=[Way.POST, Way.COURIER]).select_related("letter__entry__register").order_by("at", "pk")


def message_id_of(entry: Entry) -> str:
    """The Message-ID of the e-mail that a paper came in, read from the kept message; empty when it came otherwise."""
    kept = Attachment.objects.filter(entry=entry, document__blob__mime="message/rfc822").select_related("document")
    for attachment in kept.order_by("ordinal")[:1]:
        with documents.open_file(attachment.document) as raw:
            message = email.message_from_bytes(raw.read(200_000), policy=email.policy.compat32)
        return " ".join(str(message.get("Message-ID", "")).split())
    return ""


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
    Verb.LETTER_RETURNED: "arrow-back-up",
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
