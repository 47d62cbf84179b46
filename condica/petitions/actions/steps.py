"""Steps that the verbs of petitions share (pași): locking, terms, the guard of art. 11, leaving and coming back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.casework import api as casework
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import og27
from condica.law.terms import Term
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.models import Ending, Petition
from condica.petitions.rules import Ended, Stage
from condica.registry.models import Entry


def locked(petition: Petition) -> Petition:
    """The petition as it is now; its case's row is locked until the transaction ends."""
    case = casework.locked(petition.case)
    found = Petition.objects.select_related("about", "joined_to__case__entry", "repeats__case__entry").get(pk=case.pk)
    found.case = case
    return found


def locked_both(first: Petition, second: Petition) -> tuple[Petition, Petition]:
    """Two petitions, locked in the order of their rows so that nobody waits in a ring."""
    rows = {one.pk: locked(one) for one in sorted((first, second), key=lambda one: one.pk)}
    return rows[first.pk], rows[second.pk]


def tell(
    verb: Verb, petition: Petition, by: User, data: Mapping[str, Any], personal: Mapping[str, Any] | None = None
) -> None:
    """Write the journal's line of a verb."""
    record(verb, on=petition, by=by, entry=petition.entry.pk, case=petition.pk, data=data, personal=personal)


# ── terms ──


def term_of(
    rule: str, entry: Entry, *, start: date | None = None, extra_days: int | None = None, days: int | None = None
) -> Term:
    """A term of this paper, with the authority's readings of what is arguable in it among its explanations."""
    term = casework.term_for(entry, rule, start=start, extra_days=extra_days, days=days)
    return replace(term, explanation=(*term.explanation, *_readings(rule, term.start)))


def _readings(rule: str, on: date) -> list[str]:
    """How the authority reads what is arguable in this term, as sentences of its explanation."""
    said = [organisation.reading_said(rule, on)]
    if rule in {og27.EXTENSION, og27.EXTENSION_ENERGY} and on >= og27.LAW_31_2018:
        said.append(organisation.setting_said("petition_extension_notice", on))
    return [sentence for sentence in said if sentence]


def term_now(petition: Petition) -> Term:
    """The term that runs."""
    term = casework.term_of(petition.case)
    if term is None:
        raise RuleBroken("term-missing", f"Petiția {petition} nu are termen.", remedy="Spune administratorului.")
    return term


def told(term: Term) -> dict[str, Any]:
    """A term's facts for a journal line."""
    return {
        "days": plural(term.days, "zi", "zile"),
        "safe": dates.long(term.safe),
        "legal": dates.long(term.legal),
        "cites": term.cites[0],
    }


# ── whom it is about (art. 11) ──


def concern(petition: Petition, user: User) -> str:
    """`self` or `subordinate` for whom art. 11 keeps away from a petition; empty for everybody else."""
    about = petition.about
    if about is None:
        return ""
    if user.pk == about.pk:
        return "self"
    # Everybody is under the authority's head: whether they are kept away too is the authority's reading.
    above_all = Role.AUTHORITY_HEAD in about.roles
    if above_all and not organisation.setting("petition_about_authority_head"):
        return ""
    return "subordinate" if organisation.is_subordinate(user, about) else ""


def check_hands(petition: Petition, *users: User | None) -> None:
    """Refuse the hands of the person concerned, and of whoever works under that person (art. 11)."""
    if petition.about is None:
        return
    for user in users:
        kept = concern(petition, user) if user else ""
        rules.check_about(
            concerned=kept == "self", subordinate=kept == "subordinate", name=str(petition.about)
        )  # fmt: skip


def check_act(petition: Petition, by: User, act: str) -> None:
    """What every verb on an open petition asks: that it still is one, and that art. 11 does not keep the doer away."""
    rules.check_worked_on(petition.case.stage, act)
    check_hands(petition, by)


# ── leaving, and coming back ──


def end(
    petition: Petition, kind: Ended, *, by: User, on: datetime | date, solution: str = "", reason: str = "",
    cites: str = "",
) -> None:  # fmt: skip
    """Append how the petition ended, for the reports."""
    day = dates.bucharest_day(on) if isinstance(on, datetime) else on
    Ending.objects.create(
        petition=petition, kind=kind, on=day, at=dates.now(), by=by, solution=solution, reason=reason, cites=cites
    )


def leave(
    petition: Petition, stage: Stage, *, by: User, settled_as: str, ended: Ended, note: str, reason: str, cites: str
) -> None:
    """End the petition another way: stage, clock, the register's words, the history of reports."""
    case, today = petition.case, dates.today()
    casework.move(case, stage, by=by, note=reason)
    casework.stop_clock(case, on=today, by=by, reason=f"{stage.label}: {reason}".removesuffix(": "))
    casework.close(case, outcome=stage, settled_as=settled_as, note=note, on=today)
    end(petition, ended, by=by, on=dates.now(), reason=reason, cites=cites)


def again(petition: Petition, *, by: User, reason: str) -> None:
    """Undo the last way out: the petition waits for a resolution, its term as if it had never stopped."""
    casework.reopen(petition.case, stage=Stage.REGISTERED, by=by, note=reason)
    casework.resume_clock(petition.case, by=by, reason=reason)
    end(petition, Ended.AGAIN, by=by, on=dates.now(), reason=reason)
