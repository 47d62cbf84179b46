"""More time for a petition (prelungirea termenului, art. 9): asked by who works on it, decided by the head."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import og27
from condica.law.terms import Term
from condica.petitions import rules
from condica.petitions.actions.opening import locked, term_of
from condica.petitions.models import Petition
from condica.petitions.rules import Stage


@transaction.atomic
def ask_extension(petition: Petition, *, days: int = rules.EXTENSION_DAYS, reason: str, by: User) -> Petition:
    """Propose more time (propunere de prelungire); the head of the authority decides."""
    petition = locked(petition)
    reason = _reason(reason)
    _check_open(petition)
    today = dates.today()
    rules.check_extension(
        _term(petition), days=days, already=petition.case.extended, told_on=today, today=today, energy=days > 15
    )
    if (petition.extension_days, petition.extension_reason) == (days, reason):
        return petition
    petition.extension_days, petition.extension_reason, petition.extension_asked_by = days, reason, by
    petition.save(update_fields=["extension_days", "extension_reason", "extension_asked_by"])
    data, personal = {"days": plural(days, "zi", "zile")}, {"reason": reason}
    _record(Verb.PETITION_EXTENSION_ASKED, petition, by, data, personal)
    return petition


@transaction.atomic
def extend(
    petition: Petition,
    *,
    days: int = rules.EXTENSION_DAYS,
    reason: str,
    told_on: date | None,
    by: User,
    energy: bool = False,
) -> Petition:
    """Extend the term (prelungire, art. 9): by the head, once, in time, the petitioner told beforehand."""
    petition = locked(petition)
    case, reason = petition.case, _reason(reason)
    _check_head(by)
    if case.extended and petition.told_on == told_on and petition.extension_days == days:
        return petition
    _check_open(petition)
    rules.check_extension(
        _term(petition), days=days, already=case.extended, told_on=told_on, today=dates.today(), energy=energy
    )
    term = term_of(og27.EXTENSION_ENERGY if energy else og27.EXTENSION, petition.entry, extra_days=days)
    casework.extend_clock(case, term, days=days, reason=reason, by=by)
    petition.extension_days, petition.extension_reason, petition.told_on = days, reason, told_on
    petition.save(update_fields=["extension_days", "extension_reason", "told_on"])
    told = dates.long(told_on) if told_on else ""
    data = {"days": plural(days, "zi", "zile"), "legal": dates.long(term.legal), "cites": og27.ART_9, "told": told}
    _record(Verb.PETITION_EXTENDED, petition, by, data, {"reason": reason})
    return petition


def _check_head(by: User) -> None:
    if not by.may(Permission.PETITION_EXTEND):
        raise Refused(
            "extension-head",
            "Termenul îl poate prelungi numai conducătorul autorității.",
            cites=(og27.ART_9,),
            remedy="Propune prelungirea; hotărăște conducătorul.",
        )


def _check_open(petition: Petition) -> None:
    stage = Stage(petition.case.stage)
    rules.check_worked_on(stage, stage.label, "Prelungirea termenului")


def _term(petition: Petition) -> Term:
    term = casework.term_of(petition.case)
    if term is None:
        raise RuleBroken("term-missing", f"Petiția {petition} nu are termen.", remedy="Spune administratorului.")
    return term


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken(
            "reason-missing", "Prelungirea cere un motiv.", cites=(og27.ART_9,), remedy="Scrie ce mai trebuie cercetat."
        )
    return reason.strip()


def _record(verb: Verb, petition: Petition, by: User, data: dict[str, str], personal: dict[str, str]) -> None:
    record(verb, on=petition, by=by, entry=petition.entry.pk, case=petition.pk, data=data, personal=personal)
