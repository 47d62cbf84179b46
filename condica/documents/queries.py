"""Reading documents (citiri)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from asn1crypto import crl
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings
from django.db.models import Prefetch, QuerySet

from condica.accounts.models import User
from condica.documents.models import (
    Blob,
    BlobText,
    CheckedSignature,
    Document,
    PersonCertificate,
    Rendition,
    Signature,
    SignatureCheck,
    TrustedItem,
)
from condica.documents.rules import CheckState, Trusted
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures import Trust


def waiting(*, before: datetime | None = None) -> list[str]:
    """Checksums of contents whose text waits to be read, the oldest first."""
    rows = BlobText.objects.filter(state=BlobText.State.WAITING).order_by("asked_at")
    if before is not None:
        rows = rows.filter(asked_at__lt=before)
    return list(rows.values_list("pk", flat=True))


def scans_waiting(*, before: datetime) -> list[str]:
    """Checksums of scans asked for long ago that nobody has read."""
    rows = Rendition.objects.filter(state__in=["waiting", "running"], asked_at__lt=before).order_by("asked_at")
    return list(rows.values_list("pk", flat=True)[:500])


def text_of(document: Document) -> BlobText | None:
    """The text row of a document's content."""
    return BlobText.objects.filter(pk=document.blob_id).first()


def versions_of(document: Document) -> list[Document]:
    """All versions of a file, the first one first."""
    return [*reversed(list(_before(document))), document, *_after(document)]


def _before(document: Document) -> Iterator[Document]:
    while document.previous_id:
        document = Document.objects.select_related("blob").get(pk=document.previous_id)
        yield document


def _after(document: Document) -> Iterator[Document]:
    while found := Document.objects.select_related("blob").filter(previous=document).first():
        document = found
        yield document


# --- signatures -------------------------------------------------------------------------------------------------------


def trust(*, fetch: bool = False) -> Trust:
    """The issuers believed today, with their revocation lists."""
    rows = TrustedItem.objects.filter(removed_at=None).values_list("kind", "der")
    found = {kind: tuple(bytes(der) for one, der in rows if one == kind) for kind in Trusted}
    return Trust(found[Trusted.ISSUER], found[Trusted.LIST], fetch)


def trusted_items() -> QuerySet[TrustedItem]:
    """What is believed today: issuers first, then their lists."""
    return TrustedItem.objects.filter(removed_at=None).select_related("added_by")


def check_list_signed(revoked: crl.CertificateList) -> None:
    """Refuse a revocation list that no believed issuer signed."""
    found = x509.load_der_x509_crl(revoked.dump())
    for der in trust().issuers:
        key = x509.load_der_x509_certificate(der).public_key()
        try:
            if found.is_signature_valid(key):  # type: ignore[arg-type] # another kind of key raises TypeError
                return
        except (TypeError, UnsupportedAlgorithm):
            continue
    raise RuleBroken(
        "list-of-stranger",
        "Lista de revocare nu e semnată de un emitent de încredere.",
        remedy="Adaugă întâi certificatul emitentului, apoi lista lui.",
    )


def identity_of(user: User) -> tuple[set[str], set[str]]:
    """By what a certificate is known as somebody's: the account's e-mail, and the certificates confirmed for it."""
    kept = PersonCertificate.objects.filter(user=user, withdrawn_at=None).exclude(confirmed_at=None)
    return {user.email.lower()} - {""}, set(kept.values_list("fingerprint", flat=True))


def certificates_of(user: User) -> QuerySet[PersonCertificate]:
    """The certificates that a person registered and still uses."""
    return PersonCertificate.objects.filter(user=user, withdrawn_at=None).select_related("confirmed_by")


def certificates_of_all() -> QuerySet[PersonCertificate]:
    """Everybody's certificates, those that wait for a confirmation first."""
    rows = PersonCertificate.objects.filter(withdrawn_at=None).select_related("user", "confirmed_by", "registered_by")
    return rows.order_by("confirmed_at", "user__sort_key", "-pk")


def seal_file() -> tuple[bytes, str]:
    """The authority's seal and its passphrase, from the files that the server's settings name."""
    try:
        return Path(settings.SEAL_FILE).read_bytes(), Path(settings.SEAL_PASSPHRASE_FILE).read_text().strip()
    except OSError:
        raise RuleBroken(
            "seal-not-set",
            "Sigiliul electronic al autorității nu se poate citi de pe server.",
            remedy="Administratorul pune fișierele lui (CONDICA_SEAL_FILE, CONDICA_SEAL_PASSPHRASE_FILE).",
        ) from None


def signatures_put_on(document: Document) -> list[Signature]:
    """The signatures put here on a document, in all its versions, in order."""
    chain = [one.pk for one in versions_of(document)]
    return list(Signature.objects.filter(document__in=chain).select_related("user").order_by("pk"))


def check_of(document: Document) -> SignatureCheck | None:
    """The last look at a document's signatures, with what it found."""
    found = Prefetch("signatures", CheckedSignature.objects.order_by("ordinal"))
    return SignatureCheck.objects.filter(blob=document.blob_id).prefetch_related(found).order_by("-pk").first()


def checks_waiting(*, before: datetime) -> list[int]:
    """Looks asked long ago that nobody took."""
    rows = SignatureCheck.objects.filter(state=CheckState.WAITING, asked_at__lt=before).order_by("asked_at")
    return list(rows.values_list("pk", flat=True))


_COMPANIONS: list[Callable[[Document], Iterable[Document]]] = []


def register_companions(find: Callable[[Document], Iterable[Document]]) -> None:
    """A room above says which files came together with one (the file beside its detached signature)."""
    if find not in _COMPANIONS:
        _COMPANIONS.append(find)


def signed_beside(blob: Blob) -> Blob | None:
    """The file that a detached signature signs: `cerere.pdf` beside `cerere.pdf.p7s`, or the only other file."""
    if blob.mime != "application/pkcs7-signature":
        return None
    for document in blob.documents.order_by("created_at")[:5]:
        others = [one for find in _COMPANIONS for one in find(document) if one.blob_id != blob.pk]
        named = [one for one in others if one.file_name == document.file_name.rpartition(".")[0]]
        if named or len(others) == 1:
            return (named or others)[0].blob
    return None
