"""A made-up town for tests of petitions (fabrici): a registry, two solving units, their heads, the mayor."""

from __future__ import annotations

from typing import Any

from condica.accounts.models import User
from condica.casework import api as casework
from condica.casework.tests.factories import Town, at, fill, make_town, send, sign, write_answer
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.petitions import actions
from condica.petitions.models import Petition
from condica.registry.api import register_incoming
from condica.registry.models import Entry

__all__ = ["Town", "at", "fill", "make_town", "send", "sign"]  # the town of every procedure, and what is made here


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
    words: dict[str, Any] = {
        "text": "Verificați în teren și propuneți răspuns.",
        "lead": town.lighting,
        "joint": [town.police],
    }
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
    return write_answer(town, petition.entry, **more)


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


def redirected(town: Town, **paper: Any) -> Petition:
    """A petition that went to whom it belongs, its petitioner told."""
    petition = make_petition(town, **paper)
    actions.redirect(petition, to="Compania de Apă", by=town.registrar)
    for kind in ("authority", "redirected"):
        leave(town, petition, kind)
    return fresh(petition)


def extended(town: Town, petition: Petition, **words: Any) -> Petition:
    """A petition whose term the head extended; the notice left today."""
    usual: dict[str, Any] = {"reason": "Cablul se sapă abia săptămâna viitoare.", "by": town.mayor}
    actions.extend(petition, **(usual | words))
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
