"""The door of accounts (ușa conturilor): what rooms above may call."""

from __future__ import annotations

import hashlib

from condica.accounts.actions import make_token, revoke_token
from condica.accounts.models import ApiToken, Grant, User, valid_on
from condica.accounts.rules import Permission, Role
from condica.foundation import dates

__all__ = [
    "ApiToken",
    "Permission",
    "Role",
    "User",
    "make_token",
    "revoke_token",
    "system_user",
    "token_for",
    "users_with_role",
    "valid_on",
]


def system_user() -> User:
    """The system itself as the doer (Sistemul): jobs and intake act in its name."""
    return User.objects.get(is_system=True)


def token_for(raw: str) -> ApiToken | None:
    """The living token of this key, with its user; None for unknown, revoked or disabled ones."""
    digest = hashlib.sha256(raw.encode()).hexdigest()
    token = ApiToken.objects.select_related("user").filter(digest=digest, revoked_at=None, user__is_active=True).first()
    if token and token.last_used_on != dates.today():
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=dates.today())
    return token


def users_with_role(role: Role) -> list[User]:
    """The people who hold a role today, by name."""
    grants = Grant.objects.filter(valid_on(dates.today()), role=role, withdrawn_at=None)
    people = User.objects.filter(pk__in=grants.values("user"), is_active=True, is_service=False)
    return list(people.order_by("full_name", "pk"))
