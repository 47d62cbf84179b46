"""Made-up units, posts and holders for tests (structuri de probă)."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.organisation.models import Desk, Holding, Post, Substitution, Unit
from condica.organisation.rules import UnitKind

_numbers = count(1)
LONG_AGO = date(2000, 1, 1)


def make_unit(name: str = "", *, parent: Unit | None = None, kind: str = UnitKind.SERVICE, **fields: object) -> Unit:
    """A unit that exists since long ago."""
    number = next(_numbers)
    name = name or f"Serviciul {number}"
    fields = {"short_name": name[:60], "code": f"S{number}", "since": LONG_AGO, "sort_order": number, **fields}
    unit = Unit.objects.create(name=name, parent=parent, kind=kind, **fields)
    unit.refresh_from_db()
    return unit


def make_post(unit: Unit, title: str = "consilier", *, is_head: bool = False, **fields: object) -> Post:
    """A vacant post."""
    return Post.objects.create(unit=unit, title=title, is_head=is_head, **{"since": LONG_AGO, **fields})


def place(user: User, unit: Unit, *, is_head: bool = False, title: str = "") -> Holding:
    """A post made for the user, held since long ago."""
    post = make_post(unit, title or ("șef serviciu" if is_head else "consilier"), is_head=is_head)
    return Holding.objects.create(post=post, user=user, since=LONG_AGO)


def make_member(unit: Unit, role: str = "clerk", *, is_head: bool = False, **fields: Any) -> User:
    """A user with a role and a post in the unit."""
    user = make_user(role, **fields)
    place(user, unit, is_head=is_head)
    return user


def make_substitution(user: User, substitute: User, since: date, until: date) -> Substitution:
    """A substitution without roles."""
    return Substitution.objects.create(user=user, substitute=substitute, since=since, until=until)


def make_desk(unit: Unit | None = None, **fields: object) -> Desk:
    """A desk of a unit."""
    number = next(_numbers)
    fields = {"name": f"Ghișeul {number}", "code": f"G{number}", **fields}
    return Desk.objects.create(unit=unit or make_unit(), **fields)
