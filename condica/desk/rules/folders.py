"""What a resolution of the daily folder may say (rezoluția din mapă): its five ways, its words, its pace; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken

MOST_PAPERS: Final = 200  # in one folder: more than anybody reads in a day
LONGEST: Final = 15 * 60_000  # a page left open over coffee is no work


class Effect(StrEnum):
    """What a resolution does with a paper when the folder is closed (felul rezoluției)."""

    ASSIGN = "assign"
    INFORM = "inform"
    KEEP = "keep"
    DEFER = "defer"
    RETURN = "return"

    @property
    def label(self) -> str:
        """The way as the page calls it."""
        return EFFECTS[self][0]


#: Each way with its words on the page, its key and what follows from it.
EFFECTS: Final[Mapping[Effect, tuple[str, str, str]]] = {
    Effect.ASSIGN: ("Se repartizează", "r", "compartimentul numit îl primește când se închide mapa"),
    Effect.INFORM: ("Spre știință", "p", "numai de luat la cunoștință; nimeni nu răspunde de el"),
    Effect.KEEP: ("La mine", "l", "rămâne la tine, ca lucrare a ta"),
    Effect.DEFER: ("Se amână", "a", "trece în mapa următoare"),
    Effect.RETURN: ("Se restituie", "z", "se întoarce la registratură, cu motivul"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A resolution as it was asked for: the way, the words, the units, the day; `lead` and units are rows."""

    effect: Effect = Effect.ASSIGN
    text: str = ""
    lead: Any = None
    joint: Sequence[Any] = ()
    informed: Sequence[Any] = ()
    due_on: date | None = None
    reason: str = ""
    phrase: Any = field(default=None, compare=False)
    milliseconds: int | None = field(default=None, compare=False)

    @property
    def measured(self) -> int | None:
        """The milliseconds that the paper took, when they can be believed."""
        given = self.milliseconds
        return given if given is not None and 0 < given <= LONGEST else None


def check_wanted(wanted: Wanted, today: date) -> None:
    """Refuse a resolution that says too little for what it does."""
    if wanted.effect is Effect.ASSIGN:
        _check_assign(wanted)
    elif wanted.effect is Effect.INFORM and not wanted.informed:
        raise RuleBroken("informed-nobody", "Nu e spus cine ia la cunoștință.", remedy="Alege măcar un compartiment.")
    elif wanted.effect is Effect.RETURN and not wanted.reason.strip():
        raise RuleBroken("reason-missing", "Restituirea cere un motiv.", remedy="Scrie ce are de lămurit registratura.")
    if wanted.due_on is not None and wanted.due_on < today:
        raise RuleBroken(
            "task-day-past", f"Termenul rezoluției ({wanted.due_on:%d.%m.%Y}) a trecut deja.",
            remedy="Alege o zi de azi înainte.",
        )  # fmt: skip


def _check_assign(wanted: Wanted) -> None:
    if wanted.lead is None:
        raise RuleBroken(
            "lead-missing", "Rezoluția nu spune cine răspunde.",
            remedy="Apasă c și scrie codul sau numele compartimentului.",
        )  # fmt: skip
    if not wanted.text.strip():
        raise RuleBroken(
            "text-missing", "Rezoluția nu are text.", remedy="Alege o frază (1–9) sau scrie câteva cuvinte."
        )


def in_whose_name(text: str, *, decider: str, by: str, of: date, stands_in: bool, on_paper: bool) -> str:
    """The words of a resolution with whose they are, when somebody else wrote them down."""
    if on_paper:
        return (
            f"{text} – rezoluția lui {decider}, scrisă de mână pe mapa din {dates.numeric(of)}; transcrisă de {by}, "
            "originalul e pe hârtie"
        )
    return f"{text} – {by}, înlocuind pe {decider}" if stands_in else text


def result_words(wanted: Wanted) -> str:
    """A resolution as a sentence: `Drumuri, cu Poliția Locală: propuneți răspuns, până joi, 3 decembrie.`"""
    short = {
        Effect.KEEP: f"La mine{_after(wanted.text)}",
        Effect.DEFER: f"Se amână{_after(wanted.reason)}",
        Effect.RETURN: f"Se restituie registraturii{_after(wanted.reason)}",
        Effect.INFORM: f"Spre știință: {_named(wanted.informed)}{_also(wanted.text)}",
    }.get(wanted.effect)
    return f"{short or _assigned(wanted)}."


def _assigned(wanted: Wanted) -> str:
    together = f", cu {_named(wanted.joint)}" if wanted.joint else ""
    until = f", până {dates.long(wanted.due_on)}" if wanted.due_on else ""
    informed = f"; spre știință: {_named(wanted.informed)}" if wanted.informed else ""
    return f"{wanted.lead.short_name}{together}{_after(wanted.text)}{until}{informed}"


def _after(words: str) -> str:
    return f": {words.strip().rstrip('.')}" if words.strip() else ""


def _also(words: str) -> str:
    return f" – {words.strip().rstrip('.')}" if words.strip() and words.strip() != "Spre știință" else ""


def _named(units: Sequence[Any]) -> str:
    names = [unit.short_name for unit in units]
    return f"{', '.join(names[:-1])} și {names[-1]}" if len(names) > 1 else "".join(names)


def median(values: Sequence[int]) -> int | None:
    """The middle one of the measured times; None when nothing was measured."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else None
