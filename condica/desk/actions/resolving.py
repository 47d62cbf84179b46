"""Resolutions in a presented folder (rezoluțiile): written, replaced, undone; they do nothing until it is closed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from condica.accounts.models import User
from condica.desk.access import decides, require_decider
from condica.desk.actions.preparing import locked
from condica.desk.models import Folder, FolderPaper, FolderState, NamedUnit, Resolution
from condica.desk.rules import Effect, Wanted, check_wanted
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.organisation.models import Unit


@transaction.atomic
def resolve(paper: FolderPaper, wanted: Wanted, *, seen: int | None, by: User) -> Resolution:
    """Write the resolution of a paper (rezoluție); `seen` is the one that the page showed, so that two do not cross."""
    folder, paper = _open(paper, by)
    current = paper.resolutions.filter(undone_at=None).first()
    if current is not None and _same(current, wanted):
        return current
    if (current.pk if current else None) != seen:
        raise _meanwhile(paper, current)
    check_wanted(wanted, dates.today())
    if current is not None:
        _undo(current, by)
    return _write(folder, paper, wanted, by)


def _open(paper: FolderPaper, by: User) -> tuple[Folder, FolderPaper]:
    """The folder and the paper as they are now, both still to be decided."""
    folder = locked(paper.folder)
    require_decider(by, folder)
    if folder.state != FolderState.PRESENTED:
        raise RuleBroken(
            "folder-not-presented", f"Mapa {folder.number} e {folder.get_state_display()}.",
            remedy="Rezoluții se dau numai într-o mapă prezentată și neînchisă.",
        )  # fmt: skip
    paper = folder.papers.get(pk=paper.pk)
    if not paper.is_open:
        raise RuleBroken(
            "paper-settled", f"Documentul {paper} e deja {paper.get_state_display()}.",
            remedy="Se schimbă din lucrarea lui, cu o rezoluție nouă.",
        )  # fmt: skip
    return folder, paper


def _meanwhile(paper: FolderPaper, current: Resolution | None) -> RuleBroken:
    what = f"{current.by} a scris între timp altă rezoluție" if current else "rezoluția a fost anulată între timp"
    return RuleBroken("resolved-meanwhile", f"La {paper}, {what}.", remedy="Reîncarcă documentul și hotărăște din nou.")


def _same(known: Resolution, wanted: Wanted) -> bool:
    return _told(known.wanted) == _told(wanted)


def _told(wanted: Wanted) -> tuple[object, ...]:
    """What a resolution says, without how long it took."""
    units = [sorted(unit.pk for unit in named) for named in (wanted.joint, wanted.informed)]
    lead = wanted.lead.pk if wanted.lead else None
    return wanted.effect, wanted.text.strip(), lead, wanted.due_on, wanted.reason.strip(), *map(tuple, units)


def _write(folder: Folder, paper: FolderPaper, wanted: Wanted, by: User) -> Resolution:
    assigns = wanted.effect is Effect.ASSIGN
    made = Resolution.objects.create(
        paper=paper, effect=wanted.effect.value, text=wanted.text.strip(), phrase=wanted.phrase,
        lead=wanted.lead if assigns else None, due_on=wanted.due_on if assigns else None,
        reason=wanted.reason.strip(), by=by, at=dates.now(), on_paper=not decides(by, folder),
        milliseconds=wanted.measured,
    )  # fmt: skip
    joint = [unit for unit in wanted.joint if assigns and unit.pk != made.lead_id]
    informs = wanted.effect in {Effect.ASSIGN, Effect.INFORM, Effect.KEEP}
    _name(made, joint, NamedUnit.Role.JOINT)
    _name(made, wanted.informed if informs else (), NamedUnit.Role.INFORMED)
    return made


def _name(made: Resolution, units: Iterable[Unit], role: str) -> None:
    NamedUnit.objects.bulk_create([NamedUnit(resolution=made, unit=unit, role=role) for unit in units])


def _undo(resolution: Resolution, by: User) -> None:
    resolution.undone_by, resolution.undone_at = by, dates.now()
    resolution.save(update_fields=["undone_by", "undone_at"])


@transaction.atomic
def undo(resolution: Resolution, *, by: User) -> FolderPaper:
    """Undo a resolution (anularea) while the folder is open; the paper waits again, what was written is kept."""
    _, paper = _open(resolution.paper, by)
    current = paper.resolutions.filter(pk=resolution.pk, undone_at=None).first()
    if current is not None:
        _undo(current, by)
    return paper


def resolve_many(papers: Iterable[FolderPaper], wanted: Wanted, *, by: User) -> list[tuple[FolderPaper, RuleBroken]]:
    """The same resolution to several papers (aceeași rezoluție), each by itself; returns those refused, with why."""
    refused = []
    for paper in papers:
        try:
            resolve(paper, wanted, seen=_current(paper), by=by)
        except RuleBroken as broken:
            refused.append((paper, broken))
    return refused


def _current(paper: FolderPaper) -> int | None:
    return paper.resolutions.filter(undone_at=None).values_list("pk", flat=True).first()
