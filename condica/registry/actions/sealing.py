"""Papers of the registry kept for good (sigilarea): with the house's electronic seal where the server has one."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from condica.accounts.models import User
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import signatures

PLACE = "sigiliu"
WORDS = {PLACE: "Sigiliul electronic al autorității"}


def has_seal() -> bool:
    """Whether the server was given the authority's seal."""
    return bool(settings.SEAL_FILE)


def keep_sealed(content: bytes, *, name: str, title: str, by: User, now: datetime) -> Document:
    """Keep a paper, sealed where there is a seal; its template leaves a place for it."""
    if not has_seal():
        return documents.store(content, name=name, title=title, kind="register", by=by)
    return documents.keep_signed(
        signatures.prepare(content, WORDS), documents.seal_key(), place=PLACE, title=title, by=by, now=now,
        file_name=name, words=title,
    )  # fmt: skip


def sealed_bytes(content: bytes, *, title: str, by: User, now: datetime) -> bytes:
    """The paper with the seal on it, where there is one; nothing is written."""
    if not has_seal():
        return content
    prepared = signatures.prepare(content, WORDS)
    return documents.put_signature(prepared, documents.seal_key(), place=PLACE, title=title, by=by, now=now).content
