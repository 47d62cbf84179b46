"""Who may open what of the administration (accesul la administrare); rooms add their own pages at start-up."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from condica.accounts.models import User, valid_on
from condica.accounts.rules import Permission
from condica.foundation import dates, navigation
from condica.organisation.models import Holding, Letterhead, SavedView, Unit
from condica.organisation.queries import held_by

MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class AdministrationLink:
    """A page that an administrator cares for (intrare din administrare); rooms add their own at start-up."""

    key: str
    label: str
    words: str
    icon: str
    url_name: str
    permission: Permission
    order: int = 50


_links: dict[str, AdministrationLink] = {}


def register_administration(link: AdministrationLink) -> None:
    """Add a page to the administrator's contents; the same key replaces (reloading is harmless)."""
    _links[link.key] = link


def administration_links(user: User) -> list[tuple[AdministrationLink, str]]:
    """The pages that this person may open, with their addresses."""
    found = [(link, navigation.address(link.url_name)) for link in sorted(_links.values(), key=lambda link: link.order)]
    return [(link, url) for link, url in found if url and user.may(link.permission)]


def views_seen_by(user: User) -> list[SavedView]:
    """The saved views of lists that this person has: their own, and those shared with a unit where they hold a post."""
    posts = Holding.objects.filter(valid_on(dates.today()), user=user).order_by().values("post__unit")
    found = list(SavedView.objects.filter(Q(user=user) | Q(unit__in=posts)).select_related("user", "unit")[:MOST_SHOWN])
    for view in found:
        view.is_mine = view.user_id == user.pk  # type: ignore[attr-defined]  # what the frame asks of it
    return found


def units_to_share_with(user: User) -> list[Unit]:
    """The units with whose people this person may share a view: those where they hold a post today."""
    return list(dict.fromkeys(holding.post.unit for holding in held_by([user.pk], dates.today())))


def register_frame() -> None:
    """Every list can be kept under a name, whatever room it is of."""
    navigation.register_place("keep_view", "organisation:keep_view", Permission.DESK_USE)
    navigation.register_fact("views", views_seen_by)
    navigation.register_fact("view_units", units_to_share_with)
    navigation.register_fact("house", _house)


def _house(user: User) -> str:
    """The authority's name, as the letterhead of today has it."""
    head = Letterhead.objects.filter(valid_on(dates.today())).first()
    return head.name if head else ""
