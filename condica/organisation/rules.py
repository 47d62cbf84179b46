"""Kinds, house settings and small decisions of the organisation (reguli); pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    "og27-extension-energy": "răspunsul la petiție despre energie sau gaze, cu termen prelungit (OG 27/2002, art. 9)",
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
    words: Mapping[int, str] = field(default_factory=dict)  # when each value is a reading of the law, in words

    def said(self, value: int) -> str:
        """The value as people read it."""
        return self.words.get(value, str(value))


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
        "Ținta internă: cu câte zile lucrătoare înainte trebuie expediat răspunsul, cel târziu în ziua sigură.",
        2,
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
    "opinion_days_before": Setting(
        "Zile lucrătoare între punctele de vedere și ținta internă",
        "Cu câte zile lucrătoare înaintea țintei interne se cer punctele de vedere, dacă nu se alege altă zi.",
        5,
        0,
        20,
    ),
    "remind_worker_days": Setting(
        "Zile lucrătoare: amintire celui care lucrează",
        "Cu câte zile lucrătoare înaintea țintei interne i se amintește celui care răspunde de lucrare.",
        3,
        0,
        20,
    ),
    "remind_head_days": Setting(
        "Zile lucrătoare: amintire șefului de compartiment",
        "Cu câte zile lucrătoare înaintea țintei interne i se amintește șefului (0: chiar în ziua ei).",
        0,
        0,
        20,
    ),
    "remind_director_days": Setting(
        "Zile lucrătoare: amintire directorului",
        "Cu câte zile lucrătoare înaintea zilei sigure i se amintește conducătorului structurii de deasupra.",
        0,
        0,
        20,
    ),
    "remind_part_days": Setting(
        "Zile lucrătoare: amintire pentru punctul de vedere",
        "Cu câte zile lucrătoare înaintea termenului lui i se amintește compartimentului întrebat.",
        1,
        0,
        20,
    ),
    "receipt_days": Setting(
        "Zile până la confirmarea de primire",
        "După câte zile de la predarea plicului se semnalează confirmarea (AR) care n-a venit.",
        15,
        1,
        90,
    ),
    "signature_means": Setting(
        "Cum se semnează scrisorile (Legea 214/2024)",
        "Scrisorile aprobate înainte rămân pe drumul pe care au pornit.",
        0,
        0,
        2,
        {0: "pe hârtie", 1: "electronic, fiecare cu certificatul lui", 2: "cu sigiliul electronic al autorității"},
    ),
    # Where OG 27/2002 may be read in two ways, the authority says how it reads it, from which day.
    "petition_extension_notice": Setting(
        "Anunțarea petiționarului înainte de prelungire (OG 27/2002, art. 9)",
        "Virgula din art. 9 lasă loc de discuție: anunțul se cere în toate cazurile sau numai la energie și gaze.",
        1,
        0,
        1,
        {1: "în toate cazurile", 0: "numai la energie și gaze naturale"},
    ),
    "petition_joined_term": Setting(
        "Termenul petițiilor conexate (OG 27/2002, art. 10 alin. (1))",
        "Legea nu spune al căreia dintre petiții e termenul răspunsului comun.",
        0,
        0,
        1,
        {0: "al primei petiții înregistrate", 1: "al ultimei petiții înregistrate"},
    ),
    "petition_unsigned": Setting(
        "E-mailul cu nume și adresă, dar fără semnătură (OG 27/2002, art. 7)",
        "Art. 7 cere numai datele de identificare. Oricare ar fi lectura, clasarea o hotărăște un om.",
        0,
        0,
        1,
        {0: "nu e anonim, i se răspunde", 1: "poate fi clasat ca anonim"},
    ),
    "petition_about_authority_head": Setting(
        "Petiția care îl privește pe conducătorul autorității (OG 27/2002, art. 11)",
        "Toți îi sunt subordonați: ori e oprit numai el, ori nu o poate rezolva nimeni din instituție.",
        0,
        0,
        1,
        {0: "e oprit numai el", 1: "sunt opriți și subordonații"},
    ),
    "petition_named_solver": Setting(
        "Cine primește o petiție repartizată compartimentului (OG 27/2002, art. 12)",
        "Repartizarea către o persoană o face șeful compartimentului; casa poate cere ca fiecare să fie numit.",
        0,
        0,
        1,
        {0: "oricine din compartiment", 1: "numai cine e numit în rezoluție"},
    ),
    "queue_minutes": Setting(
        "Bonuri de ordine: minute de așteptare",
        "Cât vrea casa să se aștepte la ghișeu; cifrele se măsoară față de el și apare pe ecran.",
        4,
        1,
        120,
    ),
    "queue_people_day": Setting(
        "Bonuri de ordine: oameni pe zi", "Câți oameni vin într-o zi obișnuită la ghișee.", 150, 1, 5000
    ),
    "queue_priority": Setting(
        "Bonuri de ordine: cum se cheamă cele cu prioritate",
        "Pentru gravide, persoane cu dizabilități și oameni cu un copil mic în brațe. Bonul nu spune de ce.",
        1,
        0,
        2,
        {0: "nu se dau", 1: "înaintea tuturor", 2: "unul din două"},
    ),
    "portal_address_day": Setting(
        "Portal: trimiteri pe zi de la aceeași adresă de e-mail",
        "Peste ele, omul este trimis la ghișeu sau la e-mail, cu o propoziție.",
        10,
        1,
        1000,
    ),
    "portal_network_day": Setting(
        "Portal: trimiteri pe zi din aceeași rețea",
        "O firmă sau o școală întreagă poate avea o singură adresă de rețea.",
        100,
        5,
        10_000,
    ),
    "portal_drafts_day": Setting(
        "Portal: petiții începute pe zi din aceeași rețea", "Ciornele netrimise se șterg după 7 zile.", 300, 10, 10_000
    ),
    "portal_uploads_day": Setting(
        "Portal: fișiere încărcate pe zi din aceeași rețea",
        "Se numără și cele șterse înainte de trimitere.",
        500,
        10,
        10_000,
    ),
    "portal_lookups_hour": Setting(
        "Portal: coduri de urmărire greșite pe oră din aceeași rețea", "Codul bun nu se numără.", 30, 5, 1000
    ),
    "portal_codes_hour": Setting(
        "Portal: coduri trimise pe oră pentru același răspuns",
        "Fiecare cod merge pe e-mailul petiționarului.",
        3,
        1,
        20,
    ),
    "portal_files": Setting("Portal: fișiere la o petiție", "Câte fișiere se pot trimite odată.", 10, 1, 50),
    "portal_file_mb": Setting("Portal: MB pe fișier", "Cel mai mare fișier primit.", 20, 1, 200),
    "portal_total_mb": Setting("Portal: MB la o petiție", "Toate fișierele împreună.", 50, 1, 500),
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
