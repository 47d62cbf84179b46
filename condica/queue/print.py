"""The ticket on paper (bonul de ordine): a strip of 80 mm for the printer under the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from condica.foundation import languages, typesetting
from condica.organisation import api as organisation
from condica.queue.models import Ticket


def ticket_pdf(ticket: Ticket) -> bytes:
    """The ticket, in the language that was chosen on the screen."""
    head, _images = typesetting.letterhead(organisation.letterhead(ticket.day))
    data = {
        "letterhead": head,
        "language": languages.active(),
        "title": f"{_('Bon de ordine')} {ticket}",
        "number": str(ticket),
        "service": ticket.service.spoken,
        "moment": languages.long_moment(ticket.waiting_since),
        "priority": _("cu prioritate") if ticket.priority else "",
        "words": _("Urmăriți ecranul. Bonul este bun numai astăzi."),
        "name": _("Bon de ordine"),
    }
    return typesetting.render("queue/ticket.typ", data, moment=ticket.waiting_since)
