"""The charts of the petitions report (graficele raportului): each title is what the figures say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from condica.foundation import dates
from condica.foundation.charts import Bar, Chart, Key, Limit, Slot
from condica.foundation.romanian import percent, plural
from condica.statistics.queries.parts import MONTHLY, PARTITIONS
from condica.statistics.rules import Period, days_text
from condica.statistics.rules.petitions import BANDS, UNKNOWN, Band, Fact, Outcome, median_days

Address = Callable[[str, str, str], str]
Facts = Sequence[Fact]


def monthly(facts: Facts, before: Facts | None, period: Period, address: Address) -> Chart:
    """Received month by month, beside the year before."""
    months = period.months[:24]
    slots = tuple(_month(month, facts, before, address, short=len(months) > 8) for month in months)
    year = period.since.year
    described = ", ".join(f"{slot.label} {slot.bars[-1].shown}" for slot in slots)
    return Chart(
        "luni",
        _monthly_title(facts, before, period),
        f"Petiții primite pe luni: {described}.",
        slots,
        legend=() if before is None else (Key("b", str(year - 1)), Key("a", str(year))),
        lead="petiții primite pe lună" if before is None else "primite pe lună:",
        head="Luna",
        unit="Primite",
    )


def _month(month: Period, facts: Facts, before: Facts | None, address: Address, *, short: bool) -> Slot:
    count = _received(facts, month)
    name = dates.MONTHS[month.since.month - 1]
    words = f"{name} {month.since.year}: {plural(count, 'petiție', 'petiții')}"
    bar = Bar(count, "a", address(MONTHLY.key, f"{month.since:%Y-%m}", "all"), words, str(count))
    old = () if before is None else (Bar(_received(before, month.year_before), "b"),)
    return Slot(name[:3] if short else name, (*old, bar))


def _received(facts: Facts, month: Period) -> int:
    return sum(month.since <= fact.registered_on <= month.until for fact in facts)


def _monthly_title(facts: Facts, before: Facts | None, period: Period) -> str:
    if before is None:
        return plural(len(facts), "petiție primită", "petiții primite")
    change, then = len(facts) - len(before), period.year_before.in_words
    if not change:
        return f"La fel de multe petiții ca în {then}"
    more = "mai multe" if change > 0 else "mai puține"
    return f"Cu {plural(abs(change), 'petiție', 'petiții')} {more} decât în {then}"


def answer_days(facts: Facts, address: Address) -> Chart:
    """In how many days the answers left, with the limit of art. 8 drawn in."""
    slots = tuple(_band(band, facts, address) for band in BANDS)
    middle = median_days(facts)
    described = ", ".join(f"{band.words} {slot.bars[0].shown}" for band, slot in zip(BANDS, slots, strict=True))
    title = f"Jumătate din răspunsuri au plecat în cel mult {days_text(middle)}"
    return Chart(
        "durate",
        title if middle is not None else "Niciun răspuns nu a plecat încă",
        f"În câte zile s-a răspuns: {described}.",
        slots,
        lead="răspunsuri, pe zile de la înregistrare",
        limit=Limit(len(BANDS) - 2, "30 de zile, art. 8"),
        fill=0.9,
        head="Zile de la înregistrare",
        unit="Răspunsuri",
    )


def _band(band: Band, facts: Facts, address: Address) -> Slot:
    count = sum(band.test(fact) for fact in facts)
    tone = {"b31": "b", "late": "l"}.get(band.key, "a")
    bar = Bar(
        count,
        tone,
        address("compartimente", "", band.key),
        f"{band.words}: {plural(count, 'răspuns', 'răspunsuri')}",
        str(count),
    )
    return Slot(band.label, (bar,), band.note if count else "", gap=0.35 if tone != "a" else 0.0)


STACK = (
    (Outcome.ON_TIME, "a", "în termen"),
    (Outcome.OPEN, "b", "în lucru"),
    (Outcome.LATE, "l", "târziu"),
    (Outcome.MOVED, "c", "altfel"),
)
NO_ANSWER = {Outcome.MOVED, Outcome.FILED, Outcome.JOINED}


def domains(facts: Facts, address: Address) -> Chart | None:
    """Domains stacked by how they stand: where the work is, and where it is late."""
    part = PARTITIONS["domenii"]
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(part.row_of(fact), []).append(fact)
    names = part.labels(grouped)
    order = sorted(grouped.keys() - {UNKNOWN}, key=lambda key: (-len(grouped[key]), names[key]))[:8]
    if not order:
        return None
    first, count = names[order[0]], len(grouped[order[0]])
    described = "; ".join(f"{names[key]} {len(grouped[key])}" for key in order)
    return Chart(
        "pe-domenii",
        f"{first}: {percent(count, len(facts), 0)} din petiții",
        f"Petiții pe domenii: {described}.",
        tuple(_stack(key, names[key], grouped[key], address) for key in order),
        legend=tuple(Key(tone, words) for _, tone, words in STACK),
        shape="stacked",
        head="Domeniul",
    )


def _stack(key: str, name: str, facts: Facts, address: Address) -> Slot:
    bars: list[Bar] = []
    for outcome, tone, words in STACK:
        count = sum(fact.outcome is outcome or (tone == "c" and fact.outcome in NO_ANSWER) for fact in facts)
        url = "" if tone == "c" else address("domenii", key, outcome)
        said = f"{name}, {words}: {plural(count, 'petiție', 'petiții')}"
        bars.append(Bar(count, tone, url, said, str(len(facts)) if not bars else None))
    return Slot(_short(name), tuple(bars))


def _short(name: str) -> str:
    """The first word of a domain, for the scale; the table and the tooltip say it whole."""
    return name.replace(",", " ").split()[0][:12]


def backlog(facts: Facts, period: Period, on: date) -> Chart:
    """How many of these petitions were open at the end of each week."""
    ends = _week_ends(period, on)
    counts = [sum(_open_on(fact, day) for fact in facts) for day in ends]
    top = max(counts, default=0)
    every = max(1, len(ends) // 6)
    marked = {len(ends) - 1, counts.index(top)} if top != (counts or [0])[-1] else {len(ends) - 1}
    slots = tuple(
        Slot(
            dates.short_day(day) if place % every == 0 else "",
            (Bar(count, "a", shown=str(count) if place in marked else None),),
        )
        for place, (day, count) in enumerate(zip(ends, counts, strict=True))
    )
    described = ", ".join(f"{dates.short_day(day)} {count}" for day, count in zip(ends, counts, strict=True))
    return Chart(
        "in-lucru",
        f"Cel mult {plural(top, 'petiție', 'petiții')} în lucru deodată",
        f"Petiții ale perioadei în lucru la sfârșitul săptămânii: {described}.",
        slots,
        lead="în lucru la sfârșitul săptămânii",
        shape="line",
        head="Săptămâna până la",
        unit="În lucru",
        names=tuple(dates.short_day(day) for day in ends),
    )


def _week_ends(period: Period, on: date) -> list[date]:
    last = min(period.until, on)
    first = period.since + timedelta(days=6 - period.since.weekday())
    return [first + timedelta(weeks=place) for place in range(max(0, (last - first).days // 7 + 1))][-53:]


def _open_on(fact: Fact, day: date) -> bool:
    return fact.registered_on <= day and (not fact.ended_as or fact.ended_on is None or fact.ended_on > day)
