"""Closing a year (închiderea anului) by a minute: the numbers it counted stay as they were counted."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record, sync_clock
from condica.journal.rules import Verb
from condica.registry.actions.registering import INSTRUCTIONS
from condica.registry.actions.sealing import has_seal, keep_sealed
from condica.registry.models import Register, YearClosing
from condica.registry.print.closing import closing_pdf
from condica.registry.queries.closing import left_open, open_blocks, year_of, years_to_close


@transaction.atomic
def close_year(register: Register, year: int, *, minute_number: str, by: User) -> YearClosing:
    """Close a year of a register by a minute (proces-verbal de închidere), kept as PDF/A; done twice, it stays one."""
    register = Register.objects.select_for_update(no_key=True).get(pk=register.pk)
    known = YearClosing.objects.filter(register=register, year=year).first()
    if known:
        return known
    _check(register, year, minute_number)
    sync_clock()
    now, found = dates.now(), year_of(register, year)
    still_open = list(left_open(register, year))
    pdf = closing_pdf(
        found, [str(one) for one in still_open], minute=minute_number.strip(), by=str(by), moment=now, seal=has_seal()
    )
    title = f"Proces-verbal de închidere nr. {minute_number.strip()}: {register.name}, anul {year}"
    document = keep_sealed(pdf, name=f"inchidere-{register.key}-{year}.pdf", title=title, by=by, now=now)
    closing = YearClosing.objects.create(
        register=register, year=year, minute_number=minute_number.strip(), last_number=found.last, head=found.head,
        counts=found.counts, open_papers=len(still_open), by=by, at=now, document=document,
    )  # fmt: skip
    minute = f"nr. {closing.minute_number} din {dates.numeric(dates.bucharest_day(now))}"
    record(Verb.YEAR_CLOSED, on=closing, by=by, data={"last": found.last, "minute": minute})
    return closing


def _check(register: Register, year: int, minute_number: str) -> None:
    if year >= dates.today().year:
        raise RuleBroken(
            "year-not-ended",
            f"Anul {year} nu s-a sfârșit: înregistrarea se încheie la 31 decembrie.",
            cites=(INSTRUCTIONS,),
            remedy="Încheie anul după 1 ianuarie, ora României.",
        )
    if not minute_number.strip():
        raise RuleBroken(
            "minute-missing", "Anul se încheie cu un proces-verbal numerotat.", remedy="Scrie numărul lui."
        )
    earlier = [one for one in years_to_close(register) if one < year]
    if earlier:
        raise RuleBroken(
            "year-before-open",
            f"Anul {earlier[0]} al registrului nu a fost încheiat.",
            cites=(INSTRUCTIONS,),
            remedy="Încheie anii în ordinea lor.",
        )
    if blocks := open_blocks(register, year):
        raise RuleBroken(
            "blocks-open",
            f"Numerele rezervate {', '.join(map(str, blocks[:5]))} nu au fost reconciliate.",
            remedy="Încheie întâi blocurile de numere rezervate, fiecare cu procesul lui verbal.",
        )
