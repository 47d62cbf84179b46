"""What the post room says of issued papers (acte emise, în plic): waiting, on a list, sent, received, come back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from condica.correspondence.models import Enclosure, Envelope
from condica.correspondence.rules import EnvelopeState
from condica.foundation import dates
from condica.registry.api import Posting


def inside() -> QuerySet[Enclosure]:
    """The issued papers in envelopes, to be fetched with these; those taken out aside."""
    rows = Enclosure.objects.filter(out_at=None).select_related("issued__kind", "issued__unit", "issued__entry")
    return rows.order_by("pk")


def about(wanted: Iterable[int]) -> dict[int, Posting]:
    """The last envelope of each of these papers, in words."""
    rows = Enclosure.objects.filter(issued__in=list(wanted), out_at=None).select_related("envelope__post_list")
    return {
        row.issued_id: Posting(
            _said(row.envelope), row.envelope.get_absolute_url(), waits=row.envelope.state == EnvelopeState.OPEN
        )
        for row in rows.order_by("pk")
    }


def _said(envelope: Envelope) -> str:
    kind = f"{envelope.kind_words} {envelope.number_words}".strip()
    if envelope.state == EnvelopeState.RETURNED and envelope.returned_on:
        return f"întors {dates.numeric(envelope.returned_on)}: {envelope.get_return_reason_display()}"
    if envelope.state == EnvelopeState.DELIVERED and envelope.received_on:
        who = f", {envelope.received_by}" if envelope.received_by else ""
        return f"primit {dates.numeric(envelope.received_on)}{who} ({kind})"
    if envelope.handed_at:
        return f"predat poștei {dates.moment(envelope.handed_at)} ({kind})"
    where = f"pe {envelope.post_list}" if envelope.post_list else "la expediere"
    return f"în plicul {envelope.pk}, {where}"
