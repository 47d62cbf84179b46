"""Words to write with (modele, fraze, ce vine de la alte compartimente), and versions compared."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from django.db.models import Q, QuerySet

from condica.accounts.models import User
from condica.correspondence.models import Letter, LetterTemplate, LetterVersion, Phrase, VisaDuty, valid_on
from condica.foundation import dates, richtext
from condica.organisation import api as organisation
from condica.registry.models import Entry


def templates_on(day: date | None = None) -> QuerySet[LetterTemplate]:
    """The models that hold on a day."""
    return LetterTemplate.objects.filter(valid_on(day or dates.today()))


def phrases_for(user: User) -> QuerySet[Phrase]:
    """The phrases of the house and of the person's units."""
    units = organisation.units_of(user, dates.today())
    return Phrase.objects.filter(valid_on(dates.today())).filter(Q(unit__isnull=True) | Q(unit__in=units))


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words that a room above offers to a letter (inserție): an opinion given by another unit, whose and when."""

    key: str
    title: str
    body: str  # typed text or our markup
    note: str = ""


Insertions = Callable[[Entry, User], Iterable[Insertion]]
_SOURCES: list[Insertions] = []


def register_insertions(source: Insertions) -> None:
    """A room above offers words for the letters that answer a paper, as far as this person may see them."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def insertions_for(letter: Letter, user: User) -> list[Insertion]:
    """What can be put into a letter with one key: the phrases of the house, what other units said of this paper."""
    offered = [one for source in _SOURCES for one in source(letter.entry, user)] if letter.entry else []
    phrases = [
        Insertion(f"fraza-{phrase.pk}", phrase.title, phrase.body, phrase.unit.short_name if phrase.unit else "")
        for phrase in phrases_for(user).select_related("unit")
    ]
    return [replace(one, body=richtext.normal(one.body)) for one in offered] + phrases


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a comparison: `same`, `added` or `removed`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of two texts side by side; the same on both sides, or with the words that went and came."""

    before: list[Piece]
    after: list[Piece]
    changed: bool


def compare(older: LetterVersion, newer: LetterVersion) -> list[Row]:
    """Two versions side by side, paragraph by paragraph: what stayed, what went, what came."""
    return side_by_side(words_of(older), words_of(newer))


def words_of(text: LetterVersion | Letter) -> str:
    """All that a version says, a line for each paragraph."""
    return f"{text.subject}\n{richtext.to_plain(text.body)}\n{text.legal_basis}"


def side_by_side(before: str, after: str) -> list[Row]:
    """Two texts as rows; paragraphs are matched first, then the words inside those that differ."""
    old, new = _lines(before), _lines(after)
    rows: list[Row] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row([Piece("same", line)], [Piece("same", line)], False) for line in old[a1:a2]]
        else:
            pairs = zip_longest(old[a1:a2], new[b1:b2], fillvalue="")
            rows += [_words_compared(one, other) for one, other in pairs]
    return rows


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _words_compared(before: str, after: str) -> Row:
    old, new = before.split(), after.split()
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += _piece("same" if tag == "equal" else "removed", old[a1:a2])
        right += _piece("same" if tag == "equal" else "added", new[b1:b2])
    return Row(left, right, True)


def _piece(kind: str, words: Iterable[str]) -> list[Piece]:
    text = " ".join(words)
    return [Piece(kind, text)] if text else []


def all_phrases() -> QuerySet[Phrase]:
    """Every phrase in use."""
    return Phrase.objects.filter(valid_on(dates.today())).select_related("unit")


def all_duties() -> list[tuple[VisaDuty, str]]:
    """The visas in force, each with the name of the model whose letters need it."""
    titles = dict(templates_on().values_list("key", "title"))
    rows = VisaDuty.objects.filter(valid_on(dates.today())).select_related("unit", "user")
    return [(row, titles.get(row.template_key, row.template_key or "orice răspuns")) for row in rows]
