"""What is owed (de făcut): to courts and to who asked for displays; shown on Acasă."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.court_papers.queries.lists import displays, papers
from condica.court_papers.rules.court import owed_state
from condica.foundation.romanian import plural
from condica.law.calendar import add_working
from condica.registry.rules import TermState


@dataclass(frozen=True, slots=True)
class Duty:
    """Several papers that wait for one and the same deed: how many, where they are, by when the first."""

    words: str
    icon: str
    url: str
    numbers: str
    count: int
    due: date
    term: TermState


#: list, one, many, icon: acts first, as a court waits for them.
_ACTS = (
    ("de-inapoiat", "Înapoiază instanței {} neridicat sau refuzat", "Înapoiază instanței {} neridicate sau refuzate",
     "arrow-back-up"),
    ("dovezi", "Trimite dovada pentru {} predat", "Trimite dovezile pentru {} predate", "send"),
    ("de-completat", "Completează {} de procedură", "Completează {} de procedură", "pencil"),
)  # fmt: skip
_BOARD = (
    ("de-scos", "Scoate {} de la afișier", "Scoate {} de la afișier", "clipboard-x"),
    ("de-afisat", "Afișează {}", "Afișează {}", "clipboard-text"),
    ("de-raspuns", "Răspunde la {} de afișare", "Răspunde la {} de afișare", "mail-forward"),
)


def duties(user: User, today: date) -> list[Duty]:
    """What the registry owes by the next working day, one line a deed; nothing for other people."""
    if not user.may(Permission.ENTRY_REGISTER):
        return []
    by = add_working(today, 1)
    return [*_of_papers(user, today, by), *_of_displays(user, today, by)]


def _of_papers(user: User, today: date, by: date) -> Iterator[Duty]:
    for key, one, many, icon in _ACTS:
        found = papers(user, key, today).filter(Q(owed_on__lte=by) | Q(owed_on=None))
        url = f"{reverse('court_papers:papers')}?lista={key}"
        yield from _duty(found, ("act", "acte"), (one, many), icon=icon, url=url, today=today)


def _of_displays(user: User, today: date, by: date) -> Iterator[Duty]:
    things = {"de-raspuns": ("cerere", "cereri")}
    for key, one, many, icon in _BOARD:
        found = displays(user, key, today).filter(owed_on__lte=by)
        url = f"{reverse('court_papers:displays')}?lista={key}"
        names = things.get(key, ("document", "documente"))
        yield from _duty(found, names, (one, many), icon=icon, url=url, today=today)


def _duty(
    found: QuerySet[Any], names: tuple[str, str], verbs: tuple[str, str], *, icon: str, url: str, today: date
) -> Iterator[Duty]:
    told = found.order_by().aggregate(count=Count("pk"), due=Min("owed_on"))
    count, due = told["count"], told["due"] or today
    if count:
        numbers = ", ".join(map(str, found.order_by("owed_on", "pk").values_list("entry__value", flat=True)[:3]))
        words = verbs[count > 1].format(plural(count, *names))
        yield Duty(words, icon, url, numbers, count, due, owed_state("", due, today))
