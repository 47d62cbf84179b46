"""The verbs of correspondence (fapte): drafting, approval, dispatching, templates."""

from condica.correspondence.actions.approval import approve, check, drop, return_to_author, sign, submit
from condica.correspondence.actions.dispatching import add_proof, confirm_handed, dispatch, send_email
from condica.correspondence.actions.drafting import draft, edit, save_version
from condica.correspondence.actions.templates import change_phrase, change_template, end_phrase, end_template

__all__ = [
    "add_proof",
    "approve",
    "change_phrase",
    "change_template",
    "check",
    "confirm_handed",
    "dispatch",
    "draft",
    "drop",
    "edit",
    "end_phrase",
    "end_template",
    "return_to_author",
    "save_version",
    "send_email",
    "sign",
    "submit",
]
