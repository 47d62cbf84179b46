"""A petition begins (deschiderea petiției, art. 2, 8): the clock starts with the number it was given."""

from __future__ import annotations

from types import EllipsisType
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.contacts import api as contacts
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import og27
from condica.law.calendar import FIRST_YEAR, OutsideCalendar
from condica.law.terms import Term, compute
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.models import Description, Petition
from condica.petitions.rules import APPLICANTS, DOMAINS, KIND, NATURES, Stage
from condica.registry.models import Entry

DESCRIBED = {"domain": DOMAINS, "nature": NATURES, "applicant": APPLICANTS}


def locked(petition: Petition) -> Petition:
    """The petition as it is now; its case's row is locked until the transaction ends."""
    case = casework.locked(petition.case)
    found = Petition.objects.select_related("about", "joined_to__case__entry", "repeats__case__entry").get(pk=case.pk)
    found.case = case
    return found


def term_of(rule: str, entry: Entry, extra_days: int | None = None) -> Term:
    """A term of this paper: from its registration, by the authority's own reading, around its bridge days."""
    start = dates.bucharest_day(entry.registered_at)
    received = dates.bucharest_day(entry.received_at)
    try:
        return compute(
            rule,
            start,
            bridge_days=organisation.bridge_days(),
            reading=organisation.reading_of(rule, start),
            extra_days=extra_days,
            received=received if received.year >= FIRST_YEAR else None,
            earlier_by=organisation.setting("internal_days_before", start),
        )
    except OutsideCalendar as unknown:
        raise RuleBroken(
            "outside-calendar",
            str(unknown),
            remedy="Calendarul sărbătorilor trebuie adus la zi; spune administratorului.",
        ) from None


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
        return known
    petition = Petition.objects.create(
        case=case, domain=domain, nature=nature or rules.nature_of(entry.subject),
        applicant=applicant or _applicant(entry), received_from=received_from,
    )  # fmt: skip
    _keep_description(petition, by)
    term = term_of(og27.RECEIVED if received_from else og27.ANSWER, entry)
    casework.start_clock(case, term, by=by)
    record(Verb.PETITION_OPENED, on=petition, by=by, entry=entry.pk, case=case.pk, data=_told(term))
    return petition


def _applicant(entry: Entry) -> str:
    if entry.sender is not None:
        return str(contacts.resolved(entry.sender).kind)
    return "" if entry.sender_name.strip() else "anonymous"


def _told(term: Term) -> dict[str, Any]:
    return {
        "days": plural(term.days, "zi", "zile"),
        "safe": dates.long(term.safe),
        "legal": dates.long(term.legal),
        "cites": term.cites[0],
    }


@transaction.atomic
def describe(petition: Petition, *, by: User, about: User | EllipsisType | None = ..., **fields: str) -> Petition:
    """Fill the card in (fișa petiției): domain, nature, applicant, whom it complains about (art. 11)."""
    petition = locked(petition)
    changed = [name for name, value in fields.items() if getattr(petition, name) != value]
    for name in changed:
        _check_choice(name, fields[name])
        setattr(petition, name, fields[name])
    if not isinstance(about, EllipsisType) and about != petition.about:
        petition.about = about
        changed.append("about")
    if not changed:
        return petition
    petition.save(update_fields=changed)
    _keep_description(petition, by)
    words = {"domain": "domeniul", "nature": "felul", "applicant": "petiționarul", "about": "persoana vizată"}
    data = {"fields": [words[name] for name in changed]}
    record(Verb.PETITION_DESCRIBED, on=petition, by=by, entry=petition.entry.pk, case=petition.pk, data=data)
    return petition


def _check_choice(name: str, value: str) -> None:
    if name not in DESCRIBED:
        raise TypeError(f"describe() does not know {name}")
    if value and value not in DESCRIBED[name]:
        raise RuleBroken("choice-unknown", f"Valoarea „{value}” nu se află în listă.", remedy="Alege din listă.")


def _keep_description(petition: Petition, by: User) -> None:
    Description.objects.create(
        petition=petition, at=dates.now(), by=by, domain=petition.domain, nature=petition.nature,
        applicant=petition.applicant,
    )  # fmt: skip


@transaction.atomic
def receive_from(petition: Petition, *, authority: str, by: User) -> Petition:
    """Say that another authority sent it here (art. 8 alin. (2)): a new term runs from registration here."""
    petition = locked(petition)
    if petition.received_from == authority.strip():
        return petition
    if not authority.strip():
        raise RuleBroken("authority-missing", "Lipsește autoritatea.", remedy="Scrie cine a trimis petiția.")
    rules.check_worked_on(petition.case.stage, Stage(petition.case.stage).label, "Consemnarea")
    if petition.case.extended:
        raise RuleBroken("extended-already", "Termenul a fost deja prelungit.", cites=(og27.ART_9,))
    petition.received_from = authority.strip()
    petition.save(update_fields=["received_from"])
    term = term_of(og27.RECEIVED, petition.entry)
    casework.start_clock(petition.case, term, by=by, reason=f"primită de la {authority.strip()}")
    data = {**_told(term), "authority": authority.strip()}
    record(Verb.PETITION_RECEIVED, on=petition, by=by, entry=petition.entry.pk, case=petition.pk, data=data)
    return petition
