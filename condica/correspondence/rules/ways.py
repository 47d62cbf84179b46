"""How a letter leaves and what became of it (căile de expediere); pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from condica.foundation.refusal import RuleBroken


class Way(StrEnum):
    """How a letter leaves (calea de expediere)."""

    EMAIL = "email"
    POST = "post"
    COUNTER = "counter"
    COURIER = "courier"
    HAND = "hand"

    @property
    def label(self) -> str:
        """The way in words."""
        return {
            "email": "e-mail", "post": "poștă", "counter": "la ghișeu", "courier": "curier", "hand": "prin agent",
        }[self.value]  # fmt: skip


#: The ways that need an envelope and an address on it.
ON_PAPER = frozenset({Way.POST, Way.COURIER, Way.HAND})


class Delivery(StrEnum):
    """What became of a dispatch (starea expedierii)."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in words."""
        return {
            "waiting": "așteaptă plecarea",
            "sent": "a plecat",
            "failed": "n-a plecat",
            "bounced": "s-a întors",
            "withdrawn": "retrasă",
        }[self.value]


#: What becomes of an order. Whatever left stays so, at most it comes back; another way is another order.
DELIVERY_NEXT: Mapping[Delivery, frozenset[Delivery]] = {
    Delivery.WAITING: frozenset({Delivery.SENT, Delivery.FAILED, Delivery.WITHDRAWN}),
    Delivery.SENT: frozenset({Delivery.BOUNCED}),
    Delivery.FAILED: frozenset(),
    Delivery.BOUNCED: frozenset(),
    Delivery.WITHDRAWN: frozenset(),
}


ADDRESS_PATTERN = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_address(way: Way, address: str) -> str:
    """The address that this way needs, or a refusal that says what is missing."""
    address = address.strip()
    if way is Way.EMAIL and not ADDRESS_PATTERN.fullmatch(address):
        raise RuleBroken(
            "dispatch-no-email",
            "Nu se poate trimite prin e-mail: adresa de e-mail lipsește sau e greșită.",
            remedy="Scrie adresa sau alege altă cale de expediere.",
        )
    if way in ON_PAPER and not address:
        raise RuleBroken(
            "dispatch-no-address",
            "Nu se poate trimite prin poștă: lipsește adresa destinatarului.",
            remedy="Scrie adresa sau alege altă cale de expediere.",
        )
    return address
