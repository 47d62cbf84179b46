"""Codes read from scanned paper that are none of our labels (coduri citite): asked of the rooms that know them."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from condica.accounts.models import User
from condica.documents.models import Document

Take = Callable[[str, Document, User], bool]
_TAKERS: list[Take] = []


def on_scanned_code(take: Take) -> None:
    """A room above is asked, in the same transaction: the code, the scanned sheets, who put them in; True takes it."""
    if take not in _TAKERS:
        _TAKERS.append(take)


@transaction.atomic
def tell_scanned_code(code: str, document: Document, *, by: User) -> bool:
    """Offer the sheets bearing a code to whoever knows it, the first one only; False leaves them for a person."""
    return any(take(code, document, by) for take in _TAKERS)
