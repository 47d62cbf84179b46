"""What a person keeps for themselves (ale mele): no fact of the house, so the journal keeps silent about it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction

from condica.accounts.models import User
from condica.casework.models import NoDigest, Reminder, SavedView
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken

MOST_VIEWS = 20


@transaction.atomic
def keep_view(*, name: str, address: str, by: User) -> SavedView:
    """Keep a list with its filters under a name (salvarea vederii); the same name on the same list is replaced."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        raise RuleBroken("view-address", "Adresa vederii nu e a Condicăi.", remedy="Salvează vederea din lista ei.")
    others = by.saved_views.filter(page=parts.path).exclude(name=name.strip())
    if others.count() >= MOST_VIEWS:
        raise RuleBroken(
            "view-many", f"Lista are deja {MOST_VIEWS} de vederi.", remedy="Renunță întâi la una dintre ele."
        )
    query = f"?{parts.query}" if parts.query else ""
    view, _ = SavedView.objects.update_or_create(user=by, page=parts.path, name=name.strip(), defaults={"query": query})
    return view


@transaction.atomic
def drop_view(pk: int, *, by: User) -> None:
    """Give up one of one's own saved views."""
    by.saved_views.filter(pk=pk).delete()


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
