"""Blocks of numbers (numere rezervate): kept for a desk without network, filled or annulled, closed with a minute."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record, sync_clock
from condica.journal.rules import Verb
from condica.organisation.models import Desk
from condica.registry.actions.changing import attach
from condica.registry.actions.registering import (
    INSTRUCTIONS,
    Paper,
    check_paper,
    open_as,
    register,
    write_entry,
)
from condica.registry.models import (
    Block,
    Channel,
    Direction,
    Entry,
    Filling,
    Number,
    OfflineLine,
    Reconciliation,
    Register,
    Reserved,
)
from condica.registry.rules import new_tracking_code, written_digest

MOST: Final = 500  # numbers in a block: what a desk writes in a few days
#: How far a desk's clock may run ahead of ours before a person looks at it.
CLOCK_SLACK: Final = timedelta(minutes=5)


@transaction.atomic
def reserve(register: Register, desk: Desk, count: int, *, reason: str, by: User) -> Block:
    """Reserve the next numbers of a register for a desk (rezervare): visible lines, under the register's lock."""
    register = Register.objects.select_for_update(no_key=True).get(pk=register.pk)
    _check_reserving(register, desk, count, reason)
    sync_clock()
    words = [{"reserved_for": desk.name, "place": place} for place in range(1, count + 1)]
    salts = [secrets.token_bytes(16) for _ in words]
    numbers = _draw(register, [written_digest(salt, said) for salt, said in zip(salts, words, strict=True)])
    first, last = numbers[0], numbers[-1]
    if first.year != last.year:
        raise RuleBroken(
            "block-year",
            "Anul s-a schimbat chiar acum; un bloc are numere dintr-un singur an.",
            cites=(INSTRUCTIONS,),
            remedy="Rezervă încă o dată.",
        )
    block = Block.objects.create(
        register=register, year=first.year, first=first.number, last=last.number, desk=desk, reason=reason.strip(),
        reserved_by=by, reserved_at=last.moment,
    )  # fmt: skip
    Reserved.objects.bulk_create(
        Reserved(number=number, block=block, value=number.number, written=said, salt=salt)
        for number, said, salt in zip(numbers, words, salts, strict=True)
    )
    record(Verb.BLOCK_RESERVED, on=block, by=by, data={"desk": desk.name, "count": count, "reason": reason.strip()})
    return block


def _draw(register: Register, digests: Sequence[bytes]) -> list[Number]:
    made = Number.objects.bulk_create(
        Number(register=register, kind=Number.Kind.RESERVED, tracking_code=new_tracking_code(), digest=digest)
        for digest in digests
    )
    return list(Number.objects.filter(pk__in=[number.pk for number in made]).order_by("pk"))  # the database drew them


def _check_reserving(register: Register, desk: Desk, count: int, reason: str) -> None:
    if not 1 <= count <= MOST:
        raise RuleBroken(
            "block-size", f"Un bloc are între 1 și {MOST} de numere.", remedy="Scrie câte numere îți trebuie."
        )
    if not reason.strip():
        raise RuleBroken(
            "block-reason", "Numerele se rezervă numai cu motiv.", remedy="Scrie de ce lucrează fără rețea."
        )
    if desk.closed_on and desk.closed_on <= dates.today():
        raise RuleBroken("desk-closed", f"{desk.name} este închis.", remedy="Alege un ghișeu deschis.")
    if register.closed_at or register.holds_envelopes:
        raise RuleBroken("block-register", f"În „{register.name}” nu se rezervă numere.", remedy="Alege alt registru.")
    desks = [row.desk_id for row in register.desks.all() if row.holds_on(dates.today())]
    if desks and desk.pk not in desks:
        raise RuleBroken(
            "block-desk",
            f"{desk.name} nu înregistrează în „{register.name}”.",
            remedy="Alege alt ghișeu sau alt registru.",
        )


def locked_block(block: Block) -> Block:
    """The block's row, locked until the transaction ends."""
    rows = Block.objects.select_for_update(no_key=True, of=("self",)).select_related("register", "desk")
    return rows.get(pk=block.pk)


def reserved_in(block: Block, value: int) -> Reserved:
    """A free number of an open block, or why it is not one."""
    found = block.numbers.select_related("number", "filling").filter(value=value).first()
    if found is None:
        raise RuleBroken(
            OfflineLine.Problem.OUTSIDE,
            f"Numărul {value} nu este din blocul {block}.",
            remedy="Alege un număr din bloc.",
        )
    if not block.is_open:
        raise RuleBroken(
            OfflineLine.Problem.CLOSED,
            f"Blocul {block} a fost încheiat cu procesul-verbal {block.reconciliation}.",
            remedy="Înregistrează documentul sub un număr nou.",
        )
    if hasattr(found, "filling"):
        used = found.filling.outcome == Filling.Outcome.USED
        problem = OfflineLine.Problem.TAKEN if used else OfflineLine.Problem.ANNULLED
        said = "este deja al altui document" if used else "a fost anulat"
        raise RuleBroken(
            problem,
            f"Numărul {value} din blocul {block} {said}.",
            cites=(INSTRUCTIONS,),
            remedy="Alege alt număr din bloc.",
        )
    return found


