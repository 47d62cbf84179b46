"""A petition begins (deschiderea petiției, art. 2, 8): the clock starts with the number it was given."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.contacts import api as contacts
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import og27
from condica.petitions import rules
from condica.petitions.actions.card import keep_description
from condica.petitions.actions.steps import again, check_act, leave, locked, tell, term_of, told
from condica.petitions.models import Petition
from condica.petitions.rules import KIND, Ended, Stage
from condica.registry.models import Entry


def open_paper(entry: Entry, by: User) -> None:
    """What the registry calls when a paper is a petition (încadrare): in its own transaction."""
    open_petition(entry, by=by)


@transaction.atomic
def open_petition(
    entry: Entry, *, by: User, domain: str = "", nature: str = "", applicant: str = "", received_from: str = ""
) -> Petition:
    """Open a petition from its paper (deschidere): the term runs from registration (art. 8); twice, it stays one."""
    case = casework.open_case(
        KIND, entry, title=entry.subject, stage=Stage.REGISTERED, cites="OG 27/2002, art. 6 alin. (1)", by=by
    )
    known = Petition.objects.filter(pk=case.pk).first()
    if known is not None:
        return _recognised_again(known, by)
    petition = Petition.objects.create(
        case=case, domain=domain, nature=nature or rules.nature_of(entry.subject),
        applicant=applicant or _applicant(entry), received_from=received_from,
    )  # fmt: skip
    keep_description(petition, by)
    term = term_of(og27.RECEIVED if received_from else og27.ANSWER, entry)
    casework.start_clock(case, term, by=by)
    tell(Verb.PETITION_OPENED, petition, by, told(term))
    return petition


def _applicant(entry: Entry) -> str:
    if entry.sender is not None:
        return str(contacts.resolved(entry.sender).kind)
    return "" if entry.sender_name.strip() else "anonymous"


def _recognised_again(petition: Petition, by: User) -> Petition:
    """A paper found to be no petition is one after all: the petition goes on, its term as it was."""
    petition = locked(petition)
    if petition.case.stage == Stage.RECLASSED:
        again(petition, by=by, reason="documentul e totuși petiție")
        tell(Verb.PETITION_RESUMED, petition, by, {}, {"reason": "documentul e totuși petiție"})
    return petition


@transaction.atomic
def leave_paper(entry: Entry, by: User) -> None:
    """What the registry calls when a petition's paper is found to be something else (reîncadrare); undone by calling
    it a petition again."""
    found = Petition.objects.select_related("case").filter(case__entry=entry).first()
    if found is None:
        return
    petition = locked(found)
    if petition.case.stage == Stage.RECLASSED:
        return
    check_act(petition, by, "Schimbarea felului documentului")
    _check_alone(petition)
    leave(
        petition, Stage.RECLASSED, by=by, settled_as="closed", ended=Ended.RECLASSED, note="nu e petiție",
        reason="documentul nu e petiție", cites=og27.ART_2,
    )  # fmt: skip
    tell(Verb.PETITION_RECLASSED, petition, by, {"cites": og27.ART_2})


def _check_alone(petition: Petition) -> None:
    if petition.joined.exists():
        raise RuleBroken(
            "petition-has-joined", f"La petiția {petition} sunt conexate altele.", cites=(og27.ART_10_1,),
            remedy="Desface întâi conexarea lor.",
        )  # fmt: skip


@transaction.atomic
def receive_from(petition: Petition, *, authority: str, by: User) -> Petition:
    """Say that another authority sent it here (art. 8 alin. (2)): a new term runs from registration here."""
    petition, authority = locked(petition), authority.strip()
    if petition.received_from == authority:
        return petition
    if not authority:
        raise RuleBroken("authority-missing", "Lipsește autoritatea.", remedy="Scrie cine a trimis petiția.")
    check_act(petition, by, "Consemnarea")
    if petition.case.extended:
        raise RuleBroken("extended-already", "Termenul a fost deja prelungit.", cites=(og27.ART_9,))
    petition.received_from = authority
    petition.save(update_fields=["received_from"])
    term = term_of(og27.RECEIVED, petition.entry)
    casework.start_clock(petition.case, term, by=by, reason=f"primită de la {authority}")
    tell(Verb.PETITION_RECEIVED, petition, by, {**told(term), "authority": authority})
    return petition
