"""The half-yearly petitions report (raportul semestrial, OG 27/2002 art. 14), for any period, as of any moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from condica.foundation import dates
from condica.foundation.charts import Chart
from condica.foundation.romanian import plural
from condica.organisation.models import Unit
from condica.registry.models import Entry
from condica.statistics.queries import pictures
from condica.statistics.queries.facts import facts_of
from condica.statistics.queries.narrative import paragraphs
from condica.statistics.queries.parts import (
    CROSSING,
    CROSSING_TITLE,
    MONTHLY,
    PARTITIONS,
    circumstance,
    partition,
)
from condica.statistics.rules import (
    CHANGE,
    DAYS,
    POINTS,
    SHARE,
    TENTHS,
    Address,
    Behind,
    Cell,
    Column,
    Figure,
    Member,
    Question,
    Row,
    Sheet,
    Table,
    days_text,
)
from condica.statistics.rules.partitions import UNKNOWN, Counted, Tally, count, crossing, table
from condica.statistics.rules.petitions import COLUMN_WORDS, SITUATIONS, TESTS, Fact, Outcome, stood

BASIS = "OG 27/2002, art. 14"
COMPARED = "comparatie"
NOTES = (
    "Primite = răspunse în termen + răspunse târziu + în lucru, în termen + în lucru, peste termen + clasate (art. 7, "
    "art. 10 alin. (2), retrase) + conexate (art. 10 alin. (1)) + redirecționate (art. 6¹).",
    "În termen înseamnă expediat cel târziu în ziua termenului legal. Cifrele se socotesc din evenimentele petrecute "
    "până la data situației: aceeași perioadă cu aceeași dată dă oricând aceleași cifre. Perioadele dinainte se "
    "compară la fel de multe zile după sfârșitul lor.",
)
COUNTED = (MONTHLY, *PARTITIONS.values())


def half_yearly(question: Question, address: Address) -> Sheet:
    """The report: what was registered in the period, as it stood at the moment asked."""
    period = question.period
    facts = facts_of(question)
    now = Counted(facts, COUNTED)
    before = _earlier(question.about(period.before))
    year_before = _earlier(question.about(period.year_before))
    return Sheet(
        key="petitii",
        title=f"Petiții: raportul {period.of_label}{_scope(question)}",
        subtitle=f"{'' if period.label == period.days else f'{period.days}, '}situația la {_standing(question.as_of)}",
        basis=f"se prezintă conducerii ({BASIS})",
        period=period,
        as_of=question.as_of,
        figures=_figures(question, now, before, year_before),
        charts=_charts(question, facts, now, year_before, address),
        tables=_tables(question, now, before, year_before),
        notes=NOTES,
        words=paragraphs(question, now, before, year_before),
        late=_late(now),
    )


def _earlier(question: Question) -> Counted | None:
    """An earlier period counted; None when the register knows nothing of it."""
    facts = facts_of(question)
    return Counted(facts, COUNTED) if facts else None


def _scope(question: Question) -> str:
    unit = Unit.objects.filter(pk=question.unit).first() if question.unit else None
    return f", {unit.name}" if unit else ""


def _charts(
    question: Question, facts: Sequence[Fact], now: Counted, year_before: Counted | None, address: Address
) -> tuple[Chart, ...]:
    drawn = (
        pictures.monthly(now, year_before, question.period, address),
        pictures.answer_days(now, address),
        pictures.domains(now, address),
        pictures.backlog(facts, question.period, question.on),
    )
    return tuple(chart for chart in drawn if chart is not None)


def _standing(as_of: datetime) -> str:
    """`30 iunie 2026` for a day's end, with the hour inside a day."""
    local = dates.local(as_of)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return dates.long_day((local - timedelta(days=1)).date(), year=True)
    return f"{dates.long_day(local.date(), year=True)}, ora {dates.clock(local)}"


