"""Lists (liste): what waits at the desk for recipients, what is owed to courts, what hangs on the board."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.court_papers import access
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.rules import court, display
from condica.foundation import masks
from condica.law.calendar import add_working

PAPER_LISTS: Final[Mapping[str, str]] = {
    "de-predat": "De predat",
    "de-inapoiat": "De înapoiat",
    "dovezi": "Dovezi de trimis",
    "de-completat": "De completat",
    "toate": "Toate",
}
DISPLAY_LISTS: Final[Mapping[str, str]] = {
    "de-afisat": "De afișat",
    "afisate": "Afișate",
    "de-scos": "De scos",
    "de-raspuns": "De răspuns",
    "toate": "Toate",
}
_PAPERS: Final[Mapping[str, Callable[[date], Q]]] = {
    "de-predat": lambda today: Q(stage=court.Stage.WAITING, due_on__gte=today),
    "de-inapoiat": lambda today: Q(stage=court.Stage.RETURNED) | Q(stage=court.Stage.WAITING, due_on__lt=today),
    "dovezi": lambda today: Q(stage=court.Stage.HANDED),
    "de-completat": lambda today: Q(stage=court.Stage.NEW),
}
_DISPLAYS: Final[Mapping[str, Callable[[date], Q]]] = {
    "de-afisat": lambda today: Q(stage=display.Stage.ASKED),
    "afisate": lambda today: Q(stage=display.Stage.POSTED),
    "de-scos": lambda today: Q(stage=display.Stage.POSTED, planned_on__lte=add_working(today, 1)),
    "de-raspuns": lambda today: Q(stage=display.Stage.DOWN, owed_on__isnull=False),
}
DAY: Final = ("owed_on", "pk")
NEWEST: Final = ("-pk",)


def papers(user: User, chosen: str, today: date, words: str = "") -> QuerySet[CourtPaper]:
    """The acts of one list that this person sees."""
    found = access.papers_of(user)
    if words:
        found = found.filter(Q(entry__keys__has=words) | Q(file_number__icontains=words))
    return found.filter(_PAPERS[chosen](today)) if chosen in _PAPERS else found


def displays(user: User, chosen: str, today: date, words: str = "") -> QuerySet[Display]:
    """The displays of one list that this person sees."""
    found = access.displays_of(user)
    if words:
        found = found.filter(Q(entry__keys__has=words) | Q(title__icontains=words))
    return found.filter(_DISPLAYS[chosen](today)) if chosen in _DISPLAYS else found


def order_of(chosen: str) -> tuple[str, ...]:
    """What is due first stands first; the whole list, and what has no day, newest first."""
    return NEWEST if chosen in {"toate", "afisate"} else DAY


def counts(user: User, today: date) -> dict[str, dict[str, int]]:
    """How many stand in each list that asks for a deed."""
    mine, up = access.papers_of(user), access.displays_of(user)
    return {
        "papers": {key: mine.filter(where(today)).order_by().count() for key, where in _PAPERS.items()},
        "displays": {key: up.filter(where(today)).order_by().count() for key, where in _DISPLAYS.items()},
    }


def shown_name(name: str, user: User) -> str:
    """A person's name, or its initials for who may not read everybody's data."""
    return name if user.may(Permission.PERSONAL_SEE) else masks.name(name)


def shown_address(address: str, user: User) -> str:
    """An address, or only its last part."""
    return address if user.may(Permission.PERSONAL_SEE) else masks.address(address.rpartition(",")[2].strip())


def courts(limit: int = 30) -> list[str]:
    """The courts that acts came from lately, for the form."""
    recent = CourtPaper.objects.exclude(court="").order_by("-pk").values_list("court", flat=True)[:300]
    return sorted(dict.fromkeys(recent))[:limit]
