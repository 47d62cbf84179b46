"""Reads of reserved numbers (numere rezervate): open blocks, their lines as the register shows them, their proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from condica.accounts.models import User
from condica.foundation import dates
from condica.journal.api import Finding
from condica.registry.access import registers_seen_by
from condica.registry.models import Block, Entry, Filling, OfflineLine, Reconciliation, Register, Reserved
from condica.registry.queries.lists import Filters
from condica.registry.rules import written_digest

USED, ANNULLED = Filling.Outcome.USED, Filling.Outcome.ANNULLED


def blocks_seen_by(user: User) -> QuerySet[Block]:
    """The blocks of the registers that this user may know of, newest first, with how many of their numbers are free."""
    rows = Block.objects.filter(register__in=registers_seen_by(user)).select_related(
        "register", "desk", "reserved_by", "reconciliation__minute__register"
    )
    return rows.annotate(
        used=Count("fillings", filter=Q(fillings__outcome=USED)),
        annulled=Count("fillings", filter=Q(fillings__outcome=ANNULLED)),
    ).order_by("-pk")


def open_blocks(register: Register | None = None, year: int | None = None) -> QuerySet[Block]:
    """The blocks that no minute has closed (of a register, of a year); the year cannot be closed before them."""
    rows = Block.objects.filter(reconciliation=None).select_related("register", "desk")
    if register is not None:
        rows = rows.filter(register=register)
    return rows.filter(year=year) if year is not None else rows


def next_free(block: Block) -> int | None:
    """The first number of a block under which nothing stands."""
    return block.numbers.filter(filling=None).order_by("value").values_list("value", flat=True).first()


def free_numbers(block: Block) -> list[int]:
    """All of them, in order."""
    return list(block.numbers.filter(filling=None).order_by("value").values_list("value", flat=True))


def lines_waiting(user: User) -> QuerySet[OfflineLine]:
    """Lines sent by desks that a person must decide about, the oldest first."""
    rows = OfflineLine.objects.filter(state=OfflineLine.State.WAITING, block__register__in=registers_seen_by(user))
    return rows.select_related("block__register", "block__desk", "sent_by").order_by("pk")


@dataclass(frozen=True, slots=True)
class ReservedLine:
    """Numbers one after another that are reserved or annulled, as one line of the register (rând rezervat)."""

    register: Register
    year: int
    first: int
    last: int
    moment: datetime  # of the last of them: where the line stands among the others
    desk: str
    words: str  # „rezervat”, „rezervat, nefolosit”, „anulat: scris greșit pe hârtie”
    block: Block

    @property
    def numbers(self) -> str:
        """`101–138`, or one number."""
        sign = self.register.prefix
        return f"{sign}{self.first}–{self.last}" if self.last > self.first else f"{sign}{self.first}"


def reserved_lines(
    register: Register | None, since: datetime, until: datetime, *, user: User | None = None
) -> list[ReservedLine]:
    """The reserved numbers without a paper that were drawn between two moments, grouped; for the list and the book.

    Bounded by how many numbers can be reserved: neighbours with the same fate are one line.
    """
    rows = Reserved.objects.filter(number__moment__gte=since, number__moment__lt=until).exclude(filling__outcome=USED)
    if register is not None:
        rows = rows.filter(block__register=register)
    if user is not None:
        rows = rows.filter(block__register__in=registers_seen_by(user))
    found = rows.select_related("number", "filling", "block__register", "block__desk").order_by("block", "value")
    return [_as_line(group) for group in _groups(list(found[:5000]))]


def _groups(rows: Sequence[Reserved]) -> Iterator[list[Reserved]]:
    group: list[Reserved] = list(rows[:1])
    for before, row in pairwise(rows):
        if (row.block_id, row.value, fate(row)) != (before.block_id, before.value + 1, fate(before)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def fate(row: Reserved) -> str:
    """What the register says of a number without a paper."""
    if not hasattr(row, "filling"):
        return "rezervat"
    return f"anulat: {Filling.Reason(row.filling.reason).label}" if row.filling.reason else "folosit"


def _as_line(rows: Sequence[Reserved]) -> ReservedLine:
    first, last = rows[0], rows[-1]
    return ReservedLine(
        first.block.register, first.block.year, first.value, last.value, last.number.moment, first.block.desk.name,
        fate(first), first.block,
    )  # fmt: skip


def noticed(papers: Sequence[Entry], user: User) -> list[Block]:
    """What a page of the list must know of blocks, in one question: the open ones, and those as new as its papers."""
    since = min((paper.registered_at for paper in papers), default=dates.now()) - timedelta(hours=1)
    rows = Block.objects.filter(Q(reconciliation=None) | Q(reserved_at__gte=since))
    rows = rows.filter(register__in=registers_seen_by(user)).select_related("register", "desk", "reconciliation")
    return list(rows.order_by(F("reconciliation").asc(nulls_first=True), "-pk")[:100])


def beside(
    papers: Sequence[Entry], filters: Filters, near: Sequence[Block], *, newest: bool, user: User
) -> dict[int, list[ReservedLine]]:
    """The reserved lines of a page of the list, each above the paper that it precedes; filtered lists have none."""
    plain = replace(filters, register="", sort="numar") == Filters()
    if not near or not papers or not plain or filters.sort != "numar":
        return {}
    until = dates.now() if newest else papers[0].registered_at
    register = Register.objects.filter(key=filters.register).first() if filters.register else None
    found: dict[int, list[ReservedLine]] = {}
    for line in reserved_lines(register, papers[-1].registered_at, until, user=user):
        below = next(paper.pk for paper in papers if paper.registered_at <= line.moment)
        found.setdefault(below, []).insert(0, line)
    return found


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of a block on its page and in its minute."""

    value: int
    state: str
    words: str
    at: datetime | None
    entry: Entry | None
    by: str


