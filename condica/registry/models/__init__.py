"""Tables of the registry (registratura): registers, their numbers, and what each number stands for."""

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
from condica.registry.models.registers import Number, Register

__all__ = [
    "Attachment",
    "Cancellation",
    "Channel",
    "Connection",
    "Correction",
    "Direction",
    "Entry",
    "Exit",
    "Number",
    "Register",
    "Repeat",
    "Selected",
    "Selection",
    "SentMessage",
    "Settled",
]
