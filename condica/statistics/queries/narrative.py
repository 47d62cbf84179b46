"""What the figures say, in the sentences that a council reads (textul raportului semestrial, OG 27/2002 art. 14)."""

from __future__ import annotations

from collections.abc import Iterable

from condica.foundation import dates
from condica.foundation.romanian import number_text, percent, plural
from condica.statistics.queries.parts import PARTITIONS
from condica.statistics.rules import Question, days_text
from condica.statistics.rules.partitions import UNKNOWN, Counted, Partition, Tally
from condica.statistics.rules.petitions import Outcome

ONE, MANY = "petiție", "petiții"
SOLUTIONS = {"favourable": "favorabilă", "partial": "favorabilă în parte", "unfavourable": "nefavorabilă"}
REASONS = {
    "anonymous": ("anonimă (art. 7)", "anonime (art. 7)"),
    "repeated": ("repetată după răspuns (art. 10 alin. (2))", "repetate după răspuns (art. 10 alin. (2))"),
    "withdrawn": ("retrasă de petiționar", "retrase de petiționari"),
}
#: How many of the largest parts a sentence names.
NAMED = 3


def paragraphs(
    question: Question, now: Counted, before: Counted | None, year_before: Counted | None
) -> tuple[str, ...]:
    """The report in words: what came, how it was answered, what else became of it, what is left."""
    if not now.whole.all:
        return (f"{_upper(question.period.within)} nu s-a înregistrat nicio petiție.",)
    made = (
        _received(question, now, before, year_before),
        _answers(now),
        _others(now),
        _open(question, now),
    )
    return tuple(words for words in (" ".join(sentences) for sentences in made) if words)


def _received(question: Question, now: Counted, before: Counted | None, year_before: Counted | None) -> Iterable[str]:
    period, count = question.period, now.whole.all
    beside = [
        _beside(count, other.whole.all, then.within)
        for other, then in ((before, period.before), (year_before, period.year_before))
        if other is not None
    ]
    yield _sentence(f"{_upper(period.within)} {_were(count, 'înregistrată', 'înregistrate')}", *beside)
    yield f"Au sosit prin: {_shares(now, 'canale')}."
    yield f"Au scris: {_shares(now, 'petitionari')}."
    yield f"Cel mai des s-a scris despre: {_shares(now, 'domenii', NAMED)}."


def _were(count: int, one: str, many: str) -> str:
    """`a fost înregistrată o petiție`, `au fost înregistrate 12 petiții`."""
    return f"a fost {one} o {ONE}" if count == 1 else f"au fost {many} {plural(count, ONE, MANY)}"


def _sentence(begin: str, *rest: str) -> str:
    return f"{begin}{', ' if rest else ''}{' și '.join(rest)}."


def _beside(count: int, then: int, words: str) -> str:
    if count == then:
        return f"la fel ca {words}"
    more = "mai mult" if count > then else "mai puțin"
    return f"cu {number_text(abs(count - then))} {more} decât {words}"


def _shares(now: Counted, key: str, most: int | None = None) -> str:
    """The largest parts with their share: `e-mail 90 (42 %), ghișeu 60 (28 %)`."""
    part = PARTITIONS[key]
    lines = now.lines(part)
    names = part.labels(lines)
    order = sorted(lines, key=lambda row: (row == UNKNOWN, -lines[row].all, names[row]))[:most]
    return ", ".join(f"{_lower(names[row])} {_share(lines[row], now.whole)}" for row in order)


def _share(line: Tally, whole: Tally) -> str:
    return f"{number_text(line.all)} ({percent(line.all, whole.all, 0)})"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _answers(now: Counted) -> Iterable[str]:
    whole = now.whole
    answered, late = whole.counts["answered"], whole.counts[Outcome.LATE]
    if not answered:
        yield "Niciun răspuns nu a plecat încă."
        return
    yield (
        f"{_got(answered)}: {number_text(answered - late)} în termenul legal ({percent(answered - late, answered)})"
        f" și {number_text(late)} după împlinirea lui."
        if late
        else f"{_got(answered)}, {'în termenul legal' if answered == 1 else 'toate în termenul legal'}."
    )
    yield (
        f"Răspunsul a plecat în medie după {days_text(_tenth(whole.mean))}; jumătate din răspunsuri au plecat în cel "
        f"mult {days_text(whole.median)}."
    )
    found = _parted(now, "solutii")
    if found:
        solved = ", ".join(f"{SOLUTIONS[key]} la {number_text(count)}" for key, count in found)
        yield f"Soluția a fost {solved}."