def rows_of(block: Block) -> list[NumberRow]:
    """Every number of a block with what became of it, in order."""
    rows = block.numbers.select_related("filling__by", "number__entry__register").order_by("value")
    return [_row(row) for row in rows]


def _row(row: Reserved) -> NumberRow:
    filling = getattr(row, "filling", None)
    if filling is None:
        return NumberRow(row.value, "reserved", "rezervat", None, None, "")
    entry = row.number.entry if filling.outcome == USED else None
    words = f"primit {dates.local(entry.received_at):%d.%m.%Y %H:%M}" if entry else fate(row)
    return NumberRow(row.value, filling.outcome, words, filling.moment, entry, str(filling.by))


def filled_words(entry: Entry) -> str:
    """What the book says beside a paper written under a number reserved before; nothing for the others."""
    if entry.filled_at is None:
        return ""
    moments = (entry.registered_at, entry.received_at, entry.filled_at)
    reserved, received, filled = (f"{dates.local(moment):%d.%m.%Y %H:%M}" for moment in moments)
    return f"rezervat {reserved}, primit {received}, completat {filled}"


_CHAIN = """
SELECT r.key, b.year, s.value, f.outcome, encode(f.digest, 'hex'), f.hash = registry_filling_digest(f),
  f.previous_hash = coalesce(lag(f.hash) OVER w, n.hash), f.place = row_number() OVER w, e.number_id IS NOT NULL
FROM registry_filling f JOIN registry_reserved s ON s.number_id = f.reserved_id
JOIN registry_block b ON b.id = f.block_id JOIN registry_register r ON r.id = b.register_id
JOIN registry_number n ON n.register_id = b.register_id AND n.year = b.year AND n.number = b.last
LEFT JOIN registry_entry e ON e.number_id = f.reserved_id
WINDOW w AS (PARTITION BY f.block_id ORDER BY f.place)
ORDER BY f.block_id, f.place
"""


def proof() -> Iterator[Finding]:
    """Prove reserved numbers again from their rows: what was reserved, each filling's chain, each minute's totals."""
    yield from _prove_reserved()
    yield from _prove_fillings()
    yield from _prove_minutes()


def _prove_reserved() -> Iterator[Finding]:
    for row in Reserved.objects.select_related("number__register").order_by("pk").iterator(2000):
        if written_digest(bytes(row.salt), row.written) != bytes(row.number.digest):
            yield Finding(_where(row.number.register.key, row.number.year, row.value), "rezervarea a fost schimbată")
    alone = Entry.objects.filter(number__kind="reserved", number__reserved__filling=None).select_related("register")
    for entry in alone:
        yield Finding(
            _where(entry.register.key, entry.year, entry.value), "document sub un număr rezervat, fără completare"
        )


def _prove_fillings() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN)
        for key, year, value, outcome, _, whole, linked, placed, has_entry in cursor.fetchall():
            said = [
                (not whole, "completarea numărului rezervat a fost schimbată"),
                (not linked or not placed, "lanțul blocului nu se leagă de completarea dinainte"),
                ((outcome == USED) != has_entry, "numărul rezervat nu are documentul lui"),
            ]
            yield from (Finding(_where(key, year, value), words) for wrong, words in said if wrong)


def filled_digests() -> dict[int, bytes]:
    """The digests of the words under reserved numbers: the number's own was made when nothing was written yet."""
    return {pk: bytes(digest) for pk, digest in Filling.objects.filter(outcome=USED).values_list("pk", "digest")}


def _prove_minutes() -> Iterator[Finding]:
    for made in Reconciliation.objects.select_related("block__register").order_by("pk"):
        outcomes = list(made.block.fillings.order_by("place").values_list("outcome", "hash"))
        used = sum(outcome == USED for outcome, _ in outcomes)
        head = bytes(outcomes[-1][1]) if outcomes else b""
        if (made.used, made.annulled, bytes(made.head)) != (used, len(outcomes) - used, head):
            yield Finding(
                f"blocul {made.block}", "procesul-verbal de reconciliere nu se mai potrivește cu numerele lui"
            )


def _where(key: str, year: int, value: int) -> str:
    return f"registrul „{key}”, numărul {value}/{year}"


def standing_under(line: OfflineLine) -> Entry | None:
    """The paper that already stands under a waiting line's number."""
    rows = Entry.objects.filter(number__reserved__block=line.block, value=line.value)
    return rows.select_related("register", "number", "registered_by").first()
