"""Absences (concedii, delegații): recorded with a substitute where there is one, ended when the person is back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.actions.people import check_period, during, end_substitution, name_substitute, period_words
from condica.organisation.models import Absence


@transaction.atomic
def record_absence(
    user: User,
    *,
    since: date,
    until: date,
    substitute: User | None = None,
    reason: str = "",
    with_roles: bool = False,
    by: User,
) -> Absence:
    """Record when somebody is away (absență); a substitute, if named, stands in for exactly these days."""
    check_period(since, until)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = during(user.absences.all(), since, until)
    if known:
        raise RuleBroken(
            "absence-overlaps",
            f"{user} lipsește deja {period_words(known.since, known.until)}.",
            remedy="Încheie întâi acea absență sau alege alt interval.",
        )
    row = Absence(user=user, since=since, until=until, reason=reason.strip())
    if substitute is not None:
        row.substitution = name_substitute(
            user, substitute, since=since, until=until, reason=reason.strip(), with_roles=with_roles, by=by
        )
    row.save()
    record(Verb.ABSENCE_RECORDED, on=user, by=by, data={"period": period_words(since, until)})
    return row


@transaction.atomic
def end_absence(row: Absence, *, until: date, by: User) -> None:
    """Say that somebody is back (încheierea absenței), with the last day away; the substitution ends with it."""
    row = (
        Absence.objects.select_for_update(no_key=True, of=["self"])
        .select_related("user", "substitution")
        .get(pk=row.pk)
    )
    if row.until is not None and row.until <= until:
        return
    check_period(row.since, until)
    row.until = until
    row.save(update_fields=["until"])
    if row.substitution is not None:
        end_substitution(row.substitution, until=until, by=by)
    record(Verb.ABSENCE_ENDED, on=row.user, by=by, data={"day": dates.numeric(until)})
