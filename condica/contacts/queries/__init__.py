"""Reading contacts (citirea contactelor): while typing, as lists and cards, as duplicates; localities."""

from condica.contacts.queries.cards import (
    card,
    listed,
    members,
    resolved,
    resolved_all,
    was_seen,
    with_cnp,
    with_point,
)
from condica.contacts.queries.duplicates import Proposal, duplicates_of, proposals
from condica.contacts.queries.keepers import (
    File,
    Item,
    PersonalKeeper,
    found_about,
    found_under,
    keepers,
    met_by,
    register_acquaintance,
    register_keeper,
    register_need,
    register_people,
    still_needed,
)
from condica.contacts.queries.localities import Locality, localities, locality
from condica.contacts.queries.own import no_longer_needed, own_items, proofs
from condica.contacts.queries.sections import Section, SectionRow, register_section, sections_of
from condica.contacts.queries.typed import Match, find, match_of

__all__ = [
    "File",
    "Item",
    "Locality",
    "Match",
    "PersonalKeeper",
    "Proposal",
    "Section",
    "SectionRow",
    "card",
    "duplicates_of",
    "find",
    "found_about",
    "found_under",
    "keepers",
    "listed",
    "localities",
    "locality",
    "match_of",
    "members",
    "met_by",
    "no_longer_needed",
    "own_items",
    "proofs",
    "proposals",
    "register_acquaintance",
    "register_keeper",
    "register_need",
    "register_people",
    "register_section",
    "resolved",
    "resolved_all",
    "sections_of",
    "still_needed",
    "was_seen",
    "with_cnp",
    "with_point",
]
