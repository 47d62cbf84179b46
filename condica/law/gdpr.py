"""Regulamentul (UE) 2016/679 (GDPR): the month in which a person's request about their data is answered, dated."""

from __future__ import annotations

from datetime import date
from typing import Final

from condica.law.counting import Counting, due

#: In force from 25 May 2018.
SINCE: Final = date(2018, 5, 25)
#: Art. 12 alin. (3): one month from receipt; two more where the requests are complex or many.
ANSWER_MONTHS: Final = 1
EXTENSION_MONTHS: Final = 2

ART_12_3: Final = "GDPR, art. 12 alin. (3)"
ART_15: Final = "GDPR, art. 15"
ART_17: Final = "GDPR, art. 17"
ART_17_3: Final = "GDPR, art. 17 alin. (3) lit. b)"
ART_20: Final = "GDPR, art. 20"
#: Regulamentul (CEE, Euratom) nr. 1182/71, art. 3: months end on the day of the same number, rolled to a working day.
COUNTED_BY: Final = "Regulamentul 1182/71, art. 3"


def answer_by(received: date) -> date:
    """The last day for the answer to a request received on a day."""
    return due(Counting.LUNI, received, ANSWER_MONTHS)


def extended_by(received: date) -> date:
    """The last day when the term was extended; counted from the same receipt."""
    return due(Counting.LUNI, received, ANSWER_MONTHS + EXTENSION_MONTHS)
