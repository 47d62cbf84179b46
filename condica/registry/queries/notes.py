"""What rooms above know of a paper (mențiuni): a few words beside its line, „circulară: 14 din 16 au citit”.

Some of it stands in the register itself, printed or not: what the post brought back, under „Modul rezolvării”.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from condica.accounts.models import User
from condica.registry.models import Entry


@dataclass(frozen=True, slots=True)
class Note:
    """Words beside a paper, and where they lead."""

    words: str
    url: str


Provider = Callable[[Sequence[Entry], User], dict[int, Note]]
_PROVIDERS: list[Provider] = []


def register_note(provider: Provider) -> None:
    """A room above says what it knows of many papers at once."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def notes_of(entries: Sequence[Entry], user: User) -> dict[int, list[Note]]:
    """What is known of each of these papers, as this person may see it."""
    found: dict[int, list[Note]] = {}
    for provider in _PROVIDERS if entries else ():
        for pk, note in provider(entries, user).items():
            found.setdefault(pk, []).append(note)
    return found


Remarks = Callable[[Sequence[Entry]], dict[int, list[str]]]
_REMARKS: list[Remarks] = []


def register_remark(provider: Remarks) -> None:
    """A room above has words for the book of the register (mențiune în registru): they stand there for every reader."""
    if provider not in _REMARKS:
        _REMARKS.append(provider)


def remarks_of(entries: Sequence[Entry]) -> dict[int, list[str]]:
    """What the book says of each of these papers besides its columns."""
    found: dict[int, list[str]] = {}
    for provider in _REMARKS if entries else ():
        for pk, words in provider(entries).items():
            found.setdefault(pk, []).extend(words)
    return found
