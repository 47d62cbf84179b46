"""Raising the demo town (ridicarea orașului): its authority, its people, and who does what in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from random import Random
from typing import Any

from condica.accounts import actions as accounts
from condica.accounts.api import Permission, Role, User, system_user
from condica.config.demo import people, town
from condica.config.demo.certificates import Certificates
from condica.config.demo.moments import Days
from condica.config.demo.people import Person
from condica.config.demo.town import ACCOUNTS, PASSWORD, UnitPlan
from condica.contacts import api as contacts
from condica.contacts.models import Contact
from condica.documents.api import Key
from condica.organisation import actions as organisation
from condica.organisation.actions.units import Interval
from condica.organisation.models import Desk, Unit
from condica.organisation.rules import Regime

#: Who registers papers, beside the demo account of the role.
REGISTRARS = ("Mihaela Suciu", "Cristina Vlad", "Simona Bodea", "Aurel Moga", "Viorica Stana", "Denisa Rotaru")
ARCHIVISTS = ("Otilia Jivan", "Petru Urs")
REGIMES = {"primar": Regime.DIGNITARY, "viceprimar": Regime.DIGNITARY, "curier": Regime.CONTRACT}


class Town:
    """The town that was raised: everything that the lives in it need."""

    def __init__(self, seed: int, days: Days) -> None:
        self.seed, self.days = seed, days
        self.rng = Random(seed)  # noqa: S311 - a made-up town
        self.system = system_user()
        self.units: dict[str, Unit] = {}
        self.heads: dict[str, User] = {}
        self.staff: dict[str, list[User]] = {}
        self.users: dict[str, User] = {}
        self.desks: dict[str, Desk] = {}
        self._contacts: dict[str, Contact] = {}
        self._above: dict[str, str] = {}
        self.certificates: Certificates | None = None
        self.kept_waiting: set[int] = set()  # dispatches that a story leaves at the post room
        self.groups = people.organisations(self.rng)
        self.groups["person"] = people.inhabitants(self.rng, 620)

    def raise_(self, since: date) -> None:
        """Write the authority down: units, posts, holders, roles, desks, letterhead."""
        for plan in town.UNITS:
            self._unit(plan, None, since)
        for place in town.DESKS:
            self._desk(place, since)
        head = {**town.LETTERHEAD, "coat_of_arms_svg": town.COAT_OF_ARMS}
        organisation.set_letterhead(**head, since=since, by=self.system)

    def _unit(self, plan: UnitPlan, parent: Unit | None, since: date) -> None:
        unit = organisation.create_unit(
            name=plan.name, short_name=plan.short, code=plan.code, kind=plan.kind, parent=parent,
            sort_order=10 * len(self.units), since=since, by=self.system,
        )  # fmt: skip
        self.units[plan.code] = unit
        self._above[plan.code] = parent.code if parent else ""
        for post in plan.posts:
            regime = REGIMES.get(post.title, Regime.PUBLIC)
            made = organisation.create_post(
                unit, title=post.title, is_head=post.is_head, regime=regime, since=since, by=self.system
            )
            if post.holder:
                user = self._user(post.holder, plan, is_head=post.is_head, since=since)
                organisation.fill_post(made, user, since=since, by=self.system)
        for below in plan.units:
            self._unit(below, unit, since)

    def _user(self, name: str, plan: UnitPlan, *, is_head: bool, since: date) -> User:
        account = next((account for account in ACCOUNTS if account.holder == name), None)
        box = people.mailbox(name, self.rng, ("example.org",))
        username = account.username if account else box.partition("@")[0]
        user = accounts.create_user(
            username=username, full_name=name, email=box, password=PASSWORD if account else None, by=self.system
        )
        for role in _roles(name, plan, is_head=is_head):
            accounts.grant_role(user, role, since=since, by=self.system)
        self.users[name] = user
        if is_head:
            self.heads[plan.code] = user
        else:
            self.staff.setdefault(plan.code, []).append(user)
        return user

    def _desk(self, place: town.DeskPlan, since: date) -> None:
        desk = organisation.open_desk(
            self.units["SRP"],
            name=place.name,
            code=place.code,
            place=place.place,
            is_main=place.code == "RG",
            by=self.system,
        )
        hours = [Interval(weekday + 1, opens, closes) for weekday, (opens, closes) in town.HOURS.items()]
        organisation.set_opening_hours(desk, hours, since=since, by=self.system)
        self.desks[place.code] = desk

    def head_for(self, code: str) -> User:
        """Who approves for a unit: its head, or the nearest head above where the post is vacant."""
        while code not in self.heads:
            code = self._above[code]
        return self.heads[code]

    def key_of(self, user: User) -> Key | None:
        """With what somebody signs electronically, where the town has certificates."""
        return self.certificates.key_of(user) if self.certificates else None

    def worker(self, code: str, rng: Random) -> User:
        """Somebody of the unit who works on papers: not who sits at the register or keeps the archive."""
        return rng.choice([user for user in self.staff[code] if user.may(Permission.LETTER_DRAFT)])

    def registrar(self, rng: Random) -> User:
        """Whoever sits at the register at that moment."""
        return self.users[rng.choices(REGISTRARS, (5, 4, 3, 3, 2, 2))[0]]

    def somebody(self, kind: str, rng: Random) -> Person:
        """A sender of a kind; a few people write often, most of them once or twice."""
        if kind == "own":
            return self.groups["institution"][0]
        group = self.groups[kind]
        return (
            group[min(int(rng.paretovariate(0.7)) - 1, 10**6) % len(group)] if rng.random() < 0.3 else rng.choice(group)
        )

    def contact(self, person: Person, by: User) -> Contact:
        """The contact of a person, written down when they first wrote."""
        if person.name + person.address not in self._contacts:
            self._contacts[person.name + person.address] = contacts.create(
                kind=person.kind, name=person.name, address=person.address, locality=person.locality,
                county=town.COUNTY, postal_code=people.POSTAL_CODE, email=person.email, phone=person.phone,
                cnp=person.cnp, cui=person.cui, by=by,
            )  # fmt: skip
        return self._contacts[person.name + person.address]

    def sender(self, person: Person, by: User) -> dict[str, Any]:
        """The sender's words in the register, with the contact behind them."""
        return {
            "sender": self.contact(person, by),
            "sender_name": person.name,
            "sender_address": f"{person.address}, {person.locality}",
            "sender_email": person.email,
        }


def _roles(name: str, plan: UnitPlan, *, is_head: bool) -> Iterable[Role]:
    account = next((account for account in ACCOUNTS if account.holder == name), None)
    if account and account.role in {"administrator", "archivist", "registrar", "authority_head"}:
        return (Role(account.role),)
    if name in REGISTRARS:
        return (Role.REGISTRAR,)
    if name in ARCHIVISTS:
        return (Role.ARCHIVIST,)
    if is_head:
        return (Role.DIRECTOR if plan.kind == "directorate" else Role.UNIT_HEAD,)
    return (Role.CLERK,)


def start_of(until: datetime) -> date:
    """Eleven months back, from a first of the month."""
    month = until.month - 10
    year = until.year + (month - 1) // 12
    return date(year, (month - 1) % 12 + 1, 1)
