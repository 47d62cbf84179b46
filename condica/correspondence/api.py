"""The door of correspondence (ușa corespondenței): what rooms above may call."""

from __future__ import annotations

from condica.correspondence.access import letter_to_edit, letter_to_read, visible_to
from condica.correspondence.actions import (
    add_annex,
    add_proof,
    annex_papers,
    approve,
    ask_visa,
    check,
    confirm_handed,
    dispatch,
    draft,
    drop,
    edit,
    give_visa,
    refuse_visa,
    return_to_author,
    send_to_visas,
    sign,
    submit,
)
from condica.correspondence.models import Dispatch, Letter, LetterTemplate
from condica.correspondence.print import letter_pdf as pdf
from condica.correspondence.queries import Insertion, letters_of, register_insertions, templates_on
from condica.correspondence.rules import Delivery, Stage, Way
from condica.correspondence.signals import letter_left, letter_moved

__all__ = [
    "Delivery",
    "Dispatch",
    "Insertion",
    "Letter",
    "LetterTemplate",
    "Stage",
    "Way",
    "add_annex",
    "add_proof",
    "annex_papers",
    "approve",
    "ask_visa",
    "check",
    "confirm_handed",
    "dispatch",
    "draft",
    "drop",
    "edit",
    "give_visa",
    "letter_left",
    "letter_moved",
    "letter_to_edit",
    "letter_to_read",
    "letters_of",
    "pdf",
    "refuse_visa",
    "register_insertions",
    "return_to_author",
    "send_to_visas",
    "sign",
    "submit",
    "templates_on",
    "visible_to",
]
