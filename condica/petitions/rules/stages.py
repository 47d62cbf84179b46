"""Stages of a petition (stadiile petiției): from where to where it goes, the article beside each arrow; pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from condica.foundation.refusal import RuleBroken
from condica.law import og27


class Stage(StrEnum):
    """Where a petition stands (stadiul petiției)."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SIGNED = "signed"
    ANSWERED = "answered"
    CLOSED = "closed"
    REDIRECTING = "redirecting"
    REDIRECTED = "redirected"
    JOINED = "joined"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    RECLASSED = "reclassed"

    @property
    def label(self) -> str:
        """The stage in words."""
        return STAGES[self]


STAGES: Final[Mapping[str, str]] = {
    Stage.REGISTERED: "înregistrată, de repartizat",
    Stage.ASSIGNED: "repartizată",
    Stage.ACCEPTED: "în lucru",
    Stage.DRAFTED: "răspuns în pregătire",
    Stage.APPROVED: "răspuns de semnat",
    Stage.SIGNED: "răspuns de trimis",
    Stage.ANSWERED: "răspuns trimis",
    Stage.CLOSED: "închisă",
    Stage.REDIRECTING: "de trimis autorității competente",
    Stage.REDIRECTED: "redirecționată",
    Stage.JOINED: "conexată",
    Stage.FILED: "clasată",
    Stage.WITHDRAWN: "retrasă de petiționar",
    Stage.RECLASSED: "nu e petiție",
}

#: The other ways out, open until an answer is signed.
WAYS_OUT: Final[Mapping[str, str]] = {
    Stage.REDIRECTING: og27.ART_6_1,
    Stage.JOINED: og27.ART_10_1,
    Stage.FILED: f"{og27.ART_7}; art. 10 alin. (2)",
    Stage.WITHDRAWN: og27.ART_6_4,
    Stage.RECLASSED: og27.ART_2,
}
BACK: Final[Mapping[str, str]] = {Stage.REGISTERED: og27.ART_12, Stage.ASSIGNED: og27.ART_12}
#: A way out undone, or a ruling of a court: the petition waits for an answer again.
AGAIN: Final[Mapping[str, str]] = {Stage.REGISTERED: f"{og27.ART_8_1}; {og27.RULING}"}

#: From where to where a petition goes, the article beside each arrow.
NEXT: Final[Mapping[str, Mapping[str, str]]] = {
    Stage.REGISTERED: {Stage.ASSIGNED: f"{og27.ART_6_2}; art. 12", **WAYS_OUT},
    Stage.ASSIGNED: {**BACK, Stage.ACCEPTED: og27.ART_12, Stage.DRAFTED: og27.ART_8_1, **WAYS_OUT},
    Stage.ACCEPTED: {**BACK, Stage.DRAFTED: og27.ART_8_1, **WAYS_OUT},
    Stage.DRAFTED: {**BACK, Stage.ACCEPTED: og27.ART_12, Stage.APPROVED: og27.ART_13, **WAYS_OUT},
    Stage.APPROVED: {**BACK, Stage.DRAFTED: og27.ART_13, Stage.SIGNED: og27.ART_13, **WAYS_OUT},
    Stage.SIGNED: {Stage.ANSWERED: f"{og27.ART_8_1}; art. 6 alin. (4)"},
    Stage.ANSWERED: {Stage.CLOSED: og27.ART_6_4, **AGAIN},
    Stage.REDIRECTING: {Stage.REDIRECTED: og27.ART_6_1, Stage.ACCEPTED: og27.ART_12, **BACK},
    Stage.JOINED: {Stage.REGISTERED: og27.ART_10_1, Stage.CLOSED: og27.ART_10_1},
    Stage.REDIRECTED: AGAIN,
    Stage.FILED: AGAIN,
    Stage.WITHDRAWN: AGAIN,
    Stage.RECLASSED: {Stage.REGISTERED: og27.ART_2},
    Stage.CLOSED: AGAIN,
}
WORKED_ON: Final = frozenset({Stage.REGISTERED, Stage.ASSIGNED, Stage.ACCEPTED, Stage.DRAFTED, Stage.APPROVED})
ANSWERABLE: Final = WORKED_ON | {Stage.SIGNED}
#: Given to somebody and not answered yet: a letter that leaves answers it (the order of these is casework's).
GIVEN: Final = ANSWERABLE - {Stage.REGISTERED}
#: Left without an answer: what other units still owed falls.
LEFT: Final = frozenset({Stage.REDIRECTED, Stage.JOINED, Stage.FILED, Stage.WITHDRAWN, Stage.RECLASSED})
DONE: Final = frozenset({Stage.ANSWERED, Stage.CLOSED})


class Ended(StrEnum):
    """How a petition ended (ieșirea), as reports part them; `AGAIN` undoes the one before."""

    ANSWERED = "answered"
    JOINED = "joined"
    MOVED = "moved"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    RECLASSED = "reclassed"  # it was no petition: reports do not count it
    AGAIN = "again"


def check_worked_on(stage: str, act: str) -> None:
    """Refuse a way out once an answer is signed or the petition ended."""
    if stage not in WORKED_ON:
        raise RuleBroken(
            "petition-too-late",
            f"{act} nu se mai poate: petiția e în stadiul „{STAGES[stage]}”.",
            remedy="Ce a ieșit deja nu se schimbă; un document nou se înregistrează separat.",
        )


def check_answerable(stage: str) -> None:
    """Refuse an answer to a petition that went another way; a second one, after the first, is not its business."""
    if stage in {Stage.REDIRECTING, Stage.REDIRECTED, Stage.JOINED, Stage.FILED, Stage.WITHDRAWN, Stage.RECLASSED}:
        raise RuleBroken(
            "petition-not-answered",
            f"Petiția e în stadiul „{STAGES[stage]}”: nu i se mai răspunde separat.",
            remedy="Dacă ieșirea a fost greșită, desfă-o întâi din pagina petiției.",
        )


def check_assigned(stage: str) -> None:
    """Refuse to answer what was given to nobody (art. 12)."""
    if stage == Stage.REGISTERED:
        raise RuleBroken(
            "petition-not-assigned",
            "Petiția nu e repartizată nimănui; nu i se poate scrie încă răspunsul.",
            cites=(og27.ART_12,),
            remedy="Întâi se scrie rezoluția; răspunde compartimentul numit acolo.",
        )
