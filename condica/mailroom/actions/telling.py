"""Telling holders that an issued paper waits at the desk (înștiințarea titularului): one short e-mail a paper."""

from __future__ import annotations

from condica.accounts.models import User
from condica.foundation import dates
from condica.mailroom.actions.sending import can_send, send
from condica.mailroom.models import Outgoing
from condica.organisation import api as organisation
from condica.registry import api as registry
from condica.registry.models import Issued

TEXT = """Bună ziua,

{paper} vă așteaptă la {desk}. Veniți cu actul de identitate; altcineva îl poate ridica numai cu împuternicire.
Răspunde cererii dumneavoastră nr. {number}.

{house}
"""


def register_teller() -> None:
    """The registry's shelf can tell by e-mail."""
    registry.register_teller(tell_holder)


def tell_holder(issued: Issued, by: User) -> bool:
    """Write the message, where there is an address, a request that it answers and a mail server."""
    if issued.entry is None or not issued.holder_email or not can_send():
        return False
    head = organisation.letterhead(dates.today())
    place = f"ghișeul {issued.desk}" if issued.desk else "ghișeul registraturii"
    words = {"paper": str(issued), "desk": place, "number": str(issued.entry), "house": head.name if head else ""}
    send(
        Outgoing.Kind.CONFIRMATION, address=issued.holder_email, subject=f"{issued.kind} vă așteaptă la ghișeu",
        body=TEXT.format(**words), entry=issued.entry,
    )  # fmt: skip
    return True
