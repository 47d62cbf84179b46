"""Registers as their pages show them (registre): with desks, readers, years; in a fixed count of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from condica.accounts.models import User, valid_on
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.registry.access import registers_seen_by
from condica.registry.models import BookPrint, Number, Register, RegisterDesk, RegisterReader, YearClosing


def rows(user: User) -> QuerySet[Register]:
    """The registers of the list: what the person may come across; for who cares for them, all by name."""
    today = dates.today()
    seen = registers_seen_by(user)
    shown = Register.objects.all() if user.may(Permission.ORGANISATION_EDIT) else seen
    desks = RegisterDesk.objects.filter(valid_on(today)).select_related("desk")
    readers = RegisterReader.objects.filter(valid_on(today)).select_related("user", "unit")
    found = shown.annotate(seen=Exists(seen.filter(pk=OuterRef("pk"))))
    beside = [Prefetch("desks", desks, to_attr="now"), Prefetch("readers", readers, to_attr="let_in")]
    return found.prefetch_related(*beside).order_by("-is_default", "closed_at", "name")


def desks_of(register: Register) -> QuerySet[RegisterDesk]:
    """The desks that register here today."""
    return register.desks.filter(valid_on(dates.today())).select_related("desk")


def readers_of(register: Register) -> QuerySet[RegisterReader]:
    """Everybody who was ever let in, those whose right still holds first."""
    return register.readers.select_related("unit", "user").order_by("-until", "-pk")[:200]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of a register on its page."""

    year: int
    count: int
    closing: YearClosing | None
    prints: list[BookPrint]
    ended: bool


def years(register: Register) -> list[YearRow]:
    """The years, the newest first, each with its minute and its printed books."""
    counts = dict(
        Number.objects.filter(register=register).order_by().values_list("year").annotate(n=Count("pk"))
    )  # fmt: skip
    closings = {one.year: one for one in register.closings.select_related("document", "by")}
    prints: dict[int, list[BookPrint]] = {}
    for one in register.prints.select_related("by")[:100]:
        prints.setdefault(one.year, []).append(one)
    this = dates.today().year
    return [
        YearRow(year, counts.get(year, 0), closings.get(year), prints.get(year, []), year < this)
        for year in sorted({*counts, *closings}, reverse=True)
    ]
