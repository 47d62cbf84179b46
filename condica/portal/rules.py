"""The portal's decisions (reguli): its steps, which files it takes, limits in words, what a code looks like; pure."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from condica.foundation.romanian import fold


class Step(StrEnum):
    """The steps of a petition (pașii), one group of questions each; the values stand in addresses."""

    WHAT = "ce"
    FILES = "fisiere"
    WHO = "cine"
    REPLY = "raspuns"
    CHECK = "verificare"

    @property
    def question(self) -> str:
        """The question that the page asks."""
        return str(TITLES[self])

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return ORDER.index(self) + 1


TITLES: Mapping[Step, Any] = {
    Step.WHAT: _("Ce doriți să ne spuneți?"),
    Step.FILES: _("Aveți fotografii sau documente?"),
    Step.WHO: _("Cine sunteți?"),
    Step.REPLY: _("Cum vă răspundem?"),
    Step.CHECK: _("Verificați și trimiteți"),
}
ORDER: tuple[Step, ...] = tuple(Step)
#: What must be there before a step is passed.
NEEDED: Mapping[Step, tuple[str, ...]] = {
    Step.WHAT: ("subject", "text"),
    Step.FILES: (),
    Step.WHO: ("who", "name", "address"),
    Step.REPLY: ("way",),
    Step.CHECK: (),
}
MB = 1_000_000
KEPT = timedelta(days=7)  # a draft nobody touches
KEPT_SENT = timedelta(hours=1)  # after sending, for a second click and a page read again
LOOKED_AT = timedelta(hours=2)  # how long a number and code open the page
LEAST_SECONDS = 2  # nobody reads and fills a page faster
CODE_MINUTES = 10
CODE_TRIES = 5

TYPES: Mapping[str, str] = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "image/heic": "HEIC",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "application/msword": "DOC",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/rtf": "RTF",
    "text/plain": "TXT",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on a kind of try: at most so many (a choice of the house) in a time."""

    kind: str
    setting: str
    window: timedelta


ADDRESS = Limit("address", "portal_address_day", timedelta(days=1))
NETWORK = Limit("network", "portal_network_day", timedelta(days=1))
LOOKUPS = Limit("lookup", "portal_lookups_hour", timedelta(hours=1))
PAPER_LOOKUPS = Limit("paper", "portal_lookups_hour", timedelta(hours=1))
CODES = Limit("codes", "portal_codes_hour", timedelta(hours=1))
UPLOADS = Limit("upload", "portal_uploads_day", timedelta(days=1))
DRAFTS = Limit("draft", "portal_drafts_day", timedelta(days=1))


def digest(value: str, *, key: str) -> str:
    """A value as it is counted: nobody reads an address or a network back from it."""
    return hmac.new(key.encode(), f"portal {value}".encode(), hashlib.sha256).hexdigest()


def content_digest(words: Mapping[str, Any]) -> str:
    """The same petition of the same person, whatever the spaces and capitals."""
    said = [fold(" ".join(str(words.get(name, "")).split())) for name in ("subject", "text", "name", "address")]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def most_bytes(megabytes: int) -> int:
    """How much of a file is read: one byte more than is allowed shows that it is too large."""
    return megabytes * MB + 1


def new_key() -> str:
    """A draft's own secret name."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Six figures."""
    return f"{secrets.randbelow(1_000_000):06d}"


def first_missing(words: Mapping[str, Any], before: Step) -> Step | None:
    """The first step before this one that still wants an answer."""
    for step in ORDER[: ORDER.index(before)]:
        if any(not words.get(name) for name in NEEDED[step]):
            return step
        if step is Step.REPLY and words.get("way") == "email" and not words.get("email"):
            return step
    return None


def after(step: Step) -> Step:
    """The next step; the last one stays."""
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def before(step: Step) -> Step | None:
    """The step before; none before the first."""
    place = ORDER.index(step)
    return ORDER[place - 1] if place else None


def masked(address: str) -> str:
    """`e…a@exemplu.ro`: enough to know one's own address, too little to learn another's."""
    name, _at, domain = address.partition("@")
    return f"{name[0]}…{name[-1] if len(name) > 2 else ''}@{domain}" if name and domain else ""


def network(address: str) -> str:
    """The network that an address is counted by: the address itself, of IPv6 the first half, however it is written."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return ":".join(f"{int(part, 16):x}" for part in known.exploded.split(":")[:4])