def _got(count: int) -> str:
    return f"A primit răspuns o {ONE}" if count == 1 else f"Au primit răspuns {plural(count, ONE, MANY)}"


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _parted(now: Counted, key: str) -> list[tuple[str, int]]:
    """The known parts of a partition, largest first."""
    lines = {row: line.all for row, line in now.lines(PARTITIONS[key]).items() if row != UNKNOWN}
    return sorted(lines.items(), key=lambda part: (-part[1], part[0]))


def _others(now: Counted) -> Iterable[str]:
    counts = now.whole.counts
    moved, filed, joined = (counts[key] for key in (Outcome.MOVED, Outcome.FILED, Outcome.JOINED))
    if moved:
        in_time = now.line(PARTITIONS["redirectionate"], "on_time").all
        sent = _begin(moved, "redirecționată", "redirecționate")
        yield f"{sent} autorității competente, {_of(in_time, moved)}în cel mult 5 zile (art. 6¹)."
    if filed:
        why = ", ".join(f"{number_text(count)} {REASONS[key][count != 1]}" for key, count in _parted(now, "clasate"))
        yield f"{_begin(filed, 'clasată', 'clasate')}: {why}."
    if joined:
        yield f"{_begin(joined, 'conexată', 'conexate')} la altele ale acelorași petiționari (art. 10 alin. (1))."
    if counts["extended"]:
        yield f"Termenul s-a prelungit la {plural(counts['extended'], ONE, MANY)} (art. 9)."
    if counts["received"]:
        yield f"{_begin(counts['received'], 'primită', 'primite')} de la alte autorități (art. 8 alin. (2))."
    if counts["collective"]:
        signed, count = plural(now.signatories, "semnatar", "semnatari"), counts["collective"]
        many = "O petiție a fost colectivă" if count == 1 else f"{plural(count, ONE, MANY)} au fost colective"
        yield f"{many}, cu {signed}." if now.signatories else f"{many}."
    if counts["reopened"]:
        yield f"{_begin(counts['reopened'], 'redeschisă', 'redeschise')} după o hotărâre a instanței."


def _begin(count: int, one: str, many: str) -> str:
    return _upper(_were(count, one, many))


def _of(part: int, whole: int) -> str:
    """`toate `, `dintre care 5 `, `niciuna `; of a single one nothing."""
    if part == whole:
        return "toate " if whole > 1 else ""
    return f"dintre care {number_text(part)} " if part else "nu "


def _open(question: Question, now: Counted) -> Iterable[str]:
    counts, day = now.whole.counts, dates.long_day(question.on, year=True)
    left, over = counts["in_work"], counts[Outcome.OVERDUE]
    if not left:
        yield f"La {day} nu mai era nimic în lucru."
        return
    were = f"era în lucru o {ONE}" if left == 1 else f"erau în lucru {plural(left, ONE, MANY)}"
    state = f"dintre care {number_text(over)} peste termenul legal" if over else "în termenul legal"
    yield f"La {day} {were}, {state}."
    places = _where_late(now, PARTITIONS["compartimente"])
    if places:
        yield f"Trecute de termen, cu răspuns târziu sau încă în lucru: {places}."


def _where_late(now: Counted, part: Partition) -> str:
    lines = {key: line.counts["too_late"] for key, line in now.lines(part).items() if line.counts["too_late"]}
    names = part.labels(lines)
    order = sorted(lines, key=lambda key: (-lines[key], names[key]))
    return ", ".join(f"{names[key]} {number_text(lines[key])}" for key in order)
