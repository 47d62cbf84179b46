"""A list left on paper (tipărirea unei liste): names leave with it, so it is told like an export."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.journal.actions import record
from condica.journal.rules import Verb


@transaction.atomic
def tell_printed(title: str, count: int, *, by: User) -> None:
    """Write down that a list was printed: who, which, how many rows."""
    record(Verb.LIST_PRINTED, on=("organisation.list", 0, title), by=by, data={"count": count})