@transaction.atomic
def fill(block: Block, value: int, paper: Paper, *, direction: str = Direction.IN, by: User) -> Entry:
    """Write a paper under a reserved number (completare): number and moment stay, the receipt is real."""
    block = locked_block(block)
    reserved, paper = judge(block, value, paper)
    sync_clock()
    salt = secrets.token_bytes(16)
    written = paper.written(direction)
    filling = Filling.objects.create(
        reserved=reserved, block=block, desk=block.desk, outcome=Filling.Outcome.USED,
        digest=written_digest(salt, written), by=by,
    )  # fmt: skip
    filling.refresh_from_db()
    number = reserved.number
    number.register = block.register
    entry = write_entry(
        paper,
        number,
        direction=direction,
        salt=salt,
        written=written,
        until=filling.moment,
        by=by,
    )
    entry.filled_at = filling.moment
    record(
        Verb.NUMBER_FILLED,
        on=entry,
        by=by,
        entry=entry.pk,
        data={"desk": block.desk.name, "block": block.pk, "digest": bytes(filling.digest).hex(),
              "received": f"{dates.local(entry.received_at):%d.%m.%Y, ora %H:%M}"},
    )  # fmt: skip
    open_as(entry, by)
    return entry


def judge(block: Block, value: int, paper: Paper) -> tuple[Reserved, Paper]:
    """The number and the paper as they will stand in the register, or why they will not."""
    reserved = reserved_in(block, value)
    check_clock(block, paper)
    paper = replace(paper, desk=block.desk, received_at=_between(block, paper.received_at))
    check_paper(paper)
    return reserved, paper


def _between(block: Block, said: datetime | None) -> datetime:
    """The moment as it was said; a clock off by a minute or two is brought between the reservation and now."""
    now = dates.now()
    return min(max(said or now, block.reserved_at), now)


def check_clock(block: Block, paper: Paper) -> None:
    """A paper came after its number was reserved, in the same year, and not after now."""
    said = paper.received_at
    if said is None or said < block.reserved_at - CLOCK_SLACK or said > dates.now() + CLOCK_SLACK:
        told = f"{dates.local(said):%d.%m.%Y, ora %H:%M}" if said else "lipsă"
        raise RuleBroken(
            OfflineLine.Problem.CLOCK,
            f"Momentul primirii ({told}) nu este între rezervarea blocului "
            f"({dates.local(block.reserved_at):%d.%m.%Y, ora %H:%M}) și acum.",
            remedy="Scrie ziua și ora la care a sosit documentul.",
        )
    if dates.year_of(said) != block.year:
        raise RuleBroken(
            OfflineLine.Problem.CLOCK,
            f"Numerele blocului sunt din {block.year}, iar documentul a sosit în {dates.year_of(said)}.",
            cites=(INSTRUCTIONS,),
            remedy="Înregistrează documentul sub un număr nou, al anului în care a sosit.",
        )


@transaction.atomic
def annul(block: Block, value: int, *, reason: str, by: User) -> Filling:
    """Give up a reserved number for ever (anulare): it stays in the register, struck out, with its reason."""
    block = locked_block(block)
    reserved = reserved_in(block, value)
    if reason not in Filling.Reason.values or not reason:
        raise RuleBroken("reason-missing", "Un număr se anulează numai cu motiv.", remedy="Alege de ce se anulează.")
    made = _annul(block, reserved, reason, by)
    record(Verb.NUMBER_ANNULLED, on=block, by=by, data={"number": value, "reason": Filling.Reason(reason).label})
    return made


def _annul(block: Block, reserved: Reserved, reason: str, by: User) -> Filling:
    sync_clock()
    return Filling.objects.create(
        reserved=reserved, block=block, desk=block.desk, outcome=Filling.Outcome.ANNULLED, reason=reason, by=by
    )


@transaction.atomic
def reconcile(block: Block, *, by: User) -> Reconciliation:
    """Close a block with its minute (proces-verbal de reconciliere): what was not used is annulled; then nothing moves.

    The minute is a paper of the house and gets its own number; called again it gives back the first minute.
    """
    block = locked_block(block)
    if not block.is_open:
        return block.reconciliation
    waiting = block.lines.filter(state=OfflineLine.State.WAITING).count()
    if waiting:
        raise RuleBroken(
            "block-lines-waiting",
            f"Din blocul {block} {plural(waiting, 'rând trimis așteaptă', 'rânduri trimise așteaptă')} o hotărâre.",
            remedy="Hotărăște întâi despre ele, apoi încheie blocul.",
        )
    for reserved in block.numbers.filter(filling=None).order_by("value"):
        _annul(block, reserved, Filling.Reason.UNUSED, by)
    made = _close(block, by)
    record(
        Verb.BLOCK_RECONCILED,
        on=block,
        by=by,
        entry=made.minute_id,
        data={"used": made.used, "annulled": made.annulled, "minute": str(made.minute), "head": bytes(made.head).hex()},
    )
    return made


def _close(block: Block, by: User) -> Reconciliation:
    from condica.registry.print.blocks import minute_pdf  # noqa: PLC0415 - print reads the actions' words

    fillings = list(block.fillings.order_by("place"))
    used = sum(one.outcome == Filling.Outcome.USED for one in fillings)
    subject = f"Proces-verbal de reconciliere a numerelor rezervate {block}, {block.desk.name}"
    minute = register(_minute_paper(subject), direction=Direction.INTERNAL, by=by)
    made = Reconciliation.objects.create(
        block=block, minute=minute, used=used, annulled=len(fillings) - used, by=by, at=minute.registered_at,
        head=bytes(fillings[-1].hash),
    )  # fmt: skip
    attach(minute, documents.store(minute_pdf(made), name=f"reconciliere-{block.first}-{block.last}.pdf", by=by), by=by)
    return made


def _minute_paper(subject: str) -> Paper:
    return Paper(channel=Channel.INTERNAL, subject=subject, leaves=1)


def fields_of(words: dict[str, Any]) -> Paper:
    """A paper of cleaned words; names that a paper does not have are left out."""
    known = {name: words[name] for name in Paper.__dataclass_fields__ if name in words}
    return Paper(**known)
