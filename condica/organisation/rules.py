"""Kinds, house settings and small decisions of the organisation (reguli); pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is called (felul structurii)."""

    AUTHORITY = "authority"
    LEADERSHIP = "leadership"
    GENERAL_DIRECTORATE = "general_directorate"
    DIRECTORATE = "directorate"
    SERVICE = "service"
    BUREAU = "bureau"
    COMPARTMENT = "compartment"
    SUBORDINATE = "subordinate"

    @property
    def label(self) -> str:
        """The kind as people call it."""
        return UNIT_KINDS[self]


UNIT_KINDS: Mapping[UnitKind, str] = {
    UnitKind.AUTHORITY: "autoritate",
    UnitKind.LEADERSHIP: "conducere",
    UnitKind.GENERAL_DIRECTORATE: "direcție generală",
    UnitKind.DIRECTORATE: "direcție",
    UnitKind.SERVICE: "serviciu",
    UnitKind.BUREAU: "birou",
    UnitKind.COMPARTMENT: "compartiment",
    UnitKind.SUBORDINATE: "instituție subordonată",
}


class Regime(StrEnum):
    """Under which law a post stands (regimul postului)."""

    DIGNITARY = "dignitary"
    PUBLIC = "public"
    CONTRACT = "contract"

    @property
    def label(self) -> str:
        """The regime as people call it."""
        return REGIMES[self]


REGIMES: Mapping[Regime, str] = {
    Regime.DIGNITARY: "demnitate publică",
    Regime.PUBLIC: "funcție publică",
    Regime.CONTRACT: "post contractual",
}


class Counting(StrEnum):
    """How the authority reads a disputed count of days (lectura adoptată)."""

    ZL = "ZL"
    INCL = "INCL"

    @property
    def label(self) -> str:
        """The reading in words."""
        return COUNTINGS[self]


COUNTINGS: Mapping[Counting, str] = {
    Counting.ZL: "pe zile libere: nici prima, nici ultima zi nu intră în calcul (Cod civil, art. 2553)",
    Counting.INCL: "cu ultima zi inclusă: termenul se împlinește în ziua a N-a de la înregistrare",
}

READABLE_RULES: Mapping[str, str] = {
    "og27-answer": "răspunsul la petiție (OG 27/2002, art. 8 alin. (1))",
    "og27-extension": "răspunsul la petiție, cu termen prelungit (OG 27/2002, art. 9)",
    "og27-redirect": "trimiterea petiției la autoritatea competentă (OG 27/2002, art. 6¹)",
    "og27-received": "petiția primită de la altă autoritate (OG 27/2002, art. 8 alin. (2))",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice of the house that is a number (alegere a casei): what it means, and between which values."""

    label: str
    hint: str
    default: int
    least: int
    most: int


SETTINGS: Mapping[str, Setting] = {
    "near_days": Setting(
        "Zile până când un termen se vede ca apropiat",
        "Cu câte zile înaintea zilei sigure începe termenul să fie colorat.",
        5,
        1,
        30,
    ),
    "internal_days_before": Setting(
        "Zile lucrătoare înaintea termenului legal",
        "Ținta internă: cu câte zile lucrătoare înainte trebuie expediat răspunsul (0: numai ziua sigură).",
        0,
        0,
        20,
    ),
    "late_entry_days": Setting(
        "Zile lucrătoare între primire și înregistrare",
        "Peste câte zile lucrătoare întârzierea înregistrării se semnalează.",
        1,
        0,
        10,
    ),
}

WEEKDAYS: Mapping[int, str] = {
    1: "luni",
    2: "marți",
    3: "miercuri",
    4: "joi",
    5: "vineri",
    6: "sâmbătă",
    7: "duminică",
}
