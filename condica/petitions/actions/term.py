"""More time for a petition (prelungirea termenului, art. 9), and papers asked meanwhile (completări).

Asked by who works on it, decided by the head; it counts from the day the petitioner's notice left, if that is in time.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import plural
from condica.journal.rules import Verb
from condica.law import og27
from condica.law.terms import Term
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.actions import notices
from condica.petitions.actions.steps import check_act, locked, tell, term_now, term_of
from condica.petitions.models import Extension, Notice, Petition
from condica.petitions.rules import EXTENSION_DAYS, NoticeKind

ACT = "Prelungirea termenului"


@transaction.atomic
def ask_extension(petition: Petition, *, days: int = EXTENSION_DAYS, reason: str, by: User) -> Petition:
    """Propose more time (propunere de prelungire); the head of the authority decides."""
    petition, reason = locked(petition), _reason(reason)
    check_act(petition, by, ACT)
    _check(petition, term_now(petition), days, energy=days > EXTENSION_DAYS)
    if (petition.extension_days, petition.extension_reason) == (days, reason):
        return petition
    petition.extension_days, petition.extension_reason, petition.extension_asked_by = days, reason, by
    petition.save(update_fields=["extension_days", "extension_reason", "extension_asked_by"])
    tell(Verb.PETITION_EXTENSION_ASKED, petition, by, {"days": plural(days, "zi", "zile")}, {"reason": reason})
    return petition


@transaction.atomic
def extend(petition: Petition, *, days: int = EXTENSION_DAYS, reason: str, by: User, energy: bool = False) -> Petition:
    """Decide more time (prelungire, art. 9): the head, once, in time; the notice is begun and must leave in time."""
    petition, reason = locked(petition), _reason(reason)
    _check_head(by)
    known = Extension.objects.filter(petition=petition).first()
    if known and (known.days, known.reason, known.energy) == (days, reason, energy):
        return petition
    check_act(petition, by, ACT)
    term = term_now(petition)
    _check(petition, term, days, energy=energy)
    _check_undecided(petition)
    extension = _decide(petition, term, days, reason, energy=energy, by=by)
    if extension.needs_notice:
        notices.owe(petition, NoticeKind.EXTENSION, by=by, drafter=_drafter(petition, by))
    else:
        _count(petition, dates.today(), by)
    return petition


def _decide(petition: Petition, term: Term, days: int, reason: str, *, energy: bool, by: User) -> Extension:
    given = _extended(petition, term, days, energy=energy)
    always = bool(organisation.setting("petition_extension_notice", term.start))
    extension, _ = Extension.objects.update_or_create(
        petition=petition,
        defaults={
            "days": days, "energy": energy, "reason": reason, "decided_by": by, "decided_on": dates.today(),
            "before": term.legal, "legal": given.legal,
            "needs_notice": og27.asks_notice(term.start, energy=energy, always=always),
        },
    )  # fmt: skip
    petition.extension = extension
    data = {"days": plural(days, "zi", "zile"), "legal": dates.long(given.legal), "cites": _cites(term)}
    tell(Verb.PETITION_EXTENSION_DECIDED, petition, by, data, {"reason": reason})
    return extension


def _extended(petition: Petition, term: Term, days: int, *, energy: bool) -> Term:
    """The days are counted with the first ones, from the same start; never in a chain."""
    known = energy and term.start >= og27.LAW_31_2018
    return term_of(og27.extension_rule(energy=known), petition.entry, start=term.start, extra_days=days)


def _count(petition: Petition, on: date, by: User) -> None:
    """The petitioner was told: the term is longer; told after the term was over, it is not."""
    extension, term = Extension.objects.get(petition=petition), term_now(petition)
    if extension.counted_at is not None:
        return
    extension.told_on = on if extension.needs_notice else None
    shown = {"cites": _cites(term), "told": dates.long(on) if extension.needs_notice else "nu se cerea"}
    if why := _no_effect(extension, term, on):
        extension.save(update_fields=["told_on"])
        tell(Verb.PETITION_EXTENSION_LAPSED, petition, by, {**shown, "why": why})
        return
    given = _extended(petition, term, extension.days, energy=extension.energy)
    casework.extend_clock(petition.case, given, days=extension.days, reason=extension.reason, by=by)
    extension.counted_at = dates.now()
    extension.save(update_fields=["told_on", "counted_at"])
    data = {"days": plural(extension.days, "zi", "zile"), "legal": dates.long(given.legal), **shown}
    tell(Verb.PETITION_EXTENDED, petition, by, data)


def _no_effect(extension: Extension, term: Term, on: date) -> str:
    """Why a decision gives nothing: told too late, or another term runs meanwhile."""
    if on > extension.before:
        return "înștiințarea a plecat după împlinirea termenului"
    same = term.legal == extension.before and term.rule != og27.COURT
    return "" if same else "între timp curge alt termen"


notices.LEFT[NoticeKind.EXTENSION] = _count


def _drafter(petition: Petition, by: User) -> User:
    """Who writes the notice: whoever asked for more time, or solves it."""
    near = (petition.extension_asked_by, petition.case.owner)
    return next((user for user in near if user and user.may(Permission.LETTER_DRAFT)), by)


def _check(petition: Petition, term: Term, days: int, *, energy: bool) -> None:
    rules.check_extension(term, days=days, already=petition.case.extended, today=dates.today(), energy=energy)
    after = _extended(petition, term, days, energy=energy).legal
    rules.check_longer(term.legal, after, days=days, cites=(_cites(term),))


def _check_undecided(petition: Petition) -> None:
    waiting = Notice.objects.filter(petition=petition, kind=NoticeKind.EXTENSION, left_on=None, void_at=None)
    if waiting.filter(letter__isnull=False).exists():
        raise RuleBroken(
            "extension-decided", "Prelungirea e hotărâtă; înștiințarea ei n-a plecat încă.", cites=(og27.ART_9,),
            remedy="Ca să hotărăști altfel, renunță întâi la scrisoarea începută.",
        )  # fmt: skip
    waiting.update(void_at=dates.now())


def _check_head(by: User) -> None:
    if not by.may(Permission.PETITION_EXTEND):
        raise Refused(
            "extension-head",
            "Termenul îl poate prelungi numai conducătorul autorității.",
            cites=(og27.ART_9,),
            remedy="Propune prelungirea; hotărăște conducătorul.",
        )


def _cites(term: Term) -> str:
    return og27.extension_cites(term.start)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken(
            "reason-missing", "Prelungirea cere un motiv.", cites=(og27.ART_9,), remedy="Scrie ce mai trebuie cercetat."
        )
    return reason.strip()


@transaction.atomic
def ask_papers(petition: Petition, *, what: str, until: date, by: User) -> Notice:
    """Ask the petitioner for what is missing (cerere de completări): a letter; the term neither stops nor restarts."""
    petition, what = locked(petition), what.strip()
    check_act(petition, by, "Cererea de completări")
    if not what:
        raise RuleBroken("text-missing", "Nu se spune ce lipsește.", remedy="Scrie ce acte sau date ceri.")
    _check_until(until, petition.case.due_on)
    notice = notices.owe(petition, NoticeKind.PAPERS, by=by, lipsuri=what, data=dates.long_day(until, year=True))
    tell(Verb.PETITION_PAPERS_ASKED, petition, by, {"until": dates.long(until)}, {"text": what})
    return notice


def _check_until(until: date, due_on: date | None) -> None:
    if until <= dates.today() or (due_on is not None and until > due_on):
        raise RuleBroken(
            "papers-day", "Completările se cer de mâine până cel târziu în ziua termenului.", cites=(og27.ART_8_1,),
            remedy="Termenul nu se oprește; dacă e prea scurt, propune prelungirea.",
        )  # fmt: skip
