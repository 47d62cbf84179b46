"""Makers of letters for tests of this room and of those above (fabrici)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.correspondence import actions
from condica.correspondence.models import Letter
from condica.organisation.models import Letterhead, Unit
from condica.organisation.tests.factories import make_member, make_unit, place
from condica.registry.models import Entry
from condica.registry.tests.factories import make_entry, make_registrar

ARMS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 58"><path fill="#1d4f91" d="M3 3h42v28c0 12.5-9 20-21 24.5'
    'C12 51 3 43.5 3 31z"/></svg>'
)
BODY = (
    "<p>Stimată doamnă Chirilă,</p><p>Am verificat în teren. Iluminatul va funcționa din nou de "
    "<strong>vineri, 4 decembrie 2026</strong>.</p><p>Cu stimă,</p>"
)
BASIS = "art. 8 alin. (1) din Ordonanța Guvernului nr. 27/2002"


@dataclass(frozen=True, slots=True)
class Town:
    """A small town hall: who drafts, who heads the unit, who signs, who sends out."""

    unit: Unit
    clerk: User
    head: User
    mayor: User
    registrar: User


def make_town() -> Town:
    """The people a letter passes through, with their posts."""
    top = make_unit("Primăria")
    unit = make_unit("Serviciul Iluminat Public", parent=top)
    mayor = make_user(Role.AUTHORITY_HEAD, full_name="Victor Morariu")
    place(mayor, top, is_head=True, title="Primar")
    return Town(
        unit=unit,
        clerk=make_member(unit, "clerk", full_name="Ioana Hossu"),
        head=make_member(unit, "unit_head", is_head=True, full_name="Sorin Fărcaș"),
        mayor=mayor,
        registrar=make_registrar(full_name="Mihaela Suciu"),
    )


def make_letterhead(**fields: Any) -> Letterhead:
    """The town's letterhead, held since 2000."""
    words = {
        "name": "Primăria Municipiului Valea Mureșului",
        "county": "Mureș",
        "address": "Piața Primăriei nr. 1, 547990 Valea Mureșului",
        "phone": "0265 555 100",
        "email": "registratura@valeamuresului.ro",
        "website": "www.valeamuresului.ro",
        "tax_code": "0000000",
        "coat_of_arms_svg": ARMS,
        "since": "2000-01-01",
    }
    return Letterhead.objects.create(**(words | fields))


def make_paper(town: Town, **paper: Any) -> Entry:
    """An incoming petition given to the town's unit."""
    words = {"sender_email": "elena.chirila@exemplu.ro", "sender_address": "strada Morii nr. 11", "unit": town.unit}
    return make_entry(by=town.registrar, **(words | paper))


def make_letter(town: Town, entry: Entry | None = None, **words: Any) -> Letter:
    """A finished draft answering a paper."""
    words = {"body": BODY, "legal_basis": BASIS, "way": "favorabil"} | words
    return actions.draft(entry=entry or make_paper(town), by=town.clerk, **words)


def make_approved(town: Town, entry: Entry | None = None, **words: Any) -> Letter:
    """A letter that the unit's head has signed."""
    return actions.approve(make_letter(town, entry, **words), by=town.head)


def make_signed(town: Town, entry: Entry | None = None, **words: Any) -> Letter:
    """A letter with both signatures."""
    return actions.sign(make_approved(town, entry, **words), by=town.mayor)


def make_rates(by: User) -> None:
    """Made-up prices and numbers of the post, from the first of the year 2020."""
    since = date(2020, 1, 1)
    for kind, price in (("simple", "2.50"), ("registered", "7.00"), ("receipt", "10.00")):
        for upto, more in ((20, "0"), (100, "1.50"), (2000, "9.00")):
            actions.add_tariff(
                kind=kind, priority=False, upto=upto, price=Decimal(price) + Decimal(more), source="Anexa 1 (probă)",
                since=since, by=by, made_up=True,
            )  # fmt: skip
    actions.add_contract(
        carrier="CN Poșta Română SA", number="12/2020", franking="Taxă plătită", since=since, by=by, made_up=True
    )
    actions.add_range(first="RR000001006RO", last="RR000002995RO", source="PV 7/2020", warn_at=5, by=by)
