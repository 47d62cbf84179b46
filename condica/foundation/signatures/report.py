"""What was found of the signatures of a file (raportul de verificare): facts, and a verdict a clerk understands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said of a signature (concluzia)."""

    VALID = "valid"
    CHANGED = "changed"
    BROKEN = "broken"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN_ISSUER = "unknown_issuer"
    NOT_CHECKED = "not_checked"

    @property
    def label(self) -> str:
        """The verdict in words."""
        return VERDICTS[self]


VERDICTS = {
    Verdict.VALID: "semnată valid",
    Verdict.CHANGED: "modificată după semnare",
    Verdict.BROKEN: "semnătura nu se potrivește cu fișierul",
    Verdict.REVOKED: "certificat revocat",
    Verdict.EXPIRED: "certificat nevalabil la data semnării",
    Verdict.UNKNOWN_ISSUER: "nu se poate verifica emitentul",
    Verdict.NOT_CHECKED: "nu s-a putut verifica",
}


@dataclass(slots=True)
class Checked:
    """One signature of a file (semnătură verificată)."""

    verdict: str = Verdict.NOT_CHECKED
    kind: str = "signature"  # or stamp: a time stamp over the whole document
    place: str = ""
    name: str = ""
    email: str = ""
    organisation: str = ""
    code: str = ""
    issuer: str = ""
    number: str = ""
    fingerprint: str = ""
    since: datetime | None = None
    until: datetime | None = None
    signed_at: datetime | None = None  # as the signer's machine said
    stamped_at: datetime | None = None  # as a trusted time-stamp service said
    whole: bool = False  # the whole file is covered; otherwise what came after is told by `changed`
    changed: str = ""  # "" nothing, "signatures" only more signatures, "content" the content itself
    qualified: bool = False
    note: str = ""


@dataclass(slots=True)
class Found:
    """All that was found in a file."""

    signatures: list[Checked] = field(default_factory=list)
    problem: str = ""
