"""What petitioners say, for the reports (părerile)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, QuerySet

from condica.foundation import dates
from condica.portal.models import Feedback


def feedback(since: date, until: date) -> QuerySet[Feedback]:
    """The opinions given between two days, both included; newest first."""
    first, last = dates.bounds(since, until)
    return Feedback.objects.select_related("case__entry").filter(at__gte=first, at__lt=last).order_by("-at")


def feedback_counts(since: date, until: date) -> Mapping[str, int]:
    """How many said yes, partly, no."""
    found = dict(feedback(since, until).order_by().values_list("useful").annotate(Count("pk")))
    return {useful.value: found.get(useful.value, 0) for useful in Feedback.Useful}
