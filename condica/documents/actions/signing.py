"""Signing a PDF (semnarea electronică): the key is somebody's for one use, the file gets one more revision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from asn1crypto import x509
from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.documents import print as paper
from condica.documents import queries
from condica.documents.actions.keeping import new_version, store
from condica.documents.models import Document, Signature
from condica.documents.rules import Means, check_holder
from condica.foundation import dates
from condica.foundation.lazy import Later
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures import (
    Holder,
    Place,
    Signed,
    check_certificate,
    holder_of,
    open_pkcs12,
    open_token,
    places_of,
    sign_pdf,
)

if TYPE_CHECKING:  # half a second to read
    import pikepdf
    from pyhanko.sign.signers import Signer
else:
    pikepdf = Later("pikepdf")


@dataclass(frozen=True, slots=True)
class Key:
    """A key ready to sign (cheie), with whose it is; it lives as long as the request."""

    signer: Signer
    means: Means
    holder: Holder


def key_from_file(content: bytes, passphrase: str, *, by: User, now: datetime | None = None) -> Key:
    """The person's own PKCS#12 file, opened for this use; neither it nor the passphrase is kept."""
    return _key(open_pkcs12(content, passphrase), Means.FILE, by, now)


@contextmanager
def key_from_token(pin: str, *, by: User, now: datetime | None = None) -> Iterator[Key]:
    """The person's token in this machine's reader, while the block lasts."""
    if not settings.PKCS11_LIBRARY:
        raise RuleBroken(
            "token-not-set", "Condica nu are pusă biblioteca unui dispozitiv de semnare.",
            remedy="Administratorul o pune (CONDICA_PKCS11_LIBRARY); până atunci semnează cu fișierul .p12.",
        )  # fmt: skip
    with open_token(settings.PKCS11_LIBRARY, pin, lambda found: _is_whose(found, by)) as signer:
        yield _key(signer, Means.TOKEN, by, now)


def _is_whose(certificate: x509.Certificate, by: User) -> bool:
    try:
        check_holder(holder_of(certificate), str(by), *queries.identity_of(by))
    except RuleBroken:
        return False
    return True


def seal_key(*, now: datetime | None = None) -> Key:
    """The authority's electronic seal (sigiliul electronic), kept on the server by its administrator."""
    content, passphrase = queries.seal_file()
    signer = open_pkcs12(content, passphrase)
    return Key(signer, Means.SEAL, _usable(signer, now))


def _key(signer: Signer, means: Means, by: User, now: datetime | None) -> Key:
    holder = _usable(signer, now)
    check_holder(holder, str(by), *queries.identity_of(by))
    return Key(signer, means, holder)


def _usable(signer: Signer, now: datetime | None) -> Holder:
    certificate = signer.signing_cert
    if certificate is None:
        raise RuleBroken(
            "key-without-certificate", "Fișierul are cheia, dar nu și certificatul.", remedy="Alege alt .p12."
        )
    moment = now or dates.frozen_moment()
    trust = queries.trust(fetch=settings.REVOCATION_FETCH)
    return check_certificate(certificate, chain=list(signer.cert_registry), trust=trust, moment=moment)


@transaction.atomic
def keep_signed(
    content: bytes, key: Key, *, place: str, title: str, by: User, now: datetime, file_name: str = "", words: str = "",
    previous: Document | None = None,
) -> Document:  # fmt: skip
    """Sign a prepared PDF at one of its places and keep it: as a new document, or as the next version of one."""
    signed = put_signature(content, key, place=place, title=title, by=by, now=now)
    if previous is None:
        document = store(signed.content, name=file_name, title=words, kind="letter", by=by)
    else:
        document = new_version(previous, signed.content, by=by)
    _remember(document, signed, key, place=place, title=title, by=by, now=now)
    return document


def put_signature(content: bytes, key: Key, *, place: str, title: str, by: User, now: datetime) -> Signed:
    """The signed bytes; nothing is written."""
    found = _places(content)
    if place not in found or found[place].signed:
        raise RuleBroken(
            "no-place-to-sign", "Documentul nu are un loc liber pentru această semnătură.",
            remedy="Întoarce scrisoarea la autor și ia-o de la aprobare.",
        )  # fmt: skip
    picture = paper.signature_picture(found[place], key.holder, who=str(by), means=key.means, now=now)
    return sign_pdf(
        content, field=place, signer=key.signer, moment=now, name=key.holder.name, reason=title, picture=picture,
        trust=queries.trust(fetch=settings.REVOCATION_FETCH), stamps=settings.TIMESTAMP_URL,
    )  # fmt: skip


def _places(content: bytes) -> dict[str, Place]:
    try:
        return {one.name: one for one in places_of(content)}
    except pikepdf.PdfError:
        raise RuleBroken(
            "document-broken", "Fișierul de semnat este stricat.",
            remedy="Întoarce scrisoarea la autor și ia-o de la aprobare; anunță administratorul.",
        ) from None  # fmt: skip


def _remember(document: Document, signed: Signed, key: Key, *, place: str, title: str, by: User, now: datetime) -> None:
    holder = key.holder
    Signature.objects.create(
        document=document, place=place, user=by, title=title, at=now, means=key.means, profile=signed.profile,
        note=signed.note, name=holder.name, issuer=holder.issuer, number=holder.number, fingerprint=holder.fingerprint,
    )  # fmt: skip
