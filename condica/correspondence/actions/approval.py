"""Approval (circuitul de aprobare): check, approve and sign, or return with a reason (OG 27/2002 art. 13)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, rules
from condica.correspondence.actions.signing import Key, record_signature, sign_as_unit
from condica.correspondence.actions.steps import content_of, done, locked, take_step
from condica.correspondence.actions.visas import check_visas, go_on_to_visas
from condica.correspondence.models import Letter
from condica.correspondence.rules import Stage, Step
from condica.foundation import dates
from condica.foundation.refusal import Refused
from condica.registry import api as registry
from condica.registry.models import Direction


@transaction.atomic
def submit(letter: Letter, *, by: User, note: str = "", now: datetime | None = None) -> Letter:
    """Hand a draft over for checking (dat la verificare)."""
    letter = locked(letter)
    if done(letter, Stage.SUBMITTED):
        return letter
    access.require_edit(by, letter)
    rules.check_move(Stage(letter.stage), Stage.SUBMITTED)
    rules.check_content(content_of(letter))
    return take_step(letter, Step.SUBMITTED, by, note, now)


@transaction.atomic
def check(letter: Letter, *, by: User, note: str = "", now: datetime | None = None) -> Letter:
    """Say that the text is right (verificare); what needs visas goes on to those who give them."""
    letter = locked(letter)
    if done(letter, Stage.CHECKED) or letter.stage == Stage.VISAS:
        return letter
    access.require(
        by, Permission.LETTER_CHECK, "Nu ai drept să verifici scrisori.", "O verifică șeful compartimentului."
    )
    rules.check_move(Stage(letter.stage), Stage.CHECKED)
    rules.check_content(content_of(letter))
    at = now or dates.now()
    return go_on_to_visas(take_step(letter, Step.CHECKED, by, note, at), by=by, at=at)


@transaction.atomic
def approve(letter: Letter, *, by: User, note: str = "", now: datetime | None = None, key: Key | None = None) -> Letter:
    """Approve and sign as head of the department that solved (aprobare; OG 27/2002 art. 13)."""
    letter = locked(letter)
    if done(letter, Stage.APPROVED):
        return letter
    _require_head(by, letter)
    rules.check_move(Stage(letter.stage), Stage.APPROVED)
    rules.check_content(content_of(letter))
    rules.check_basis(content_of(letter))
    check_visas(letter)
    letter.save(update_fields=sign_as_unit(letter, by=by, at=now or dates.now(), key=key))
    record_signature(letter, by=by)
    return take_step(letter, Step.APPROVED, by, note, now)


def _require_head(by: User, letter: Letter) -> None:
    if not access.may_approve(by, letter):
        where = f" ({letter.unit})" if letter.unit else ""
        raise Refused(
            "letter-approve",
            f"Scrisoarea o aprobă șeful compartimentului care a rezolvat{where}.",
            cites=(rules.SIGNATURES,),
            remedy="Trimite-o la verificare: o găsește în lista lui.",
        )


@transaction.atomic
def return_to_author(letter: Letter, *, reason: str, by: User, now: datetime | None = None) -> Letter:
    """Give a letter back to its author, with the reason (întoarcere); signatures put on it fall."""
    letter = locked(letter)
    if done(letter, Stage.RETURNED):
        return letter
    rights = (Permission.LETTER_CHECK, Permission.LETTER_APPROVE, Permission.LETTER_SIGN)
    if not any(map(by.may, rights)):
        raise Refused("letter-return", "O scrisoare o întoarce cine o verifică, o aprobă sau o semnează.")
    reason = rules.check_reason(reason)
    rules.check_move(Stage(letter.stage), Stage.RETURNED)
    letter.signatory_unit = letter.signed_unit_at = letter.pdf = None
    letter.signatory_unit_title = ""
    letter.stage = Stage.RETURNED
    letter.save(update_fields=["signatory_unit", "signed_unit_at", "signatory_unit_title", "pdf", "stage"])
    return take_step(letter, Step.RETURNED, by, reason, now)


@transaction.atomic
def drop(letter: Letter, *, reason: str, by: User, now: datetime | None = None) -> Letter:
    """Give a letter up (renunțare); its versions stay."""
    letter = locked(letter)
    if done(letter, Stage.DROPPED):
        return letter
    access.require_edit(by, letter)
    rules.check_move(Stage(letter.stage), Stage.DROPPED)
    reason = rules.check_reason(reason)
    if letter.entry is not None and not letter.is_answer and letter.entry.direction == Direction.OUT:
        registry.cancel(letter.entry, reason=f"S-a renunțat la scrisoare: {reason}", by=by)  # drawn for this one alone
    return take_step(letter, Step.DROPPED, by, reason, now)
