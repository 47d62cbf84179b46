"""Tables of the registry (registratura): registers, their numbers, and what each number stands for."""

from condica.registry.models.blocks import Block, Filling, OfflineLine, Reconciliation, Reserved
from condica.registry.models.closing import BookPart, BookPrint, YearClosing
from condica.registry.models.envelopes import Envelope
from condica.registry.models.keeping import Selected, Selection
from condica.registry.models.papers import (
    Attachment,
    Cancellation,
    Channel,
    Connection,
    Correction,
    Direction,
    Entry,
    Exit,
    Repeat,
    SentMessage,
    Settled,
)
from condica.registry.models.registers import Number, Register, RegisterDesk, RegisterReader

__all__ = [
    "Attachment",
    "Block",
    "BookPart",
    "BookPrint",
    "Cancellation",
    "Channel",
    "Connection",
    "Correction",
    "Direction",
    "Entry",
    "Envelope",
    "Exit",
    "Filling",
    "Number",
    "OfflineLine",
    "Reconciliation",
    "Register",
    "RegisterDesk",
    "RegisterReader",
    "Repeat",
    "Reserved",
    "Selected",
    "Selection",
    "SentMessage",
    "Settled",
    "YearClosing",
]
