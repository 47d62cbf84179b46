"""A step of a letter's way (pas): its stage, the version it was taken on, who and when; every verb takes it here."""

from __future__ import annotations

from datetime import datetime

from condica.accounts.models import User
from condica.correspondence import rules
from condica.correspondence.models import Approval, Letter, LetterVersion
from condica.correspondence.rules import Content, Stage, Step
from condica.correspondence.signals import letter_moved
from condica.foundation import dates
from condica.journal.actions import record
from condica.journal.rules import Verb

VERBS = {
    Step.SUBMITTED: Verb.LETTER_SUBMITTED,
    Step.CHECKED: Verb.LETTER_CHECKED,
    Step.VISAS: Verb.LETTER_TO_VISAS,
    Step.APPROVED: Verb.LETTER_APPROVED,
    Step.SIGNED: Verb.LETTER_SIGNED,
    Step.NUMBERED: Verb.LETTER_NUMBERED,
    Step.RETURNED: Verb.LETTER_RETURNED,
    Step.DROPPED: Verb.LETTER_DROPPED,
}


TEXTS = ("subject", "body", "legal_basis")


def locked(letter: Letter) -> Letter:
    """The letter as it is now, locked until the transaction ends."""
    return (
        Letter.objects.select_for_update(no_key=True, of=("self",))
        .select_related("entry__register", "entry__number", "unit", "template")
        .get(pk=letter.pk)
    )


def save_version(letter: Letter, by: User, at: datetime) -> LetterVersion:
    """The version that a step is taken on: the last one when it says the same, else a new one."""
    last = letter.versions.first()
    if last and all(getattr(last, name) == getattr(letter, name) for name in TEXTS):
        return last
    return keep_version(letter, by, at)


def keep_version(letter: Letter, by: User, at: datetime) -> LetterVersion:
    """The letter's words as they are now, as a version of their own."""
    last = letter.versions.first()
    words = {name: getattr(letter, name) for name in TEXTS}
    return LetterVersion.objects.create(letter=letter, number=last.number + 1 if last else 1, by=by, at=at, **words)


def content_of(letter: Letter) -> Content:
    """What the rules look at."""
    return Content(body=letter.body, addressee=letter.addressee_name, legal_basis=letter.legal_basis)


def done(letter: Letter, stage: Stage) -> bool:
    """Whether a step was taken already: a repeated click is harmless."""
    return letter.stage == stage or (stage is Stage.SIGNED and letter.stage in rules.FINAL_TEXT)


def take_step(letter: Letter, step: Step, by: User, note: str, now: datetime | None) -> Letter:
    """Write the step; the last signature gives the letter its number in the same transaction."""
    stage, at = Stage(step.value), now or dates.now()
    letter.stage, letter.changed_at = stage, at
    letter.save(update_fields=["stage", "changed_at"])
    version = save_version(letter, by, at)
    Approval.objects.create(letter=letter, step=step, version=version, by=by, at=at, note=note.strip())
    personal = {"reason": note} if step in {Step.RETURNED, Step.DROPPED} else None
    data = {"version": version.number, "number": letter.entry.paper_number if letter.entry else ""}
    record(VERBS[step], on=letter, by=by, entry=letter.entry_id, data=data, personal=personal)
    letter_moved.send(Letter, letter=letter, stage=stage, by=by)
    return take_step(letter, Step.NUMBERED, by, "", at) if step is Step.SIGNED else letter
