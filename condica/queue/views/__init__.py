"""Pages of the queue (paginile bonurilor), by who stands before them."""

from condica.queue.views.care import (
    add_desk,
    close_screen,
    close_service,
    edit_service,
    new_service,
    open_screen,
    remove_desk,
    services,
)
from condica.queue.views.counter import absent, again, call, desk, done, give, home, send_on
from condica.queue.views.figures import figures, figures_print, tickets_print
from condica.queue.views.public import display, display_now, kiosk, kiosk_ticket, ticket_paper

__all__ = [
    "absent",
    "add_desk",
    "again",
    "call",
    "close_screen",
    "close_service",
    "desk",
    "display",
    "display_now",
    "done",
    "edit_service",
    "figures",
    "figures_print",
    "give",
    "home",
    "kiosk",
    "kiosk_ticket",
    "new_service",
    "open_screen",
    "remove_desk",
    "send_on",
    "services",
    "ticket_paper",
    "tickets_print",
]
