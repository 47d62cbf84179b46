"""Reading the daily folders (citirea mapelor): what waits for whom, papers with their resolutions, the pace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.desk import access
from condica.desk.models import (
    OPEN_PAPERS,
    Folder,
    FolderPaper,
    FolderState,
    NamedUnit,
    PaperState,
    Phrase,
    Presenting,
    Resolution,
)
from condica.desk.queries.gathering import presentings, waiting_for
from condica.desk.rules import MOST_PAPERS, median, result_words
from condica.foundation import dates
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.registry.models import Custody, Entry, HandoverLine, LineState, PlaceKind

PHRASES = 9  # as many as there are keys
LEARNED = timedelta(days=90)  # what was used lately stands first
RECENT = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A paper of a folder with the resolution in force and its words."""

    paper: FolderPaper
    resolution: Resolution | None
    words: str

    @property
    def decided(self) -> bool:
        """Whether nothing more waits for the decider here."""
        return self.resolution is not None and self.paper.state != PaperState.REFUSED


@dataclass
class Opened:
    """A folder with all its lines."""

    folder: Folder
    lines: Sequence[Line] = field(default_factory=list)

    @cached_property
    def decided(self) -> int:
        """How many have a resolution."""
        return sum(1 for line in self.lines if line.decided)

    @cached_property
    def left(self) -> int:
        """How many still wait for one."""
        return len(self.lines) - self.decided

    @cached_property
    def refused(self) -> list[Line]:
        """Those whose resolution could not be carried out."""
        return [line for line in self.lines if line.paper.state == PaperState.REFUSED]

    @cached_property
    def milliseconds(self) -> int | None:
        """The median time of a paper: in this folder, or in the decider's last ones when this one has just begun."""
        here = [line.resolution.milliseconds for line in self.lines if line.resolution and line.resolution.milliseconds]
        return median(here) if len(here) > 2 else median(_recent(self.folder))

    @property
    def seconds(self) -> int | None:
        """The median in whole seconds, one at least."""
        return max(1, round(self.milliseconds / 1000)) if self.milliseconds else None

    @property
    def minutes_left(self) -> int | None:
        """How long the rest would take at this pace."""
        return -(-self.left * self.milliseconds // 60_000) if self.milliseconds and self.left else None

    def next_after(self, position: int) -> FolderPaper | None:
        """The next paper without a resolution, from the beginning again after the last; None when all have one."""
        waiting = [line.paper for line in self.lines if not line.decided and line.paper.position != position]
        return next((one for one in waiting if one.position > position), waiting[0] if waiting else None)

    def beside(self, position: int) -> tuple[FolderPaper | None, FolderPaper | None]:
        """The papers before and after a place."""
        papers = [line.paper for line in self.lines]
        at = next(place for place, one in enumerate(papers) if one.position == position)
        return (papers[at - 1] if at else None), (papers[at + 1] if at + 1 < len(papers) else None)


def _recent(folder: Folder) -> list[int]:
    rows = Resolution.objects.filter(paper__folder__decider=folder.decider_id, milliseconds__gt=0).order_by("-pk")
    return [one for one in rows.values_list("milliseconds", flat=True)[:RECENT] if one]


def opened(folder: Folder) -> Opened:
    """A folder with its papers and their resolutions: three questions, whatever its size."""
    now = Resolution.objects.filter(undone_at=None).select_related("lead", "by").prefetch_related("units__unit")
    rows = folder.papers.select_related("entry__register", "entry__number")
    rows = rows.order_by("position").prefetch_related(Prefetch("resolutions", now, to_attr="now"))
    return Opened(folder, [_line(row) for row in rows])


def _line(paper: FolderPaper) -> Line:
    resolution: Resolution | None = next(iter(paper.now), None)  # type: ignore[attr-defined]  # prefetched above
    return Line(paper, resolution, result_words(resolution.wanted) if resolution else "")


def last_resolution(folder: Folder) -> Resolution | None:
    """The one that „undo” takes back: the newest, of a paper not yet carried out."""
    rows = Resolution.objects.filter(paper__folder=folder, undone_at=None, paper__state__in=OPEN_PAPERS)
    return rows.select_related("paper__folder").order_by("-at", "-pk").first()


def phrases_of(user: User) -> QuerySet[Phrase]:
    """The house's phrases and one's own, those used lately first: the keys 1–9 learn by use.

    They learn over night: a key that changed its meaning between two papers of a folder would be pressed wrongly.
    """
    morning = dates.at(dates.today())
    by_me = Q(resolutions__by=user, resolutions__at__gte=morning - LEARNED, resolutions__at__lt=morning)
    found = Phrase.objects.filter(Q(owner=None) | Q(owner=user), ended_at=None)
    return found.annotate(used=Count("resolutions", filter=by_me)).order_by(
        "-used", F("owner").desc(nulls_last=True), "order", "pk"
    )


def usual_units(decider: User) -> list[Unit]:
    """The units that a decider gives papers to most, of late."""
    rows = Resolution.objects.filter(paper__folder__decider=decider, at__gte=dates.now() - LEARNED, undone_at=None)
    counted = rows.exclude(lead=None).order_by().values("lead").annotate(n=Count("pk")).order_by("-n", "lead")
    wanted = [row["lead"] for row in counted[:3]]
    found = Unit.objects.in_bulk(wanted)
    return [found[pk] for pk in wanted]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decider as the registry sees them: the folder being prepared, those presented, how many papers wait."""

    presenting: Presenting
    preparing: Folder | None
    presented: Sequence[Folder]
    today: int
    new: int

    @property
    def more(self) -> bool:
        """Whether there are more than one folder takes."""
        return self.new > MOST_PAPERS


def for_registry() -> list[Waiting]:
    """Each decider with their folders; one question a decider for the papers that wait."""
    found = list(presentings())
    folders = list(_counted(Folder.objects.exclude(state=FolderState.CLOSED)))
    today = Folder.objects.filter(day=dates.today()).order_by().values_list("decider").annotate(n=Count("pk"))
    counted = dict(today)
    return [_waiting(one, folders, counted.get(one.decider_id, 0)) for one in found]


def _waiting(one: Presenting, folders: Iterable[Folder], today: int) -> Waiting:
    mine = [folder for folder in folders if folder.decider_id == one.decider_id]
    preparing = next((folder for folder in mine if folder.state == FolderState.PREPARING), None)
    presented = [folder for folder in mine if folder.state == FolderState.PRESENTED]
    new = waiting_for(one).order_by()[: MOST_PAPERS + 1].count()
    return Waiting(one, preparing, presented, today, new)


def _counted(folders: QuerySet[Folder]) -> QuerySet[Folder]:
    waits = Q(papers__state__in=OPEN_PAPERS)
    decided = waits & Q(Exists(Resolution.objects.filter(paper=OuterRef("papers"), undone_at=None)))
    counts = {
        "total": Count("papers"),
        "open": Count("papers", filter=waits),
        "decided": Count("papers", filter=decided),
    }
    return folders.select_related("decider", "presented_by", "closed_by").annotate(**counts).order_by("day", "pk")


def to_decide(user: User) -> list[Folder]:
    """The presented folders that wait for this person, the oldest first."""
    if not user.may(Permission.CASE_ASSIGN):
        return []
    mine = access.visible_to(user).filter(state=FolderState.PRESENTED)
    return [folder for folder in _counted(mine) if access.decides(user, folder)]


def left_in(folder: Folder) -> int:
    """How many papers of a counted folder still wait for a resolution."""
    return int(folder.open - folder.decided)  # type: ignore[attr-defined]  # counted by `_counted`


@dataclass(frozen=True, slots=True)
class Giving:
    """Originals of a closed folder for one receiver (de predat): a unit, or the decider who keeps them."""

    unit: Unit | None
    papers: Sequence[Entry]

    @property
    def to(self) -> str:
        """Who gets them."""
        return self.unit.short_name if self.unit else "rămân la decident"


#: What a closed folder does not hold back: papers put off stay for the next folder.
LEAVES = (PaperState.GIVEN, PaperState.INFORMED, PaperState.KEPT, PaperState.RETURNED)


def lying_in(folders: QuerySet[Folder]) -> QuerySet[FolderPaper]:
    """The papers of closed folders whose originals still lie in them, promised to nobody."""
    here = Custody.objects.filter(entry=OuterRef("entry"), until=None, place=PlaceKind.FOLDER)
    here = here.filter(person=OuterRef("folder__decider"))
    promised = HandoverLine.objects.filter(entry=OuterRef("entry"), state=LineState.WAITING)
    again = FolderPaper.objects.filter(entry=OuterRef("entry"), pk__gt=OuterRef("pk"))
    rows = FolderPaper.objects.filter(folder__in=folders, folder__state=FolderState.CLOSED, state__in=LEAVES)
    return rows.filter(Exists(here), ~Exists(promised), ~Exists(again))


def givings(folder: Folder) -> list[Giving]:
    """To whom the originals of a closed folder go: the unit that solves, the registry for the rest, the decider."""
    now = Resolution.objects.filter(undone_at=None).select_related("lead")
    rows = lying_in(Folder.objects.filter(pk=folder.pk)).order_by("position").select_related("entry__register")
    rows = rows.prefetch_related(Prefetch("resolutions", now, to_attr="now"))
    found: dict[Unit | None, list[Entry]] = {}
    home = _registry_of(folder)
    for row in rows:
        found.setdefault(_receiver(row, home), []).append(row.entry)
    return [Giving(unit, papers) for unit, papers in found.items()]


def _registry_of(folder: Folder) -> Unit | None:
    """The unit of who presented the folder: where papers without another receiver go back to."""
    held = organisation.posts_held(folder.presented_by) if folder.presented_by else []
    return held[0].unit if held else None


def _receiver(paper: FolderPaper, home: Unit | None) -> Unit | None:
    if paper.state == PaperState.KEPT:
        return None
    resolution: Resolution | None = next(iter(paper.now), None)  # type: ignore[attr-defined]  # prefetched above
    return resolution.lead if paper.state == PaperState.GIVEN and resolution else home


def originals_left(user: User) -> tuple[int, Folder | None]:
    """How many originals of closed folders this person has still to hand on, and the oldest of the folders."""
    mine = access.visible_to(user).order_by()
    if not user.may(Permission.ENTRY_REGISTER):
        mine = mine.filter(decider__in=organisation.stands_for(user))
    left = list(lying_in(mine).order_by("folder__closed_at").values_list("folder", flat=True)[:MOST_LEFT])
    return len(left), (Folder.objects.select_related("decider").get(pk=left[0]) if left else None)


MOST_LEFT = 500


def closed(user: User) -> QuerySet[Folder]:
    """The folders closed, for who may see them."""
    rows = access.visible_to(user).filter(state=FolderState.CLOSED)
    return rows.annotate(total=Count("papers"))


def sent_back() -> QuerySet[FolderPaper]:
    """Papers that deciders sent back to the registry and that still wait there."""
    later = FolderPaper.objects.filter(entry=OuterRef("entry"), pk__gt=OuterRef("pk"))
    rows = FolderPaper.objects.filter(~Exists(later), state=PaperState.RETURNED, entry__settled_as="")
    now = Resolution.objects.filter(undone_at=None).select_related("by")
    rows = rows.filter(entry__cancelled=False).select_related("entry__register", "entry__number", "folder__decider")
    return rows.prefetch_related(Prefetch("resolutions", now, to_attr="now")).order_by("-settled_at", "-pk")


def informations(user: User, *, seen: bool) -> QuerySet[NamedUnit]:
    """What was sent for information to the units of this person."""
    rows = access.informed(user).filter(seen_at__isnull=not seen)
    return rows.select_related(
        "unit", "seen_by", "resolution__by", "resolution__paper__entry__register", "resolution__paper__entry__number",
        "resolution__paper__folder__decider",
    )  # fmt: skip


def informed_units(entry_ids: Iterable[int]) -> QuerySet[NamedUnit]:
    """Which units were told of these papers, and who took note."""
    rows = NamedUnit.objects.filter(role=NamedUnit.Role.INFORMED, resolution__undone_at=None)
    return rows.filter(resolution__paper__entry__in=list(entry_ids)).select_related("unit", "seen_by")
