"""What a certificate says of its holder (titularul certificatului), read without judging it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms, crl, pem, x509

from condica.foundation.refusal import RuleBroken

QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
QC_COMPLIANCE = bytes.fromhex("060604008e460101")  # 0.4.0.1862.1.1: „this certificate is qualified" (ETSI EN 319 412-5)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose certificate it is (titular), who gave it, and between which moments it holds."""

    name: str
    email: str
    organisation: str
    code: str  # the person's own number, as the issuer wrote it (serialNumber of the subject)
    issuer: str
    number: str  # the certificate's number, in hexadecimal
    fingerprint: str
    since: datetime
    until: datetime
    qualified: bool  # it states itself qualified (QCStatements, eIDAS)


def holder_of(certificate: x509.Certificate) -> Holder:
    """The facts of a certificate."""
    subject = _words(certificate.subject)
    validity = certificate["tbs_certificate"]["validity"]
    return Holder(
        name=_name(subject) or certificate.subject.human_friendly,
        email=_email(certificate, subject),
        organisation=subject.get("organization_name", ""),
        code=subject.get("serial_number", ""),
        issuer=_name(_words(certificate.issuer)) or certificate.issuer.human_friendly,
        number=f"{certificate.serial_number:X}",
        fingerprint=fingerprint_of(certificate.dump()),
        since=validity["not_before"].native.astimezone(UTC),
        until=validity["not_after"].native.astimezone(UTC),
        qualified=_is_qualified(certificate),
    )


def fingerprint_of(der: bytes) -> str:
    """SHA-256 of a certificate as it is stored."""
    return hashlib.sha256(der).hexdigest()


def _words(name: x509.Name) -> dict[str, str]:
    """The parts of a name; of a part written twice, the last."""
    return {pair["type"].native: str(pair["value"].native) for part in name.chosen for pair in part}


def _name(words: dict[str, str]) -> str:
    full = f"{words.get('given_name', '')} {words.get('surname', '')}".strip()
    return words.get("common_name", "") or full or words.get("organization_name", "")


def _email(certificate: x509.Certificate, subject: dict[str, str]) -> str:
    others = certificate.subject_alt_name_value or []
    named = [str(one.native) for one in others if one.name == "rfc822_name"]
    return (named[0] if named else subject.get("email_address", "")).lower()


def _is_qualified(certificate: x509.Certificate) -> bool:
    """Read from the bytes: what a library knows of this extension depends on what was imported before."""
    for extension in certificate["tbs_certificate"]["extensions"]:
        if extension["extn_id"].dotted == QC_STATEMENTS:
            return QC_COMPLIANCE in extension["extn_value"].contents
    return False


def certificates_in(content: bytes) -> list[x509.Certificate]:
    """The certificates of a file: PEM, DER, or a PKCS#7 bundle (.p7b); refused when there is none."""
    found: list[x509.Certificate] = []
    for der in _pieces(content):
        found += _one_or_bundle(der)
    if not found:
        raise RuleBroken(
            "certificate-unreadable",
            "Fișierul nu conține niciun certificat care se poate citi.",
            remedy="Alege certificatul exportat ca .cer, .crt, .pem sau .p7b.",
        )
    return found


def revocation_lists_in(content: bytes) -> list[crl.CertificateList]:
    """The revocation lists (CRL) of a file, none when it holds something else."""
    found = []
    for der in _pieces(content):
        try:
            read = crl.CertificateList.load(der)
            read["tbs_cert_list"]["this_update"].native  # noqa: B018 - read now, so that it fails here
        except (ValueError, TypeError, KeyError):
            continue
        found.append(read)
    return found


def _pieces(content: bytes) -> Iterable[bytes]:
    try:
        return [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
    except ValueError:
        return []


def _one_or_bundle(der: bytes) -> list[x509.Certificate]:
    try:
        one = x509.Certificate.load(der)
        one.subject.native  # noqa: B018 - read now, so that it fails here
    except (ValueError, TypeError, KeyError):
        return _bundle(der)
    return [one]


def _bundle(der: bytes) -> list[x509.Certificate]:
    try:
        content = cms.ContentInfo.load(der)
        return [one.chosen for one in content["content"]["certificates"] if one.name == "certificate"]
    except (ValueError, TypeError, KeyError):
        return []
