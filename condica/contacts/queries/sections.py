"""What rooms above know of somebody (secțiuni ale fișei): they register it here, the card shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from condica.accounts.models import User


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One line of a section: what, a second line, where it opens."""

    title: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the card that another room fills: `rows(ids of the contact and of those merged into it, user)`."""

    key: str
    title: str
    rows: Callable[[Sequence[int], User], Sequence[SectionRow]]
    order: int = 50


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Add a part to every card; the same key replaces (reloading is harmless)."""
    _sections[section.key] = section


def sections_of(ids: Sequence[int], user: User) -> list[tuple[Section, Sequence[SectionRow]]]:
    """The parts that have something to show."""
    parts = [(part, part.rows(ids, user)) for part in sorted(_sections.values(), key=lambda part: part.order)]
    return [(part, rows) for part, rows in parts if rows]
