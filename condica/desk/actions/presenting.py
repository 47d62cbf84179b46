"""Who presents papers to whom (prezentarea la mapă): dated choices of the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.desk.models import Gathers, Presenting
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Unit


@transaction.atomic
def set_presenting(
    decider: User,
    *,
    gathers: str = Gathers.HOUSE,
    kinds: Sequence[str] = (),
    presenter: Unit | None = None,
    a_day: int = 1,
    since: date,
    by: User,
) -> Presenting:
    """Say that papers are presented to somebody by folder from a day on (decident); what held before ends."""
    User.objects.select_for_update(no_key=True).get(pk=decider.pk)
    if not decider.permissions_on(max(since, dates.today())) & {Permission.CASE_ASSIGN}:
        raise RuleBroken(
            "decider-cannot-assign", f"{decider} nu poate da rezoluții.",
            remedy="Dă-i întâi rolul potrivit: conducătorul autorității, director sau șef de compartiment.",
        )  # fmt: skip
    current = Presenting.objects.filter(decider=decider, until=None).first()
    if current is not None:
        if _told(current) == (gathers, list(kinds), presenter.pk if presenter else None, a_day):
            return current
        _end(current, since)
    made = Presenting.objects.create(
        decider=decider, gathers=gathers, kinds=list(kinds), presenter=presenter, a_day=a_day, since=since
    )
    record(Verb.PRESENTING_SET, on=made, by=by, data={"since": dates.long(since, year=True), "gathered": _words(made)})
    return made


def _told(row: Presenting) -> tuple[object, ...]:
    return row.gathers, row.kinds, row.presenter_id, row.a_day


def _words(row: Presenting) -> str:
    return str(Gathers(row.gathers).label)


def _end(row: Presenting, since: date) -> None:
    if row.since >= since:
        raise RuleBroken(
            "presenting-order", f"Alegerea de acum ține din {dates.long(row.since, year=True)}.",
            remedy="Cea nouă începe după această zi.",
        )  # fmt: skip
    row.until = since - timedelta(days=1)
    row.save(update_fields=["until"])


@transaction.atomic
def end_presenting(presenting: Presenting, *, by: User) -> Presenting:
    """No folder is prepared for somebody any more, from tomorrow on (încetarea); folders begun are still decided."""
    presenting = Presenting.objects.select_for_update(no_key=True, of=("self",)).get(pk=presenting.pk)
    if presenting.until is None:
        presenting.until = max(dates.today(), presenting.since)
        presenting.save(update_fields=["until"])
        record(Verb.PRESENTING_ENDED, on=presenting, by=by, data={"until": dates.long(presenting.until, year=True)})
    return presenting
