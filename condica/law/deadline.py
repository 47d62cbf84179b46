"""The command `condica deadline` (termen): arguments in, text and exit code out; no framework is loaded."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TextIO

from condica.law import words
from condica.law.calendar import OutsideCalendar
from condica.law.provision import UnknownRule, in_force
from condica.law.terms import PROVISIONS, Term, compute

USAGE: Final = "Scrie: condica deadline REGULĂ AAAA-LL-ZZ [--json], sau condica deadline --list."
WRONG: Final = 2


#: The rules by key, with their titles.
RULES: Final[Mapping[str, str]] = {provision.key: provision.title for provision in PROVISIONS}


class BadArguments(ValueError):  # noqa: N818 - it says what they are
    """What was typed makes no question (argumente greșite)."""


def main(argv: Sequence[str], *, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Prints the answer and returns the exit code: 0, or 2 with one sentence on the error stream."""
    out, err = out or sys.stdout, err or sys.stderr
    try:
        out.write(answer(argv) + "\n")
    except (BadArguments, UnknownRule, OutsideCalendar) as problem:
        err.write(f"{problem}\n")
        return WRONG
    return 0


def answer(argv: Sequence[str]) -> str:
    """What the command prints for these arguments."""
    as_json = "--json" in argv
    plain = [word for word in argv if word != "--json"]
    if plain == ["--list"]:
        return _listed(as_json=as_json)
    if len(plain) != 2 or plain[0].startswith("-"):
        raise BadArguments(USAGE)
    term = _term(*plain)
    return json.dumps(facts(term), ensure_ascii=False, indent=2) if as_json else _sentences(term)


def _term(rule: str, day: str) -> Term:
    try:
        return compute(rule, _date(day))
    except UnknownRule as problem:
        raise UnknownRule(f"{problem} Regulile sunt: {', '.join(RULES)}.") from None


def _date(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day of the calendar, no moment
    except ValueError:
        raise BadArguments(f"Data „{text}” nu e bună: scrie-o an-lună-zi, de pildă 2026-10-30.") from None


def facts(term: Term) -> dict[str, Any]:
    """What the JSON answer holds."""
    keys = ("rule", "start", "legal", "alternative", "safe", "cites", "explanation")
    stored = term.to_json()
    return {key: stored[key] for key in keys}


def _listed(*, as_json: bool) -> str:
    if as_json:
        return json.dumps(dict(RULES), ensure_ascii=False, indent=2)
    return "\n".join(f"{key:<24}{title}" for key, title in RULES.items())


def _sentences(term: Term) -> str:
    lines = [f"{term.title}: termen legal {words.weekday(term.legal, year=True)}."]
    if not in_force(PROVISIONS, term.rule, term.start).lasts:
        lines.append(f"Zi sigură, după orice socotire: {words.weekday(term.safe, year=True)}.")
    if term.alternative and term.alternative != term.legal:
        lines.append(f"După cealaltă socotire: {words.weekday(term.alternative, year=True)}.")
    return "\n".join([*lines, *term.explanation, f"Temei: {'; '.join(term.cites)}."])
