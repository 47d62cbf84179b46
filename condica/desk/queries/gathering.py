"""What comes into a folder by rule (strângerea): papers without a resolution, carried over, sent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from condica.accounts.models import User, valid_on
from condica.casework.models import CaseEntry, Task, TaskReturn, TaskState
from condica.desk.models import OPEN_PAPERS, Folder, FolderPaper, PaperState, Presenting, Why
from condica.desk.models.folders import Gathers
from condica.foundation import dates
from condica.organisation import api as organisation
from condica.registry import api as registry
from condica.registry.models import Direction, Entry
from condica.registry.queries import start_of

IN_FORCE = (TaskState.GIVEN, TaskState.ACCEPTED, TaskState.DONE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper for a folder, and why it comes."""

    entry: Entry
    why: str
    times: int = 0
    note: str = ""


def presentings() -> QuerySet[Presenting]:
    """Who decides by folder today, the authority's head first."""
    rows = Presenting.objects.filter(valid_on(dates.today())).select_related("decider", "presenter")
    return rows.order_by("gathers", "pk")


def waiting_for(presenting: Presenting) -> QuerySet[Entry]:
    """The papers that wait for this decider and lie in no open folder."""
    decider = presenting.decider
    in_folder = FolderPaper.objects.filter(entry=OuterRef("pk"))
    sent_back = in_folder.filter(state=PaperState.RETURNED)  # the registry clears it up, then puts it in by hand
    found = registry.visible_to(decider).filter(cancelled=False, settled_as="", direction=Direction.IN)
    found = found.filter(~Exists(in_folder.filter(state__in=OPEN_PAPERS)), ~Exists(sent_back))
    rule = Q(registered_at__gte=start_of(presenting.since)) & _unresolved(presenting)
    if presenting.kinds:
        rule &= Q(kind__in=presenting.kinds)
    carried = in_folder.filter(folder__decider=decider, state=PaperState.CARRIED)
    return found.filter(rule | Exists(carried) & _open()).order_by("pk")


def _open() -> Q:
    """Nobody solves it yet, and it belongs to no other paper's case."""
    tasks = Task.objects.filter(case__entry=OuterRef("pk"), state__in=IN_FORCE)
    joined = CaseEntry.objects.filter(entry=OuterRef("pk"), out_at=None)
    return ~Exists(tasks) & ~Exists(joined)


def _unresolved(presenting: Presenting) -> Q:
    """Without a resolution; for who leads units, also those given to a led unit as a whole."""
    if presenting.gathers == Gathers.HOUSE:
        return _open() & ~Q(kind=registry.ADDITION)
    units = led_by(presenting.decider)
    given = Task.objects.filter(case__entry=OuterRef("pk"), state=TaskState.GIVEN, assignee=None, lead__in=units)
    return Exists(given) | (_open() & Q(unit__in=units))


def led_by(user: User) -> set[int]:
    """The units whose papers somebody gives out: those they hold a leading post in."""
    return {post.unit_id for post in organisation.posts_held(user) if post.is_head}


def candidates(folder: Folder, *, limit: int) -> list[Candidate]:
    """The papers that the rule brings to a folder, in the order of their numbers."""
    presenting = presentings().filter(decider=folder.decider).first()
    if presenting is None:
        return []
    return _explained(folder, waiting_for(presenting)[:limit])


def candidate_of(folder: Folder, entry: Entry) -> Candidate:
    """A paper put in by hand, with its own past: carried over, sent back, or just added."""
    found = _explained(folder, [entry])[0]
    return found if found.why != Why.NEW else Candidate(entry, Why.ADDED)


def _explained(folder: Folder, entries: Iterable[Entry]) -> list[Candidate]:
    entries = list(entries)
    pks = [entry.pk for entry in entries]
    times = _times(folder.decider, pks)
    notes = dict(
        TaskReturn.objects.filter(task__case__entry__in=pks).order_by("pk").values_list("task__case__entry", "reason")
    )
    return [_candidate(entry, times.get(entry.pk, 0), notes.get(entry.pk, "")) for entry in entries]


def _candidate(entry: Entry, times: int, note: str) -> Candidate:
    why = Why.CARRIED if times else Why.RETURNED if note else Why.NEW
    return Candidate(entry, why, times, note)


def _times(decider: User, entries: list[int]) -> dict[int, int]:
    """How often each was carried over to the next folder of this decider."""
    rows = FolderPaper.objects.filter(folder__decider=decider, entry__in=entries, state=PaperState.CARRIED)
    counted: dict[int, int] = {}
    for pk in rows.values_list("entry", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return counted
