"""Noutăți: what others wrote about the papers of my units, newest first, and how much of it is unread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from condica.accounts.models import User
from condica.casework import api as casework
from condica.desk.models import Reading
from condica.foundation import dates
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.organisation import api as organisation
from condica.registry.models import Entry

MOST = 99
KEPT = timedelta(days=30)  # what is older is looked for in its paper's own history


@dataclass(frozen=True, slots=True)
class News:
    """A sentence about a paper of mine, written by somebody else."""

    pk: int
    at: datetime
    sentence: SafeString
    url: str
    unread: bool


def lines_for(user: User) -> QuerySet[Line]:
    """Lines of the last days about papers of my units and cases, written by somebody else; newest first."""
    units = organisation.units_of(user, dates.today())
    cases = casework.Case.objects.filter(owner=user).values("entry")
    papers = Entry.objects.filter(Q(unit__in=units) | Q(pk__in=cases)).order_by().values("pk")
    lines = Line.objects.filter(entry_id__in=papers, moment__gte=dates.now() - KEPT)
    return lines.exclude(actor_id=user.pk).order_by("-id")


def read_until(user: User) -> int:
    """The last line that this person has read."""
    return Reading.objects.filter(user=user).values_list("line", flat=True).first() or 0


def unread(user: User) -> int:
    """How many are unread, counted up to 99: the number on the bell."""
    return lines_for(user).filter(id__gt=read_until(user)).order_by()[:MOST].count()


def told(lines: list[Line], seen: int) -> list[News]:
    """The lines as sentences with their papers' addresses."""
    return [
        News(line.pk, line.moment, sentence(line), reverse("registry:by_id", args=[line.entry_id]), line.pk > seen)
        for line in lines
    ]
