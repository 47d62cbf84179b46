"""Petitions that go other ways than the ordinary one (alte drumuri): sent on, withdrawn, no petition after all."""

# ruff: noqa: E501, S311 - a story a line; chance of a made-up town

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from condica.accounts.api import User
from condica.config.demo.engine import Engine, Life
from condica.config.demo.people import Person
from condica.config.demo.petition_lives import Fate, Lives, Plan, petition_of
from condica.config.demo.petition_plans import BY_KEY, day_back, man, woman
from condica.config.demo.raising import Town
from condica.config.demo.writing import Wording
from condica.petitions import actions as petitions
from condica.registry import api as registry


def _told(subject: str, told: str, asked: str) -> Wording:
    return Wording(subject, told, asked, "Am verificat în teren și am luat măsurile cerute.", True)


def tell(town: Town, engine: Engine, lives: Lives, until: datetime) -> int:
    """Put them on their days; returns how many papers they are."""
    ways = Ways(town, lives)
    made = (
        (3, ways.on_its_way(_plan(town, "bus", woman("Ana Sârbu", "str. Gării nr. 12", "ana.sarbu@example.com"), "transport", _told("Mers prea rar al autobuzelor spre Reghin", "Cursa de dimineață a fost scoasă.", "să o puneți la loc")))),
        (9, ways.given_up(_plan(town, "fence", man("Ilie Popescu", "str. Crinului nr. 9", "ilie.popescu@example.com"), "urbanism", _told("Gard ridicat pe trotuar, str. Crinului", "Vecinul a ieșit cu gardul pe trotuar.", "să verificați")))),
        (6, ways.something_else(_plan(town, "paper", woman("Irina Costea", "str. Morii nr. 4", "irina.costea@example.com"), "taxes", _told("Certificat de atestare fiscală", "Am nevoie de certificat la notar.", "să mi-l eliberați")))),
        (14, ways.of_many(_plan(town, "many", woman("Viorica Pop", "aleea Teilor nr. 2", "viorica.pop@example.com"), "roads", _told("Limitatoare de viteză pe aleea Teilor", "Se circulă cu viteză pe lângă locul de joacă.", "să montați limitatoare")))),
    )  # fmt: skip
    for days, life in made:
        engine.begin(day_back(until, days, town) + timedelta(minutes=37), life)
    return len(made) + 1  # with the one by which a petition is given up


def _plan(town: Town, key: str, person: Person, domain: str, wording: Wording) -> Plan:
    fate = Fate(draft_after=3, quick=True, way="email", stop="close")
    return Plan(0, person, BY_KEY[domain], wording, "email", Random(f"{town.seed}-{key}"), fate)


class Ways:
    """Each way through the verbs that its page calls."""

    def __init__(self, town: Town, lives: Lives) -> None:
        self.town, self.lives = town, lives

    def _clerk(self, plan: Plan) -> User:
        return self.town.registrar(plan.rng)

    def on_its_way(self, plan: Plan) -> Life:
        """Somebody else's business: both letters are begun, none has left yet."""
        plan.fate.stop = "redirecting"
        yield from self.lives.misaddressed(plan, "Consiliul Județean")

    def given_up(self, plan: Plan) -> Life:
        """The petitioner settled it with the neighbour, and says so in writing."""
        entry = self.lives.register(plan)
        yield self.lives.later(plan, 1, 2)
        by = self._clerk(plan)
        paper = registry.register_incoming(
            by=by, channel="email", subject="Renunț la petiție: ne-am înțeles", kind="letter",
            **self.town.sender(plan.person, by),
        )  # fmt: skip
        yield self.lives.later(plan, 0.1, 0.2)
        petitions.withdraw(petition_of(entry), paper=paper, by=by)

    def something_else(self, plan: Plan) -> Life:
        """Registered as a petition, found to be a request with a term of its own."""
        entry = self.lives.register(plan)
        yield self.lives.later(plan, 0.1, 0.2)
        registry.decide_kind(entry, "request", by=self._clerk(plan))

    def of_many(self, plan: Plan) -> Life:
        """Thirty-four neighbours signed; one of them gets the answer, which has just left."""
        way = self.lives.ordinary(plan)
        yield next(way)
        if plan.entry is not None:
            by = self._clerk(plan)
            petitions.describe(petition_of(plan.entry), by=by, signatories=34, representative=plan.person.name)
        yield from way
