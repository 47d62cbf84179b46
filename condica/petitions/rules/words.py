"""Words about petitions (cuvinte): domains, natures, who writes, how it is solved, what a letter means; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from condica.foundation import dates
from condica.foundation.romanian import plural, words_of
from condica.law import og27
from condica.law.calendar import OutsideCalendar
from condica.law.terms import compute

KIND: Final = "petition"
#: Why a way out is not there now: said beside the closed action and on its page.
NO_OPEN_ONE: Final = "Nu există altă petiție a aceluiași petiționar, în lucru."
NO_ANSWERED_ONE: Final = "Petiționarul n-a primit încă niciun răspuns."
NO_WITHDRAWAL: Final = "Cererea de renunțare nu e înregistrată."
NOT_JOINED: Final = "Petiția nu e conexată la alta."
NOTHING_OWED: Final = "Nicio scrisoare nu așteaptă să plece."

DOMAINS: Final[Mapping[str, str]] = {
    "lighting": "Iluminat public",
    "roads": "Drumuri și trotuare",
    "water": "Apă și canalizare",
    "dogs": "Câini fără stăpân",
    "noise": "Zgomot și liniște publică",
    "parking": "Parcare și mașini abandonate",
    "trees": "Arbori și spații verzi",
    "urbanism": "Urbanism și disciplina în construcții",
    "taxes": "Impozite și taxe",
    "social": "Asistență socială și locuințe",
    "waste": "Salubritate",
    "property": "Patrimoniu și chirii",
    "transport": "Transport public",
    "employees": "Activitatea angajaților",
    "other": "Alte domenii",
}
NATURES: Final[Mapping[str, str]] = {
    "request": "cerere",
    "complaint": "reclamație",
    "report": "sesizare",
    "proposal": "propunere",
}
APPLICANTS: Final[Mapping[str, str]] = {
    "person": "persoană fizică",
    "company": "firmă",
    "association": "asociație sau fundație",
    "institution": "instituție publică",
    "media": "presă",
    "anonymous": "neidentificat",
}
SOLUTIONS: Final[Mapping[str, str]] = {
    "favourable": "favorabil",
    "partial": "favorabil în parte",
    "unfavourable": "nefavorabil",
}
#: Letters on a petition's number that do not answer it.
NOT_ANSWERS: Final = frozenset(
    {"redirecționat", "prelungit", "completări cerute", "confirmat", "din oficiu", "retras", "clasat"}
)


class NoticeKind(StrEnum):
    """A letter that a verb owes somebody on the way (înștiințare)."""

    AUTHORITY = "authority"  # art. 6^1: the petition itself, to whom it belongs
    REDIRECTED = "redirected"  # art. 6^1: to the petitioner
    EXTENSION = "extension"  # art. 9
    PAPERS = "papers"  # what is missing; the term runs on
    WITHDRAWAL = "withdrawal"

    @property
    def label(self) -> str:
        """The letter in words."""
        return NOTICES[self][0]

    @property
    def template(self) -> str:
        """The key of its dated model."""
        return NOTICES[self][1]


NOTICES: Final[Mapping[NoticeKind, tuple[str, str]]] = {
    NoticeKind.AUTHORITY: ("adresa către autoritatea competentă", "redirectionare-autoritate"),
    NoticeKind.REDIRECTED: ("înștiințarea de redirecționare", "redirectionare-petitionar"),
    NoticeKind.EXTENSION: ("înștiințarea de prelungire", "prelungire"),
    NoticeKind.PAPERS: ("cererea de completări", "solicitare-completari"),
    NoticeKind.WITHDRAWAL: ("confirmarea retragerii", "confirmare-retragere"),
}


def solution_of(way: str) -> str:
    """What a letter's words say about the solution: favourable, partial, unfavourable; nothing when unsaid."""
    return {"favorabil": "favourable", "nefavorabil": "unfavourable"}.get(
        way.strip().lower(), "partial" if "parte" in way or "parțial" in way else ""
    )


def is_answer(way: str) -> bool:
    """Whether a letter with these words answers the petition, and is not a notice on the way."""
    return way.strip().lower() not in NOT_ANSWERS


NATURE_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "proposal": ("propun",),
    "complaint": ("reclam", "plang", "nemultum", "purtare"),
    "request": ("cerere", "solicit", "rog"),
}


def nature_of(text: str) -> str:
    """The nature that the words of a petition suggest (cerere, reclamație, sesizare, propunere); a guess."""
    words = words_of(text)
    for nature, beginnings in NATURE_WORDS.items():
        if any(word.startswith(beginnings) for word in words):
            return nature
    return "report"


def hint(day: date) -> str:
    """What the counter form says about a petition registered today; nothing in a year without a calendar."""
    try:
        term = compute(og27.ANSWER, day)
    except OutsideCalendar:
        return ""
    return (
        f"Răspuns în {plural(term.days, 'zi', 'zile')}: zi sigură {dates.short(term.safe)}, "
        f"termen legal {dates.short(term.legal)} (OG 27/2002, art. 8)."
    )


def timing(left_on: date, due_on: date | None) -> str:
    """`în termen` or `cu 3 zile întârziere`: how a letter left."""
    if due_on is None or left_on <= due_on:
        return "în termen"
    return f"cu {plural((left_on - due_on).days, 'zi', 'zile')} întârziere"
