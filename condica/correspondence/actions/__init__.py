"""The verbs of correspondence (fapte): drafting, visas, approval, dispatching, templates."""

from condica.correspondence.actions.annexes import add_annex, annex_papers, annexes_of, remove_annex
from condica.correspondence.actions.approval import approve, check, drop, return_to_author, submit
from condica.correspondence.actions.dispatching import add_proof, confirm_handed, dispatch, send_email
from condica.correspondence.actions.drafting import changed_meanwhile, draft, edit
from condica.correspondence.actions.signing import end_mandate, give_mandate, open_key, sign
from condica.correspondence.actions.steps import save_version
from condica.correspondence.actions.templates import change_phrase, change_template, end_phrase, end_template
from condica.correspondence.actions.visas import (
    add_duty,
    ask_visa,
    check_visas,
    duties_of,
    end_duty,
    give_visa,
    needs_visas,
    refuse_visa,
    send_to_visas,
    standing,
    withdraw_visa,
)
from condica.correspondence.actions.word import bring_back

__all__ = [
    "add_annex",
    "add_duty",
    "add_proof",
    "annex_papers",
    "annexes_of",
    "approve",
    "ask_visa",
    "bring_back",
    "change_phrase",
    "change_template",
    "changed_meanwhile",
    "check",
    "check_visas",
    "confirm_handed",
    "dispatch",
    "draft",
    "drop",
    "duties_of",
    "edit",
    "end_duty",
    "end_mandate",
    "end_phrase",
    "end_template",
    "give_mandate",
    "give_visa",
    "needs_visas",
    "open_key",
    "refuse_visa",
    "remove_annex",
    "return_to_author",
    "save_version",
    "send_email",
    "send_to_visas",
    "sign",
    "standing",
    "submit",
    "withdraw_visa",
]