def _figures(
    question: Question, now: Counted, before: Counted | None, year_before: Counted | None
) -> tuple[Figure, ...]:
    then, on = question.period, dates.long_day(question.on)
    known = [(year_before, then.year_before), (before, then.before)]
    was = next((f"{one.whole.all} {period.within}" for one, period in known if one), "prima perioadă din registru")
    whole = now.whole
    on_time, answered = count(whole, Outcome.ON_TIME), count(whole, "answered")
    lasted = f"jumătate în cel mult {days_text(whole.median)}" if whole.median is not None else "niciun răspuns încă"
    return (
        Figure("Primite", count(whole, "all"), was, "all"),
        Figure(
            "Răspunse în termen", Cell(whole.on_time, SHARE, opens=on_time.opens),
            f"{on_time.text} din {answered.text}", Outcome.ON_TIME,
        ),
        Figure("Durata medie a răspunsului", Cell(whole.mean, DAYS), lasted),
        Figure("Termene prelungite", count(whole, "extended"), "art. 9, cu anunț înainte", "extended"),
        Figure("În lucru", count(whole, "in_work"), f"la {on}", "in_work"),
    )  # fmt: skip


def _late(now: Counted) -> Figure:
    """What is past its term, answered or not: the first thing that a head looks for."""
    answered, still = now.whole.counts[Outcome.LATE], now.whole.counts[Outcome.OVERDUE]
    words = [
        plural(answered, "răspuns plecat târziu", "răspunsuri plecate târziu") if answered else "",
        f"{plural(still, 'petiție', 'petiții')} încă în lucru" if still else "",
    ]
    return Figure("Trecute de termen", count(now.whole, "too_late"), ", ".join(filter(None, words)), "too_late")


def _tables(question: Question, now: Counted, before: Counted | None, year_before: Counted | None) -> tuple[Table, ...]:
    first, *others = (table(part, now, year_before) for part in PARTITIONS.values() if _told(part.key, now))
    compared = _compared(question, now, before, year_before)
    return (first, *([compared] if compared else []), *others, crossing(CROSSING, CROSSING_TITLE, now, year_before))


def _told(key: str, now: Counted) -> bool:
    """What nobody was asked yet is not a table of unknowns."""
    return key != "folos" or bool(now.lines(PARTITIONS[key]).keys() - {UNKNOWN})


#: The measures that are compared with the periods before.
MEASURES: tuple[tuple[str, str, str], ...] = (
    ("all", "Primite", CHANGE),
    (Outcome.ON_TIME, "Răspunse în termen", CHANGE),
    (Outcome.LATE, "Răspunse târziu", CHANGE),
    ("share", "Răspunse în termen, din toate răspunsurile", POINTS),
    (Outcome.OPEN, "În lucru, în termen", CHANGE),
    (Outcome.OVERDUE, "În lucru, peste termen", CHANGE),
    (Outcome.FILED, "Clasate", CHANGE),
    (Outcome.JOINED, "Conexate", CHANGE),
    (Outcome.MOVED, "Redirecționate", CHANGE),
    ("extended", "Cu termenul prelungit", CHANGE),
    ("mean", "Durata medie a răspunsului (zile)", CHANGE),
    ("days", "Durata mediană a răspunsului (zile)", CHANGE),
)


def _compared(question: Question, now: Counted, before: Counted | None, year_before: Counted | None) -> Table | None:
    """This period beside the one before it and beside the same one of last year; None without any."""
    period = question.period
    others = [(period.before, before), (period.year_before, year_before)]
    if period.before == period.year_before:
        del others[0]
    columns, tallies = [Column("now", period.label)], []
    for place, (then, counted) in enumerate(others):
        if counted is not None:
            columns += [Column(f"then{place}", then.label), Column(f"change{place}", "Diferența", CHANGE)]
            tallies.append(counted.whole)
    if not tallies:
        return None
    rows = tuple(Row(str(key), label, _measured(key, kind, now.whole, tallies)) for key, label, kind in MEASURES)
    return Table(COMPARED, "Față de perioadele dinainte", "Măsura", tuple(columns), rows, None)


