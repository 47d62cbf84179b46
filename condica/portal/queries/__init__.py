"""Reads of the portal (citiri)."""

from condica.portal.queries.counting import feedback, feedback_counts
from condica.portal.queries.desk import held, held_count, register_places
from condica.portal.queries.house import House, house
from condica.portal.queries.tracking import Status, answers_of, status

__all__ = [
    "House",
    "Status",
    "answers_of",
    "feedback",
    "feedback_counts",
    "held",
    "held_count",
    "house",
    "register_places",
    "status",
]
