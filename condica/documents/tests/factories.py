"""Made-up documents for tests (documente de probă)."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import count

import typst

from condica.accounts.models import User
from condica.documents.actions import store
from condica.documents.models import Document
from condica.foundation import dates, typesetting
from condica.foundation.signatures import prepare
from condica.foundation.signatures.making import Authority, Issued

_numbers = count(1)


def make_document(content: bytes = b"", *, name: str = "cerere.txt", by: User, **words: str) -> Document:
    """A kept file; without content, one of its own."""
    return store(content or f"Cererea {next(_numbers)} privind iluminatul".encode(), name=name, by=by, **words)


PASSPHRASE = "parola de probă"
PAPER = """
#set document(title: "Răspuns", date: auto)
#set text(lang: "ro", font: "Inter")
= Răspuns
#link("condica:cap", block(width: 70mm, height: 17mm)[])
"""


@cache
def authority() -> Authority:
    """One made-up issuer for the whole run."""
    today = dates.now()
    return Authority("DEMO Autoritate de certificare", today - timedelta(days=400), today + timedelta(days=400))


@cache
def _issued(name: str, email: str) -> Issued:
    return authority().issue(name, email=email)


def issued_to(user: User) -> Issued:
    """A certificate with the person's own e-mail in it."""
    return _issued(user.full_name, user.email)


def prepared_pdf() -> bytes:
    """A page with one place for a signature."""
    made = typst.compile({"main.typ": PAPER.encode()}, format="pdf", font_paths=typesetting.fonts())
    return prepare(made, {"cap": "Semnătura"})
