"""Circulars (circulare): what is asked of those who get one, on which days the silent are reminded; pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from condica.law.calendar import NO_DAYS, add_working


class Asked(StrEnum):
    """What a circular asks (ce se cere)."""

    INFORM = "inform"
    ACT = "act"
    ANSWER = "answer"

    @property
    def label(self) -> str:
        """As people say it."""
        return ASKED_LABELS[self]


ASKED_LABELS: Mapping[Asked, str] = {
    Asked.INFORM: "spre știință",
    Asked.ACT: "de îndeplinit",
    Asked.ANSWER: "de răspuns",
}


class Reminded(StrEnum):
    """A reminder (amintire): before the day asked, and after it went by."""

    SOON = "soon"
    LATE = "late"


#: Without a day asked, whoever is silent is reminded on these working days after the sending.
SILENT: Mapping[Reminded, int] = {Reminded.SOON: 3, Reminded.LATE: 7}
#: With a day asked, this many working days before it.
BEFORE = 2
#: Files up to this many bytes travel with the e-mail; larger ones are asked for at the registry.
MOST_MAILED = 15_000_000


def reminder_days(sent_on: date, due_on: date | None, free: Collection[date] = NO_DAYS) -> dict[Reminded, date]:
    """The working days on which reminders are written; none before the day after the sending."""
    if due_on is None:
        return {kind: add_working(sent_on, days, free) for kind, days in SILENT.items()}
    days = {Reminded.SOON: add_working(due_on, -BEFORE, free), Reminded.LATE: add_working(due_on, 1, free)}
    return {kind: day for kind, day in days.items() if day > sent_on}


def token_of(nonce: bytes, key: str) -> str:
    """The word of a confirmation link: made from a random number and the house's key, so that no table holds it."""
    return hmac.new(key.encode(), b"circulara:" + bytes(nonce), hashlib.sha256).hexdigest()


def digest_of(token: str) -> str:
    """What the database knows of the word."""
    return hashlib.sha256(token.encode()).hexdigest()
