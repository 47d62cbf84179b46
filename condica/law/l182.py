"""Classified information (Legea 182/2002, HG 585/2002, HG 781/2002): what may be told from the outside of an envelope.

Classified content never enters the general system; only its security structure keeps it, in registers of its own.
"""

from __future__ import annotations

import re
from enum import StrEnum

LAW = "Legea 182/2002"
NUMBERING = "HG 585/2002, art. 41 lit. b)"  # 0, 00, 000 before the number
SERVICE_NUMBERING = "HG 781/2002, art. 2 alin. (1)"  # S before the number
TRANSPORT = "HG 1349/2002, art. 1"

#: All that the register says of what is inside.
SUBJECT = "Plic închis: conținutul nu se înregistrează"


class Secrecy(StrEnum):
    """The class written on an envelope (clasa sau nivelul de secretizare)."""

    NONE = "none"
    SERVICE = "service"
    SECRET = "secret"  # noqa: S105 - the class, as it is written on envelopes
    STRICT = "strict"
    UTMOST = "utmost"

    @property
    def label(self) -> str:
        """As it is written on the envelope."""
        return LABELS[self]


LABELS = {
    Secrecy.NONE: "fără clasă (poștă specială)",
    Secrecy.SERVICE: "secret de serviciu",
    Secrecy.SECRET: "secret",
    Secrecy.STRICT: "strict secret",
    Secrecy.UTMOST: "strict secret de importanță deosebită",
}
_MARKS = {"S": Secrecy.SERVICE, "0": Secrecy.SECRET, "00": Secrecy.STRICT, "000": Secrecy.UTMOST}


def class_of(number: str) -> Secrecy:
    """The class that a number shows by what stands before it: S, 0, 00 or 000."""
    found = re.match(r"\s*(S(?=[\s./-]*\d)|0{1,3})", number)
    return _MARKS[found[1]] if found else Secrecy.NONE
