"""What others owe and gave (puncte de vedere, comisii): the parts still open, the opinions to quote, what is owed."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from condica.accounts.models import User
from condica.casework.models import OPEN_PARTS, Case, Commission, CommissionState, JointUnit, PartState
from condica.casework.rules import OpenPart, Opinion
from condica.foundation import dates
from condica.organisation import api as organisation


def open_parts(case: Case) -> list[OpenPart]:
    """What the case still waits for from others: opinions not given, a commission without minutes."""
    found = [
        OpenPart("opinion", part.unit.short_name, dates.bucharest_day(part.asked_at), part.due_on, _url(part))
        for part in case.parts.filter(state__in=OPEN_PARTS).select_related("unit")
    ]
    sitting = case.commissions.filter(state=CommissionState.OPEN).select_related("chair")
    return found + [
        OpenPart("commission", str(one.chair), dates.bucharest_day(one.named_at), one.due_on, one.get_absolute_url())
        for one in sitting
    ]


def _url(part: JointUnit) -> str:
    return reverse("casework:opinion", args=[part.pk])


def opinions(case: Case) -> list[Opinion]:
    """The points of view given, in the order in which they were asked: for whoever composes the answer."""
    parts = case.parts.filter(state=PartState.GIVEN).select_related("unit", "by").annotate(n=Count("versions"))
    return [
        Opinion(part.unit.name, part.opinion, str(part.by), part.at, part.n) for part in parts if part.at is not None
    ]


def parts_of(case: Case) -> QuerySet[JointUnit]:
    """All parts of a case with who is in them, the first asked first."""
    found = case.parts.select_related("unit", "assignee", "asked_by", "by", "ended_by")
    return found.annotate(count=Count("versions")).order_by("pk")


def commissions_of(case: Case) -> QuerySet[Commission]:
    """The commissions of a case with their members."""
    found = case.commissions.select_related("chair", "named_by", "ended_by", "document")
    return found.prefetch_related("members__user", "members__unit").order_by("-pk")


def opinions_asked(user: User) -> QuerySet[JointUnit]:
    """Points of view that my units still owe, or that were given to me by name (or to whom I stand in for)."""
    units = organisation.units_of(user, dates.today())
    people = organisation.stands_for(user)
    asked = JointUnit.objects.select_related("case__entry__register", "case__entry__number", "task__lead", "unit")
    mine = Q(assignee__in=people) | Q(assignee=None, unit__in=units)
    return asked.filter(mine, state__in=OPEN_PARTS, case__closed_at=None).order_by("due_on", "pk")


def commissions_open(user: User) -> QuerySet[Commission]:
    """Commissions that wait for my minutes: those that I chair."""
    people = organisation.stands_for(user)
    found = Commission.objects.select_related("case__entry__register", "case__entry__number", "chair")
    return found.filter(chair__in=people, state=CommissionState.OPEN, case__closed_at=None).order_by("due_on", "pk")
