"""Who may open what of the administration (accesul la administrare); rooms add their own pages at start-up."""

from __future__ import annotations

from dataclasses import dataclass

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import navigation


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
