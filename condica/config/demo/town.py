"""The demo town's authority (organigrama): units, posts, who holds them, desks with opening hours, letterhead.

The communication directorate has the shape of the one in the source texts: 58 posts, 48 filled, 10 vacant.
"""

# ruff: noqa: E501 - a unit a line reads like the chart on the wall

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

NAME = "Primăria Municipiului Valea Mureșului"
TOWN = "Valea Mureșului"
COUNTY = "Arad"
LETTERHEAD = {
    "name": NAME,
    "county": COUNTY,
    "address": "Piața Primăriei nr. 1, 317999 Valea Mureșului",
    "phone": "0257 000 100",
    "email": "registratura@example.org",
    "website": "www.example.org",
    "tax_code": "0000000",
}
#: A made-up coat of arms: a mill wheel over a river, under a mural crown.
COAT_OF_ARMS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 72" width="60" height="72">
<title>Stema municipiului Valea Mureșului</title>
<path d="M12 14V6h6v4h6V6h6v4h0V6h6v4h6V6h6v8z" fill="#8d99a6" stroke="#1a2330" stroke-width="1"/>
<path d="M6 16h48v28c0 12-12 20-24 26C18 64 6 56 6 44z" fill="#1d4f91" stroke="#1a2330" stroke-width="1.2"/>
<path d="M6 46c6-4 10-4 16 0s10 4 16 0 10-4 16 0v3c-2 9-12 16-24 21C18 65 8 58 6 49z" fill="#e8eef6"/>
<circle cx="30" cy="32" r="9" fill="none" stroke="#f0b53d" stroke-width="2.4"/>
<path d="M30 20v24M18 32h24M21.500 23.500l17 17M38.500 23.500l-17 17" stroke="#f0b53d" stroke-width="1.800"/>
</svg>"""


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post: its title and who holds it; an empty name is a vacancy."""

    title: str
    holder: str = ""
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit: short name for lists, code, kind, posts, and the units under it."""

    name: str
    short: str
    code: str
    kind: str
    posts: tuple[PostPlan, ...]
    units: tuple[UnitPlan, ...] = field(default=())


def head(title: str, holder: str = "") -> PostPlan:
    """The post that leads a unit."""
    return PostPlan(title, holder, is_head=True)


def staff(title: str, names: str, vacant: int = 0) -> tuple[PostPlan, ...]:
    """Posts of one title: those named, parted by commas, then the vacant ones."""
    named = tuple(PostPlan(title, name.strip()) for name in names.split(",") if name.strip())
    return named + tuple(PostPlan(title) for _ in range(vacant))


SENIOR, MID, JUNIOR, INSPECTOR = "consilier superior", "consilier principal", "consilier asistent", "inspector superior"

PUBLIC = UnitPlan(
    "Serviciul Relații cu Publicul", "Relații cu Publicul", "SRP", "service",
    (
        head("șef serviciu", "Ruxandra Oltean"),
        *staff(
            SENIOR,
            "Mihaela Suciu, Ioana Hossu, Dan Crișan, Cristina Vlad, Simona Bodea, Aurel Moga, Nagy Erika, Liviu Marcu",
            vacant=2,
        ),
        *staff(JUNIOR, "Denisa Rotaru, Patric Florea"),
        *staff("referent de specialitate superior", "Viorica Stana"),
        *staff("curier", "Nelu Rostaș"),
    ),
)  # fmt: skip
INFORMATION = UnitPlan(
    "Serviciul Informare Cetățeni", "Informare Cetățeni", "SIC", "service",
    (head("șef serviciu"), *staff(SENIOR, "Monica Pintea, Gavril Herlea, Lavinia Todea"), *staff("arhivist", "Otilia Jivan, Petru Urs")),
)  # fmt: skip
STRATEGIES = UnitPlan(
    "Serviciul Monitorizare Strategii", "Strategii", "SMS", "service",
    (head("șef serviciu", "Sorin Muntean"), *staff(SENIOR, "Delia Avram, Radu Faur, Carmen Ilieș, Tiberiu Lazea")),
    (
        UnitPlan(
            "Compartimentul Managementul Calității și Control Intern", "Calitate și Control", "CMC", "compartment",
            staff(SENIOR, "Adela Cosma", vacant=1),
        ),
        UnitPlan("Compartimentul Strategii și Proiecte Digitale", "Proiecte Digitale", "SPD", "compartment", staff(SENIOR, "", vacant=2)),
    ),
)  # fmt: skip
EXTERNAL = UnitPlan(
    "Serviciul Relații Externe și Protocol", "Relații Externe", "SREP", "service",
    (
        head("șef serviciu", "Corina Blaga"),
        *staff(
            SENIOR,
            "Paul Negrea, Anca Silaghi, Barta Kinga, Eugen Sabău, Diana Precup, Florin Tămaș, Iulia Gavra, Octavian Rus, "
            "Raluca Hendea, Vlad Jurca",
        ),
    ),
)  # fmt: skip
PRESS = UnitPlan(
    "Biroul Relații Mass-Media", "Mass-Media", "BRM", "bureau",
    (head("șef birou", "Andreea Cristea"), *staff(SENIOR, "Bogdan Vancea, Oana Micu, Claudiu Petcu, Roxana Mihuț, Darius Igna")),
)  # fmt: skip
IT = UnitPlan(
    "Biroul Informatică", "Informatică", "BI", "bureau",
    (head("șef birou", "Cosmin Trifan"), *staff(SENIOR, "Alin Brad, Gál Zsolt", vacant=4)),
)  # fmt: skip
COMMUNICATION = UnitPlan(
    "Direcția Comunicare", "Comunicare", "DC", "directorate",
    (head("director executiv", "Laura Dumitrescu"),),
    (
        UnitPlan(
            "Compartimentul Asistență Juridică", "Asistență Juridică", "CAJ", "compartment",
            staff("consilier juridic", "Mirela Pleș, Sebastian Toma, Halász Judit"),
        ),
        PUBLIC, INFORMATION, STRATEGIES, EXTERNAL, PRESS, IT,
    ),
)  # fmt: skip


def _plain(name: str, short: str, code: str, kind: str, *people: str, title: str = SENIOR) -> UnitPlan:
    leader, others = people
    chief = {"directorate": "director executiv", "service": "șef serviciu"}.get(kind, "șef birou")
    return UnitPlan(name, short, code, kind, (head(chief, leader), *staff(title, others)))


def _with(unit: UnitPlan, *units: UnitPlan) -> UnitPlan:
    return UnitPlan(unit.name, unit.short, unit.code, unit.kind, unit.posts, units)


DEPARTMENTS: tuple[UnitPlan, ...] = (
    UnitPlan("Cabinetul Primarului", "Cabinet", "CP", "leadership", staff("consilier", "Alexandra Popa")),
    UnitPlan("Secretariatul General", "Secretariat", "SG", "service", (head("secretar general", "Cornelia Ardelean"), *staff(SENIOR, "Ioan Feier"))),
    _plain("Serviciul Juridic", "Juridic", "SJ", "service", "Radu Coroian", "Emilia Tudoran, Farkas Attila", title="consilier juridic"),
    _plain("Corpul de Control al Primarului", "Corp de Control", "CCP", "bureau", "Stelian Dărău", "Liliana Gligor"),
    COMMUNICATION,
    _with(
        _plain("Direcția Tehnică", "Tehnic", "DT", "directorate", "Mircea Todea", "Valentin Butaș"),
        _plain("Serviciul Drumuri", "Drumuri", "SD", "service", "Nicolae Hanga", "Marius Tătar, Ciprian Moț, Szabó Tamás", title=INSPECTOR),
        _plain("Serviciul Energetic", "Iluminat Public", "SE", "service", "Sorin Fărcaș", "Ovidiu Buda, Silvia Leucuța", title=INSPECTOR),
        _plain("Serviciul Spații Verzi", "Spații Verzi", "SSV", "service", "Camelia Stănilă", "Dorin Vlaicu, Rodica Zaha", title=INSPECTOR),
        _plain("Serviciul Salubritate și Mediu", "Salubritate", "SSM", "service", "Gheorghe Băban", "Alina Sferle, Molnár Csaba", title=INSPECTOR),
    ),
    _plain("Direcția Urbanism", "Urbanism", "DU", "directorate", "Letiția Roman", "Bianca Turc, Sergiu Oprea, Fodor Enikő, Marian Neamțu"),
    _plain("Direcția Poliția Locală", "Poliția Locală", "DPL", "directorate", "Balogh Levente", "Traian Vesa, Ionel Hotăran, Luminița Pop", title=INSPECTOR),
    _plain("Direcția Patrimoniu", "Patrimoniu", "DP", "directorate", "Aurelia Cotuna", "Grigore Borlea, Simona Mateș"),
    _plain("Direcția Venituri", "Venituri", "DV", "directorate", "Teodor Ispas", "Mariana Ungur, Papp Ildikó, Lucian Man", title=INSPECTOR),
    _plain("Direcția Economică", "Economic", "DE", "directorate", "Daniela Ghiurcă", "Ileana Bulzan, Raul Herman"),
    _plain("Direcția de Asistență Socială", "Asistență Socială", "DAS", "directorate", "Veronica Nistor", "Ana Sârbu, Rozalia Lingurar", title=INSPECTOR),
)  # fmt: skip
UNITS: tuple[UnitPlan, ...] = (
    UnitPlan(
        NAME, "Primăria", "PMVM", "authority",
        (head("primar", "Victor Morariu"), *staff("viceprimar", "Ioana Ghiță, Szász Miklós"), *staff("administrator public", "", vacant=1)),
        DEPARTMENTS,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """A desk of the public-relations service (ghișeu), with the papers that go there."""

    name: str
    code: str
    place: str


DESKS = (
    DeskPlan("Registratura generală", "RG", "parter, ghișeele 1–4"),
    DeskPlan("Ghișeul Urbanism", "GU", "parter, ghișeele 5–7"),
    DeskPlan("Autorizații de acces, cadastru, agricol", "AC", "parter, ghișeele 8–9"),
)
#: weekday (0 = Monday) → opens, closes; Thursday late, as the law on public information asks one day after work
HOURS = {
    0: (time(8, 0), time(16, 30)),
    1: (time(8, 0), time(16, 30)),
    2: (time(8, 0), time(16, 30)),
    3: (time(8, 0), time(18, 30)),
    4: (time(8, 0), time(14, 0)),
}


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """A demo account: the role it shows and what to try with it."""

    username: str
    holder: str
    role: str
    label: str
    to_try: str


ACCOUNTS = (
    AccountPlan(
        "registrator",
        "Mihaela Suciu",
        "registrar",
        "Registratură",
        "tasta n: înregistrează o hârtie la ghișeu, tipărește recipisa și eticheta",
    ),
    AccountPlan("consilier", "Ioana Hossu", "clerk", "Consilier", "lucrarea Elenei Chirilă: redactează răspunsul"),
    AccountPlan(
        "inspector",
        "Ovidiu Buda",
        "clerk",
        "Inspector, Iluminat Public",
        "sarcinile primite: primește sau întoarce cu motiv",
    ),
    AccountPlan(
        "sef",
        "Ruxandra Oltean",
        "unit_head",
        "Șef de serviciu",
        "verifică și aprobă proiectele de răspuns ale serviciului",
    ),
    AccountPlan(
        "sef.iluminat",
        "Sorin Fărcaș",
        "unit_head",
        "Șef de serviciu, Iluminat Public",
        "aprobă răspunsurile despre iluminat",
    ),
    AccountPlan(
        "director",
        "Laura Dumitrescu",
        "director",
        "Director executiv",
        "repartizează, vede direcția întreagă, scoate raportul semestrial",
    ),
    AccountPlan(
        "primar",
        "Victor Morariu",
        "authority_head",
        "Conducătorul autorității",
        "semnează răspunsurile, prelungește termene",
    ),
    AccountPlan("arhivar", "Otilia Jivan", "archivist", "Arhivar", "caută în tot registrul lucrările închise"),
    AccountPlan(
        "administrator",
        "Cosmin Trifan",
        "administrator",
        "Administrator",
        "organigrama, utilizatorii, jurnalul, starea sistemului",
    ),
)
#: One password for all demo accounts, printed at start; nothing of the kind exists outside a demonstration.
PASSWORD = "Condica-demo-2026"  # noqa: S105 - it is meant to be known


def every_unit(units: tuple[UnitPlan, ...] = UNITS) -> list[UnitPlan]:
    """All units, parents first."""
    found: list[UnitPlan] = []
    for unit in units:
        found += [unit, *every_unit(unit.units)]
    return found


def posts_of(unit: UnitPlan) -> list[PostPlan]:
    """The posts of a unit and of all under it."""
    return [post for plan in (unit, *every_unit(unit.units)) for post in plan.posts]
