"""What a person keeps for themselves (ale mele): no fact of the house, so the journal keeps silent about it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction

from condica.accounts.models import User
from condica.foundation.refusal import RuleBroken
from condica.organisation.access import units_to_share_with
from condica.organisation.models import SavedView, Unit

MOST_VIEWS = 20


@transaction.atomic
def keep_view(*, name: str, address: str, by: User, unit: Unit | None = None) -> SavedView:
    """Keep a list with its filters under a name (salvarea vederii); the same name on the same list is replaced.

    With `unit`, the colleagues of that unit have it too; what each sees behind it is still only what they may see.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        raise RuleBroken("view-address", "Adresa vederii nu e a Condicăi.", remedy="Salvează vederea din lista ei.")
    if unit is not None and unit not in units_to_share_with(by):
        raise RuleBroken("view-unit", f"Nu ai post în {unit.name}.", remedy="Împarte vederea cu compartimentul tău.")
    others = by.saved_views.filter(page=parts.path).exclude(name=name.strip())
    if others.count() >= MOST_VIEWS:
        raise RuleBroken(
            "view-many", f"Lista are deja {MOST_VIEWS} de vederi.", remedy="Renunță întâi la una dintre ele."
        )
    words = {"query": f"?{parts.query}" if parts.query else "", "unit": unit}
    view, _ = SavedView.objects.update_or_create(user=by, page=parts.path, name=name.strip(), defaults=words)
    return view


@transaction.atomic
def drop_view(pk: int, *, by: User) -> None:
    """Give up one of one's own saved views; a shared one goes away for the colleagues too."""
    by.saved_views.filter(pk=pk).delete()
