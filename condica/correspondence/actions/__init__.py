"""The verbs of correspondence (fapte): drafting, visas, approval, dispatching, templates."""

from condica.correspondence.actions.approval import approve, check, drop, return_to_author, sign, submit
from condica.correspondence.actions.dispatching import add_proof, confirm_handed, dispatch, send_email
from condica.correspondence.actions.drafting import draft, edit
from condica.correspondence.actions.steps import save_version
from condica.correspondence.actions.templates import change_phrase, change_template, end_phrase, end_template
from condica.correspondence.actions.visas import (
    add_duty,
    ask_visa,
    end_duty,
    give_visa,
    refuse_visa,
    send_to_visas,
    withdraw_visa,
)

__all__ = [
    "add_duty",
    "add_proof",
    "approve",
    "ask_visa",
    "change_phrase",
    "change_template",
    "check",
    "confirm_handed",
    "dispatch",
    "draft",
    "drop",
    "edit",
    "end_duty",
    "end_phrase",
    "end_template",
    "give_visa",
    "refuse_visa",
    "return_to_author",
    "save_version",
    "send_email",
    "send_to_visas",
    "sign",
    "submit",
    "withdraw_visa",
]
