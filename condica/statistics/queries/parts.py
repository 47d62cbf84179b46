"""The ways in which petitions are parted in the report (partiții), with the names of their parts."""

from __future__ import annotations

from collections.abc import Iterable

from condica.foundation import dates
from condica.organisation.models import Unit
from condica.petitions.rules import DOMAINS
from condica.registry.models import Channel
from condica.statistics.rules.partitions import Partition, named
from condica.statistics.rules.petitions import (
    APPLICANTS,
    CIRCUMSTANCES,
    MEDIUM,
    NATURES,
    REASONS,
    SENT_ON,
    SOLUTIONS,
    TESTS,
    USEFUL,
    Outcome,
)

CHANNELS = {channel.value: str(channel.label).capitalize() for channel in Channel}


def _units(keys: Iterable[str]) -> dict[str, str]:
    """The units by the name that lists use."""
    wanted = set(keys)
    ids = [int(key) for key in wanted if key.isdigit()]
    names = {str(unit.pk): unit.short_name for unit in Unit.objects.filter(pk__in=ids)}
    return {key: names.get(key, "Încă nerepartizate") for key in wanted}


def _months(keys: Iterable[str]) -> dict[str, str]:
    return {key: f"{dates.MONTHS[int(key[5:]) - 1]} {key[:4]}" for key in keys}


_ALL = (
    Partition(
        "compartimente",
        "Pe compartimentul care rezolvă",
        "Compartimentul care rezolvă",
        lambda fact: str(fact.unit or ""),
        _units,
    ),
    Partition("domenii", "Pe domenii", "Domeniul", lambda fact: fact.domain, named(dict(DOMAINS), "Fără domeniu")),
    Partition("canale", "Pe căile prin care au sosit", "Calea", lambda fact: fact.channel, named(CHANNELS)),
    Partition("petitionari", "Pe feluri de petiționari", "Petiționarul", lambda fact: fact.who, named(APPLICANTS)),
    Partition("feluri", "Pe feluri de petiții", "Felul", lambda fact: fact.nature, named(NATURES)),
    Partition(
        "solutii", "Răspunsuri, după soluție", "Soluția", lambda fact: fact.solution, named(SOLUTIONS),
        only=TESTS["answered"], plain=True,
    ),
    Partition(
        "expedieri", "Răspunsuri, după cum au plecat", "Cum a plecat răspunsul", lambda fact: fact.medium,
        named(MEDIUM, "Pe altă cale, fără scrisoare întocmită aici"), only=TESTS["answered"], plain=True,
    ),
    Partition(
        "redirectionate", "Redirecționate (art. 6¹)", "Trimise autorității competente", lambda fact: fact.sent_on,
        named(SENT_ON), only=TESTS[Outcome.MOVED], plain=True,
    ),
    Partition(
        "clasate", "Clasate, după motiv", "Motivul", lambda fact: fact.reason, named(REASONS),
        only=TESTS[Outcome.FILED], plain=True,
    ),
    Partition(
        "folos", "Ce au spus petiționarii despre răspuns", "Părerea", lambda fact: fact.useful,
        named(USEFUL, "N-au spus"), only=TESTS["answered"], plain=True,
    ),
)  # fmt: skip
PARTITIONS: dict[str, Partition] = {part.key: part for part in _ALL}
MONTHLY = Partition("luni", "Primite pe luni", "Luna", lambda fact: f"{fact.registered_on:%Y-%m}", _months)
#: Circumstances may meet: the row names a test, not a part.
CROSSING, CROSSING_TITLE = "imprejurari", "Împrejurări"


def partition(key: str) -> Partition | None:
    """The partition that an address names."""
    return MONTHLY if key == MONTHLY.key else PARTITIONS.get(key)


def circumstance(key: str) -> str | None:
    """The name of a circumstance."""
    return CIRCUMSTANCES[key][0] if key in CIRCUMSTANCES else None
