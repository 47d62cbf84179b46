"""Preparing a folder (pregătirea mapei): gathered by rule, put in order by the registry, presented, then frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from condica.accounts.models import User
from condica.desk.models import OPEN_PAPERS, Folder, FolderPaper, FolderState, Presenting
from condica.desk.queries.gathering import Candidate, candidate_of, candidates
from condica.desk.rules import MOST_PAPERS
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.registry.rules import kind_label


def locked(folder: Folder) -> Folder:
    """The folder as it is now, locked until the transaction ends: before its papers, always."""
    return Folder.objects.select_for_update(no_key=True, of=("self",)).select_related("decider").get(pk=folder.pk)


@transaction.atomic
def prepare(presenting: Presenting, *, by: User) -> Folder:
    """Begin the next folder of a decider (mapă nouă) and gather its papers; the one begun already is gathered again."""
    presenting = Presenting.objects.select_for_update(no_key=True).get(pk=presenting.pk)
    folder = Folder.objects.filter(decider=presenting.decider, state=FolderState.PREPARING).first()
    if folder is None:
        day = dates.today()
        last = Folder.objects.filter(decider=presenting.decider, day=day).aggregate(n=Max("ordinal"))["n"]
        folder = Folder.objects.create(
            decider=presenting.decider, day=day, ordinal=(last or 0) + 1, prepared_by=by, prepared_at=dates.now()
        )
    return gather(folder, by=by)


@transaction.atomic
def gather(folder: Folder, *, by: User) -> Folder:
    """Put in what the rule brings and is not yet there (strângerea documentelor)."""
    folder = _preparing(folder)
    have = set(folder.papers.values_list("entry", flat=True))
    room = MOST_PAPERS - len(have)
    found = [one for one in candidates(folder, limit=MOST_PAPERS) if one.entry.pk not in have]
    _put(folder, found[:room])
    return folder


def _put(folder: Folder, found: Sequence[Candidate]) -> None:
    last = folder.papers.aggregate(n=Max("position"))["n"] or 0
    rows = [_row(folder, one, last + place) for place, one in enumerate(found, start=1)]
    FolderPaper.objects.bulk_create(rows)


def _row(folder: Folder, one: Candidate, position: int) -> FolderPaper:
    entry = one.entry
    return FolderPaper(
        folder=folder, entry=entry, position=position, why=one.why, times=one.times, note=one.note,
        number=entry.paper_number, sender=entry.sender_name, subject=entry.subject,
        kind=kind_label(entry.kind) if entry.kind else "",
    )  # fmt: skip


@transaction.atomic
def add_paper(folder: Folder, entry: Entry, *, by: User) -> FolderPaper:
    """Put a paper in by hand (adăugarea în mapă): whatever its kind, but never one that lies in another folder."""
    folder = _preparing(folder)
    known = folder.papers.filter(entry=entry).first()
    if known is not None:
        return known
    _check_addable(folder, entry)
    try:
        with transaction.atomic():
            _put(folder, [candidate_of(folder, entry)])
    except IntegrityError as conflict:  # another registrar put it into another folder just now
        raise _elsewhere(entry) from conflict
    return folder.papers.get(entry=entry)


def _check_addable(folder: Folder, entry: Entry) -> None:
    if entry.cancelled or entry.settled_as:
        raise RuleBroken(
            "paper-settled", f"Documentul {entry} e {'anulat' if entry.cancelled else 'încheiat'}.",
            remedy="În mapă stau numai documente la care se mai poate da o rezoluție.",
        )  # fmt: skip
    if FolderPaper.objects.filter(entry=entry, state__in=OPEN_PAPERS).exists():
        raise _elsewhere(entry)
    if folder.papers.count() >= MOST_PAPERS:
        raise RuleBroken("folder-full", f"Mapa are deja {MOST_PAPERS} de documente.", remedy="Pune-l în următoarea.")


def _elsewhere(entry: Entry) -> RuleBroken:
    found = FolderPaper.objects.filter(entry=entry, state__in=OPEN_PAPERS).select_related("folder__decider").first()
    where = f"în {found.folder}" if found else "într-o altă mapă"
    return RuleBroken(
        "paper-in-folder",
        f"Documentul {entry} stă deja {where}.",
        remedy="Scoate-l întâi de acolo, dacă nu e prezentată.",
    )


@transaction.atomic
def take_out(paper: FolderPaper, *, by: User) -> None:
    """Take a paper out of a folder not yet presented (scoaterea din mapă)."""
    folder = _preparing(paper.folder)
    folder.papers.filter(pk=paper.pk).delete()


@transaction.atomic
def move_paper(paper: FolderPaper, *, to: int, by: User) -> None:
    """Put a paper at another place of a folder not yet presented (ordinea documentelor)."""
    folder = _preparing(paper.folder)
    order = list(folder.papers.order_by("position").values_list("pk", flat=True))
    if paper.pk not in order:
        return
    order.remove(paper.pk)
    order.insert(max(0, min(to - 1, len(order))), paper.pk)
    _reorder(folder, order)


def _reorder(folder: Folder, order: Iterable[int]) -> None:
    rows = {row.pk: row for row in folder.papers.all()}
    changed = []
    for position, pk in enumerate(order, start=1):
        if rows[pk].position != position:
            rows[pk].position = position
            changed.append(rows[pk])
    FolderPaper.objects.bulk_update(changed, ["position"])


@transaction.atomic
def present(folder: Folder, *, by: User) -> Folder:
    """Present a folder to its decider (prezentarea mapei): from now on the database refuses any change of contents."""
    folder = locked(folder)
    if folder.state != FolderState.PREPARING:
        return folder
    order = list(folder.papers.order_by("position").values_list("pk", flat=True))
    if not order:
        raise RuleBroken("folder-empty", "Mapa e goală.", remedy="Adaugă măcar un document.")
    _reorder(folder, order)
    folder.state, folder.presented_by, folder.presented_at = FolderState.PRESENTED, by, dates.now()
    folder.save(update_fields=["state", "presented_by", "presented_at"])
    _lies_in(folder, by)
    record(Verb.FOLDER_PRESENTED, on=folder, by=by, data={"count": len(order), "numbers": _numbers(folder)})
    return folder


def _lies_in(folder: Folder, by: User) -> None:
    """The originals go with the folder; one on its way to somebody else stays theirs until it is accepted."""
    papers = Entry.objects.filter(pk__in=folder.papers.values("entry"))
    registry.custody.moved_together(papers, place="folder", words=str(folder), person=folder.decider, by=by)


def _numbers(folder: Folder) -> list[str]:
    return list(folder.papers.order_by("position").values_list(F("number"), flat=True))


def _preparing(folder: Folder) -> Folder:
    folder = locked(folder)
    if folder.state != FolderState.PREPARING:
        raise RuleBroken(
            "folder-presented", f"Mapa {folder.number} a fost prezentată; conținutul ei nu se mai schimbă.",
            remedy="Documentele noi intră în mapa următoare.",
        )  # fmt: skip
    return folder
