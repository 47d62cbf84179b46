"""A provision (prevedere): what a statute says about one term, with the time it is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from condica.law.counting import Counting


class UnknownRule(LookupError):  # noqa: N818 - it says what the rule is
    """No provision of that name, or none in force that day (regulă necunoscută)."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One term of one statute in one form of it (termen legal).

    `days` count from the start; `extra` are the days an extension adds to them at most, counted from the same start.
    `alternative` is the reading used elsewhere, kept for comparison; `chained` instead counts the extension from the
    end of the first term. `most` are the days that a decision may give instead. `begins` ends „Începe …, …”. What
    `lasts` is no term to be early for but a time that must pass whole (a display): no earlier day is safe.
    """

    key: str
    title: str
    days: int
    counting: Counting
    cites: tuple[str, ...]
    since: date
    until: date | None = None
    alternative: Counting | None = None
    extra: int = 0
    chained: bool = False
    most: int = 0
    begins: str = "când petiția a fost înregistrată"
    lasts: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it is in force that day."""
        return self.since <= day and (self.until is None or day <= self.until)


def in_force(provisions: Iterable[Provision], key: str, day: date) -> Provision:
    """The form of a rule in force on a day."""
    named = [provision for provision in provisions if provision.key == key]
    if not named:
        raise UnknownRule(f"Regula „{key}” nu există.")
    for provision in named:
        if provision.holds_on(day):
            return provision
    raise UnknownRule(f"Regula „{key}” nu era în vigoare la {day:%d.%m.%Y}.")
