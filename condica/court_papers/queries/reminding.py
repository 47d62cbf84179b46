"""Who is reminded of what is owed to courts and at the board (amintiri): the registry, then its heads when it is late.

The lines go the way of all terms: the bell, Acasă, and the one e-mail of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from condica.accounts.models import User
from condica.casework.api import House, Reminder, ReminderKind
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.rules import court, display
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.law.calendar import add_working
from condica.organisation import api as organisation
from condica.registry import access as registry
from condica.registry.models import Entry

#: What is owed for an act in each stage; `{}` is the day.
ACTS: Final = {
    court.Stage.NEW: "actul de procedură se completează din procesul-verbal al agentului până {}",
    court.Stage.WAITING: "actul de procedură n-a fost ridicat; se înapoiază instanței {}",
    court.Stage.HANDED: "actul de procedură e predat; dovada pleacă la instanță {}",
    court.Stage.RETURNED: "actul de procedură se trimite înapoi instanței {}",
}
BOARD: Final = {
    display.Stage.ASKED: "documentul se afișează până {}",
    display.Stage.POSTED: "documentul se scoate de la afișier {}",
    display.Stage.DOWN: "emitentul primește procesele-verbale până {}",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed for a paper by a day, in words (de făcut)."""

    entry: Entry
    words: str
    on: date


def owed_reminders(house: House) -> Iterator[Reminder]:
    """What is owed by the next working day, and what is late, to each of the registry who sees the paper."""
    rows = list(_owed(house.today))
    for user, late in _told(house, late=any(row.on < house.today for row in rows)) if rows else ():
        seen = registry.visible_to(user).filter(pk__in=[row.entry.pk for row in rows]).order_by()
        known = set(seen.values_list("pk", flat=True))
        for row in rows:
            if row.entry.pk in known and (row.on < house.today or not late):
                yield _reminder(row, user, house.today)


def _owed(today: date) -> Iterator[Owed]:
    by, entry = add_working(today, 1), ("entry__register", "entry__number")
    acts = CourtPaper.objects.filter(stage__in=list(ACTS), owed_on__lte=by).select_related(*entry)
    for act in acts.order_by("owed_on", "pk"):
        yield Owed(act.entry, _of_act(act, today), act.owed_on)  # type: ignore[arg-type]  # filtered above
    board = Display.objects.filter(stage__in=list(BOARD), owed_on__lte=by).select_related(*entry)
    told: dict[tuple[int, date], list[Display]] = {}
    for one in board.order_by("owed_on", "pk"):
        told.setdefault((one.entry_id, one.owed_on), []).append(one)  # type: ignore[arg-type]
    for (_, on), some in told.items():
        words = BOARD[display.Stage(some[0].stage)].format(dates.long(on))
        yield Owed(some[0].entry, words if len(some) == 1 else f"{words}, și încă {len(some) - 1} la fel", on)


def _of_act(act: CourtPaper, today: date) -> str:
    assert act.owed_on is not None  # noqa: S101 - asked for above
    stage, on = court.Stage(act.stage), dates.long(act.owed_on)
    if stage is court.Stage.WAITING and act.due_on and today <= act.due_on:
        return f"actul de procedură se mai poate ridica până {dates.long(act.due_on)}; neridicat, se înapoiază {on}"
    return ACTS[stage].format(on)


def _told(house: House, *, late: bool) -> Iterator[tuple[User, bool]]:
    """The registry, or who stands in; of what is late also who leads them: these hear of nothing else."""
    present = dict.fromkeys(one for user in house.registrars if (one := house.present(user)))
    yield from ((user, False) for user in present)
    if late:
        units = {post.unit_id for user in house.registrars for post in organisation.posts_held(user)}
        heads = dict.fromkeys(house.present(house.head(unit)) for unit in sorted(units))
        yield from ((head, True) for head in heads if head and head not in present)


def _reminder(row: Owed, user: User, today: date) -> Reminder:
    days = (today - row.on).days
    words = f"{row.words}; a trecut de {plural(days, 'zi', 'zile')}" if days > 0 else row.words
    kind = ReminderKind.OWED_LATE if days > 0 else ReminderKind.OWED_SOON
    on = row.on + timedelta(days=1) if days > 0 else min(today, row.on)
    return Reminder(
        kind=kind, for_user=user, entry=row.entry, on=on, term_on=row.on,
        sentence=f"{row.entry.paper_number}: {words}.", at=dates.now(),
    )  # fmt: skip
