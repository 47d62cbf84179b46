"""Decisions on display (afișare și dezafișare): grounds, how long, where, refusals, the chip; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from condica.court_papers.rules.court import owed_state
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.law import cpc
from condica.law.calendar import add_working
from condica.law.terms import Term, compute, term_under
from condica.registry.rules import TermKind, TermState

KIND: Final = "display_request"


class Stage(StrEnum):
    """Where a display stands (stadiu)."""

    ASKED = "asked"
    POSTED = "posted"
    DOWN = "down"
    ANSWERED = "answered"
    DROPPED = "dropped"


STAGES: Final[Mapping[Stage, str]] = {
    Stage.ASKED: "de afișat",
    Stage.POSTED: "afișat",
    Stage.DOWN: "dezafișat",
    Stage.ANSWERED: "dezafișat, răspuns trimis",
    Stage.DROPPED: "nu se afișează",
}
PRACTICE: Final = "registrul de afișare"
NEXT: Final[Mapping[Stage, Mapping[Stage, str]]] = {
    Stage.ASKED: {Stage.POSTED: "temeiul afișării", Stage.DROPPED: PRACTICE},
    Stage.POSTED: {Stage.DOWN: "temeiul afișării"},
    Stage.DOWN: {Stage.ANSWERED: PRACTICE},
    Stage.ANSWERED: {},
    Stage.DROPPED: {Stage.ASKED: PRACTICE},
}
OPEN: Final = frozenset({Stage.ASKED, Stage.POSTED, Stage.DOWN})


class Place(StrEnum):
    """Where a paper is displayed (locul afișării)."""

    BOARD = "board"
    SEAT = "seat"
    SITE = "site"
    HOME = "home"


PLACES: Final[Mapping[Place, str]] = {
    Place.BOARD: "la panoul de afișaj",
    Place.SEAT: "la sediul primăriei",
    Place.SITE: "pe pagina de internet",
    Place.HOME: "la domiciliul sau sediul celui vizat",
}


class Lasting(StrEnum):
    """How long (durata): what the ground says, so many days, until a day, until told; empty while it must be asked."""

    ASK = ""
    LAW = "law"
    DAYS = "days"
    WORKING = "working"
    UNTIL = "until"
    TOLD = "told"


LASTINGS: Final[Mapping[Lasting, str]] = {
    Lasting.ASK: "nu știu: întreb emitentul",
    Lasting.LAW: "cât spune temeiul",
    Lasting.DAYS: "un număr de zile",
    Lasting.WORKING: "un număr de zile lucrătoare",
    Lasting.UNTIL: "până la o dată, inclusiv",
    Lasting.TOLD: "până se cere dezafișarea",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """A ground of display (temei): its article, its own duration if it has one, the places and people it asks for."""

    label: str
    cites: str
    rule: str = ""
    places: frozenset[Place] = frozenset()
    permanent: bool = False
    witness: bool = False
    hearing: bool = False


BASES: Final[Mapping[str, Basis]] = {
    "land": Basis("Ofertă de vânzare a unui teren agricol", cpc.L17_6, cpc.LAND, frozenset({Place.SEAT})),
    "tax": Basis("Comunicare fiscală prin publicitate", cpc.CPF_47, cpc.TAX, frozenset({Place.SEAT, Place.SITE})),
    "citation": Basis("Citație prin publicitate", cpc.ART_167, hearing=True),
    "contravention": Basis(
        "Proces-verbal de contravenție", cpc.OG2_27, places=frozenset({Place.HOME}), witness=True
    ),
    "hall": Basis("Cerere a altei primării sau instituții", "adresa emitentului"),
    "own": Basis("Cerere a unui compartiment propriu", "nota compartimentului"),
    "l544": Basis("Informație de interes public, din oficiu", cpc.L544_5, permanent=True),
    "mol": Basis(
        "Monitorul Oficial Local", cpc.CADM_198, places=frozenset({Place.SITE}), permanent=True
    ),
    "other": Basis("Alt temei", ""),
}  # fmt: skip


def check_arrow(stage: str, to: Stage) -> None:
    """Refuses a step that is not drawn."""
    if to not in NEXT[Stage(stage)]:
        raise RuleBroken(
            "display-stage",
            f"Documentul e acum „{STAGES[Stage(stage)]}”; de aici nu trece la „{STAGES[to]}”.",
            remedy="Reîncarcă pagina: poate că un coleg a lucrat între timp.",
        )


def check_duration(basis: str, lasting: str, days: int | None, until: date | None) -> None:
    """A duration fits its ground, and says its number or its day (A10)."""
    ground, how = BASES[basis], Lasting(lasting)
    if how is Lasting.LAW and not ground.rule:
        raise _no_rule(ground)
    if ground.permanent and how is not Lasting.TOLD:
        raise RuleBroken(
            "never-by-clock", f"{ground.label}: documentul nu are o dată la care se scoate.", cites=(ground.cites,),
            remedy="Alege „până se cere dezafișarea”.",
        )  # fmt: skip
    if how in {Lasting.DAYS, Lasting.WORKING} and not 1 <= (days or 0) <= cpc.ASKED_MOST:
        raise RuleBroken("days-missing", f"Durata e între 1 și {cpc.ASKED_MOST} de zile.", remedy="Scrie numărul.")
    if how is Lasting.UNTIL and until is None:
        raise RuleBroken("until-missing", "Lipsește ziua până la care stă afișat.", remedy="Scrie ziua.")


def _no_rule(ground: Basis) -> RuleBroken:
    return RuleBroken(
        "duration-missing", f"„{ground.label}” nu spune cât stă afișat documentul.",
        cites=(ground.cites,) if ground.cites else (),
        remedy="Întreabă emitentul: un număr de zile, o dată, sau până cere el dezafișarea.",
    )  # fmt: skip


def check_post(basis: str, lasting: str, places: Collection[str], *, url: str, witness: str) -> None:
    """What must be known before a paper goes up: how long, all the places of its ground, its witness."""
    ground = BASES[basis]
    if lasting == Lasting.ASK:
        raise _no_rule(ground)
    if not places:
        raise RuleBroken("place-missing", "Lipsește locul afișării.", remedy="Alege unde se afișează.")
    if missing := [PLACES[place] for place in sorted(ground.places) if place not in places]:
        raise RuleBroken(
            "place-asked-by-law", f"Temeiul cere afișarea {' și '.join(missing)}.", cites=(ground.cites,),
            remedy="Adaugă locul, apoi consemnează afișarea.",
        )  # fmt: skip
    if Place.SITE in places and not url.strip():
        raise RuleBroken("url-missing", "Lipsește adresa paginii de internet.", remedy="Scrie adresa la care se vede.")
    if ground.witness and not witness.strip():
        raise RuleBroken(
            "witness-missing", "Afișarea unui proces-verbal de contravenție se face de față cu un martor.",
            cites=(ground.cites,), remedy="Scrie numele martorului care semnează procesul-verbal.",
        )  # fmt: skip


def check_moment(at: datetime, not_before: datetime, now: datetime, words: str) -> None:
    """A posting or a taking down is told after it happened, and not before what came before it."""
    if not_before <= at <= now:
        return
    wrong = "în viitor" if at > now else f"înainte de {dates.moment(not_before)}"
    raise RuleBroken(
        "moment-out-of-order", f"{words} nu poate fi {wrong}.", remedy="Scrie data și ora la care s-a întâmplat."
    )


def late_citation(until: date | None, posted: date) -> str:
    """A remark on a citation by publicity posted less than 15 days before the hearing (A5)."""
    if until is None or posted <= (by := cpc.publicity_by(until)):
        return ""
    return (
        f"Citația ar fi trebuit afișată cel târziu {dates.long(by)}, cu 15 zile înainte de termenul de judecată; "
        "spune instanței când s-a afișat."
    )


def check_down(basis: str, lasting: str, last_on: date | None, on: date, reason: str) -> None:
    """A paper comes down when its days have passed; earlier, or when it has none, only for a written reason (A10)."""
    if reason.strip() or (last_on is not None and on > last_on):
        return
    ground = BASES[basis]
    if last_on is not None:
        raise RuleBroken(
            "display-still-runs", f"Documentul stă afișat până {dates.long(last_on)} inclusiv.",
            cites=(ground.cites,) if ground.cites else (),
            remedy="Scoate-l după această zi sau scrie cine a cerut să fie scos mai devreme, prin ce act.",
        )  # fmt: skip
    raise RuleBroken(
        "display-never-alone", "Documentul se scoate numai la cerere: nu are o dată de dezafișare.",
        cites=(ground.cites,) if ground.cites else (), remedy="Scrie cine a cerut dezafișarea, prin ce act.",
    )  # fmt: skip


def term_of(basis: str, lasting: str, days: int | None, posted: date, cites: str) -> Term | None:
    """The term of a display that is counted in days; None when a day or a request ends it."""
    how = Lasting(lasting)
    if how is Lasting.LAW:
        return compute(BASES[basis].rule, posted)
    if how in {Lasting.DAYS, Lasting.WORKING}:
        asked = cpc.asked_for(days or 1, working=how is Lasting.WORKING, cites=(cites,) if cites else (), since=posted)
        return term_under(asked, posted)
    return None


def last_day(term: Term | None, lasting: str, until: date | None) -> date | None:
    """The last whole day of a display; None while it ends only when told."""
    if term is not None:
        return term.legal
    return until if lasting == Lasting.UNTIL else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the chip of a display is made of."""

    stage: str
    lasting: str
    planned_on: date | None
    owed_on: date | None
    ended_on: date | None = None


def chip(facts: Facts, today: date) -> TermState:
    """What a list says of a display: to be posted, up until when, to come down, to be answered."""
    stage = Stage(facts.stage)
    if stage is Stage.DROPPED:
        return TermState(TermKind.CLOSED, "nu se afișează", facts.ended_on)
    if stage is Stage.ASKED:
        return (
            owed_state("afișează", facts.owed_on, today)
            if facts.lasting
            else TermState(TermKind.ASK, "întreabă cât stă")
        )
    if stage is Stage.POSTED:
        return _posted(facts.planned_on, today)
    if stage is Stage.DOWN and facts.owed_on:
        return owed_state("răspunde", facts.owed_on, today)
    on = facts.ended_on
    return TermState(TermKind.DONE, STAGES[stage].partition(",")[0], on, dates.short_day(on) if on else "")


def _posted(planned: date | None, today: date) -> TermState:
    if planned is None:
        return TermState(TermKind.NONE, "până se cere")
    state = owed_state("se scoate", planned, today)
    if state.state is TermKind.CALM and planned <= add_working(today, 1):  # the working day before, over a holiday
        return TermState(TermKind.NEAR, state.words, state.on, state.date)
    return state
