"""Made-up documents for tests (documente de probă)."""

from __future__ import annotations

from itertools import count

from condica.accounts.models import User
from condica.documents.actions import store
from condica.documents.models import Document

_numbers = count(1)


def make_document(content: bytes = b"", *, name: str = "cerere.txt", by: User, **words: str) -> Document:
    """A kept file; without content, one of its own."""
    return store(content or f"Cererea {next(_numbers)} privind iluminatul".encode(), name=name, by=by, **words)
