"""The lives of the papers that are no petitions (vieți de hârtii): registered, handed over, some answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from condica.config.demo import moments
from condica.config.demo.engine import Engine, Life
from condica.config.demo.papers import CANCEL_REASONS, CHANNELS, PAPERS, REGISTER_KINDS, Paper
from condica.config.demo.people import Person
from condica.config.demo.raising import Town
from condica.config.demo.writing import filled
from condica.foundation import dates
from condica.registry import api as registry
from condica.registry.models import Entry


def plan(town: Town, engine: Engine, count: int) -> None:
    """Put `count` papers on their days, each with a life of its own."""
    weights = [paper.weight for paper in PAPERS]
    counts = dict.fromkeys(range(len(PAPERS)), 0)
    for place in town.rng.choices(range(len(PAPERS)), weights, k=count):
        counts[place] += 1
    for place, paper in enumerate(PAPERS):
        for number, day in enumerate(town.days.spread(town.rng, counts[place], paper.months)):
            rng = Random(f"{town.seed}-{paper.kind}-{number}")  # noqa: S311 - a made-up town
            channel = CHANNELS[rng.choice(paper.channels)]
            engine.begin(arrives(rng, channel, day), life(town, engine, paper, channel, rng))


def arrives(rng: Random, channel: str, day: date) -> datetime:
    """When a paper of that day gets its number."""
    if channel in {"post", "courier", "special"}:
        return moments.with_the_post(rng, day)
    return moments.at_counter(rng, day)


def life(town: Town, engine: Engine, paper: Paper, channel: str, rng: Random) -> Life:
    """One paper: registered, given to its department, perhaps cancelled, perhaps answered under the same number."""
    person = town.somebody(paper.senders, rng)
    entry = _register(town, paper, channel, person, rng)
    engine.registered += 1
    if rng.random() < 0.006:
        yield dates.now() + timedelta(minutes=rng.randint(3, 40))
        registry.cancel(entry, reason=rng.choice(CANCEL_REASONS), by=town.registrar(rng))
        return
    if paper.direction != "in":
        return
    if entry.unit is None:
        yield moments.working_after(rng, dates.now(), town.days, timedelta(minutes=rng.randint(40, 400)))
        registry.hand_to(entry, town.units[paper.unit], by=town.registrar(rng))
    if rng.random() * 100 >= paper.answered:
        return
    wait = timedelta(days=rng.randint(*paper.days), minutes=rng.randint(0, 300))
    yield moments.working_after(rng, dates.now(), town.days, wait)
    leaves_by = "email" if person.email and channel == "email" else rng.choice(("counter", "post", "post"))
    registry.record_exit(entry, addressee=person.name, channel=leaves_by, way="răspuns", by=town.registrar(rng))
    registry.settle(entry, settled_as="answered", on=dates.today())


def _register(town: Town, paper: Paper, channel: str, person: Person, rng: Random) -> Entry:
    subject = filled(rng.choice(paper.subjects), rng)
    kind = REGISTER_KINDS.get(paper.kind, paper.kind)
    by = town.registrar(rng)
    leaves, annexes = rng.randint(1, 4), rng.randint(*paper.annexes)
    if paper.direction == "internal":
        unit = town.units[paper.unit]
        return registry.register_internal(
            by=by, channel="internal", subject=subject, kind=kind, unit=unit, leaves=leaves, sender_name=unit.name,
            addressee_name="Cabinetul Primarului",
        )  # fmt: skip
    if paper.direction == "out":
        return registry.register_outgoing(
            by=by, channel=channel, subject=subject, kind=kind, unit=town.units[paper.unit], leaves=leaves,
            addressee_name=person.name, sender=town.contact(person, by),
        )  # fmt: skip
    given = town.units[paper.unit] if rng.random() < 0.7 else None  # most are given to their department at once
    return registry.register_incoming(
        by=by, channel=channel, subject=subject, kind=kind, leaves=leaves, annexes=annexes, unit=given,
        **town.sender(person, by), **received(town, paper, channel, person, rng),
    )  # fmt: skip


def received(town: Town, paper: Paper, channel: str, person: Person, rng: Random) -> dict[str, Any]:
    """When it was received, where it was brought, and its sender's own number, as organisations write one."""
    facts: dict[str, Any] = {}
    now = dates.now()
    if channel == "email":
        facts["received_at"] = moments.mail_received(rng, now)
    if channel == "counter":
        facts["desk"] = town.desks[paper.desk]
    if person.kind in {"institution", "company", "association"} and rng.random() < 0.85:
        facts["document_number"] = str(rng.randint(20, 9_800))
        facts["document_date"] = dates.bucharest_day(now) - timedelta(
            days=rng.randint(0 if channel == "email" else 1, 6)
        )
    return facts
