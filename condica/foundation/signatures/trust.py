"""Whom to trust (încredere): the issuers that were accepted, their revocation lists, and a certificate against them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import crl, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    RevokedError,
    ValidationError,
)

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures.certificates import Holder, holder_of


@dataclass(frozen=True, slots=True)
class Trust:
    """The accepted issuers (DER) and their revocation lists; `fetch` asks the issuers themselves, over the network."""

    issuers: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    fetch: bool = False

    def context(self, moment: datetime | None, others: Iterable[x509.Certificate] = ()) -> ValidationContext:
        """Everything trusted, as the library wants it; a moment of its own cannot go with fetching."""
        roots = [x509.Certificate.load(der) for der in self.issuers]
        anchors = [one for one in roots if one.self_signed != "no"] or roots
        fetch = self.fetch and moment is None
        return ValidationContext(
            trust_roots=anchors,
            other_certs=[*others, *roots],
            crls=list(self.lists),
            moment=None if fetch else moment or dates.now(),
            allow_fetching=fetch,
            revocation_mode="soft-fail",
            retroactive_revinfo=True,
        )

    def revoked_at(self, certificate: x509.Certificate) -> datetime | None:
        """When an uploaded list says that a certificate was revoked; an old list says it as well as a new one."""
        for der in self.lists:
            facts = crl.CertificateList.load(der)["tbs_cert_list"]
            if facts["issuer"] != certificate.issuer:
                continue
            for row in facts["revoked_certificates"] or ():
                if row["user_certificate"].native == certificate.serial_number:
                    return row["revocation_date"].native.astimezone(UTC)  # type: ignore[no-any-return]
        return None

    @property
    def knows_revocation(self) -> bool:
        """Whether it can be said of a certificate that it was not revoked."""
        return bool(self.lists) or self.fetch


def check_certificate(
    certificate: x509.Certificate, *, chain: Iterable[x509.Certificate], trust: Trust, moment: datetime | None = None
) -> Holder:
    """Who holds a certificate with which somebody is about to sign; refused when it may not be used now."""
    holder, at = holder_of(certificate), moment or dates.now()
    _check_period(holder, at)
    _check_usage(certificate)
    if revoked := trust.revoked_at(certificate):
        raise _revoked(revoked)
    context = trust.context(moment, chain)
    try:
        asyncio.run(_validate(certificate, context))
    except (PathError, ValidationError) as error:
        raise _refusal(error, holder) from None
    return holder


async def _validate(certificate: x509.Certificate, context: ValidationContext) -> None:
    validator: Any = CertificateValidator(certificate, validation_context=context)
    await validator.async_validate_usage(set())


def _check_period(holder: Holder, at: datetime) -> None:
    if at > holder.until:
        raise RuleBroken(
            "certificate-expired",
            f"Certificatul de semnare a expirat la {_day(holder.until)}.",
            cites=("Legea 214/2024",),
            remedy="Reînnoiește certificatul la emitentul lui.",
        )
    if at < holder.since:
        raise RuleBroken(
            "certificate-not-yet",
            f"Certificatul de semnare este valabil abia din {_day(holder.since)}.",
            cites=("Legea 214/2024",),
            remedy="Așteaptă ziua aceea sau folosește certificatul de până acum.",
        )


def _check_usage(certificate: x509.Certificate) -> None:
    usage = certificate.key_usage_value
    if usage is None or {"digital_signature", "non_repudiation"} & usage.native:
        return
    raise RuleBroken(
        "certificate-usage",
        "Certificatul nu este făcut pentru semnături.",
        remedy="Alege certificatul de semnare, nu pe cel de criptare sau de conectare.",
    )


def _refusal(error: Exception, holder: Holder) -> RuleBroken:
    if isinstance(error, RevokedError):
        return _revoked(error.revocation_dt)
    if isinstance(error, PathBuildingError):
        return RuleBroken(
            "certificate-untrusted",
            f"Emitentul certificatului („{holder.issuer}”) nu este între cei de încredere.",
            remedy="Administratorul îl poate adăuga la Administrare › Certificate de încredere.",
        )
    if isinstance(error, ExpiredError | NotYetValidError):
        return RuleBroken(
            "certificate-issuer-expired",
            f"Un certificat din lanțul emitentului („{holder.issuer}”) nu este valabil astăzi.",
            remedy="Administratorul adaugă certificatul nou al emitentului.",
        )
    weak = isinstance(error, DisallowedAlgorithmError)
    return RuleBroken(
        "certificate-weak" if weak else "certificate-refused",
        "Certificatul folosește un algoritm care nu mai este sigur." if weak else "Certificatul nu se poate folosi.",
        remedy="Cere alt certificat de la emitent.",
    )


def _revoked(at: datetime) -> RuleBroken:
    return RuleBroken(
        "certificate-revoked",
        f"Certificatul de semnare a fost revocat la {_day(at)}.",
        cites=("Legea 214/2024",),
        remedy="Cere alt certificat de la emitent.",
    )


def _day(moment: datetime) -> str:
    return dates.numeric(dates.bucharest_day(moment))
