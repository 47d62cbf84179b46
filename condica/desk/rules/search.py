"""Search (căutare): what a source is and what a hit says; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from condica.foundation import romanian

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where it is, what it is called, the line that tells it from its neighbours."""

    title: str
    url: str
    icon: str
    lead: str = ""  # the number before the title
    line: str = ""
    excerpt: str = ""  # the words around what was found inside a file
    term: Any = None  # the chip of a paper's term
    entry: int | None = None  # the paper whose term the chip explains


@dataclass(frozen=True, slots=True)
class Source:
    """Where search looks: `search(user, words, limit)` gives at most `limit` hits, the best first."""

    key: str
    label: str
    search: Callable[[Any, str, int], list[Hit]]
    order: int = 50
    permission: Hashable | None = None


_SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a source, or replace the one with its key."""
    _SOURCES[source.key] = source


def sources() -> list[Source]:
    """All sources in the order of the page."""
    return sorted(_SOURCES.values(), key=lambda source: (source.order, source.key))


def excerpt(text: str, words: str, *, around: int = 90) -> str:
    """The piece of a long text where one of the words stands, in any of its forms, with or without diacritics."""
    wanted = {key for word in romanian.words_of(words) for key in romanian.word_keys(word)}
    at = next((m.start() for m in WORD.finditer(text) if wanted.intersection(_keys(m[0]))), None)
    if at is None:
        return ""
    start, end = max(0, at - around), min(len(text), at + 2 * around)
    piece = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"


def _keys(word: str) -> set[str]:
    return {key for part in romanian.words_of(word) for key in romanian.word_keys(part)}
