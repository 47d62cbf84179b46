"""Lists of work (liste de lucrări): mine, whom I stand in for, to assign; narrowed by person, unit and term."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import access
from condica.casework.models import Case, Task, TaskState
from condica.casework.rules import kind_of
from condica.foundation import dates
from condica.organisation import api as organisation

OPEN_TASKS = (TaskState.GIVEN, TaskState.ACCEPTED)
#: The order of work lists, also that of their pages: what is due first stands first.
WORK_ORDER = ("safe_on", "id")
STATES = {"apropiate": "apropiate", "azi": "cu ziua sigură azi", "trecute": "după ziua sigură", "depasite": "depășite"}


def work_list(user: User) -> QuerySet[Case]:
    """My work: open cases that I own, given to me, not taken over by my unit yet, or whose owner is away."""
    units = organisation.units_of(user, dates.today())
    mine = Task.objects.filter(case=OuterRef("pk"), state__in=OPEN_TASKS)
    given = mine.filter(Q(assignee=user) | Q(assignee=None, lead__in=units))
    cases = access.visible_to(user).filter(closed_at=None)
    return cases.filter(Q(owner=user) | Exists(given) | Q(pk__in=standing_in(user))).order_by(*WORK_ORDER)


def standing_in(user: User) -> list[int]:
    """Cases of the absent whose place the user takes, with their term inside the absence; none kept from the user."""
    today = dates.today()
    absent = organisation.stands_for(user, today) - {user.pk}
    if not absent:
        return []
    theirs = Q(pk__in=[])
    for pk, away in organisation.away(today).items():
        if pk in absent:
            given = Task.objects.filter(case=OuterRef("pk"), state__in=OPEN_TASKS, assignee=pk)
            theirs |= (Q(owner=pk) | Exists(given)) & Q(safe_on__lte=away.until)
    return _allowed(user, Case.objects.filter(theirs, closed_at=None))


def _allowed(user: User, cases: QuerySet[Case]) -> list[int]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for pk, kind in cases.order_by().values_list("pk", "kind"):
        by_kind[kind].append(pk)
    kept_out = {pk for kind, pks in by_kind.items() for pk in kind_of(kind).keeps_out(user, pks)}
    return [pk for pks in by_kind.values() for pk in pks if pk not in kept_out]


def to_assign(user: User) -> QuerySet[Case]:
    """The daily folder: open cases that wait for a resolution, for whoever writes resolutions."""
    if not user.may(Permission.CASE_ASSIGN):
        return Case.objects.none()
    waiting = ~Exists(Task.objects.filter(case=OuterRef("pk"), state__in=[*OPEN_TASKS, TaskState.DONE]))
    return access.visible_to(user).filter(waiting, closed_at=None).order_by(*WORK_ORDER)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What part of a list (filtre): of whom, of which unit, in which state of the term."""

    owner: int | None = None
    nobody: bool = False
    unit: int | None = None
    state: str = ""

    @property
    def q(self) -> Q:
        """As a condition over cases."""
        found = Q(owner=self.owner) if self.owner else Q(owner=None) if self.nobody else Q()
        if self.unit:
            found &= Q(unit=self.unit)
        return found & term_q(self.state, dates.today())


def running() -> Q:
    """Cases whose term still runs: open, and not yet answered in the register."""
    return Q(closed_at=None, entry__settled_as="")


def term_q(state: str, today: date) -> Q:
    """A state of the term as a condition: the same days as the chip shows."""
    near = today + timedelta(days=organisation.setting("near_days", today)) if state == "apropiate" else today
    states = {
        "apropiate": Q(safe_on__gt=today, safe_on__lte=near),
        "azi": Q(safe_on=today),
        "trecute": Q(safe_on__lt=today, due_on__gte=today),
        "depasite": Q(due_on__lt=today),
    }
    return states[state] & Q(entry__settled_as="") if state in states else Q()


def units_led(user: User) -> set[int]:
    """The units whose work a head looks after; all of them for who sees the whole house."""
    if user.may(Permission.ENTRY_SEE_ALL):
        return {unit.pk for unit in organisation.units()}
    return organisation.units_seen_by(user, dates.today())
