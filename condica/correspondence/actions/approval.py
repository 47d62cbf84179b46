"""Approval (circuitul de aprobare): check, approve and sign, or return with a reason (OG 27/2002 art. 13)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, rules
from condica.correspondence import print as paper
from condica.correspondence.actions.steps import content_of, done, locked, take_step
from condica.correspondence.actions.visas import check_visas, go_on_to_visas
from condica.correspondence.models import Letter
from condica.correspondence.rules import Stage, Step
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import Refused
from condica.registry import api as registry
from condica.registry.models import Entry


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
def approve(letter: Letter, *, by: User, note: str = "", now: datetime | None = None) -> Letter:
    """Approve and sign as head of the department that solved (aprobare; OG 27/2002 art. 13)."""
    letter = locked(letter)
    if done(letter, Stage.APPROVED):
        return letter
    _require_head(by, letter)
    rules.check_move(Stage(letter.stage), Stage.APPROVED)
    rules.check_content(content_of(letter))
    rules.check_basis(content_of(letter))
    check_visas(letter)
    letter.signatory_unit = by
    letter.signatory_unit_title = paper.title_of(by, letter.unit, "Șef compartiment")
    letter.signed_unit_at = now or dates.now()
    letter.save(update_fields=["signatory_unit", "signatory_unit_title", "signed_unit_at"])
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
def sign(letter: Letter, *, by: User, now: datetime | None = None) -> Letter:
    """Sign as the authority's head or the one empowered (semnare); the PDF is made and kept (OG 27/2002 art. 13)."""
    letter = locked(letter)
    if done(letter, Stage.SIGNED):
        return letter
    access.require(
        by, Permission.LETTER_SIGN, "Scrisoarea o semnează conducătorul autorității sau împuternicitul lui.",
        "Pune-o în mapa de semnat.",
    )  # fmt: skip
    rules.check_basis(content_of(letter))
    if letter.stage in rules.OPEN_TEXT:
        rules.check_two(None, by.pk)
    rules.check_move(Stage(letter.stage), Stage.SIGNED)
    rules.check_two(letter.signatory_unit_id, by.pk)
    check_visas(letter)
    return _signed(letter, by, now or dates.now())


def _signed(letter: Letter, by: User, at: datetime) -> Letter:
    letter.signatory_head = by
    letter.signatory_head_title = paper.title_of(by, None, "Conducătorul autorității")
    letter.signed_at = at
    if letter.entry is None:
        letter.entry = _own_number(letter, by)
    title = paper.file_title(letter)
    letter.pdf = documents.store(
        paper.letter_pdf(letter), name=f"{paper.file_name(letter)}.pdf", title=title, kind="letter", by=by
    )
    letter.stage = Stage.SIGNED
    letter.save(
        update_fields=["signatory_head", "signatory_head_title", "signed_at", "entry", "pdf", "stage", "changed_at"]
    )
    return take_step(letter, Step.SIGNED, by, "", at)


def _own_number(letter: Letter, by: User) -> Entry:
    """A letter from office draws its own number (Instrucțiuni 217/1996 art. 9)."""
    return registry.register_outgoing(
        channel=letter.channel or "post",
        subject=letter.subject,
        addressee_name=letter.addressee_name,
        unit=letter.unit,
        kind="letter",
        by=by,
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
    letter.signatory_unit = letter.signed_unit_at = None
    letter.signatory_unit_title = ""
    letter.stage = Stage.RETURNED
    letter.save(update_fields=["signatory_unit", "signed_unit_at", "signatory_unit_title", "stage"])
    return take_step(letter, Step.RETURNED, by, reason, now)


@transaction.atomic
def drop(letter: Letter, *, reason: str, by: User, now: datetime | None = None) -> Letter:
    """Give a letter up (renunțare); its versions stay."""
    letter = locked(letter)
    if done(letter, Stage.DROPPED):
        return letter
    access.require_edit(by, letter)
    rules.check_move(Stage(letter.stage), Stage.DROPPED)
    return take_step(letter, Step.DROPPED, by, rules.check_reason(reason), now)
