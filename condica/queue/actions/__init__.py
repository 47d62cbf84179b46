"""The queue's verbs (fapte): services and screens, tickets taken, called, sent on, ended."""

from condica.queue.actions.services import (
    add_desk,
    change_service,
    close_screen,
    close_service,
    open_screen,
    open_service,
    remove_desk,
)
from condica.queue.actions.tickets import absent, call_again, call_next, done, send_on, take

__all__ = [
    "absent",
    "add_desk",
    "call_again",
    "call_next",
    "change_service",
    "close_screen",
    "close_service",
    "done",
    "open_screen",
    "open_service",
    "remove_desk",
    "send_on",
    "take",
]
