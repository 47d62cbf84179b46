"""Makers of papers for tests of this room and of those above (fabrici)."""

from __future__ import annotations

from typing import Any

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.registry.api import register_incoming
from condica.registry.models import Entry


def make_registrar(**more: Any) -> User:
    """A clerk of the registry."""
    return make_user(role=Role.REGISTRAR, **more)


def make_entry(*, by: User | None = None, **paper: Any) -> Entry:
    """An incoming paper, registered by the verb itself."""
    words = {"channel": "counter", "subject": "Iluminat public stins pe strada Morii", "sender_name": "Elena Chirilă"}
    return register_incoming(by=by or make_registrar(), **(words | paper))
