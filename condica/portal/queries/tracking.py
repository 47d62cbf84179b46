"""Where a request is (urmărirea): what is shown for a number and its code, of a petition or of any other paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from condica.casework.models import Case, CaseEntry
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates, languages
from condica.petitions import api as petitions
from condica.petitions.api import PublicStep, Rights
from condica.petitions.rules import is_answer
from condica.portal.models import Feedback, FileScan, ScanState, Submission
from condica.registry.models import Entry


@dataclass(frozen=True, slots=True)
class Status:
    """A request as its owner sees it."""

    entry: Entry
    case: Case | None
    title: str
    steps: list[PublicStep]
    rights: Rights = field(default_factory=lambda: Rights(None))
    extended: bool = False
    answers: list[Letter] = field(default_factory=list)
    additions: list[Entry] = field(default_factory=list)
    may_add: bool = False
    asks_feedback: bool = False
    feedback: Feedback | None = None
    held: int = 0
    submission: Submission | None = None

    @property
    def days_left(self) -> str:
        """`Mai sunt 8 zile.` in words; nothing once the term passed."""
        left = (self.rights.due_on - dates.today()).days if self.rights.due_on else -1
        return languages.days(left) if left > 0 else ""

    @property
    def waiting(self) -> bool:
        """Whether an answer is still owed."""
        return self.case is not None and self.case.closed_at is None and not self.answers and bool(self.rights.due_on)


def status(entry: Entry) -> Status:
    """All that the page shows; a petition has its steps, any other paper two or three."""
    case = _case_of(entry)
    known: dict[str, Any] = {
        "submission": Submission.objects.filter(entry=entry).first(),
        "held": FileScan.objects.filter(entry=entry, state=ScanState.FOUND).count(),
        "answers": answers_of(entry),
    }
    if case is None or case.kind != petitions.KIND:
        return Status(entry, case, _plain_title(entry), _plain_steps(entry), **known)
    steps = petitions.public_steps(case)
    feedback = Feedback.objects.filter(case=case).first()
    ended = case.closed_at is not None or case.stage == petitions.Stage.ANSWERED
    return Status(
        entry, case, next((step.label for step in steps if step.current), steps[-1].label), steps,
        rights=petitions.rights_after(case), extended=case.extended, additions=_additions(case),
        may_add=not ended, asks_feedback=ended and feedback is None, feedback=feedback, **known,
    )  # fmt: skip


def _case_of(entry: Entry) -> Case | None:
    rows = Case.objects.select_related("entry__number", "entry__register", "unit").prefetch_related("stages")
    return rows.filter(entry=entry).first()


def _additions(case: Case) -> list[Entry]:
    joined = CaseEntry.objects.filter(case=case, role=CaseEntry.Role.ADDITION, out_at=None)
    return [row.entry for row in joined.select_related("entry").order_by("pk")]


def answers_of(entry: Entry) -> list[Letter]:
    """The answers that have left, with the paper that was signed; a notice on the way is none."""
    left = Letter.objects.filter(entry=entry, is_answer=True, stage=correspondence.Stage.DISPATCHED)
    signed = left.filter(pdf__isnull=False).select_related("pdf__blob").order_by("dispatched_at")
    return [letter for letter in signed if is_answer(letter.way)]


def _plain_title(entry: Entry) -> str:
    return _("V-am răspuns") if entry.settled_as == "answered" or entry.exits.exists() else _("Este la noi")


def _plain_steps(entry: Entry) -> list[PublicStep]:
    left = entry.exits.order_by("moment").first()
    steps = [PublicStep(_("Am primit documentul și i-am dat un număr"), done=True, on=entry.registered_at)]
    if entry.settled_as == "joined":
        return [*steps, PublicStep(_("L-am adăugat la lucrarea nr. %s") % entry.settled_note, done=True)]
    if entry.unit is not None:
        steps.append(PublicStep(_("L-am trimis celor care îl rezolvă"), done=True, detail=str(entry.unit)))
    if left is not None:
        return [*steps, PublicStep(_("V-am răspuns"), done=True, on=left.moment)]
    last = steps.pop()
    return [*steps, PublicStep(last.label, done=True, on=last.on, detail=last.detail, current=True)]
