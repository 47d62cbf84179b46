"""Menu (meniul): rooms register their entry at start-up; each person sees what they may open.

Rooms above also register here the few facts that the frame shows: the person's unit, the unread notices, the
addresses of search and of the counter form. The frame itself knows no room.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

Ask = Callable[[Any], Any]


class AnyOf(frozenset[Hashable]):
    """Rights of which one is enough: `AnyOf({see_all, see_unit})`."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the rail; `permission` is asked of `user.may`, None means everybody signed in."""

    key: str
    label: str
    icon: str
    url_name: str
    permission: Hashable | None = None
    order: int = 50
    badge: Ask | None = None  # (user) -> how many wait; nothing is shown for 0
    at_end: bool = False  # stands alone at the foot of the rail


@dataclass(frozen=True, slots=True)
class NavLink:
    """A menu entry as one person sees it on one page."""

    key: str
    label: str
    icon: str
    url: str
    count: int
    current: bool
    at_end: bool


_items: dict[str, NavItem] = {}
_places: dict[str, tuple[str, Hashable | None]] = {}
_facts: dict[str, Ask] = {}


def register(item: NavItem) -> None:
    """Add an entry; a second one with the same key replaces the first (reloading is harmless)."""
    _items[item.key] = item


def register_place(key: str, url_name: str, permission: Hashable | None = None) -> None:
    """Say where something stands: `search`, `new` (the counter form), `notices`, `account`."""
    _places[key] = (url_name, permission)


def register_fact(key: str, ask: Ask) -> None:
    """Say how to learn something about the person: `post` (words under the name), `notices` (unread), `views`."""
    _facts[key] = ask


def fact(key: str, user: Any) -> Any:
    """The fact, or None when no room offers it."""
    return _facts[key](user) if key in _facts else None


def place(key: str, user: Any) -> str:
    """The address, or an empty string when nobody offers it or the person may not go there."""
    url_name, permission = _places.get(key, ("", None))
    return address(url_name) if url_name and allowed(user, permission) else ""


def address_of(key: str, *args: Any) -> str:
    """The address of a page about one thing (`term` of a paper), or an empty string when nobody offers it."""
    return address(_places[key][0], *args) if key in _places else ""


def allowed(user: Any, permission: Hashable | None) -> bool:
    """Whether the person may open what asks for this permission."""
    if isinstance(permission, AnyOf):
        return any(user.may(one) for one in permission)
    return permission is None or bool(user.may(permission))


def address(url_name: str, *args: Any) -> str:
    """The address of a page, or an empty string while its room is not built."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def links(user: Any, path: str) -> list[NavLink]:
    """The rail of this person; current is the entry whose address begins this page's path, the longest one."""
    items = [(item, address(item.url_name)) for item in sorted(_items.values(), key=lambda i: (i.order, i.key))]
    mine = [(item, url) for item, url in items if url and allowed(user, item.permission)]
    fits = [url for _, url in mine if url == path or (url != "/" and path.startswith(url))]
    current = max(fits, key=len, default="")
    return [_link(item, url, user, current) for item, url in mine]


def _link(item: NavItem, url: str, user: Any, current: str) -> NavLink:
    count = int(item.badge(user)) if item.badge else 0
    return NavLink(item.key, item.label, item.icon, url, count, url == current, item.at_end)
