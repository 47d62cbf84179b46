"""Words to write with (modele, fraze, ce vine de la alte compartimente), and versions compared."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from condica.accounts.models import User
from condica.correspondence.models import LetterTemplate, LetterVersion, Phrase, valid_on
from condica.foundation import dates, richtext
from condica.organisation import api as organisation


def templates_on(day: date | None = None) -> QuerySet[LetterTemplate]:
    """The models that hold on a day."""
    return LetterTemplate.objects.filter(valid_on(day or dates.today()))


def phrases_for(user: User) -> QuerySet[Phrase]:
    """The phrases of the house and of the person's units."""
    units = organisation.units_of(user, dates.today())
    return Phrase.objects.filter(valid_on(dates.today())).filter(Q(unit__isnull=True) | Q(unit__in=units))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a comparison: `same`, `added` or `removed`."""

    kind: str
    text: str


def compare(older: LetterVersion, newer: LetterVersion) -> list[list[Piece]]:
    """Two versions, paragraph by paragraph: what stayed, what went, what came."""
    before, after = _lines(older), _lines(newer)
    found: list[list[Piece]] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [[Piece("same", line)] for line in before[a1:a2]]
        else:
            found.append(_words_compared("\n".join(before[a1:a2]), "\n".join(after[b1:b2])))
    return found


def _lines(version: LetterVersion) -> list[str]:
    text = f"{version.subject}\n{richtext.to_plain(version.body)}\n{version.legal_basis}"
    return [line for line in text.split("\n") if line.strip()]


def _words_compared(before: str, after: str) -> list[Piece]:
    old, new = before.replace("\n", " ¶ ").split(), after.replace("\n", " ¶ ").split()
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[a1:a2])))
            continue
        pieces += _piece("removed", old[a1:a2])
        pieces += _piece("added", new[b1:b2])
    return pieces


def _piece(kind: str, words: Iterable[str]) -> list[Piece]:
    text = " ".join(words)
    return [Piece(kind, text)] if text else []


def all_phrases() -> QuerySet[Phrase]:
    """Every phrase in use."""
    return Phrase.objects.filter(valid_on(dates.today())).select_related("unit")
