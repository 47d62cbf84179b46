"""What every page's frame shows (cadrul): menu, person, theme; worked out only when a template asks."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from condica.foundation import navigation

THEMES = ("auto", "light", "dark")


class Frame:
    """The frame of one page for one person."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def user(self) -> Any:
        return getattr(self.request, "user", None)

    @property
    def signed_in(self) -> bool:
        return bool(self.user is not None and self.user.is_authenticated)

    @cached_property
    def links(self) -> list[navigation.NavLink]:
        """The rail."""
        return navigation.links(self.user, self.request.path) if self.signed_in else []

    @cached_property
    def tabs(self) -> list[navigation.NavLink]:
        """The phone's tabs: the first three entries; the counter form and the menu make five."""
        return self.links[:3]

    @cached_property
    def places(self) -> dict[str, str]:
        """Addresses of search, counter form, notices, account."""
        keys = ("search", "new", "notices", "account", "sign_out", "home", "keep_view", "circular")
        return {key: navigation.place(key, self.user) for key in keys} if self.signed_in else {}

    @cached_property
    def post(self) -> str:
        """The words under the person's name: unit or desk."""
        return str(navigation.fact("post", self.user) or "")

    @cached_property
    def notices(self) -> int:
        """How many notices are unread."""
        return int(navigation.fact("notices", self.user) or 0)

    @cached_property
    def views(self) -> list[Any]:
        """The views of this very list that the person saved, or that a colleague shared."""
        return [view for view in navigation.fact("views", self.user) or () if view.page == self.request.path]

    @cached_property
    def view_units(self) -> list[Any]:
        """The units with which the person may share a view."""
        return list(navigation.fact("view_units", self.user) or ())

    @property
    def initials(self) -> str:
        """Two letters for the round sign beside the name."""
        words = str(self.user).split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    @property
    def theme(self) -> str:
        """light, dark, or auto: what the system says."""
        chosen = self.request.COOKIES.get("cd-theme", "auto")
        return chosen if chosen in THEMES else "auto"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"frame": Frame(request)}
