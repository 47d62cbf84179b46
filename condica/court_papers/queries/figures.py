"""Figures of a year (cifrele anului): acts received, handed over, returned, late; displays put up and taken down."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from condica.accounts.models import User
from condica.court_papers import access
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.rules.court import WHYS
from condica.court_papers.rules.display import BASES
from condica.foundation import dates

Row = tuple[str, int]


def papers_between(user: User, since: date, until: date) -> QuerySet[CourtPaper]:
    """The acts registered in these days, in the order of the register."""
    first, after = dates.bounds(since, until)
    found = access.papers_of(user).filter(entry__registered_at__gte=first, entry__registered_at__lt=after)
    return found.order_by("entry__registered_at", "pk")


def displays_between(user: User, since: date, until: date) -> QuerySet[Display]:
    """The displays asked in these days."""
    first, after = dates.bounds(since, until)
    return access.displays_of(user).filter(asked_at__gte=first, asked_at__lt=after).order_by("asked_at", "pk")


def paper_figures(user: User, year: int) -> list[Row]:
    """What became of a year's acts."""
    found = papers_between(user, date(year, 1, 1), date(year, 12, 31)).order_by()
    late = Q(sent_at__isnull=False) & Q(sent_at__date__gt=F("owed_on"))
    told = found.aggregate(
        all=Count("pk"),
        handed=Count("pk", filter=Q(handed_at__isnull=False)),
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        late=Count("pk", filter=late),
        **{f"why_{key}": Count("pk", filter=Q(returned_why=key)) for key in WHYS},
    )
    rows = [("primite", told["all"]), ("predate destinatarului sau împuternicitului", told["handed"])]
    rows += [(f"înapoiate: {words}", told[f"why_{key}"]) for key, words in WHYS.items()]
    return [*rows, ("cu dovada sau actul trimis instanței", told["sent"]), ("trimise târziu", told["late"])]


def display_figures(user: User, year: int) -> list[tuple[str, int, int]]:
    """Displays put up and taken down in a year, by their ground, then in all."""
    first, after = dates.bounds(date(year, 1, 1), date(year, 12, 31))
    found = access.displays_of(user).order_by()
    up = _by_basis(found.filter(posted_at__gte=first, posted_at__lt=after))
    down = _by_basis(found.filter(taken_at__gte=first, taken_at__lt=after))
    rows = [(basis.label, up.get(key, 0), down.get(key, 0)) for key, basis in BASES.items() if key in up or key in down]
    return [*rows, ("În total", sum(up.values()), sum(down.values()))]


def _by_basis(found: QuerySet[Display]) -> dict[str, int]:
    return dict(found.values("basis").annotate(count=Count("pk")).values_list("basis", "count"))
