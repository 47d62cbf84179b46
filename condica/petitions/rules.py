"""Petitions' decisions (reguli): stages with their articles, domains, what OG 27/2002 lets pass and what not; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural, sort_key, words_of
from condica.law import og27
from condica.law.calendar import OutsideCalendar
from condica.law.terms import Term, compute

KIND: Final = "petition"
ART_6_2: Final = "OG 27/2002, art. 6 alin. (2)"
ART_6_4: Final = "OG 27/2002, art. 6 alin. (4)"


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
    REDIRECTED = "redirected"
    JOINED = "joined"
    FILED = "filed"

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
    Stage.REDIRECTED: "redirecționată",
    Stage.JOINED: "conexată",
    Stage.FILED: "clasată",
}

#: The other ways out, open until an answer is signed.
WAYS_OUT: Final[Mapping[str, str]] = {
    Stage.REDIRECTED: og27.ART_6_1,
    Stage.JOINED: og27.ART_10_1,
    Stage.FILED: f"{og27.ART_7}; art. 10 alin. (2)",
}
BACK: Final[Mapping[str, str]] = {Stage.REGISTERED: og27.ART_12, Stage.ASSIGNED: og27.ART_12}

#: From where to where a petition goes, the article beside each arrow.
NEXT: Final[Mapping[str, Mapping[str, str]]] = {
    Stage.REGISTERED: {Stage.ASSIGNED: f"{ART_6_2}; art. 12", **WAYS_OUT},
    Stage.ASSIGNED: {**BACK, Stage.ACCEPTED: og27.ART_12, Stage.DRAFTED: og27.ART_8_1, **WAYS_OUT},
    Stage.ACCEPTED: {**BACK, Stage.DRAFTED: og27.ART_8_1, **WAYS_OUT},
    Stage.DRAFTED: {**BACK, Stage.ACCEPTED: og27.ART_12, Stage.APPROVED: og27.ART_13, **WAYS_OUT},
    Stage.APPROVED: {**BACK, Stage.DRAFTED: og27.ART_13, Stage.SIGNED: og27.ART_13, **WAYS_OUT},
    Stage.SIGNED: {Stage.ANSWERED: f"{og27.ART_8_1}; art. 6 alin. (4)"},
    Stage.ANSWERED: {Stage.CLOSED: ART_6_4},
    Stage.JOINED: BACK,
    Stage.REDIRECTED: {},
    Stage.FILED: {},
    Stage.CLOSED: {},
}
#: The ordinary way, in its order: a letter moves the petition along it.
ORDINARY: Final = (Stage.ASSIGNED, Stage.ACCEPTED, Stage.DRAFTED, Stage.APPROVED, Stage.SIGNED, Stage.ANSWERED)
WORKED_ON: Final = frozenset({Stage.REGISTERED, Stage.ASSIGNED, Stage.ACCEPTED, Stage.DRAFTED, Stage.APPROVED})

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
NOT_ANSWERS: Final = frozenset({"redirecționat", "prelungit", "completări cerute", "confirmat", "din oficiu"})
EXTENSION_DAYS: Final = 15
ENERGY_DAYS: Final = 30


class Ended(StrEnum):
    """How a petition ended (ieșirea), as reports part them; `AGAIN` undoes the one before."""

    ANSWERED = "answered"
    JOINED = "joined"
    MOVED = "moved"
    FILED = "filed"
    AGAIN = "again"


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


def same_petitioner(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    """Whether two papers name one petitioner: the same contact, the same e-mail, or the same name."""
    for key in ("contact", "email"):
        if first[key] and first[key] == second[key]:
            return True
    return bool(first["name"]) and sort_key(first["name"]) == sort_key(second["name"])


def check_worked_on(stage: str, label: str, act: str) -> None:
    """Refuse a way out once an answer is signed or the petition ended."""
    if stage not in WORKED_ON:
        raise RuleBroken(
            "petition-too-late",
            f"{act} nu se mai poate: petiția e în stadiul „{label}”.",
            remedy="Ce a ieșit deja nu se schimbă; un document nou se înregistrează separat.",
        )


def check_extension(term: Term, *, days: int, already: bool, told_on: date | None, today: date, energy: bool) -> None:
    """What art. 9 asks: once, in time, at most 15 days (30 for energy), the petitioner told beforehand."""
    most = ENERGY_DAYS if energy else EXTENSION_DAYS
    if already:
        raise RuleBroken(
            "extended-already", "Termenul a fost deja prelungit o dată.", cites=(og27.ART_9,),
            remedy="Trimite răspunsul până la termenul prelungit.",
        )  # fmt: skip
    if today > term.legal:
        raise RuleBroken(
            "extension-late",
            f"Termenul s-a împlinit {dates.long(term.legal)}; nu se mai poate prelungi.",
            cites=(og27.ART_9,),
            remedy="Trimite răspunsul cât mai repede; întârzierea rămâne consemnată.",
        )
    if not 1 <= days <= most:
        raise RuleBroken(
            "extension-days", f"Termenul se poate prelungi cu 1–{most} zile, nu cu {days}.", cites=(og27.ART_9,),
            remedy=f"Alege cel mult {plural(most, 'zi', 'zile')}.",
        )  # fmt: skip
    _check_told(term, told_on, today)


def _check_told(term: Term, told_on: date | None, today: date) -> None:
    if told_on is None or not term.start <= told_on <= today:
        raise RuleBroken(
            "extension-not-told",
            "Prelungirea cere anunțarea prealabilă a petiționarului.",
            cites=(og27.ART_9,),
            remedy="Trimite înștiințarea de prelungire și scrie ziua în care a plecat.",
        )


def check_anonymous(*, name: str, address: str, email: str) -> None:
    """Refuse to file as anonymous what says who wrote it and where to answer (art. 7)."""
    if name.strip() and (address.strip() or email.strip()):
        raise RuleBroken(
            "not-anonymous",
            "Petiția are numele și adresa petiționarului, deci nu e anonimă.",
            cites=(og27.ART_7,),
            remedy="Lipsa semnăturii singură nu o face anonimă; răspunde-i.",
        )


def check_about(*, concerned: bool, subordinate: bool, name: str) -> None:
    """Refuse to give a petition to whom it concerns, or to a subordinate (art. 11)."""
    if concerned or subordinate:
        who = "chiar persoana vizată" if concerned else f"un subordonat al persoanei vizate ({name})"
        raise RuleBroken(
            "concerns-solver",
            f"Petiția nu poate fi rezolvată de {who}.",
            cites=(og27.ART_11,),
            remedy="Alege alt compartiment sau alt coleg.",
        )


def timing(left_on: date, due_on: date | None) -> str:
    """`în termen` or `cu 3 zile întârziere`: how the answer left."""
    if due_on is None or left_on <= due_on:
        return "în termen"
    return f"cu {plural((left_on - due_on).days, 'zi', 'zile')} întârziere"
