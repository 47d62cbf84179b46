"""What a year of a register came to (anul unui registru): its counts, what is left open, what hinders a minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from condica.foundation import dates
from condica.journal.api import Finding
from condica.registry.models import Block, Direction, Entry, Number, Register, YearClosing
from condica.registry.rules import kind_label


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a register as its minute tells it."""

    register: Register
    year: int
    last: int
    head: bytes
    papers: dict[str, int]  # by direction
    cancelled: int
    reserved: int
    without_paper: int  # reserved numbers under which nothing was written
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, Any]:
        """What the closing keeps; kinds may change later, the rest may not."""
        return {
            "direction": self.papers, "cancelled": self.cancelled, "reserved": self.reserved,
            "without_paper": self.without_paper, "kinds": self.kinds,
        }  # fmt: skip

    @property
    def rows(self) -> list[tuple[str, int, bool]]:
        """The counts as a table: words, number, whether it is a part of the line above."""
        papers = [(Direction(way).label.capitalize(), count, True) for way, count in self.papers.items()]
        kinds = [(f"fel: {kind_label(kind) if kind else 'neîncadrat'}", n, True) for kind, n in self.kinds.items()]
        return [
            ("Numere date", self.last, False),
            *papers,
            *kinds,
            ("Anulate", self.cancelled, False),
            ("Rezervate pentru ghișee fără rețea", self.reserved, False),
            ("dintre ele, fără document (anulate)", self.without_paper, True),
        ]


def year_of(register: Register, year: int) -> Year:
    """The year's counts, from its numbers and papers; a fixed count of queries."""
    numbers = Number.objects.filter(register=register, year=year)
    tail = numbers.order_by("-number").first()
    entries = Entry.objects.filter(register=register, year=year).order_by()
    ways = dict(entries.values_list("direction").annotate(n=Count("pk")))
    reserved = numbers.filter(kind=Number.Kind.RESERVED)
    return Year(
        register=register,
        year=year,
        last=tail.number if tail else 0,
        head=bytes(tail.hash) if tail else b"",
        papers={way: ways[way] for way in Direction.values if way in ways},
        cancelled=entries.filter(cancelled=True).count(),
        reserved=reserved.count(),
        without_paper=reserved.filter(entry=None).count(),
        kinds=dict(entries.values_list("kind").annotate(n=Count("pk")).order_by("-n", "kind")),
    )


def left_open(register: Register, year: int) -> QuerySet[Entry]:
    """The papers of the year that still wait for an answer."""
    waiting = Entry.objects.filter(register=register, year=year, settled_as="", due_on__isnull=False, cancelled=False)
    return waiting.select_related("register", "number", "unit").order_by("value")


def open_blocks(register: Register, year: int) -> list[Block]:
    """The blocks of reserved numbers of the year that no minute has reconciled."""
    return list(Block.objects.filter(register=register, year=year, reconciliation=None).select_related("desk"))


def years_to_close(register: Register) -> list[int]:
    """The years that ended and have no minute yet, the oldest first."""
    closed = YearClosing.objects.filter(register=register).values("year")
    ended = Number.objects.filter(register=register, year__lt=dates.today().year).exclude(year__in=closed)
    return sorted(ended.order_by().values_list("year", flat=True).distinct())


def verify_closings() -> Iterator[Finding]:
    """Each minute against the chain and the papers under it: what it says must still be so."""
    for closing in YearClosing.objects.select_related("register"):
        found = year_of(closing.register, closing.year)
        where = f"registrul „{closing.register.key}”, procesul-verbal de închidere a anului {closing.year}"
        said = closing.counts
        pairs = [
            ("ultimul număr", closing.last_number, found.last),
            ("capătul lanțului", bytes(closing.head).hex(), found.head.hex()),
            ("numerele anulate", said["cancelled"], found.cancelled),
            ("numerele rezervate", said["reserved"], found.reserved),
            ("numerele fără document", said["without_paper"], found.without_paper),
            ("documentele pe sensuri", said["direction"], found.papers),
        ]
        for name, written, now in pairs:
            if written != now:
                yield Finding(where, f"{name}: procesul-verbal spune {written}, în bază sunt {now}")
