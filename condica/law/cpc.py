"""Court papers and display (acte de procedură, afișare): what four statutes say of days on a door or on a board, dated.

Codul de procedură civilă (Legea 134/2010) art. 163–167, Codul de procedură fiscală (Legea 207/2015) art. 47,
OG 2/2001 art. 27, Legea 17/2014 art. 6. How sure each reading is stands in docs/law/acte-de-procedura.md.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from condica.law.calendar import ONE_DAY, add_working, roll
from condica.law.counting import Counting, due
from condica.law.provision import Provision

NOTICE: Final = "cpc-163"
NOTICE_URGENT: Final = "cpc-163-urgent"
TAX: Final = "cpf-47"
LAND: Final = "l17-2014"
LAND_POST: Final = "l17-2014-afisare"
ASKED: Final = "afisare-ceruta"

#: Legea 134/2010, in force from 15 February 2013; Legea 207/2015, from 1 January 2016.
CIVIL_CODE: Final = date(2013, 2, 15)
TAX_CODE: Final = date(2016, 1, 1)
#: Legea 17/2014, in force from 11 April 2014; Legea 175/2020 made 30 days into 45 working days, from 13 October 2020.
LAND_LAW: Final = date(2014, 4, 11)
LAND_LAW_2020: Final = date(2020, 10, 13)

ART_163_3: Final = "Codul de procedură civilă, art. 163 alin. (3) lit. f)"
ART_163_4: Final = "Codul de procedură civilă, art. 163 alin. (4)"
ART_163_DEPOSIT: Final = "Codul de procedură civilă, art. 163 alin. (3)"
ART_164: Final = "Codul de procedură civilă, art. 164"
ART_167: Final = "Codul de procedură civilă, art. 167"
CPF_47: Final = "Codul de procedură fiscală, art. 47"
CPF_75: Final = "Codul de procedură fiscală, art. 75"
OG2_27: Final = "OG 2/2001, art. 27"
L17_6: Final = "Legea 17/2014, art. 6"
L544_5: Final = "Legea 544/2001, art. 5"
CADM_198: Final = "Codul administrativ, art. 198"

#: The agent brings the act to the town hall within this long of posting the notice.
DEPOSIT: Final = timedelta(hours=24)
#: A citation by publicity is posted at least this many days before the hearing.
PUBLICITY_DAYS: Final = 15
#: The most days that somebody may ask a paper to stay displayed where the law gives none.
ASKED_MOST: Final = 365

_POSTED: Final = "când înștiințarea s-a afișat pe ușă"
_DISPLAYED: Final = "când documentul s-a afișat"
PROVISIONS: Final = (
    Provision(
        NOTICE, "Ridicarea actului de procedură de la primărie", 7, Counting.STRICT, (ART_163_3, ART_163_4),
        since=CIVIL_CODE, alternative=Counting.ZL, begins=_POSTED,
    ),
    Provision(
        NOTICE_URGENT, "Ridicarea actului de procedură de la primărie, în caz de urgență", 3, Counting.STRICT,
        (ART_163_3, ART_163_4), since=CIVIL_CODE, alternative=Counting.ZL, begins=_POSTED,
    ),
    Provision(
        TAX, "Afișarea anunțului de comunicare a unui act administrativ fiscal", 15, Counting.ZL, (CPF_47, CPF_75),
        since=TAX_CODE, alternative=Counting.INCL, begins=_DISPLAYED, lasts=True,
    ),
    Provision(
        LAND, "Afișarea unei oferte de vânzare a unui teren agricol", 30, Counting.INCL, (L17_6,),
        since=LAND_LAW, until=LAND_LAW_2020 - ONE_DAY, begins=_DISPLAYED, lasts=True,
    ),
    Provision(
        LAND, "Afișarea unei oferte de vânzare a unui teren agricol", 45, Counting.LUCR, (L17_6,),
        since=LAND_LAW_2020, begins=_DISPLAYED, lasts=True,
    ),
    Provision(
        LAND_POST, "Punerea ofertei de vânzare la afișier", 1, Counting.LUCR, (L17_6,),
        since=LAND_LAW, until=LAND_LAW_2020 - ONE_DAY, begins="când cererea a fost înregistrată",
    ),
    Provision(
        LAND_POST, "Punerea ofertei de vânzare la afișier", 5, Counting.LUCR, (L17_6,),
        since=LAND_LAW_2020, begins="când cererea a fost înregistrată",
    ),
)  # fmt: skip


def notice_rule(*, urgent: bool) -> str:
    """Under which rule a recipient comes for an act: 7 days, or 3 when it is urgent."""
    return NOTICE_URGENT if urgent else NOTICE


def first_day(posted: date) -> date:
    """The first day on which the recipient may come: „după o zi” from the posting of the notice."""
    return posted + ONE_DAY


def deposit_by(posted_at: datetime) -> datetime:
    """Until when the agent brings the act to the town hall."""
    return posted_at + DEPOSIT


def return_by(last: date) -> date:
    """The day on which an act nobody came for goes back to the court („de îndată”): the first working one after."""
    return roll(last + ONE_DAY)


def proof_by(handed: date) -> date:
    """The day on which the proof of handing over leaves: at once, so the same day when it is a working one."""
    return roll(handed)


def publicity_by(hearing: date) -> date:
    """The last day on which a citation by publicity may be posted before a hearing (art. 167)."""
    return due(Counting.BACK, hearing, PUBLICITY_DAYS)


def asked_for(days: int, *, working: bool, cites: tuple[str, ...], since: date) -> Provision:
    """A display for as long as somebody asked: counted like one of the law's, under the ground they gave."""
    counting = Counting.LUCR if working else Counting.STRICT
    return Provision(
        ASKED, "Afișarea cât a cerut emitentul", days, counting, cites, since=since, begins=_DISPLAYED, lasts=True
    )


def take_down_on(last: date) -> date:
    """When a display that must last until a day comes down: the working day after it, so that the last one is whole."""
    return add_working(last, 1)
