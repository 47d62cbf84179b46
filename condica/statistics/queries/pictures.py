"""The charts of the petitions report (graficele raportului): each title is what the figures say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from condica.foundation import dates
from condica.foundation.charts import Bar, Chart, Key, Limit, Slot
from condica.foundation.romanian import percent, plural
from condica.statistics.queries.parts import MONTHLY, PARTITIONS
from condica.statistics.rules import Address, Period, days_text
from condica.statistics.rules.partitions import UNKNOWN, Counted, Tally
from condica.statistics.rules.petitions import BANDS, Band, Fact, Outcome


def monthly(now: Counted, before: Counted | None, period: Period, address: Address) -> Chart:
    """Received month by month, beside the year before."""
    months = period.months[:24]
    slots = tuple(_month(month, now, before, address, short=len(months) > 8) for month in months)
    year = period.since.year
    described = ", ".join(f"{slot.label} {slot.bars[-1].shown}" for slot in slots)
    return Chart(
        "luni",
        _monthly_title(now, before, period),
        f"Petiții primite pe luni: {described}.",
        slots,
        legend=() if before is None else (Key("b", str(year - 1)), Key("a", str(year))),
        lead="petiții primite pe lună" if before is None else "primite pe lună:",
        head="Luna",
        unit="Primite",
    )


def _month(month: Period, now: Counted, before: Counted | None, address: Address, *, short: bool) -> Slot:
    count = now.line(MONTHLY, f"{month.since:%Y-%m}").all
    name = dates.MONTHS[month.since.month - 1]
    words = f"{name} {month.since.year}: {plural(count, 'petiție', 'petiții')}"
    bar = Bar(count, "a", address(MONTHLY.key, f"{month.since:%Y-%m}", "all"), words, str(count))
    then = f"{month.year_before.since:%Y-%m}"
    old = () if before is None else (Bar(before.line(MONTHLY, then).all, "b"),)
    return Slot(name[:3] if short else name, (*old, bar))


def _monthly_title(now: Counted, before: Counted | None, period: Period) -> str:
    if before is None:
        return plural(now.whole.all, "petiție primită", "petiții primite")
    change, then = now.whole.all - before.whole.all, period.year_before.within
    if not change:
        return f"La fel de multe petiții ca {then}"
    more = "mai multe" if change > 0 else "mai puține"
    return f"Cu {plural(abs(change), 'petiție', 'petiții')} {more} decât {then}"


def answer_days(now: Counted, address: Address) -> Chart:
    """In how many days the answers left, with the limit of art. 8 drawn in."""
    slots = tuple(_band(band, now, address) for band in BANDS)
    middle = now.whole.median
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


def _band(band: Band, now: Counted, address: Address) -> Slot:
    count = now.whole.counts[band.key]
    tone = {"b31": "b", "late": "l"}.get(band.key, "a")
    bar = Bar(
        count,
        tone,
        address("compartimente", "", band.key),
        f"{band.words}: {plural(count, 'răspuns', 'răspunsuri')}",
        str(count),
    )
    return Slot(band.label, (bar,), band.note if count else "", gap=0.35 if tone != "a" else 0.0)


#: What a bar is made of: the test, the tone, the words; the rest was settled without an answer.
STACK = (
    (Outcome.ON_TIME.value, "a", "în termen"),
    (Outcome.OPEN.value, "b", "în lucru"),
    ("too_late", "l", "peste termen"),
    ("", "c", "altfel"),
)
NO_ANSWER = (Outcome.MOVED, Outcome.FILED, Outcome.JOINED)


def domains(now: Counted, address: Address) -> Chart | None:
    """Domains stacked by how they stand: where the work is, and where it is late."""
    part = PARTITIONS["domenii"]
    lines = now.lines(part)
    names = part.labels(lines)
    order = sorted(lines.keys() - {UNKNOWN}, key=lambda key: (-lines[key].all, names[key]))[:8]
    if not order:
        return None
    first, count = names[order[0]], lines[order[0]].all
    described = "; ".join(f"{names[key]} {lines[key].all}" for key in order)
    return Chart(
        "pe-domenii",
        f"{first}: {percent(count, now.whole.all, 0)} din petiții",
        f"Petiții pe domenii: {described}.",
        tuple(_stack(key, names[key], lines[key], address) for key in order),
        legend=tuple(Key(tone, words) for _, tone, words in STACK),
        shape="stacked",
        head="Domeniul",
    )


def _stack(key: str, name: str, line: Tally, address: Address) -> Slot:
    bars: list[Bar] = []
    for test, tone, words in STACK:
        count = line.counts[test] if test else sum(line.counts[outcome] for outcome in NO_ANSWER)
        url = address("domenii", key, test) if test else ""
        said = f"{name}, {words}: {plural(count, 'petiție', 'petiții')}"
        bars.append(Bar(count, tone, url, said, str(line.all) if not bars else None))
    return Slot(_short(name), tuple(bars))


def _short(name: str) -> str:
    """The first word of a domain, for the scale; the table and the tooltip say it whole."""
    return name.replace(",", " ").split()[0][:12]


def backlog(facts: Sequence[Fact], period: Period, on: date) -> Chart:
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
