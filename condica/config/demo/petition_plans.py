"""Which petitions come to the demo town (planul petițiilor): eleven months of them, and those told in the guide."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from condica.config.demo import moments
from condica.config.demo.engine import Engine
from condica.config.demo.people import Person
from condica.config.demo.petition_lives import Fate, Lives, Plan
from condica.config.demo.raising import Town
from condica.config.demo.subjects import ANONYMOUS, DOMAINS, ELSEWHERE, PROPOSALS, Domain, Matter
from condica.config.demo.writing import Wording, worded
from condica.foundation import dates

CHANNELS = ("counter", "counter", "post", "email", "email", "email", "portal")
SENDERS = ("person",) * 20 + ("owners", "association", "company", "institution", "media")
BY_KEY = {domain.key: domain for domain in DOMAINS}


class Planner:
    """Draws petitions one by one and puts each life at its first moment."""

    def __init__(self, town: Town, engine: Engine, lives: Lives) -> None:
        self.town, self.engine, self.lives = town, engine, lives
        self.made = 0

    def ordinary(self, count: int) -> None:
        """Petitions over the months, each with the fate that chance gives it."""
        target = self.made + count
        while self.made < target:
            self._one(Random(f"{self.town.seed}-petition-{self.made}"))  # noqa: S311 - a made-up town

    def _one(self, rng: Random) -> None:
        domain = rng.choices(DOMAINS, [domain.weight for domain in DOMAINS])[0]
        day = self.town.days.spread(rng, 1, domain.months)[0]
        turn = rng.random()
        if turn < 0.025:
            self._anonymous(rng, day)
        elif turn < 0.085:
            self._elsewhere(rng, day)
        else:
            self._asked(rng, domain, day, turn)

    def _asked(self, rng: Random, domain: Domain, day: date, turn: float) -> None:
        matter, nature = rng.choice(domain.matters), ""
        if turn < 0.12:
            subject, told, asked = rng.choice(PROPOSALS)
            answer = "Propunerea dumneavoastră a fost trecută în lista de analiză la întocmirea bugetului."
            matter, nature = Matter(subject, told, asked, answer), "proposal"
        plan = self._plan(rng, domain, matter, day, nature)
        moment = self._moment(plan, day)
        if 0.12 < turn < 0.165:
            self._follow(rng, plan, moment)
        self.engine.begin(moment, self.lives.ordinary(plan))

    def _plan(self, rng: Random, domain: Domain, matter: Matter, day: date, nature: str = "") -> Plan:
        self.made += 1
        person = self.town.somebody(rng.choice(SENDERS), rng)
        channel = rng.choice(CHANNELS)
        if channel in {"email", "portal"} and not person.email:
            channel = "counter"
        wording = worded(matter, rng, day)
        return Plan(self.made, person, domain, wording, channel, rng, _fate(rng, domain), nature)

    def _moment(self, plan: Plan, day: date) -> datetime:
        draw = moments.with_the_post if plan.channel == "post" else moments.at_counter
        return draw(plan.rng, day)

    def _follow(self, rng: Random, first: Plan, moment: datetime) -> None:
        """A second letter of the same person: mostly before the answer, sometimes long after it."""
        self.made += 1
        after = timedelta(days=rng.choice((4, 6, 9, 12, 58)))
        told = Wording(f"Revenire: {first.wording.subject[0].lower()}{first.wording.subject[1:]}",
                       "Revin la petiția trimisă, pentru că nimic nu s-a schimbat.", first.wording.asked,
                       first.wording.answer, first.wording.favourable)  # fmt: skip
        rng = Random(f"{self.town.seed}-again-{self.made}")  # noqa: S311
        again = Plan(self.made, first.person, first.domain, told, first.channel, rng)
        start = moments.working_after(rng, moment + after, self.town.days, timedelta(0))
        self.engine.begin(start, self.lives.again(again, first))

    def _anonymous(self, rng: Random, day: date) -> None:
        subject, told = rng.choice(ANONYMOUS)
        plan = self._plan(rng, BY_KEY["employees"], Matter(subject, told, "să luați măsuri", ""), day)
        plan.channel = "post"
        self.engine.begin(self._moment(plan, day), self.lives.anonymous(plan))

    def _elsewhere(self, rng: Random, day: date) -> None:
        subject, told, authority = rng.choice(ELSEWHERE)
        plan = self._plan(rng, BY_KEY["social"], Matter(subject, told, "să îmi rezolvați problema", ""), day)
        self.engine.begin(self._moment(plan, day), self.lives.misaddressed(plan, authority))


def _fate(rng: Random, domain: Domain) -> Fate:
    """What chance makes of a petition: nine in ten are answered well before the term."""
    turn = rng.random()
    slow = turn < 0.055
    extended = 0.055 <= turn < 0.12
    days = rng.uniform(31, 37) if slow else rng.uniform(32, 39) if extended else rng.triangular(0.5, 23, 11)
    coordinated = domain.key not in {"employees", "taxes", "social"} and rng.random() < 0.16
    solver = rng.choice(("SRP", "SRP", "SIC")) if coordinated else ""
    joint = (domain.unit,) if solver else (domain.joint,) if domain.joint and rng.random() < 0.22 else ()
    return Fate(
        draft_after=days,
        wrong_unit=rng.random() < 0.05,
        letter_returned=rng.random() < 0.09,
        extended=extended,
        joint=joint,
        solver=solver,
    )


def day_back(until: datetime, days: int, town: Town) -> datetime:
    """Office hours, so many days before the end; on a free day, the last working day before it."""
    day = dates.bucharest_day(until) - timedelta(days=days)
    while day not in town.days.known:
        day -= timedelta(days=1)
    return dates.at(day, 9)


def woman(name: str, address: str, email: str = "", **more: str) -> Person:
    """A townswoman of the guide's stories."""
    return Person("person", name, address, email, woman=True, reads="e-mail" if email else "poștă", **more)


def man(name: str, address: str, email: str = "") -> Person:
    """A townsman of the guide's stories."""
    return Person("person", name, address, email, reads="e-mail" if email else "poștă")
