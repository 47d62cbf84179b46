"""Reads of correspondence (interogări): what waits for whom, one letter, the words to write with."""

from condica.correspondence.queries.boxes import (
    BOX,
    BOXES,
    Box,
    boxes_of,
    counts,
    letters_in,
    order,
    register_places,
    waiting_for,
)
from condica.correspondence.queries.letters import (
    _drawn,
    handed_on,
    history,
    letter_for_page,
    letters_of,
    message_id_of,
    page_numbers,
    pages_of,
    postal_list,
)
from condica.correspondence.queries.texts import Piece, all_phrases, compare, phrases_for, templates_on

__all__ = [
    "BOX",
    "BOXES",
    "Box",
    "Piece",
    "_drawn",
    "all_phrases",
    "boxes_of",
    "compare",
    "counts",
    "handed_on",
    "history",
    "letter_for_page",
    "letters_in",
    "letters_of",
    "message_id_of",
    "order",
    "page_numbers",
    "pages_of",
    "phrases_for",
    "postal_list",
    "register_places",
    "templates_on",
    "waiting_for",
]
