"""What a person keeps for themselves (ale mele): no fact of the house, so the journal keeps silent about it."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.casework.models import NoDigest, Reminder
from condica.foundation import dates


@transaction.atomic
def set_digest(*, wanted: bool, by: User) -> None:
    """Choose whether the reminders also come by e-mail (rezumatul zilei)."""
    if wanted:
        NoDigest.objects.filter(user=by).delete()
    else:
        NoDigest.objects.get_or_create(user=by, defaults={"since": dates.now()})


@transaction.atomic
def see_reminders(*, until: int, by: User) -> int:
    """Take the reminders shown as seen (am văzut)."""
    return Reminder.objects.filter(for_user=by, pk__lte=until, seen_at=None).update(seen_at=dates.now())
