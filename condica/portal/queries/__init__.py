"""Reads of the portal (citiri)."""

from condica.portal.queries.desk import held, held_count, register_places
from condica.portal.queries.house import House, house
from condica.portal.queries.tracking import Status, answers_of, status

__all__ = [
    "House",
    "Status",
    "answers_of",
    "held",
    "held_count",
    "house",
    "register_places",
    "status",
]
