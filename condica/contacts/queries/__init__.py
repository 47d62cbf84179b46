"""Reading contacts (citirea contactelor): while typing, as lists and cards, as duplicates; localities."""

from condica.contacts.queries.cards import card, listed, members, resolved, resolved_all, with_point
from condica.contacts.queries.duplicates import Proposal, duplicates_of, proposals
from condica.contacts.queries.localities import Locality, localities
from condica.contacts.queries.typed import Match, find

__all__ = [
    "Locality",
    "Match",
    "Proposal",
    "card",
    "duplicates_of",
    "find",
    "listed",
    "localities",
    "members",
    "proposals",
    "resolved",
    "resolved_all",
    "with_point",
]
