"""Originals from hand to hand in the demo town (condica): old papers at their units, a day of hand-overs, the shelf."""

from __future__ import annotations

from datetime import datetime, timedelta

from condica.accounts.models import User
from condica.config.demo.engine import one_batch
from condica.config.demo.raising import Town
from condica.foundation import dates
from condica.registry.actions import custody, differing, releasing, signing
from condica.registry.actions.differing import Counted
from condica.registry.actions.releasing import Holder, Taker
from condica.registry.models import Custody, Entry, IssuedKind

OLD = timedelta(days=2)
DAY = 12  # how many papers pass from hand to hand on the last day
PERMITS = (
    ("Autorizație de construire", "412", "Ioana Mureșan", "str. Morii nr. 4"),
    ("Autorizație de construire", "415", "Construct Vest SRL", "Calea Aurel Vlaicu nr. 110"),
    ("Certificat de urbanism", "1187", "Petru Lazăr", "str. Lacului nr. 9"),
    ("Certificat de urbanism", "1190", "Maria Dobra", "str. Eminescu nr. 31"),
    ("Certificat de urbanism", "1192", "Vasile Ardelean", "str. Dorobanților nr. 2"),
    ("Certificat de nomenclatură stradală", "88", "Elena Stoica", "str. Poetului nr. 17"),
)


def show(town: Town, until: datetime) -> None:
    """Everything older than two days lies at its unit; of the last papers some are on their way."""
    registrar = town.users["Mihaela Suciu"]
    day = _at_the_desk(None, until - timedelta(hours=3))[-DAY:]
    with dates.frozen(until - OLD), one_batch():
        for unit in town.units.values():
            receiver = _receiver(town, unit.code, registrar)
            papers = [paper for paper in _at_the_desk(unit.pk, until - OLD) if paper not in day]
            if receiver and papers:
                custody.accept(custody.hand_over(papers, to_unit=unit, by=registrar), by=receiver)
    with dates.frozen(until - timedelta(hours=2)), one_batch():
        _a_day(town, registrar, day)
    with dates.frozen(until), one_batch():
        _shelf(town, registrar, until)


def _receiver(town: Town, code: str, giver: User) -> User | None:
    people = [*town.staff.get(code, []), *([town.heads[code]] if code in town.heads else [])]
    return next((one for one in people if one.pk != giver.pk), None)


def _at_the_desk(unit: int | None, before: datetime) -> list[Entry]:
    stays = Custody.objects.filter(until=None, place="desk", since__lt=before)
    stays = stays.filter(entry__unit=unit) if unit else stays
    return [stay.entry for stay in stays.select_related("entry").order_by("entry")]


def _a_day(town: Town, registrar: User, papers: list[Entry]) -> None:
    """A day's condica: received, refused with a reason, counted with a difference, one that still waits."""
    if len(papers) < DAY:  # a town too small for a day of hand-overs
        return
    head = town.heads["SE"]
    unit, clerk = town.units["SE"], _receiver(town, "SE", registrar)
    if clerk is None:
        return
    first = custody.hand_over(papers[:3], to_unit=unit, by=registrar)
    signing.set_sign(pin="2580", by=clerk)
    custody.refuse([first.lines.order_by("ordinal")[0]], reason="E pentru Taxe și Impozite, nu pentru noi", by=clerk)
    custody.accept(first, by=clerk, confirmed=signing.signed_by(clerk, "2580", at=registrar))
    counted = custody.hand_over(papers[3:6], to_unit=unit, by=registrar, note="corespondența de dimineață")
    differing.count(counted, Counted([papers[3], papers[4], papers[6]], ["RR123456785RO"]), by=clerk)
    custody.hand_over(papers[7:10], to_unit=unit, by=registrar)
    custody.hand_over(papers[10:11], to_person=head, by=registrar)


def _shelf(town: Town, registrar: User, until: datetime) -> None:
    """Six issued papers; three of them released, one of these to a delegate."""
    unit = next((town.units[code] for code in ("DU",) if code in town.units), town.units["SE"])
    desk = next(iter(town.desks.values()))
    made = []
    for place, (name, number, holder, address) in enumerate(PERMITS):
        kind = IssuedKind.objects.get(name=name, until=None)
        day = dates.bucharest_day(until) - timedelta(days=place + 1)
        who = Holder(holder, address)
        made.append(
            releasing.receive_issued(
                kind=kind, number=number, issued_on=day, holder=who, unit=unit, desk=desk,
                shelf=f"raft {place % 3 + 1}", by=registrar,
            )
        )  # fmt: skip
    takers = [Taker(made[0].holder_name, "card", "4821"), Taker(made[2].holder_name, "passport", "077K"),
              Taker("Adrian Popa", "card", "9034", "procura nr. 214, notar Ana Rusu")]  # fmt: skip
    for issued, taker in zip((made[0], made[2], made[1]), takers, strict=True):
        releasing.release(issued, taker=taker, by=registrar)
    releasing.told_by_phone(made[3], by=registrar)
    releasing.post(made[4], by=registrar)  # nobody came for it: it waits in its envelope, at the post room
