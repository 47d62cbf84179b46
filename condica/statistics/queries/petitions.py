"""The half-yearly petitions report (raportul semestrial, OG 27/2002 art. 14), for any period, as of any moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from condica.foundation import dates
from condica.foundation.charts import Chart
from condica.foundation.romanian import plural
from condica.registry.models import Entry
from condica.statistics.queries import pictures
from condica.statistics.queries.facts import facts_of
from condica.statistics.queries.parts import PARTITIONS, partition
from condica.statistics.queries.pictures import Address, Facts
from condica.statistics.rules import COUNT, DAYS, SHARE, Cell, Figure, Period, Sheet, days_text
from condica.statistics.rules.petitions import TESTS, Fact, Outcome, median_days, on_time_share, table

BASIS = "OG 27/2002, art. 14"
NOTES = (
    "Primite = răspunse în termen + cu întârziere + în lucru + clasate (art. 7 și 10 alin. (2)) + conexate "
    "(art. 10 alin. (1)) + redirecționate (art. 6¹).",
    "În termen înseamnă expediat cel târziu în ziua termenului legal. Cifrele se socotesc din evenimentele petrecute "
    "până la data situației: aceeași perioadă cu aceeași dată dă oricând aceleași cifre.",
)


def half_yearly(period: Period, as_of: datetime, address: Address) -> Sheet:
    """The report: what was registered in the period, as it stood at `as_of`."""
    facts = facts_of(period, as_of)
    before = facts_of(period.year_before, _year_earlier(as_of, period)) or None
    on = dates.bucharest_day(as_of - timedelta(microseconds=1))
    return Sheet(
        key="petitii",
        title=f"Petiții: raportul {period.of_label}",
        subtitle=f"{period.days}, situația la {_standing(as_of)}",
        basis=f"se prezintă conducerii ({BASIS})",
        period=period,
        as_of=as_of,
        figures=_figures(facts, before, period, on),
        charts=_charts(facts, before, period, on, address),
        tables=tuple(table(part, facts, before) for part in PARTITIONS.values()),
        notes=NOTES,
    )


def members(period: Period, as_of: datetime, group: str, row: str, column: str) -> tuple[str, list[int]] | None:
    """The papers behind a figure and what part they are; None where there is no such figure."""
    part = partition(group)
    if part is None or column not in TESTS:
        return None
    found = part.members(facts_of(period, as_of), row, column)
    return part.labels([row])[row] if row else "", [fact.entry for fact in found]


def _charts(facts: Facts, before: Facts | None, period: Period, on: date, address: Address) -> tuple[Chart, ...]:
    drawn = (
        pictures.monthly(facts, before, period, address),
        pictures.answer_days(facts, address),
        pictures.domains(facts, address),
        pictures.backlog(facts, period, on),
    )
    return tuple(chart for chart in drawn if chart is not None)


def _year_earlier(as_of: datetime, period: Period) -> datetime:
    """The same standing a year before: as far from the period's end as now."""
    return period.year_before.moments[1] + (as_of - period.moments[1])


def _standing(as_of: datetime) -> str:
    """`30 iunie 2026` for a day's end, with the hour inside a day."""
    local = dates.local(as_of)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return dates.long_day((local - timedelta(days=1)).date(), year=True)
    return f"{dates.long_day(local.date(), year=True)}, ora {dates.clock(local)}"


def _figures(facts: Facts, before: Facts | None, period: Period, on: date) -> tuple[Figure, ...]:
    then = period.year_before.in_words
    was = "prima perioadă din registru" if before is None else f"{len(before)} în {then}"
    earlier = None if before is None else median_days(before)
    lasted = "de la înregistrare" if earlier is None else f"{days_text(earlier)} în {then}"
    on_time, answered = _count(facts, Outcome.ON_TIME), _count(facts, "answered")
    return (
        Figure("Primite", _count(facts, "all"), was, "all"),
        Figure("Cu răspuns", answered, f"la {dates.long_day(on)}", "answered"),
        Figure(
            "Răspunsuri în termen",
            Cell(on_time_share(facts), SHARE, opens=on_time.opens),
            f"{on_time.text} din {answered.text}",
            Outcome.ON_TIME,
        ),
        Figure("Durata mediană", Cell(median_days(facts), DAYS), lasted),
        Figure("Termene prelungite", _count(facts, "extended"), "art. 9, cu anunț înainte", "extended"),
        Figure("În lucru", _count(facts, Outcome.OPEN), _overdue(facts, on), Outcome.OPEN),
    )


def _overdue(facts: Facts, on: date) -> str:
    late = sum(fact.overdue(on) for fact in facts)
    if late:
        return f"{plural(late, 'întârziată', 'întârziate')} la {dates.long_day(on)}"
    still = any(fact.outcome is Outcome.OPEN for fact in facts)
    return f"toate în termen la {dates.long_day(on)}" if still else "nimic rămas"


def _count(facts: Facts, column: str) -> Cell:
    count = sum(TESTS[column](fact) for fact in facts)
    return Cell(count, COUNT, opens=count > 0)


LIST_HEAD = (
    "Nr.",
    "Înregistrată",
    "Conținut pe scurt",
    "Calea",
    "Domeniul",
    "Petiționar",
    "Compartiment",
    "Termen legal",
    "Prelungită",
    "Situația",
    "La data",
    "Zile",
    "Soluția sau temeiul",
)
SITUATIONS = {
    Outcome.ON_TIME: "răspuns în termen",
    Outcome.LATE: "răspuns cu întârziere",
    Outcome.OPEN: "în lucru",
    Outcome.FILED: "clasată",
    Outcome.JOINED: "conexată",
    Outcome.MOVED: "redirecționată",
}


def listing(period: Period, as_of: datetime, visible: QuerySet[Entry]) -> list[Sequence[Any]]:
    """The petitions one by one, those that the reader may see, without names: a spreadsheet travels far."""
    facts = facts_of(period, as_of)
    papers = {paper.pk: paper for paper in visible.filter(pk__in=[fact.entry for fact in facts])}
    seen = [fact for fact in facts if fact.entry in papers]
    names = {key: part.labels({part.row_of(fact) for fact in seen}) for key, part in PARTITIONS.items()}
    return [LIST_HEAD, *(_line(fact, papers[fact.entry], names) for fact in seen)]


def _line(fact: Fact, paper: Entry, names: dict[str, dict[str, str]]) -> list[Any]:
    def name(key: str) -> str:
        return names[key].get(PARTITIONS[key].row_of(fact), "")

    words = [name(key) for key in ("canale", "domenii", "petitionari", "compartimente")]
    stands = ["da" if fact.extended else "nu", SITUATIONS[fact.outcome], fact.ended_on]
    days = "" if fact.days is None else fact.days
    last = name("solutii") if fact.answered else fact.reason
    return [paper.paper_number, fact.registered_on, paper.subject, *words, fact.due_on, *stands, days, last]
