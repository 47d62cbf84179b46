"""What is said of signatures, and whose certificate it is (reguli pentru semnături); pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures import Holder, Verdict

LAW = "Legea 214/2024"

#: What can carry signatures, by its content's kind.
SIGNED_KINDS = frozenset({"application/pdf", "message/rfc822", "application/pkcs7-mime", "application/pkcs7-signature"})


class CheckState(StrEnum):
    """How far a check has come (starea verificării)."""

    WAITING = "waiting"
    DONE = "done"


class Means(StrEnum):
    """With what a signature was put (mijlocul de semnare)."""

    FILE = "file"
    TOKEN = "token"  # noqa: S105 - a device, not a secret
    SEAL = "seal"

    @property
    def label(self) -> str:
        """The means in words."""
        return MEANS_WORDS[self]


class Trusted(StrEnum):
    """What an administrator accepts (felul piesei de încredere)."""

    ISSUER = "issuer"
    LIST = "list"

    @property
    def label(self) -> str:
        """The kind in words."""
        return {"issuer": "emitent", "list": "listă de revocare"}[self.value]


MEANS_WORDS: Mapping[Means, str] = {
    Means.FILE: "certificat din fișier",
    Means.TOKEN: "certificat de pe dispozitiv",
    Means.SEAL: "sigiliul autorității",
}
MEANS = [(one.value, one.label) for one in Means]
STATES = [(CheckState.WAITING.value, "așteaptă"), (CheckState.DONE.value, "verificat")]
TRUSTED = [(one.value, one.label) for one in Trusted]


def carries_signatures(content: bytes, mime: str) -> bool:
    """Whether a content is worth a look: a PDF with a signature in it, an envelope, a signed e-mail."""
    if mime == "application/pdf":
        return b"/ByteRange" in content
    if mime == "message/rfc822":
        head = content[:20_000].lower()
        return b"multipart/signed" in head or b"pkcs7-mime" in head
    return mime in SIGNED_KINDS


def check_holder(holder: Holder, person: str, emails: set[str], confirmed: set[str]) -> None:
    """Refuse a certificate that is not the person's: neither confirmed, nor with the person's own e-mail in it."""
    if holder.fingerprint in confirmed or (holder.email and holder.email in emails):
        return
    raise RuleBroken(
        "certificate-not-yours",
        f"Certificatul este pe numele „{holder.name}” și nu e legat de contul {person}.",
        cites=(LAW,),
        remedy="Înregistrează-l la „Certificatele mele”; un administrator îl confirmă. Sau alege certificatul tău.",
    )


class Row(Protocol):
    """A checked signature, as its sentence needs it."""

    verdict: str
    kind: str
    name: str
    email: str
    organisation: str
    issuer: str
    number: str
    since: datetime | None
    until: datetime | None
    signed_at: datetime | None
    stamped_at: datetime | None
    whole: bool
    changed: str
    qualified: bool
    note: str


def said(row: Row) -> str:
    """The sentence of a signature, as a clerk reads it."""
    who = row.name or "un semnatar fără nume"
    if row.kind == "stamp":
        who = f"serviciul de marcă temporală {who}"
    return {
        Verdict.VALID: f"Semnată valid de {who}{_when(row)}.",
        Verdict.CHANGED: f"Modificată după ce a fost semnată de {who}{_when(row)}.",
        Verdict.BROKEN: f"Semnătura lui {who} nu se potrivește cu fișierul: fișierul a fost schimbat sau stricat.",
        Verdict.REVOKED: f"Semnată de {who}{_when(row)}, cu un certificat revocat.",
        Verdict.EXPIRED: f"Semnată de {who}{_when(row)}, cu un certificat care nu era valabil atunci.",
        Verdict.UNKNOWN_ISSUER: f"Semnată de {who}{_when(row)}; nu se poate verifica emitentul certificatului.",
        Verdict.NOT_CHECKED: f"Semnată de {who}{_when(row)}; semnătura nu s-a putut verifica.",
    }[Verdict(row.verdict)]


def _when(row: Row) -> str:
    at = row.stamped_at or row.signed_at
    return f", {moment(at)}" if at else ""


def moment(at: datetime) -> str:
    """`22.11.2026, 14:03`."""
    return dates.on_paper(at)


def facts_of(row: Row) -> list[tuple[str, str]]:
    """The details of a signature, as the report lists them; only what is known."""
    told = [
        ("Semnatar", ", ".join(filter(None, (row.name, row.organisation, row.email)))),
        ("Momentul", _moment_words(row)),
        ("Ce acoperă", _coverage(row)),
        ("Certificat", f"nr. {row.number}, emis de {row.issuer}" if row.number else ""),
        ("Valabil", f"{_day(row.since)} – {_day(row.until)}" if row.since and row.until else ""),
        ("Calificat", _qualified(row)),
        ("De știut", row.note),
    ]
    return [(label, words) for label, words in told if words]


def _moment_words(row: Row) -> str:
    if row.stamped_at:
        return f"{moment(row.stamped_at)}, cu marcă temporală"
    return f"{moment(row.signed_at)}, după ceasul semnatarului (fără marcă temporală)" if row.signed_at else ""


def _coverage(row: Row) -> str:
    if row.verdict in {Verdict.NOT_CHECKED, Verdict.BROKEN}:
        return ""
    if row.whole:
        return "tot documentul"
    later = {"signatures": "după ea s-au adăugat numai alte semnături", "content": "după ea s-a schimbat conținutul"}
    return later.get(row.changed, "")


def _qualified(row: Row) -> str:
    """Only what the certificate says of itself: the European trusted lists are not asked."""
    if not row.name or row.kind == "stamp":
        return ""
    return "certificatul se declară calificat" if row.qualified else "certificatul nu se declară calificat"


def _day(at: datetime) -> str:
    return dates.numeric(dates.bucharest_day(at))
