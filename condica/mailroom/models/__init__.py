"""Tables of the mailroom (căsuțe, mesaje, teancuri scanate, inventare)."""

from condica.mailroom.models.inventories import Inventory, Position, PositionFile, RefusedRow
from condica.mailroom.models.mail import Acknowledging, Mailbox, Message, Outgoing, Reconciliation, Sighting
from condica.mailroom.models.scans import Batch, Scanner, Sheet, Stack

__all__ = [
    "Acknowledging",
    "Batch",
    "Inventory",
    "Mailbox",
    "Message",
    "Outgoing",
    "Position",
    "PositionFile",
    "Reconciliation",
    "RefusedRow",
    "Scanner",
    "Sheet",
    "Sighting",
    "Stack",
]
