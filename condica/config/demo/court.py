"""Court papers and displays in the demo town (acte de procedură, afișări): one in each state, months of the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from condica.accounts.api import User
from condica.config.demo.engine import Engine, Life
from condica.config.demo.moments import at
from condica.config.demo.raising import Town
from condica.court_papers import actions
from condica.court_papers.actions import Act, Asked
from condica.court_papers.models import CourtPaper
from condica.foundation import dates
from condica.law.calendar import add_working, is_working, roll
from condica.registry import api as registry

COURTS = ("Judecătoria Arad", "Tribunalul Timiș", "Judecătoria Deva", "Curtea de Apel Oradea")
AGENTS = ("Gheorghe Marc", "Sorina Pașca", "Daniel Ursu")
ACTS = ("Citație", "Citație și cerere de chemare în judecată", "Comunicare hotărâre", "Somație și titlu executoriu")
BOARD: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("land", "Oferta de vânzare a unui teren extravilan, tarla {}", {"lasting": "law", "places": ("seat",)}),
    ("tax", "Anunț de comunicare a deciziei de impunere nr. {}", {
        "lasting": "law", "places": ("seat", "site"), "url": "https://example.org/anunturi"}),
    ("hall", "Anunț de licitație publică nr. {}", {"lasting": "days", "days": 10, "places": ("board",)}),
    ("citation", "Citație prin publicitate, dosar nr. {}", {"lasting": "until", "places": ("board",)}),
)  # fmt: skip
BOARD_BY_KEY = {key: (title, words) for key, title, words in BOARD}
ASKERS = {"land": "Vasile Ardelean", "tax": "Direcția Venituri", "hall": "Primăria Pecica", "citation": COURTS[0]}


#: How many working days ago an act was brought, and what became of it; small towns have the first ones.
FATES = (
    (1, "waits"), (1, "urgent"), (2, "handed"), (3, "refused"), (4, "proved"), (8, "overdue"), (9, "sent_back"),
    (0, "new"), (2, "waits"), (4, "waits"), (7, "overdue"), (12, "proved"), (20, "sent_back"),
)  # fmt: skip
#: Displays that the guide shows: the ground, how many working days ago, how far they came.
SHOWN = (("land", 4, "up"), ("hall", 16, "up"), ("hall", 13, "down"), ("citation", 30, "answered"))
SMALL = 8
LEAST = 40  # a town with fewer papers has none of these
A_YEAR = 20  # the other displays of a large town, one every ten days


def tell(town: Town, engine: Engine, papers: int, until: datetime) -> int:
    """Two registers opened, an act and a display in each state, then months of the board; says how many lines."""
    if papers < LEAST:
        return 0
    rng = Random(town.seed + 47)  # noqa: S311 - a made-up town
    large, today = papers > 10 * LEAST, until.date()
    opened = town.days.working[1]
    engine.begin(at(rng, opened, 8), _open(town, opened))
    fates = FATES if large else FATES[:SMALL]
    for place, (back, fate) in enumerate(fates):
        engine.begin(at(rng, _working_back(today, back), 9 + place % 3), _act(town, rng, fate))
    others = [(BOARD[place % 3][0], 20 + place * 9, "answered") for place in range(A_YEAR if large else 0)]
    for place, (basis, back, ends) in enumerate([*SHOWN, *others]):
        engine.begin(at(rng, _working_back(today, back), 11), _display(town, basis, 120 + place, ends))
    engine.begin(at(rng, _working_back(today, 1), 12), _just_asked(town))
    return len(fates) + 3 * len(others) + 14


def _working_back(today: date, count: int) -> date:
    return add_working(today, -count) if count else roll(today) if is_working(today) else add_working(today, -1)


def _open(town: Town, day: date) -> Life:
    registry.open_register(
        name="Acte de procedură", prefix="AP-", minute_number="2", minute_on=day, by=town.users["Mihaela Suciu"]
    )
    registry.open_register(
        name="Procese-verbale de afișare", prefix="AF-", minute_number="3", minute_on=day,
        by=town.users["Mihaela Suciu"],
    )  # fmt: skip
    return
    yield


def _act(town: Town, rng: Random, fate: str) -> Life:
    by, person = town.registrar(rng), town.somebody("person", rng)
    number = f"{rng.randint(200, 9000)}/{rng.choice((55, 97, 30))}/{dates.today().year}"
    court, agent = rng.choice(COURTS), rng.choice(AGENTS)
    now = dates.now()
    if fate == "new":
        registry.register_incoming(
            by=by, channel="counter", kind="court_paper", subject="Act de procedură", sender_name=court,
            document_number=number,
        )  # fmt: skip
        return
    paper = actions.receive(
        Act(court, number, person.name, f"{person.address}, {person.locality}", agent,
            now - timedelta(hours=rng.randint(2, 20)), fate == "urgent", rng.choice(ACTS),
            town.contact(person, by) if fate in {"waits", "handed"} else None),  # the others were only typed
        by=by,
    )  # fmt: skip
    yield from _became(paper, fate, person.name, by)


def _became(paper: CourtPaper, fate: str, name: str, by: User) -> Life:
    assert paper.due_on is not None  # noqa: S101 - it has just been described
    if fate in {"handed", "proved"}:
        yield dates.at(add_working(dates.today(), 1), 11, 12)
        actions.hand_over([paper], to=name, identity_kind="ci", identity_last4="3471", by=by)
    elif fate == "refused":
        yield dates.at(add_working(dates.today(), 1), 12, 40)
        actions.give_back(paper, why="refused", note="Spune că nu îl cunoaște pe reclamant.", by=by)
    elif fate == "sent_back":
        yield dates.at(roll(paper.due_on + timedelta(days=1)), 9, 5)
        actions.give_back(paper, why="uncollected", by=by)
    if fate in {"proved", "sent_back"}:
        yield dates.now() + timedelta(hours=2)
        actions.record_sent(paper, way="post", reference="predat oficiului poștal", by=by)


def _display(town: Town, basis: str, number: int, ends: str) -> Life:
    by = town.users["Cristina Vlad"]
    title, words = BOARD_BY_KEY[basis]
    until: dict[str, Any] = {"until": dates.today() + timedelta(days=20)} if basis == "citation" else {}
    asked = Asked(title.format(number), basis, requester=ASKERS[basis], **words, **until)
    one = actions.register_request(asked, by=by)
    yield dates.now() + timedelta(hours=1)
    one = actions.post(one, by=by)
    if ends == "up" or one.planned_on is None:
        return
    yield dates.at(one.planned_on, 8, 20)
    actions.take_down(one, by=by)
    if ends == "answered":
        yield dates.now() + timedelta(hours=3)
        actions.record_answer(one, way="email", reference="procesele-verbale, scanate", by=by)


def _just_asked(town: Town) -> Life:
    """Two that wait: one whose duration nobody knows, one ready to go up; and one that must always be public."""
    by = town.users["Cristina Vlad"]
    actions.register_request(Asked("Publicație de vânzare, dosar execuțional 14", "hall", requester="BEJ Lupu"), by=by)
    ready = Asked("Anunț de licitație publică nr. 9", "hall", ("board",), "Primăria Pecica", lasting="days", days=10)
    actions.register_request(ready, by=by)
    public = Asked("Lista informațiilor de interes public", "l544", ("site",), "Serviciul Relații cu Publicul",
                   url="https://example.org/interes-public", lasting="told", reply_wanted=False)  # fmt: skip
    actions.post(actions.register_request(public, by=by), by=by)
    return
    yield
