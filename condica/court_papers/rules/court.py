"""Decisions on court papers (acte de procedură, art. 163): stages with their articles, refusals, the chip; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.law import cpc
from condica.law.terms import compute
from condica.registry.rules import TermKind, TermState, term_state

KIND: Final = "court_paper"


class Stage(StrEnum):
    """Where an act stands (stadiu)."""

    NEW = "new"
    WAITING = "waiting"
    HANDED = "handed"
    RETURNED = "returned"
    PROVED = "proved"
    SENT_BACK = "sent_back"
    LEFT = "left"


STAGES: Final[Mapping[Stage, str]] = {
    Stage.NEW: "de completat",
    Stage.WAITING: "se poate ridica",
    Stage.HANDED: "predat, dovada de trimis",
    Stage.RETURNED: "de înapoiat instanței",
    Stage.PROVED: "predat, dovada trimisă",
    Stage.SENT_BACK: "înapoiat instanței",
    Stage.LEFT: "nu e de predat aici",
}
NEXT: Final[Mapping[Stage, Mapping[Stage, str]]] = {
    Stage.NEW: {
        Stage.WAITING: cpc.ART_163_DEPOSIT,
        Stage.RETURNED: cpc.ART_163_DEPOSIT,
        Stage.LEFT: "Codul de procedură civilă, art. 155",
    },
    Stage.WAITING: {Stage.HANDED: cpc.ART_163_3, Stage.RETURNED: cpc.ART_163_DEPOSIT},
    Stage.HANDED: {Stage.PROVED: cpc.ART_163_DEPOSIT},
    Stage.RETURNED: {Stage.SENT_BACK: cpc.ART_163_DEPOSIT},
    Stage.LEFT: {Stage.NEW: cpc.ART_163_DEPOSIT},
    Stage.PROVED: {},
    Stage.SENT_BACK: {},
}
#: Stages in which something is still to be done here.
OPEN: Final = frozenset({Stage.NEW, Stage.WAITING, Stage.HANDED, Stage.RETURNED})


class Why(StrEnum):
    """Why an act goes back (motivul înapoierii)."""

    UNCOLLECTED = "uncollected"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"
    MISTAKE = "mistake"


WHYS: Final[Mapping[Why, str]] = {
    Why.UNCOLLECTED: "nu a fost ridicat în termen",
    Why.REFUSED: "destinatarul s-a prezentat și a refuzat să îl primească",
    Why.ELSEWHERE: "destinatarul nu are domiciliul în această localitate",
    Why.MISTAKE: "a fost depus aici din greșeală",
}
#: What somebody shows who comes for an act; of its number only the last four characters are noted.
IDENTITIES: Final[Mapping[str, str]] = {
    "ci": "carte de identitate",
    "passport": "pașaport",
    "permit": "permis de ședere",
    "provisional": "carte de identitate provizorie",
}
WAYS: Final[Mapping[str, str]] = {
    "post": "prin poștă",
    "email": "prin e-mail",
    "courier": "prin curier",
    "counter": "dat agentului instanței",
}
_LAST4: Final = re.compile(r"[0-9A-Z]{4}")
HINT: Final = "Destinatarul îl poate ridica 7 zile (3, dacă e urgent) de la afișarea înștiințării, socotite zi cu zi."


@dataclass(frozen=True, slots=True)
class Facts:
    """What the chip of an act is made of."""

    stage: str
    due_on: date | None
    owed_on: date | None
    sent_on: date | None = None


def hint(today: date) -> str:
    """What the counter says of an act before its notice is known."""
    return HINT


def check_arrow(stage: str, to: Stage) -> str:
    """The article of a step; refuses one that is not drawn."""
    arrows = NEXT[Stage(stage)]
    if to not in arrows:
        raise RuleBroken(
            "court-stage", f"Actul e acum în stadiul „{STAGES[Stage(stage)]}”; de aici nu trece la „{STAGES[to]}”.",
            cites=(cpc.ART_163_DEPOSIT,), remedy="Reîncarcă pagina: poate că un coleg a lucrat între timp.",
        )  # fmt: skip
    return arrows[to]


def check_posted(posted_at: datetime, received_at: datetime) -> None:
    """The notice was posted before the act was brought here."""
    if posted_at > received_at:
        raise RuleBroken(
            "posted-after-deposit",
            f"Înștiințarea ar fi fost afișată ({dates.moment(posted_at)}) după ce actul a ajuns aici.",
            cites=(cpc.ART_163_DEPOSIT,), remedy="Scrie data și ora din procesul-verbal al agentului.",
        )  # fmt: skip


def late_deposit(posted_at: datetime, received_at: datetime) -> str:
    """A remark on an act brought more than 24 hours after the notice; it is received all the same."""
    late = received_at - cpc.deposit_by(posted_at)
    if late <= timedelta():
        return ""
    hours = max(1, round(late.total_seconds() / 3600))
    return (
        f"Agentul a depus actul cu {plural(hours, 'oră', 'ore')} peste cele 24 de la afișarea înștiințării; "
        "termenul destinatarului rămâne cel de la afișare."
    )


def check_identity(kind: str, last4: str, to: str) -> str:
    """Who takes an act shows a paper: its kind and its last four characters are kept, nothing else of it."""
    last = last4.strip().upper()
    if not to.strip():
        raise RuleBroken("taker-missing", "Lipsește numele celui care ridică actul.", cites=(cpc.ART_164,),
                         remedy="Scrie numele din actul de identitate.")  # fmt: skip
    if kind not in IDENTITIES or not _LAST4.fullmatch(last):
        raise RuleBroken(
            "identity-missing", "Lipsește actul de identitate: felul lui și ultimele 4 caractere din număr.",
            cites=(cpc.ART_164,), remedy="Scrie ultimele 4 litere sau cifre din număr, de pildă 3471.",
        )  # fmt: skip
    return last


def check_day(posted_on: date, due_on: date, on: date) -> None:
    """An act is handed over from the day after the notice until the last day, both included."""
    first = cpc.first_day(posted_on)
    if on < first:
        raise RuleBroken(
            "too-early", f"Actul se poate ridica de {dates.long(first)}: „după o zi” de la afișarea înștiințării.",
            cites=(cpc.ART_163_3,), remedy="Roagă destinatarul să revină de atunci.",
        )  # fmt: skip
    if on > due_on:
        raise RuleBroken(
            "too-late", f"Termenul de ridicare s-a împlinit {dates.long(due_on)}; actul e socotit comunicat.",
            cites=(cpc.ART_163_3, cpc.ART_163_4),
            remedy="Înapoiază-l instanței; destinatarul îl găsește la dosar, la instanță.",
        )  # fmt: skip


def check_return(why: Why, due_on: date | None, on: date) -> None:
    """An act nobody came for goes back only when the days have passed."""
    if why is Why.UNCOLLECTED and (due_on is None or on <= due_on):
        until = dates.long(due_on) if due_on else "împlinirea termenului"
        raise RuleBroken(
            "still-waiting", f"Destinatarul mai poate veni până {until} inclusiv.",
            cites=(cpc.ART_163_3,), remedy="Alege alt motiv sau așteaptă să treacă termenul.",
        )  # fmt: skip


def is_overdue(stage: str, due_on: date | None, today: date) -> bool:
    """Nobody came in time (neridicat): it goes back to its court."""
    return stage == Stage.WAITING and due_on is not None and due_on < today


def stage_words(stage: str, due_on: date | None, today: date) -> str:
    """Where an act stands, in words of today: what nobody came for can no longer be taken."""
    if is_overdue(stage, due_on, today):
        return "neridicat, de înapoiat"
    return STAGES[Stage(stage)]


def chip(facts: Facts, today: date) -> TermState:
    """What a list says of an act: until when one may come, what is owed to the court today, what is late."""
    stage, due, owed = Stage(facts.stage), facts.due_on, facts.owed_on
    if stage is Stage.NEW:
        return TermState(TermKind.ASK, "de completat")
    if stage is Stage.LEFT:
        return TermState(TermKind.CLOSED, "nu e de predat")
    if facts.sent_on is not None:
        return _sent(stage, facts.sent_on, owed)
    if stage is Stage.WAITING and due is not None and today <= due:
        return term_state(today=today, due_on=due, safe_on=due)
    words = "trimite dovada" if stage is Stage.HANDED else "înapoiază"
    return owed_state(words, owed, today)


def _sent(stage: Stage, on: date, owed: date | None) -> TermState:
    words = "dovada trimisă" if stage is Stage.PROVED else "înapoiat"
    late = owed is not None and on > owed
    kind = TermKind.DONE_LATE if late else TermKind.DONE
    return TermState(kind, f"{words} târziu" if late else words, on, dates.short_day(on))


def owed_state(words: str, owed: date | None, today: date) -> TermState:
    """Something that is owed by a day: calm before it, today's on it, red after it."""
    if owed is None:
        return TermState(TermKind.NONE, words)
    days = (owed - today).days
    if days < 0:
        return TermState(TermKind.LATE, f"întârziat {plural(-days, 'zi', 'zile')}", owed, dates.short(owed))
    if days == 0:
        return TermState(TermKind.TODAY, f"{words} azi".strip(), owed, dates.short(owed))
    kind = TermKind.NEAR if days <= 3 else TermKind.CALM
    when = f"{words} mâine".strip() if days == 1 else plural(days, "zi", "zile")
    return TermState(kind, when, owed, dates.short(owed))


def worked_out(posted_on: date, *, urgent: bool) -> tuple[dict[str, object], date, date]:
    """The stored term with its explanation, its last day, and the day on which the act goes back."""
    term = compute(cpc.notice_rule(urgent=urgent), posted_on)
    return term.to_json(), term.legal, cpc.return_by(term.legal)
