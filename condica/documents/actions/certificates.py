"""Certificates (certificate): whose issuers are believed, and with which one each person signs."""

from __future__ import annotations

from datetime import UTC, datetime

from asn1crypto import crl, x509
from django.db import transaction

from condica.accounts.models import User
from condica.documents import queries
from condica.documents.models import PersonCertificate, TrustedItem
from condica.documents.rules import LAW, Trusted
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures import (
    certificates_in,
    check_certificate,
    holder_of,
    open_pkcs12,
    revocation_lists_in,
)
from condica.foundation.signatures.certificates import fingerprint_of
from condica.journal import actions as journal
from condica.journal.rules import Verb


@transaction.atomic
def trust(content: bytes, *, by: User) -> list[TrustedItem]:
    """Believe the issuers of a file, or take over their revocation lists (certificate de încredere)."""
    lists = revocation_lists_in(content)
    made = [_list(one, by) for one in lists] if lists else [_issuer(one, by) for one in certificates_in(content)]
    added = [row for row, new in made if new]
    for row in added:
        journal.record(Verb.ISSUER_TRUSTED, on=row, by=by, data={"kind": row.get_kind_display()})
    return added


def _issuer(certificate: x509.Certificate, by: User) -> tuple[TrustedItem, bool]:
    holder = holder_of(certificate)
    if not certificate.ca:
        raise RuleBroken(
            "issuer-not-authority",
            f"Certificatul „{holder.name}” nu este al unui emitent, ci al unei persoane sau al unui serviciu.",
            remedy="Adaugă certificatul autorității care l-a emis; se găsește pe pagina ei.",
        )
    return _kept(
        by, holder.fingerprint, kind=Trusted.ISSUER, name=holder.name, issuer=holder.issuer, der=certificate.dump(),
        since=holder.since, until=holder.until,
    )  # fmt: skip


def _list(revoked: crl.CertificateList, by: User) -> tuple[TrustedItem, bool]:
    """A list is taken over only from an issuer that is believed, signed by it."""
    queries.check_list_signed(revoked)
    facts, der = revoked["tbs_cert_list"], revoked.dump()
    count = len(facts["revoked_certificates"] or ())
    name = facts["issuer"].native.get("common_name", facts["issuer"].human_friendly)
    following = facts["next_update"].native
    return _kept(
        by, fingerprint_of(der), kind=Trusted.LIST, name=str(name), issuer=f"{count} revocate", der=der,
        since=_utc(facts["this_update"].native), until=_utc(following) if following else None,
    )  # fmt: skip


def _kept(by: User, fingerprint: str, **facts: object) -> tuple[TrustedItem, bool]:
    known = TrustedItem.objects.filter(fingerprint=fingerprint, removed_at=None).first()
    if known:
        return known, False
    return TrustedItem.objects.create(fingerprint=fingerprint, added_by=by, added_at=dates.now(), **facts), True


@transaction.atomic
def distrust(item: TrustedItem, *, by: User) -> None:
    """Believe an issuer no more (scoatere din încredere); what was checked before stays as it was said then."""
    item = TrustedItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    if item.removed_at is not None:
        return
    item.removed_at = dates.now()
    item.save(update_fields=["removed_at"])
    journal.record(Verb.ISSUER_DISTRUSTED, on=item, by=by, data={"kind": item.get_kind_display()})


@transaction.atomic
def register_certificate(content: bytes, *, passphrase: str = "", user: User, by: User) -> PersonCertificate:
    """Say with which certificate somebody signs (înregistrarea certificatului); an administrator confirms it.

    A `.p12` gives only its certificate: the key and the passphrase are not kept.
    """
    certificate = _certificate(content, passphrase)
    holder = check_certificate(certificate, chain=(), trust=queries.trust(), moment=dates.frozen_moment())
    known = PersonCertificate.objects.filter(fingerprint=holder.fingerprint, withdrawn_at=None).first()
    if known is not None:
        return _same_person(known, user)
    row = PersonCertificate.objects.create(
        user=user, der=certificate.dump(), fingerprint=holder.fingerprint, name=holder.name, issuer=holder.issuer,
        number=holder.number, email=holder.email, since=holder.since, until=holder.until, registered_by=by,
        registered_at=dates.now(),
    )  # fmt: skip
    journal.record(Verb.CERTIFICATE_REGISTERED, on=row, by=by, data={"issuer": holder.issuer},
                   personal={"holder": holder.name})  # fmt: skip
    return row


def _certificate(content: bytes, passphrase: str) -> x509.Certificate:
    if passphrase:
        found = open_pkcs12(content, passphrase).signing_cert
        if found is not None:
            return found
    people = [one for one in certificates_in(content) if not one.ca]
    if not people:
        raise RuleBroken(
            "certificate-of-issuer", "Fișierul are numai certificatul emitentului.",
            remedy="Alege certificatul tău: .cer, sau .p12 cu parola lui.",
        )  # fmt: skip
    return people[0]


def _same_person(known: PersonCertificate, user: User) -> PersonCertificate:
    if known.user_id != user.pk:
        raise RuleBroken(
            "certificate-of-another",
            f"Certificatul este deja înregistrat pentru {known.user}.",
            cites=(LAW,),
            remedy="Alege certificatul tău; dacă e o greșeală, un administrator îl retrage.",
        )
    return known


@transaction.atomic
def confirm_certificate(row: PersonCertificate, *, by: User) -> PersonCertificate:
    """Confirm that a certificate is this person's (confirmare), by somebody else than its holder."""
    row = PersonCertificate.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=row.pk)
    if row.confirmed_at is not None or row.withdrawn_at is not None:
        return row
    if row.user_id == by.pk:
        raise RuleBroken(
            "certificate-own", "Nimeni nu își confirmă propriul certificat.", remedy="Îl confirmă alt administrator."
        )
    row.confirmed_by, row.confirmed_at = by, dates.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(Verb.CERTIFICATE_CONFIRMED, on=row, by=by, personal={"holder": str(row.user)})
    return row


@transaction.atomic
def withdraw_certificate(row: PersonCertificate, *, by: User) -> None:
    """Use a certificate no more (retragere)."""
    row = PersonCertificate.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=row.pk)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = dates.now()
    row.save(update_fields=["withdrawn_at"])
    journal.record(Verb.CERTIFICATE_WITHDRAWN, on=row, by=by, personal={"holder": str(row.user)})


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
