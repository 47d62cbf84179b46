"""The petition's card (fișa petiției): what it is about, who wrote it and for how many, whom it complains about."""

from __future__ import annotations

from types import EllipsisType
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.petitions import rules
from condica.petitions.actions.steps import locked, tell
from condica.petitions.models import Description, Petition
from condica.petitions.rules import APPLICANTS, DOMAINS, NATURES

CHOICES = {"domain": DOMAINS, "nature": NATURES, "applicant": APPLICANTS}
WORDS = {
    "domain": "domeniul",
    "nature": "felul",
    "applicant": "petiționarul",
    "signatories": "numărul semnatarilor",
    "representative": "reprezentantul",
    "on_behalf_of": "colectivul reprezentat",
    "about": "persoana vizată",
}


@transaction.atomic
def describe(petition: Petition, *, by: User, about: User | EllipsisType | None = ..., **fields: Any) -> Petition:
    """Fill the card in (fișa petiției): only what is given changes; each change is kept for past reports."""
    petition = locked(petition)
    if not isinstance(about, EllipsisType):
        fields["about"] = about
    changed = [name for name, value in fields.items() if getattr(petition, name) != value]
    if not changed:
        return petition
    for name in changed:
        _check_choice(name, fields[name])
        setattr(petition, name, fields[name])
    rules.check_collective(
        signatories=petition.signatories, representative=petition.representative,
        on_behalf_of=petition.on_behalf_of, applicant=petition.applicant,
    )  # fmt: skip
    petition.save(update_fields=changed)
    keep_description(petition, by)
    tell(Verb.PETITION_DESCRIBED, petition, by, {"fields": [WORDS[name] for name in changed]})
    return petition


def _check_choice(name: str, value: object) -> None:
    if name not in WORDS:
        raise TypeError(f"describe() does not know {name}")
    if value and value not in CHOICES.get(name, {value: ""}):
        raise RuleBroken("choice-unknown", f"Valoarea „{value}” nu se află în listă.", remedy="Alege din listă.")


def keep_description(petition: Petition, by: User) -> None:
    """Append the card as it is now."""
    Description.objects.create(
        petition=petition, at=dates.now(), by=by, domain=petition.domain, nature=petition.nature,
        applicant=petition.applicant, collective=petition.collective, signatories=petition.signatories,
    )  # fmt: skip
