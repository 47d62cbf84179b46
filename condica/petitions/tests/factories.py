"""A made-up town for tests of petitions (fabrici): a registry, two solving units, their heads, the mayor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.organisation.models import Unit
from condica.organisation.tests.factories import make_member, make_unit
from condica.petitions import actions
from condica.petitions.models import Petition
from condica.registry.api import register_incoming
from condica.registry.models import Entry


@dataclass
class Town:
    """Who works here."""

    hall: Unit
    lighting: Unit
    police: Unit
    registrar: User
    mayor: User
    head: User
    clerk: User
    police_head: User


def make_town() -> Town:
    """The authority with its mayor, two units with their heads and a clerk."""
    hall = make_unit("Primăria")
    lighting, police = make_unit("Iluminat Public", parent=hall), make_unit("Poliția Locală", parent=hall)
    return Town(
        hall=hall,
        lighting=lighting,
        police=police,
        registrar=make_user("registrar"),
        mayor=make_member(hall, "authority_head", is_head=True),
        head=make_member(lighting, "unit_head", is_head=True),
        clerk=make_member(lighting, "clerk"),
        police_head=make_member(police, "unit_head", is_head=True),
    )


def at(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> Any:
    """A stopped clock."""
    return dates.frozen(datetime(year, month, day, hour, minute, tzinfo=dates.BUCHAREST))


def make_paper(by: User, **paper: Any) -> Entry:
    """A petition registered at the counter."""
    words = {
        "channel": "email",
        "subject": "Iluminat public stins pe strada Morii",
        "sender_name": "Elena Chirilă",
        "sender_email": "elena.chirila@exemplu.ro",
        "kind": "petition",
    }
    return register_incoming(by=by, **(words | paper))


def make_petition(town: Town, **paper: Any) -> Petition:
    """A petition just registered."""
    return Petition.objects.select_related("case").get(case__entry=make_paper(town.registrar, **paper))


def give(town: Town, petition: Petition, **more: Any) -> casework.Task:
    """The resolution of the story: lighting solves, the local police joins."""
    words = {"text": "Verificați în teren și propuneți răspuns.", "lead": town.lighting, "joint": [town.police]}
    return casework.assign(petition.case, by=town.mayor, **(words | more))


def accepted(town: Town, **paper: Any) -> Petition:
    """A petition that the clerk works on."""
    petition = make_petition(town, **paper)
    casework.accept(give(town, petition), by=town.clerk)
    return fresh(petition)


def give_opinions(town: Town, petition: Petition) -> None:
    """The local police says what it saw; a petition does not close while its word is awaited."""
    for part in petition.case.parts.filter(state="asked"):
        casework.give_opinion(part, text="Șase stâlpi sunt stinși.", by=town.police_head)


def write(town: Town, petition: Petition, **more: Any) -> Letter:
    """An answer begun by the clerk."""
    words = {"body": "<p>S-a reparat.</p>", "legal_basis": "Legea nr. 230/2006", "way": "favorabil"}
    return correspondence.draft(entry=petition.entry, by=town.clerk, unit=town.lighting, **(words | more))


def sign(town: Town, letter: Letter) -> Letter:
    """Approved by the head of the unit, signed by the mayor."""
    correspondence.approve(letter, by=town.head)
    return correspondence.sign(letter, by=town.mayor)


def send(town: Town, letter: Letter) -> None:
    """Handed at the counter, so that nothing has to be mailed."""
    made = correspondence.dispatch(letter, "counter", reference="petiționarul", by=town.registrar)
    if made.state == "waiting":
        correspondence.confirm_handed(made, by=town.registrar)


def leave(town: Town, petition: Petition, kind: str) -> Letter:
    """A letter owed on the way goes the whole way of letters out, until it has left."""
    letter = petition.notices.get(kind=kind, left_on=None, void_at=None).letter
    assert letter is not None
    correspondence.edit(letter, fill(letter.body), by=letter.drafted_by, addressee_address="Piața Mare nr. 1")
    correspondence.approve(letter, by=town.head)
    correspondence.sign(letter, by=town.mayor)
    send(town, letter)
    letter.refresh_from_db()
    return letter


def fill(body: str) -> str:
    """The text with the blanks that a person fills in."""
    return re.sub(r"\[[^\[\]<>]+\]", "completat", body)


def redirected(town: Town, **paper: Any) -> Petition:
    """A petition that went to whom it belongs, its petitioner told."""
    petition = make_petition(town, **paper)
    actions.redirect(petition, to="Compania de Apă", by=town.registrar)
    for kind in ("authority", "redirected"):
        leave(town, petition, kind)
    return fresh(petition)


def extended(town: Town, petition: Petition, **words: Any) -> Petition:
    """A petition whose term the head extended; the notice left today."""
    actions.extend(petition, **({"reason": "Cablul se sapă abia săptămâna viitoare.", "by": town.mayor} | words))
    leave(town, petition, "extension")
    return fresh(petition)


def answered(town: Town, **paper: Any) -> Petition:
    """A petition whose answer left."""
    petition = accepted(town, **paper)
    give_opinions(town, petition)
    send(town, sign(town, write(town, petition)))
    return fresh(petition)


def fresh(petition: Petition) -> Petition:
    """The petition as the database has it."""
    return Petition.objects.select_related("case__entry__register", "case__entry__number").get(pk=petition.pk)
