"""Five hundred made-up days of petitions (vieți de probă): every verb of OG 27/2002, by chance, the same each time.

Unlike the demo town, where nearly all goes well, here much goes wrong: late, sent on late, joined and parted again,
described anew, given to another unit, cancelled after it was counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.casework import api as casework
from condica.config.demo.engine import Engine, Life
from condica.correspondence import api as correspondence
from condica.foundation import dates
from condica.organisation.models import Unit
from condica.organisation.tests.factories import make_member, make_unit
from condica.petitions import api as petitions
from condica.petitions.models import Petition
from condica.portal import api as portal
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.statistics import print as printing
from condica.statistics.queries import half_yearly, lines
from condica.statistics.rules import Question, books, half_year

FIRST, LAST = date(2025, 2, 3), date(2026, 6, 30)
HALFWAY = Question(half_year(2025, 2), dates.at(date(2026, 1, 21)))
UNTIL = datetime(2026, 7, 20, 16, 0, tzinfo=dates.BUCHAREST)
COUNT = 96
CHANNELS = ("counter", "post", "email", "portal", "courier")
DOMAINS = ("lighting", "roads", "water", "noise", "taxes", "")
NATURES = ("request", "complaint", "report", "proposal")
WAYS = ("favorabil", "favorabil", "favorabil în parte", "nefavorabil")
SENT = ("counter", "post", "courier")


@dataclass(slots=True)
class House:
    """Who works here."""

    units: dict[Unit, tuple[User, User]]  # each with its head and its clerk
    registrar: User
    mayor: User


def raise_house() -> House:
    """The authority, two units that solve and one below the first."""
    hall = make_unit("Primăria")
    roads = make_unit("Serviciul Drumuri", parent=hall)
    places = (roads, make_unit("Compartimentul Iluminat", parent=roads), make_unit("Poliția Locală", parent=hall))
    return House(
        units={unit: (make_member(unit, "unit_head", is_head=True), make_member(unit, "clerk")) for unit in places},
        registrar=make_user("registrar"),
        mayor=make_member(hall, "authority_head", is_head=True),
    )


class Lives:
    """Draws lives and lets them be lived, each step through the action that a page would call."""

    def __init__(self, seed: int = 27) -> None:
        self.rng = Random(seed)
        self.house = raise_house()
        self.engine = Engine(UNTIL)
        self.people = 0

    def plan(self, count: int = COUNT) -> None:
        """So many petitions, from first to last."""
        fates: tuple[tuple[Callable[..., Life], int], ...] = (
            (self.answered, 40), (self.slow, 16), (self.extended, 10), (self.waiting, 8), (self.anonymous, 6),
            (self.sent_on, 10), (self.from_elsewhere, 7), (self.twice, 16), (self.parted, 5), (self.cancelled, 4),
            (self.examined, 6), (self.withdrawn, 6), (self.taken_up_again, 4), (self.by_court, 7), (self.collective, 6),
            (self.no_petition, 4), (self.sent_on_in_vain, 4),
        )  # fmt: skip
        lives, weights = [life for life, _ in fates], [weight for _, weight in fates]
        # Each fate at least twice, so that no comparison is one of noughts; the others by chance.
        drawn = [*lives, *lives, *self.rng.choices(lives, weights, k=count - 2 * len(lives))]
        for life in drawn:
            day = FIRST + timedelta(days=self.rng.randrange((LAST - FIRST).days + 1))
            self.engine.begin(dates.at(day, self.rng.randrange(8, 16), self.rng.randrange(60)), life())
        self.engine.begin(dates.at(LAST, 9), self.waiting())  # one that is surely open, and in its term, at the end

    def live(self, until: datetime) -> int:
        """Until a moment; how many steps were done."""
        self.engine.until = until
        return self.engine.run()

    # ── steps ──

    def after(self, low: float, high: float) -> datetime:
        """A moment so many days from now."""
        return dates.now() + timedelta(days=self.rng.uniform(low, high))

    def write(self, **more: Any) -> Entry:
        """A petition comes."""
        self.people += 1
        words: dict[str, Any] = {
            "channel": self.rng.choice(CHANNELS), "kind": "petition", "sender_name": f"Om {self.people}",
            "sender_address": f"Str. Morii nr. {self.people}", "subject": f"Despre strada {self.people}",
        }  # fmt: skip
        return registry.register_incoming(by=self.house.registrar, **(words | more))

    def describe(self, entry: Entry) -> None:
        """Its card is filled in, by chance in part."""
        facts = {"domain": self.rng.choice(DOMAINS), "nature": self.rng.choice(NATURES)}
        if self.rng.random() < 0.5:
            facts["applicant"] = self.rng.choice(("person", "person", "company", "association", "institution"))
        petitions.describe(petition_of(entry), by=self.house.registrar, **facts)

    def give(self, entry: Entry) -> tuple[User, User]:
        """The resolution; at times a second one, to another unit."""
        unit = self.rng.choice(list(self.house.units))
        task = casework.assign(
            petition_of(entry).case, text="Verificați și răspundeți.", lead=unit, by=self.house.mayor
        )
        head, clerk = self.house.units[unit]
        casework.accept(task, by=clerk)
        return head, clerk

    def reply(self, entry: Entry, by: tuple[User, User]) -> Life:
        """Written, approved, signed, sent; by post it leaves days later."""
        head, clerk = by
        joined = Petition.objects.filter(joined_to__case__entry=entry).select_related("case__entry__register")
        numbers = ", ".join(one.entry.paper_number for one in joined)
        letter = correspondence.draft(
            entry=entry, by=clerk, body=f"<p>S-a rezolvat. {numbers}</p>", legal_basis="Legea nr. 230/2006",
            way=self.rng.choice(WAYS), unit=petition_of(entry).case.unit,
        )  # fmt: skip
        yield self.after(0.1, 1)
        letter = correspondence.sign(correspondence.approve(letter, by=head), by=self.house.mayor)
        made = correspondence.dispatch(letter, self.rng.choice(SENT), by=self.house.registrar, reference="el însuși")
        if made.state == "waiting":
            yield self.after(0.5, 3)
            correspondence.confirm_handed(made, by=self.house.registrar)

    # ── lives ──

    def answered(self, low: float = 1, high: float = 26, **more: Any) -> Life:
        """Answered, mostly in time; the card is at times mended later, the unit changed."""
        entry = self.write(**more)
        yield self.after(0.1, 3)
        self.describe(entry)
        by = self.give(entry)
        yield self.after(low, high)
        if self.rng.random() < 0.2:
            self.describe(entry)
        if self.rng.random() < 0.15:
            by = self.give(entry)
        yield from self.reply(entry, by)
        yield self.after(0.5, 20)
        petitions.close(petition_of(entry), by=by[1])
        yield self.after(5, 60)
        if self.rng.random() < 0.3:
            self.describe(entry)

    def slow(self) -> Life:
        """Answered about the last day, or after it."""
        return self.answered(24, 50)

    def waiting(self) -> Life:
        """Nobody does anything."""
        self.write()
        yield self.after(1, 2)

    def extended(self) -> Life:
        """More time, then an answer within it or after it."""
        entry = self.write()
        yield self.after(0.5, 2)
        by = self.give(entry)
        yield self.after(10, 24)
        petitions.extend(petition_of(entry), days=15, reason="expertiză", by=self.house.mayor)
        self.told(entry, "extension")
        yield self.after(3, 32)
        yield from self.reply(entry, by)

    def anonymous(self) -> Life:
        """No name: filed."""
        entry = self.write(sender_name="", sender_address="", channel="post")
        yield self.after(0.5, 9)
        petitions.file_anonymous(petition_of(entry), reason="", by=self.house.registrar)

    def sent_on(self) -> Life:
        """Somebody else's business: sent on within five days, or not."""
        entry = self.write()
        yield self.after(0.2, 12)
        petitions.redirect(petition_of(entry), to="Consiliul Județean", by=self.house.registrar)
        self.told(entry, "authority")

    def told(self, entry: Entry, kind: str) -> None:
        """The letter owed is handed over in person."""
        words = {"on": dates.today(), "proof": "proces-verbal de predare", "by": self.house.registrar}
        petitions.tell_otherwise(petition_of(entry), kind=kind, **words)

    def from_elsewhere(self) -> Life:
        """Another authority sent it here."""
        entry = self.write(channel="post")
        yield self.after(0.1, 2)
        petitions.receive_from(petition_of(entry), authority="Prefectura", by=self.house.registrar)
        by = self.give(entry)
        yield self.after(2, 36)
        yield from self.reply(entry, by)

    def twice(self) -> Life:
        """The same person again: joined before the answer, filed after it."""
        entry = self.write()
        who = {"sender_name": entry.sender_name, "sender_address": entry.sender_address}
        yield self.after(0.2, 2)
        by = self.give(entry)
        again = None
        if self.rng.random() < 0.5:
            again = self.write(**who)
            yield self.after(0.1, 3)
            petitions.connect(petition_of(again), to=petition_of(entry), by=self.house.registrar)
        yield self.after(2, 30)
        yield from self.reply(entry, by)
        if again is None:
            yield self.after(1, 60)
            again = self.write(**who)
            yield self.after(0.1, 4)
            petitions.file_repeated(petition_of(again), answered=petition_of(entry), by=self.house.registrar)

    def parted(self) -> Life:
        """Joined by mistake, parted again, answered by itself."""
        entry = self.write()
        who = {"sender_name": entry.sender_name, "sender_address": entry.sender_address}
        yield self.after(1, 2)
        self.give(entry)
        again = self.write(**who)
        yield self.after(0.1, 2)
        petitions.connect(petition_of(again), to=petition_of(entry), by=self.house.registrar)
        yield self.after(1, 6)
        petitions.disconnect(petition_of(again), by=self.house.registrar)
        by = self.give(again)
        yield self.after(1, 40)
        yield from self.reply(again, by)

    def examined(self) -> Life:
        """A commission looks into it; or it is dissolved before it does."""
        entry = self.write()
        yield self.after(0.5, 2)
        by = self.give(entry)
        people = [head for head, _ in self.house.units.values()]
        case = petition_of(entry).case
        made = casework.name_commission(case, members=people, chair=people[0], asked="Cercetați.", by=self.house.mayor)
        yield self.after(2, 20)
        if self.rng.random() < 0.4:
            casework.withdraw_commission(made, reason="s-a lămurit", by=self.house.mayor)
        else:
            casework.file_minutes(made, text="S-a constatat.", by=people[0])
        yield from self.reply(entry, by)

    def withdrawn(self) -> Life:
        """The petitioner gives it up, by a paper."""
        entry = self.write()
        yield self.after(0.5, 3)
        self.give(entry)
        yield self.after(1, 20)
        paper = self.write(kind="letter", subject="Renunț la petiție", sender_name=entry.sender_name,
                           sender_address=entry.sender_address)  # fmt: skip
        petitions.withdraw(petition_of(entry), paper=paper, by=self.house.registrar)

    def taken_up_again(self) -> Life:
        """Filed by mistake, taken up again, given to a unit; nobody knows yet whom to answer."""
        entry = self.write(sender_name="", sender_address="")
        yield self.after(0.5, 3)
        petitions.file_anonymous(petition_of(entry), reason="", by=self.house.registrar)
        yield self.after(1, 12)
        petitions.resume(petition_of(entry), reason="s-a găsit plicul", by=self.house.registrar)
        self.give(entry)

    def by_court(self) -> Life:
        """Answered, then opened again by a court; answered again, or not yet."""
        entry = self.write()
        yield self.after(0.5, 2)
        by = self.give(entry)
        yield self.after(3, 20)
        yield from self.reply(entry, by)
        yield self.after(20, 90)
        today = dates.today()
        petitions.obey_court(petition_of(entry), court="Tribunalul Arad", number=f"{self.people}/2026", dated=today,
                             counts_from=today, days=15, by=self.house.registrar)  # fmt: skip
        yield self.after(1, 5)
        by = self.give(entry)
        yield self.after(1, 25)
        if self.rng.random() < 0.7:
            yield from self.reply(entry, by)

    def collective(self) -> Life:
        """Many signed it; the answer goes to the first."""
        entry = self.write()
        yield self.after(0.5, 2)
        signed = {"signatories": self.rng.randrange(2, 90), "representative": entry.sender_name}
        petitions.describe(petition_of(entry), by=self.house.registrar, **signed)
        by = self.give(entry)
        yield self.after(2, 35)
        yield from self.reply(entry, by)
        yield self.after(1, 9)
        useful = self.rng.choice(("yes", "partly", "no"))
        portal.give_feedback(petition_of(entry).case, useful=useful, words="", language="ro", by=self.house.registrar)

    def no_petition(self) -> Life:
        """Looked at closely, it was none; some were after all."""
        entry = self.write()
        yield self.after(1, 8)
        registry.decide_kind(entry, "letter", by=self.house.registrar)
        if self.rng.random() < 0.4:
            yield self.after(1, 8)
            registry.decide_kind(entry, "petition", by=self.house.registrar)

    def sent_on_in_vain(self) -> Life:
        """Decided to be sent on, then kept: it was ours."""
        entry = self.write()
        yield self.after(0.2, 2)
        petitions.redirect(petition_of(entry), to="Prefectura", by=self.house.registrar)
        yield self.after(0.2, 4)
        petitions.keep(petition_of(entry), reason="e de competența noastră", by=self.house.registrar)
        by = self.give(entry)
        yield self.after(2, 30)
        yield from self.reply(entry, by)

    def cancelled(self) -> Life:
        """Counted for a while, then the number is struck out."""
        entry = self.write()
        yield self.after(1, 40)
        registry.cancel(entry, reason="înregistrată de două ori", by=self.house.registrar)


def printed(question: Question) -> dict[str, bytes]:
    """The report and the register of a period as files."""
    sheet = half_yearly(question, lambda table, row, column: "")
    papers = Entry.objects.filter(case__kind="petition", number__moment__range=question.period.moments).order_by("pk")
    book = books()[0]
    told = (book.lines(question, papers, False), [("petiții", papers.count())], 0)
    return {
        "pdf": printing.pdf_bytes(sheet),
        "xlsx": printing.xlsx_bytes(sheet),
        "csv": printing.csv_text(lines(question, papers)).encode(),
        "book.pdf": printing.book_pdf(book, question, *told),
        "book.xlsx": printing.book_xlsx(book, question, *told),
    }


def petition_of(entry: Entry) -> Petition:
    """The petition as it is now."""
    return Petition.objects.select_related("case__entry__register", "case__entry__number").get(case__entry=entry)
