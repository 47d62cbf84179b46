"""Reading contacts (citirea contactelor): while typing, as lists and cards, as duplicates; localities."""

from condica.contacts.queries.cards import card, listed, members, resolved, resolved_all, with_point
from condica.contacts.queries.duplicates import Proposal, duplicates_of, proposals
from condica.contacts.queries.localities import Locality, localities, locality
from condica.contacts.queries.sections import Section, SectionRow, register_section, sections_of
from condica.contacts.queries.typed import Match, find

__all__ = [
    "Locality",
    "Match",
    "Proposal",
    "Section",
    "SectionRow",
    "card",
    "duplicates_of",
    "find",
    "listed",
    "localities",
    "locality",
    "members",
    "proposals",
    "register_section",
    "resolved",
    "resolved_all",
    "sections_of",
    "with_point",
]
