"""Closing a folder (închiderea mapei): resolutions become assignments one by one, a refused one stays with its reason.

Each paper is its own transaction, so that a killed server leaves every paper either done or not; closing again goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.desk.access import require_decider, stands_in
from condica.desk.actions.preparing import locked
from condica.desk.models import OPEN_PAPERS, Folder, FolderPaper, FolderState, NamedUnit, PaperState, Resolution
from condica.desk.rules import Effect, in_whose_name
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.registry import api as registry


def close_folder(folder: Folder, *, by: User) -> Folder:
    """Carry out what was decided (închiderea mapei); papers without a resolution go to the next folder."""
    require_decider(by, folder)
    for pk in folder.papers.filter(state__in=OPEN_PAPERS).values_list("pk", flat=True):
        try:
            _carry_out(folder, pk, by)
        except RuleBroken as broken:
            _refused(folder, pk, broken)
    return _end(folder, by)


@transaction.atomic
def _carry_out(folder: Folder, pk: int, by: User) -> None:
    folder = locked(folder)
    paper = folder.papers.select_related("entry__register", "entry__number", "entry__unit").get(pk=pk)
    if folder.state != FolderState.PRESENTED or not paper.is_open:
        return
    paper.folder = folder
    rows = paper.resolutions.filter(undone_at=None).select_related("lead", "by").prefetch_related("units__unit")
    resolution = rows.first()
    effect = Effect(resolution.effect) if resolution else Effect.DEFER
    _DOES[effect](paper, resolution, by)
    paper.state, paper.refusal, paper.settled_at = _ENDS[effect], "", dates.now()
    paper.save(update_fields=["state", "refusal", "settled_at"])


def _text(paper: FolderPaper, resolution: Resolution, text: str) -> str:
    folder, by = paper.folder, resolution.by
    return in_whose_name(
        text, decider=str(folder.decider), by=str(by), of=folder.day, stands_in=stands_in(by, folder),
        on_paper=resolution.on_paper,
    )  # fmt: skip


def _assign(paper: FolderPaper, resolution: Resolution | None, by: User) -> None:
    assert resolution is not None  # noqa: S101 - only a resolution assigns,
    assert resolution.lead is not None  # noqa: S101 - and the table asks for a lead
    case = casework.open_ordinary(paper.entry, by=resolution.by)
    task = casework.assign(
        case, text=_text(paper, resolution, resolution.text), lead=resolution.lead, joint=resolution.named("joint"),
        due_on=resolution.due_on, by=resolution.by,
    )  # fmt: skip
    _keep_task(resolution, task)
    _tell_informed(paper, resolution)


def _keep(paper: FolderPaper, resolution: Resolution | None, by: User) -> None:
    """The decider's own work: under the unit of the leading post, in the decider's hands."""
    assert resolution is not None  # noqa: S101 - only a resolution keeps
    decider = paper.folder.decider
    post = next(iter(organisation.posts_held(decider)), None)
    if post is None:
        raise RuleBroken("assignee-without-post", f"{decider} nu are niciun post.", remedy="Repartizează documentul.")
    case = casework.open_ordinary(paper.entry, by=resolution.by)
    text = _text(paper, resolution, resolution.text or "Rămâne la mine.")
    task = casework.assign(case, text=text, lead=post.unit, assignee=decider, by=resolution.by)
    _keep_task(resolution, task)
    _tell_informed(paper, resolution)


def _keep_task(resolution: Resolution, task: casework.Task) -> None:
    resolution.task = task
    resolution.save(update_fields=["task"])


def _inform(paper: FolderPaper, resolution: Resolution | None, by: User) -> None:
    """Only to be known: nobody works on it, so a paper that the law gives a term to cannot end this way."""
    assert resolution is not None  # noqa: S101 - only a resolution informs
    case = casework.case_of(paper.entry)
    if case is not None and case.is_open:
        raise RuleBroken(
            "inform-open-case", f"Documentul {paper} are o lucrare deschisă și nu poate rămâne numai spre știință.",
            remedy="Repartizează-l; compartimentele care trebuie numai să știe se trec la „Spre știință”.",
        )  # fmt: skip
    _tell_informed(paper, resolution)
    registry.settle(paper.entry, settled_as="closed", on=dates.today(), note="spre știință")


def _tell_informed(paper: FolderPaper, resolution: Resolution) -> None:
    units = resolution.named(NamedUnit.Role.INFORMED)
    if units:
        data = {"units": ", ".join(unit.name for unit in units)}
        personal = {"text": resolution.text or "Spre știință"}
        record(
            Verb.PAPER_INFORMED, on=paper.entry, by=resolution.by, entry=paper.entry_id, data=data, personal=personal
        )


def _defer(paper: FolderPaper, resolution: Resolution | None, by: User) -> None:
    why = resolution.reason if resolution else ""
    doer, data = resolution.by if resolution else by, {"folder": paper.folder.number}
    personal = {"why": f": „{why}”" if why else ""}
    record(Verb.PAPER_CARRIED, on=paper.entry, by=doer, entry=paper.entry_id, data=data, personal=personal)


def _return(paper: FolderPaper, resolution: Resolution | None, by: User) -> None:
    assert resolution is not None  # noqa: S101 - only a resolution returns
    personal = {"reason": resolution.reason}
    record(Verb.PAPER_SENT_BACK, on=paper.entry, by=resolution.by, entry=paper.entry_id, personal=personal)


_DOES: Mapping[Effect, Callable[[FolderPaper, Resolution | None, User], None]] = {
    Effect.ASSIGN: _assign, Effect.INFORM: _inform, Effect.KEEP: _keep, Effect.DEFER: _defer, Effect.RETURN: _return,
}  # fmt: skip
_ENDS = {
    Effect.ASSIGN: PaperState.GIVEN, Effect.INFORM: PaperState.INFORMED, Effect.KEEP: PaperState.KEPT,
    Effect.DEFER: PaperState.CARRIED, Effect.RETURN: PaperState.RETURNED,
}  # fmt: skip


@transaction.atomic
def _refused(folder: Folder, pk: int, broken: RuleBroken) -> None:
    """A refused resolution stays in the folder with why, until it is written otherwise."""
    locked(folder)
    words = " ".join(filter(None, [broken.message, broken.remedy]))
    FolderPaper.objects.filter(pk=pk, state__in=OPEN_PAPERS).update(state=PaperState.REFUSED, refusal=words)


@transaction.atomic
def _end(folder: Folder, by: User) -> Folder:
    folder = locked(folder)
    if folder.state != FolderState.PRESENTED or folder.papers.filter(state__in=OPEN_PAPERS).exists():
        return folder
    folder.state, folder.closed_by, folder.closed_at = FolderState.CLOSED, by, dates.now()
    folder.save(update_fields=["state", "closed_by", "closed_at"])
    _copied(folder, by)
    record(Verb.FOLDER_CLOSED, on=folder, by=by, data={"told": _counts(folder)})
    return folder


def _copied(folder: Folder, by: User) -> None:
    rows = Resolution.objects.filter(paper__folder=folder, undone_at=None, on_paper=True)
    if count := rows.count():
        record(Verb.RESOLUTIONS_COPIED, on=folder, by=by, data={"count": count})


def _counts(folder: Folder) -> str:
    """`31 repartizat, 4 amânat`: how the papers ended."""
    counted: dict[str, int] = {}
    for state in folder.papers.values_list("state", flat=True):
        counted[PaperState(state).label] = counted.get(PaperState(state).label, 0) + 1
    return ", ".join(f"{label}: {count}" for label, count in counted.items())
