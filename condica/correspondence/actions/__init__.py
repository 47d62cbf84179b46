"""The verbs of correspondence (fapte): drafting, visas, approval, dispatching, envelopes, templates."""

from condica.correspondence.actions.annexes import add_annex, annex_papers, annexes_of, remove_annex
from condica.correspondence.actions.approval import approve, check, drop, return_to_author, submit
from condica.correspondence.actions.dispatching import add_proof, confirm_handed, dispatch, send_email
from condica.correspondence.actions.drafting import changed_meanwhile, draft, edit
from condica.correspondence.actions.envelopes import (
    add_to,
    change_kind,
    complete,
    put_in_envelopes,
    take_from,
    undo,
    withdraw,
)
from condica.correspondence.actions.lists import cancel_list, hand_over, prepare, take_off
from condica.correspondence.actions.numbers import (
    add_contract,
    add_range,
    add_tariff,
    close_range,
    contract_on,
    draw_number,
    end_tariff,
)
from condica.correspondence.actions.returning import (
    envelope_of_number,
    note_attempt,
    note_receipt,
    note_return,
    take_scanned,
)
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
    "add_contract",
    "add_duty",
    "add_proof",
    "add_range",
    "add_tariff",
    "add_to",
    "annex_papers",
    "annexes_of",
    "approve",
    "ask_visa",
    "bring_back",
    "cancel_list",
    "change_kind",
    "change_phrase",
    "change_template",
    "changed_meanwhile",
    "check",
    "check_visas",
    "close_range",
    "complete",
    "confirm_handed",
    "contract_on",
    "dispatch",
    "draft",
    "draw_number",
    "drop",
    "duties_of",
    "edit",
    "end_duty",
    "end_mandate",
    "end_phrase",
    "end_tariff",
    "end_template",
    "envelope_of_number",
    "give_mandate",
    "give_visa",
    "hand_over",
    "needs_visas",
    "note_attempt",
    "note_receipt",
    "note_return",
    "open_key",
    "prepare",
    "put_in_envelopes",
    "refuse_visa",
    "remove_annex",
    "return_to_author",
    "save_version",
    "send_email",
    "send_to_visas",
    "sign",
    "standing",
    "submit",
    "take_from",
    "take_off",
    "take_scanned",
    "undo",
    "withdraw",
    "withdraw_visa",
]
