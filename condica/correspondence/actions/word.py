"""Letters in a word processor (fișiere Word): the draft goes out with its letterhead and comes back as a version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db import transaction

from condica.accounts.models import User
from condica.correspondence import access, rules
from condica.correspondence import print as paper
from condica.correspondence.actions.drafting import edit
from condica.correspondence.actions.steps import locked
from condica.correspondence.models import Letter, Upload
from condica.correspondence.rules import Stage
from condica.documents import api as documents
from condica.foundation import dates, richtext
from condica.foundation.lazy import Later
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import comma_below
from condica.journal.actions import record
from condica.journal.rules import Verb

if TYPE_CHECKING:
    from condica.foundation import word
else:
    word = Later("condica.foundation.word")


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file brought back: its text, and whether it stands in the letter or waits to be compared."""

    upload: Upload
    body: str
    taken: bool


@transaction.atomic
def bring_back(
    letter: Letter, content: bytes, *, name: str, by: User, revision: int | None = None, now: datetime | None = None
) -> Brought:
    """Take a letter's text from a Word file (aducerea din Word): a new version; the file is kept whole beside it.

    When somebody else changed the letter since the file went out, nothing is overwritten: the file is kept, and its
    text is given back to be compared.
    """
    letter, at = locked(letter), now or dates.now()
    access.require_edit(by, letter)
    rules.check_open(Stage(letter.stage))
    read = _read(content, name)
    sent_as = _revision_of(letter, read.mark)
    kept = documents.store(content, name=name, title=f"Textul din Word: {letter.journal_label}", kind="letter", by=by)
    body = comma_below(read.markup)
    taken = (revision if sent_as is None else sent_as) in {None, letter.revision}
    if taken:
        letter = edit(letter, body, by=by, now=at, apart=True)
    upload = Upload.objects.create(
        letter=letter, document=kept, version=letter.versions.first() if taken else None, lost="; ".join(read.lost),
        by=by, at=at,
    )  # fmt: skip
    data = {"outcome": f"versiunea {upload.version.number}" if upload.version else "de comparat cu textul schimbat"}
    record(Verb.LETTER_BROUGHT, on=letter, by=by, entry=letter.entry_id, data=data)
    return Brought(upload, body, taken)


def _read(content: bytes, name: str) -> word.Read:
    if PurePath(name.lower()).suffix not in {".docx", ""}:
        raise RuleBroken(
            "word-type", f"„{name}” nu este un document Word (.docx).",
            remedy="Salvează textul ca .docx (fără macrocomenzi) și încarcă-l din nou.",
        )  # fmt: skip
    try:
        read = word.read(content)
    except word.NotWord as problem:
        remedy = "Deschide-l, salvează-l ca document Word obișnuit (.docx) și încarcă-l din nou."
        raise RuleBroken("word-refused", str(problem), remedy=remedy) from None
    if not richtext.to_plain(read.markup):
        raise RuleBroken("word-empty", "Documentul nu are text.", remedy="Verifică dacă ai încărcat fișierul bun.")
    return read


def _revision_of(letter: Letter, mark: str) -> int | None:
    """Which revision the file was sent out as; a file of another letter is refused."""
    found = re.fullmatch(paper.WORD_MARK.format(letter=r"(\d+)", revision=r"(\d+)"), mark)
    if found is None:
        return None
    if int(found[1]) != letter.pk:
        raise RuleBroken(
            "word-other-letter", "Fișierul este al altei scrisori.",
            remedy="Descarcă din nou textul acestei scrisori, sau deschide scrisoarea căreia îi aparține.",
        )  # fmt: skip
    return int(found[2])
