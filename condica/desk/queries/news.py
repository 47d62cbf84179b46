"""Noutăți: what others wrote about the papers of my units, newest first, and how much of it is unread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString

from condica.accounts.models import User
from condica.casework import api as casework
from condica.desk.models import Reading
from condica.foundation import dates
from condica.foundation.memo import rows
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.organisation import api as organisation
from condica.organisation import queries as organisation_rows
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.registry.queries import custody

MOST = 99
KEPT = timedelta(days=30)  # what is older is looked for in its paper's own history
FRESH = timedelta(days=3)  # for whoever has never said „am citit”


@dataclass(frozen=True, slots=True)
class News:
    """A sentence about a paper of mine, written by somebody else."""

    pk: int
    at: datetime
    sentence: SafeString
    about: str
    url: str
    unread: bool


def lines_for(user: User, now: datetime | None = None) -> QuerySet[Line]:
    """Lines of the last days about papers of my units and cases, written by somebody else; newest first."""
    units = organisation_rows.holdings_of([user.pk], dates.today()).order_by().values("post__unit")
    cases = casework.Case.objects.filter(owner=user).values("entry")
    known = Entry.objects.exclude(register__in=registry.hidden_from(user))
    papers = known.filter(Q(unit__in=units) | Q(pk__in=cases)).order_by().values("pk")
    lines = Line.objects.filter(entry_id__in=papers, moment__gte=(now or dates.now()) - KEPT)
    return lines.exclude(actor_id=user.pk).order_by("-id")


def read_until(user: User) -> int:
    """The last line that this person has read."""
    return Reading.objects.filter(user=user).values_list("line", flat=True).first() or 0


def unread(user: User) -> int:
    """The number on the bell, up to 99, in one question: what is unread, reminders, hand-overs that wait."""
    now = dates.now()
    [(many,)] = rows(
        "unread",
        lambda: organisation.standing_of(user, led=False),
        lambda: [(_calling(user, now).count(),)],
        (now - KEPT, now - FRESH),
    )
    return int(many)


def _calling(user: User, now: datetime) -> QuerySet[Any, Any]:
    reading = Reading.objects.filter(user=user).values("line")
    new = Q(id__gt=Subquery(reading)) | (~Exists(reading) & Q(moment__gte=now - FRESH))
    lines = lines_for(user, now).filter(new).order_by().values_list("id")
    reminders = casework.unseen(user).select_related(None).order_by().values_list("id")
    return lines.union(reminders, *custody.calling(user), all=True)[:MOST]


def told(lines: list[Line], seen: int) -> list[News]:
    """The lines as sentences, with what their papers are about and where they are."""
    papers = dict(Entry.objects.filter(pk__in={line.entry_id for line in lines}).values_list("pk", "subject"))
    return [
        News(
            pk=line.pk,
            at=line.moment,
            sentence=sentence(line),
            about=papers.get(line.entry_id or 0, ""),
            url=reverse("registry:by_id", args=[line.entry_id]),
            unread=line.pk > seen,
        )
        for line in lines
    ]
