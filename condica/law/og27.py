"""OG 27/2002 on petitions (petiții), as changed by Legea 233/2002 and Legea 31/2018: its terms, dated."""

from __future__ import annotations

from datetime import date
from typing import Final

from condica.law.counting import Counting
from condica.law.provision import Provision

ANSWER: Final = "og27-answer"
EXTENSION: Final = "og27-extension"
EXTENSION_ENERGY: Final = "og27-extension-energy"
REDIRECT: Final = "og27-redirect"
RECEIVED: Final = "og27-received"

#: Days in which a petition is answered, art. 8 alin. (1) and (2).
ANSWER_DAYS: Final = 30
#: OG 27/2002, Monitorul Oficial 84/01.02.2002; under the Constitution of 1991 in force when published.
PUBLISHED: Final = date(2002, 2, 1)
#: Legea 233/2002, Monitorul Oficial 296/30.04.2002, brought art. 6^1.
APPROVED: Final = date(2002, 4, 30)
#: Legea 31/2018, Monitorul Oficial 49/18.01.2018, in force three days later.
LAW_31_2018: Final = date(2018, 1, 21)
LAST_DAY_BEFORE: Final = date(2018, 1, 20)

ART_6_1: Final = "OG 27/2002, art. 6^1"
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
)  # fmt: skip
