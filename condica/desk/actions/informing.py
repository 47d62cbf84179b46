"""Papers for information (spre știință): a unit says that it took note."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.desk.models import NamedUnit
from condica.foundation import dates
from condica.journal.actions import record
from condica.journal.rules import Verb


@transaction.atomic
def acknowledge(named: NamedUnit, *, by: User) -> NamedUnit:
    """Say that a unit has read a paper sent for information (luat la cunoștință); the first who says so counts."""
    rows = NamedUnit.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
    named = rows.select_related("resolution__paper__entry").get(pk=named.pk)
    if named.seen_at is not None:
        return named
    named.seen_by, named.seen_at = by, dates.now()
    named.save(update_fields=["seen_by", "seen_at"])
    entry = named.resolution.paper.entry
    record(Verb.PAPER_ACKNOWLEDGED, on=entry, by=by, entry=entry.pk, data={"unit": named.unit.name})
    return named
