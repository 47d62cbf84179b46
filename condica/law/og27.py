"""OG 27/2002 on petitions (petiții), as changed by Legea 233/2002 and Legea 31/2018: its terms, dated.

Beside them what Legea 554/2004 says of silence, and of the term that a court gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from condica.law.calendar import ONE_DAY
from condica.law.counting import Counting, due
from condica.law.provision import Provision, in_force

ANSWER: Final = "og27-answer"
EXTENSION: Final = "og27-extension"
EXTENSION_ENERGY: Final = "og27-extension-energy"
REDIRECT: Final = "og27-redirect"
RECEIVED: Final = "og27-received"
COURT: Final = "l554-court"

#: Days in which a petition is answered, art. 8 alin. (1) and (2).
ANSWER_DAYS: Final = 30
#: OG 27/2002, Monitorul Oficial 84/01.02.2002; under the Constitution of 1991 in force when published.
PUBLISHED: Final = date(2002, 2, 1)
#: Legea 233/2002, Monitorul Oficial 296/30.04.2002, brought art. 6^1.
APPROVED: Final = date(2002, 4, 30)
#: Legea 31/2018, Monitorul Oficial 49/18.01.2018, in force three days later.
LAW_31_2018: Final = date(2018, 1, 21)
LAST_DAY_BEFORE: Final = date(2018, 1, 20)

ART_1_2: Final = "OG 27/2002, art. 1 alin. (2)"
ART_2: Final = "OG 27/2002, art. 2"
ART_5: Final = "OG 27/2002, art. 5"
ART_6_1: Final = "OG 27/2002, art. 6^1"
ART_6_2: Final = "OG 27/2002, art. 6 alin. (2)"
ART_6_4: Final = "OG 27/2002, art. 6 alin. (4)"
ART_7: Final = "OG 27/2002, art. 7"
ART_8_1: Final = "OG 27/2002, art. 8 alin. (1)"
ART_8_2: Final = "OG 27/2002, art. 8 alin. (2)"
ART_9_OLD: Final = "OG 27/2002, art. 9 (forma dinainte de Legea 31/2018)"
ART_9: Final = "OG 27/2002, art. 9 (modificat prin Legea 31/2018)"
ART_10_1: Final = "OG 27/2002, art. 10 alin. (1)"
ART_10_2: Final = "OG 27/2002, art. 10 alin. (2)"
ART_11: Final = "OG 27/2002, art. 11"
ART_12: Final = "OG 27/2002, art. 12"
ART_13: Final = "OG 27/2002, art. 13"
#: Legea 554/2004 on administrative courts: silence is a refusal; the court may oblige the authority to answer.
SILENCE: Final = "Legea 554/2004, art. 2 alin. (1) lit. h)"
TO_COURT: Final = "Legea 554/2004, art. 11"
RULING: Final = "Legea 554/2004, art. 18 și 24"
#: Months in which the petitioner may go to court, art. 11 alin. (1); the utmost term is a year, alin. (2).
COURT_MONTHS: Final = 6
COURT_MONTHS_UTMOST: Final = 12
#: Days to carry a ruling out when it gives none, art. 24 alin. (1); the most that one is taken to give.
RULING_DAYS: Final = 30
RULING_DAYS_MOST: Final = 365

PROVISIONS: Final = (
    Provision(
        ANSWER, "Răspunsul la o petiție", ANSWER_DAYS, Counting.ZL, (ART_8_1,),
        since=PUBLISHED, alternative=Counting.INCL,
    ),
    Provision(
        RECEIVED, "Răspunsul la o petiție primită de la altă autoritate", ANSWER_DAYS, Counting.ZL, (ART_8_2,),
        since=PUBLISHED, alternative=Counting.INCL, begins="când petiția a fost înregistrată aici",
    ),
    Provision(
        REDIRECT, "Trimiterea unei petiții greșit îndreptate la autoritatea competentă", 5, Counting.ZL, (ART_6_1,),
        since=APPROVED, alternative=Counting.INCL,
    ),
    Provision(
        EXTENSION, "Răspunsul prelungit cu cel mult 15 zile", ANSWER_DAYS, Counting.ZL, (ART_8_1, ART_9_OLD),
        since=PUBLISHED, until=LAST_DAY_BEFORE, extra=15, chained=True,
    ),
    Provision(
        EXTENSION, "Răspunsul prelungit cu cel mult 15 zile", ANSWER_DAYS, Counting.ZL, (ART_8_1, ART_9),
        since=LAW_31_2018, extra=15, chained=True,
    ),
    Provision(
        EXTENSION_ENERGY, "Răspunsul prelungit cu cel mult 30 de zile (energie și gaze naturale)", ANSWER_DAYS,
        Counting.ZL, (ART_8_1, ART_9), since=LAW_31_2018, extra=30, chained=True,
    ),
    Provision(
        COURT, "Răspunsul la care obligă instanța", RULING_DAYS, Counting.ZL, (RULING,), since=PUBLISHED,
        alternative=Counting.INCL, most=RULING_DAYS_MOST, begins="când hotărârea s-a comunicat sau a rămas definitivă",
    ),
)  # fmt: skip


def extension_rule(*, energy: bool) -> str:
    """Under which rule a term is extended (prelungire, art. 9)."""
    return EXTENSION_ENERGY if energy else EXTENSION


def extension_most(registered: date, *, energy: bool) -> int:
    """How many days the head may add at most; before Legea 31/2018 energy had no term of its own."""
    known = energy and registered >= LAW_31_2018
    return in_force(PROVISIONS, extension_rule(energy=known), registered).extra


def extension_cites(registered: date) -> str:
    """The form of art. 9 that holds for a petition registered that day."""
    return ART_9 if registered >= LAW_31_2018 else ART_9_OLD


def asks_notice(registered: date, *, energy: bool, always: bool = True) -> bool:
    """Whether the petitioner must be told before an extension.

    Only since Legea 31/2018; whether its comma asks it in every case or only for energy and gas is arguable: `always`.
    """
    return registered >= LAW_31_2018 and (always or energy)


@dataclass(frozen=True, slots=True)
class Silence:
    """What no answer means (tăcerea): from which day it is a refusal, until when the petitioner may go to court."""

    since: date
    court_until: date
    utmost: date
    cites: tuple[str, ...] = (SILENCE, TO_COURT)


def silence(legal: date) -> Silence:
    """Silence after the legal day is a refusal (refuz nejustificat); the court's months run from it."""
    until, utmost = (due(Counting.LUNI, legal, months) for months in (COURT_MONTHS, COURT_MONTHS_UTMOST))
    return Silence(legal + ONE_DAY, until, utmost)
