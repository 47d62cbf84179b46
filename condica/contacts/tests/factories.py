"""Made-up contacts for tests (contacte de probă)."""

from __future__ import annotations

from itertools import count

from condica.accounts.models import User
from condica.contacts import actions
from condica.contacts.models import Contact

_numbers = count(1)
GOOD_CNP = "2800101221146"
GOOD_CUI = "18547290"


def make_contact(name: str = "", *, by: User | None = None, **fields: str) -> Contact:
    """A person, with whatever `contacts.actions.create` takes."""
    return actions.create(
        name=name or f"Chirilă Elena {next(_numbers)}", by=by or User.objects.get(is_system=True), **fields
    )
