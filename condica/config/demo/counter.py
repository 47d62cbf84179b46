"""The counter of the demo town (ghișeul): a morning of tickets, numbers reserved for a desk without network."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from condica.accounts.api import User
from condica.config.demo.engine import Engine, Life
from condica.config.demo.raising import Town
from condica.foundation import dates
from condica.law.calendar import is_working
from condica.organisation.models import Desk
from condica.queue import actions as queue
from condica.queue.models import Screen, Service
from condica.registry import actions as registry
from condica.registry.actions import Paper
from condica.registry.actions.offline import Sent
from condica.registry.models import Block, Register

#: letter, name, English, Hungarian, the desks
SERVICES = (
    (
        "A",
        "Registratură: depun un document",
        "Registry: I hand in a document",
        "Iktató: iratot nyújtok be",
        ("RG", "AC"),
    ),
    ("B", "Eliberări: ridic un document", "Release: I collect a document", "Kiadás: iratot veszek át", ("RG",)),
    ("U", "Urbanism", "Urban planning", "Városrendezés", ("GU",)),
)
LEAST = 40  # a town with fewer papers has none of these
FAIR = (
    "Cerere pentru racord de apă, str. Teilor nr. 4",
    "Cerere de adeverință de rol agricol",
    "Sesizare: gunoi lângă piață",
)
LINES = 7  # papers of this story, its minute counted


def tell(town: Town, engine: Engine, papers: int, until: date) -> int:
    """Services, screens and a morning of tickets on the last working day; two blocks; says how many papers they are."""
    if papers < LEAST:
        return 0
    rng = Random(town.seed + 53)  # noqa: S311 - a made-up town
    day = _working_back(until, 0)
    opened = _working_back(until, 9)
    engine.begin(dates.at(opened, 7, 40), _services(town))
    _morning(town, engine, rng, day, 60 if papers > 10 * LEAST else 12)
    engine.begin(dates.at(_working_back(until, 6), 8, 2), _closed_block(town))
    engine.begin(dates.at(_working_back(until, 1), 8, 4), _open_block(town))
    return LINES


def _working_back(day: date, count: int) -> date:
    while not is_working(day) or count:
        count -= is_working(day) and count > 0
        day -= timedelta(days=1)
    return day


def _services(town: Town) -> Life:
    for place, (letter, name, english, hungarian, desks) in enumerate(SERVICES):
        made = queue.open_service(
            letter=letter, name=name, name_en=english, name_hu=hungarian, sort_order=10 * place, by=town.system
        )
        for code in desks:
            queue.add_desk(made, town.desks[code], by=town.system)
    queue.open_screen(Screen.Kind.KIOSK, name="Holul de la parter", by=town.system)
    queue.open_screen(Screen.Kind.DISPLAY, name="Deasupra ghișeelor", by=town.system)
    yield dates.now()


def _morning(town: Town, engine: Engine, rng: Random, day: date, people: int) -> None:
    """People come one after another and three clerks call them; a few leave, somebody is sent on."""
    moment = dates.at(day, 9)
    for _ in range(people):
        moment += timedelta(seconds=rng.expovariate(1 / 75))
        letter = rng.choices("ABU", (6, 2, 2))[0]
        engine.begin(moment, _comes(town, letter, priority=rng.random() < 0.06))
    clerks = (("Mihaela Suciu", "RG"), ("Cristina Vlad", "RG"), ("Simona Bodea", "GU"))
    for name, code in clerks:
        life = _serves(town.users[name], town.desks[code], Random(name), moment + timedelta(minutes=20))  # noqa: S311
        engine.begin(dates.at(day, 9, 1), life)


def _comes(town: Town, letter: str, *, priority: bool) -> Life:
    kiosk = Screen.objects.filter(kind=Screen.Kind.KIOSK).first()
    queue.take(Service.objects.get(letter=letter), priority=priority, screen=kiosk, by=town.system)
    yield dates.now()


def _serves(clerk: User, desk: Desk, rng: Random, until: datetime) -> Life:
    """Call, serve, call again; now and then nobody comes, or the person belongs to another desk."""
    while dates.now() < until:
        ticket = queue.call_next(desk, by=clerk)
        if ticket is None:
            yield dates.now() + timedelta(minutes=3)
            continue
        yield dates.now() + timedelta(seconds=rng.uniform(60, 260))
        luck = rng.random()
        if luck < 0.06:
            queue.absent(ticket, by=clerk)
        elif luck < 0.1 and ticket.service.letter == "A":
            queue.send_on(ticket, Service.objects.get(letter="U"), by=clerk)
        else:
            queue.done(ticket, by=clerk)


def _reserve(town: Town, code: str, count: int, reason: str, by: User) -> Block:
    return registry.reserve(Register.objects.get(is_default=True), town.desks[code], count, reason=reason, by=by)


def _closed_block(town: Town) -> Life:
    """A fair day: numbers written by hand on the sheet, typed in the next morning, one spoilt, closed with a minute."""
    by = town.users["Cristina Vlad"]
    block = _reserve(town, "AC", 6, "Ziua porților deschise, în piață", by)
    yield dates.now() + timedelta(days=1)
    for place, subject in enumerate(FAIR):
        said = block.reserved_at + timedelta(hours=2, minutes=25 * place)
        paper = Paper(channel="counter", subject=subject, sender_name="Ioan Mureșan", received_at=said, leaves=1)
        registry.fill(block, block.first + place, paper, by=by)
    registry.annul(block, block.first + 3, reason="spoilt", by=by)
    yield dates.now() + timedelta(minutes=12)
    registry.reconcile(block, by=by)
    yield dates.now()


def _open_block(town: Town) -> Life:
    """A cable is cut: a desk works without network, two machines use one number, a person must decide."""
    by = town.users["Mihaela Suciu"]
    block = _reserve(town, "GU", 10, "cablu întrerupt la parter", by)
    yield dates.now() + timedelta(hours=3)
    for place in range(4):
        value = block.first + min(place, 2)  # the last one has the number of the one before
        _send(block, value, place, by)
    yield dates.now()


def _send(block: Block, value: int, place: int, by: User) -> None:
    words: dict[str, Any] = {
        "subject": f"Cerere de certificat de urbanism, parcela {12 + place}",
        "sender_name": "Ana Tudor",
    }
    sent = Sent(uuid5(NAMESPACE_URL, f"demo-{place}"), value, words, block.reserved_at + timedelta(minutes=20 + place))
    paper = Paper(channel="counter", received_at=sent.said_at, **words)
    registry.take(block, sent, paper, direction="in", by=by)
