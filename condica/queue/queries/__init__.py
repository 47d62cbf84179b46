"""Reads of the queue (interogări): what a screen offers, what a desk sees, what the figures are."""

from condica.queue.queries.figures import Page, figures_of, moments_of, tickets_between, today_words
from condica.queue.queries.now import (
    Offered,
    Seen,
    called_now,
    current_of,
    estimate,
    intervals_of,
    last_desk_of,
    latest_of,
    line_of,
    offered,
    services_of,
    services_today,
    waiting_at,
)

__all__ = [
    "Offered",
    "Page",
    "Seen",
    "called_now",
    "current_of",
    "estimate",
    "figures_of",
    "intervals_of",
    "last_desk_of",
    "latest_of",
    "line_of",
    "moments_of",
    "offered",
    "services_of",
    "services_today",
    "tickets_between",
    "today_words",
    "waiting_at",
]
