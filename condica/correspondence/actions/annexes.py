"""Annexes (anexe): files that go with a letter; they are part of what is signed, so they stay from the approval on."""

from __future__ import annotations

import html
import io
from datetime import datetime

import pypdfium2
from django.db import transaction

from condica.accounts.models import User
from condica.correspondence import access, rules
from condica.correspondence.actions.drafting import edit
from condica.correspondence.actions.steps import locked
from condica.correspondence.actions.visas import void_visas
from condica.correspondence.models import Annex, Letter
from condica.correspondence.rules import Stage
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import comma_below, plural
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.models import Attachment


@transaction.atomic
def add_annex(
    letter: Letter, document: Document, *, by: User, title: str = "", sheets: int | None = None,
    now: datetime | None = None,
) -> Annex:  # fmt: skip
    """Put a file to a letter (anexare): listed at its end, sent with it, counted in the envelope."""
    letter, at = locked(letter), now or dates.now()
    access.require_edit(by, letter)
    rules.check_open(Stage(letter.stage))
    known = letter.annexes.filter(document=document, out_at=None).first()
    if known:
        return known
    held = [annex.document.blob.size for annex in annexes_of(letter)]
    rules.check_annex(document.file_name, document.blob.size, sum(held), dangerous=document.is_dangerous)
    void_visas(letter, by=by, at=at)
    title = comma_below(title).strip() or document.title or document.file_name
    made = Annex.objects.create(
        letter=letter, document=document, title=title, sheets=sheets or sheets_of(document), by=by, at=at
    )
    _touch(letter, at)
    data = {"title": title, "sheets": plural(made.sheets, "filă", "file")}
    record(Verb.LETTER_ANNEXED, on=letter, by=by, entry=letter.entry_id, personal=data)
    return made


@transaction.atomic
def annex_papers(letter: Letter, *, by: User) -> list[Annex]:
    """Put all files of the paper to the letter that sends it on (anexarea documentelor primite).

    What may not or cannot go by e-mail is named in the text, in brackets: the letter is not signed until somebody
    has said how it goes.
    """
    if letter.entry is None:
        return []
    put, left = [], []
    for one in Attachment.objects.filter(entry=letter.entry).select_related("document__blob").order_by("ordinal"):
        try:
            put.append(add_annex(letter, one.document, by=by))
        except RuleBroken:
            left.append(one.document.file_name)
    if left:
        words = html.escape(f"[de trimis altfel: {', '.join(left)}]"[:120])
        edit(letter, f"{letter.body}<p>{words}</p>", by=by)
    return put


@transaction.atomic
def remove_annex(annex: Annex, *, by: User, now: datetime | None = None) -> Annex:
    """Take a file out of a letter (scoaterea anexei); the row stays with its day."""
    letter, at = locked(annex.letter), now or dates.now()
    annex = Annex.objects.get(pk=annex.pk)
    if annex.out_at is not None:
        return annex
    access.require_edit(by, letter)
    rules.check_open(Stage(letter.stage))
    void_visas(letter, by=by, at=at)
    annex.out_at = at
    annex.save(update_fields=["out_at"])
    _touch(letter, at)
    record(Verb.LETTER_ANNEX_REMOVED, on=letter, by=by, entry=letter.entry_id, personal={"title": annex.title})
    return annex


def annexes_of(letter: Letter) -> list[Annex]:
    """The files that go with a letter, in the order in which its end lists them."""
    return list(letter.annexes.filter(out_at=None).select_related("document__blob"))


def sheets_of(document: Document) -> int:
    """How many pages a file prints, as far as it can be told at once."""
    if not document.is_pdf:
        return 1
    try:
        with documents.open_file(document) as file, pypdfium2.PdfDocument(io.BytesIO(file.read())) as pdf:
            return max(1, min(len(pdf), 32_000))
    except pypdfium2.PdfiumError:
        return 1


def _touch(letter: Letter, at: datetime) -> None:
    """The printed letter changed, its revision of words did not."""
    Letter.objects.filter(pk=letter.pk).update(changed_at=at)
