"""Visas and annexes of the demo's letters: a legal visa given, one that waits, a file that goes with an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from condica.accounts.api import User
from condica.config.demo.raising import Town
from condica.correspondence import api as correspondence
from condica.correspondence.models import Letter
from condica.documents import api as documents

#: Who says whether an answer is lawful.
LAWYERS = "CAJ"


def asked(
    letter: Letter, town: Town, *, given: bool, by: User, head: User, when: datetime, rng: Random
) -> Iterator[datetime]:
    """Between the check and the approval: the lawyers are asked, and answer after some hours (or not yet)."""
    unit = town.units[LAWYERS]
    visa = correspondence.ask_visa(letter, title="viză de legalitate", unit=unit, by=by)
    kept = documents.store(
        "Proces-verbal de constatare: cele sesizate se confirmă.\n".encode(), name="proces-verbal.txt",
        title="Proces-verbal de constatare", kind="annex", by=by,
    )  # fmt: skip
    correspondence.add_annex(letter, kept, by=by)
    correspondence.check(letter, by=head)
    yield when
    if given:
        correspondence.give_visa(visa, by=town.worker(LAWYERS, rng))
