"""Made-up accounts for tests (conturi de probă)."""

from __future__ import annotations

from itertools import count

from condica.accounts.models import Grant, User
from condica.accounts.rules import Role

_numbers = count(1)
PASSWORD = "parola-de-proba-1"


def make_user(role: Role | str | None = None, *, full_name: str = "", username: str = "", **fields: object) -> User:
    """A user, with a role held since long ago if one is given; the password is `PASSWORD`."""
    number = next(_numbers)
    username = username or f"utilizator{number}"
    user = User(username=username, full_name=full_name or f"Ionescu-Țăran Ștefania {number}", **fields)
    user.set_password(PASSWORD)
    user.save()
    if role:
        grant(user, role)
    return user


def grant(user: User, role: Role | str) -> Grant:
    """The role, held since 2000."""
    user.forget_standing()
    return Grant.objects.create(user=user, role=Role(role), since="2000-01-01")