def _measured(key: str, kind: str, now: Tally, others: Sequence[Tally]) -> tuple[Cell, ...]:
    mine = _measure(key, now)
    cells = [mine]
    for tally in others:
        then = _measure(key, tally)
        known = mine.value is not None and then.value is not None
        change = (mine.value or 0) - (then.value or 0) if known else None
        cells += [Cell(then.value, then.kind), Cell(change, kind)]
    return tuple(cells)


def _measure(key: str, tally: Tally) -> Cell:
    if key == "share":
        return Cell(tally.on_time, SHARE)
    if key in {"mean", "days"}:
        return Cell(tally.mean if key == "mean" else tally.median, TENTHS)
    return count(tally, key)


def members(question: Question, group: str, row: str, column: str) -> Behind | None:
    """The papers behind a figure and what part they are; None where there is no such figure."""
    if group in {CROSSING, COMPARED}:
        return _across(question, group, row, column)
    part = partition(group)
    if part is None or column not in TESTS:
        return None
    found = part.members(facts_of(question), row, column)
    label = part.labels([row])[row] if row else ""
    return _behind(" · ".join(filter(None, (label, COLUMN_WORDS.get(column, "")))), found)


def _across(question: Question, group: str, row: str, column: str) -> Behind | None:
    """Behind a figure whose line names a test: a circumstance, or a measure that is compared."""
    test, other = TESTS.get(row), TESTS.get("all" if group == COMPARED else column)
    if test is None or other is None:
        return None
    found = [fact for fact in facts_of(question) if test(fact) and other(fact)]
    label = circumstance(row) if group == CROSSING else COLUMN_WORDS.get(row)
    also = "" if column == "all" else COLUMN_WORDS.get(column, "")
    return _behind(" · ".join(filter(None, (label, also))), found)


def _behind(words: str, facts: Sequence[Fact]) -> Behind:
    late = {Outcome.LATE, Outcome.OVERDUE}
    return Behind(words, [Member(fact.entry, stood(fact), fact.outcome in late) for fact in facts])


LINES_HEAD = (
    "Nr.", "Conținut pe scurt", "Înregistrată", "Calea", "Domeniul", "Petiționar", "Felul", "Compartiment",
    "Termen legal", "Prelungită", "Situația", "La data", "Zile", "Soluția", "Motivul clasării", "Răspuns plecat",
    "Redirecționată", "De la altă autoritate", "Semnatari", "Redeschisă de instanță", "Comisie", "Părerea",
)  # fmt: skip


def lines(question: Question, readable: QuerySet[Entry]) -> list[Sequence[Any]]:
    """Every petition on a line, so that a spreadsheet counts the report again.

    No names: a spreadsheet travels far. The number and the content stand only where the reader may see the paper.
    """
    facts = facts_of(question)
    papers = readable.filter(pk__in=[fact.entry for fact in facts]).in_bulk()
    names = {key: part.labels({part.row_of(fact) for fact in facts}) for key, part in PARTITIONS.items()}
    return [LINES_HEAD, *(_line(fact, papers.get(fact.entry), names) for fact in facts)]


def _line(fact: Fact, paper: Entry | None, names: dict[str, dict[str, str]]) -> list[Any]:
    def name(key: str) -> str:
        part = PARTITIONS[key]
        return names[key].get(part.row_of(fact), "") if part.only(fact) and part.part(fact) else ""

    parts = [name(key) for key in ("canale", "domenii", "petitionari", "feluri", "compartimente")]
    return [
        paper.paper_number if paper else "", paper.subject if paper else "", fact.registered_on, *parts,
        fact.due_on, _yes(fact.extended), SITUATIONS[fact.outcome], fact.ended_on,
        "" if fact.days is None else fact.days, name("solutii"), name("clasate"), name("expedieri"),
        name("redirectionate"), _yes(fact.received), fact.signatories or "", _yes(fact.reopened),
        _yes(fact.commission), name("folos"),
    ]  # fmt: skip


def _yes(value: bool) -> str:
    return "da" if value else "nu"
