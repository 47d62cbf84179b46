"""Charts (grafice) drawn by the server: SVG with classes of the theme, words for who cannot see it, a table behind.

Nothing is drawn by a script and nothing carries a style, so the strict Content-Security-Policy holds. The same chart
goes on paper: there is no style sheet in a PDF, so `print_svg` writes the colours out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from condica.foundation.romanian import number_text

LEFT, TOP, BOTTOM = 30.0, 16.0, 28.0  # room for the scale, for the values over the bars, for the names under them
PAPER = {"a": "#1d4f91", "b": "#7896c1", "c": "#d9d5ca", "l": "#b3231d"}
PAPER_RULES = {
    "axis": 'stroke="#b9b4a8" stroke-width="1"',
    "grid": 'stroke="#e9e6df" stroke-width="1"',
    "limit": 'stroke="#b3231d" stroke-width="1.5" stroke-dasharray="4 3"',
    "tick": 'stroke="#1a2330" stroke-width="2"',
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its tone is a class of the theme (`a` counted, `b` compared, `c` the rest, `l` late)."""

    value: float
    tone: str = "a"
    url: str = ""
    words: str = ""  # the bar read aloud, „ianuarie 2026: 138 de petiții”
    shown: str | None = None  # what stands over it; None: nothing


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands over one name of the scale: bars side by side, or on top of each other."""

    label: str
    bars: tuple[Bar, ...]
    note: str = ""  # a word over the value: „prelungite”
    strong: bool = False  # the name in bold: „azi”
    gap: float = 0.0  # free space before it, in slots


@dataclass(frozen=True, slots=True)
class Limit:
    """A line that may not be passed (limita), drawn before the slot of that index."""

    before: int
    words: str


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend."""

    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title is its finding, its description all its figures; `shape` is bars, stacked or line."""

    key: str
    title: str
    description: str
    slots: tuple[Slot, ...]
    legend: tuple[Key, ...] = ()
    lead: str = ""  # words before the legend, or alone: „primite pe lună:”
    limit: Limit | None = None
    shape: str = "bars"
    width: float = 600
    height: float = 196
    fill: float = 0.62  # how much of a slot the bars take; 0.94 makes a histogram
    head: str = "Interval"  # the heading of the table's first column
    unit: str = "Număr"  # the heading of its values where there is no legend
    names: tuple[str, ...] = ()  # the slots' names in the table, where the scale names only some

    @property
    def svg(self) -> SafeString:
        """The chart for the screen."""
        return mark_safe(_Drawing(self, paper=False).text())  # noqa: S308 - every word is escaped where it is drawn

    @property
    def print_svg(self) -> bytes:
        """The chart for paper, with its own colours."""
        return _Drawing(self, paper=True).text().encode()

    @property
    def table_head(self) -> list[str]:
        """The headings of the table behind the picture."""
        return [self.head, *([key.words for key in self.legend] or [self.unit])]

    @property
    def table_rows(self) -> list[list[str]]:
        """The figures of the picture, row by row."""
        tones = [key.tone for key in self.legend]
        names = self.names or tuple(slot.label for slot in self.slots)
        return [[name, *_cells(slot, tones)] for name, slot in zip(names, self.slots, strict=True)]


def _cells(slot: Slot, tones: list[str]) -> list[str]:
    if not tones:
        return [number(sum(bar.value for bar in slot.bars))]
    return [number(sum(bar.value for bar in slot.bars if bar.tone == tone)) for tone in tones]


def number(value: float) -> str:
    """A figure as it is written in Romanian: `1.234`, `96,6`."""
    return number_text(value, 1 if value % 1 else 0)


def scale(top: float, lines: int = 4) -> list[float]:
    """Round steps from 0 to at least `top`, whole numbers, about as many as asked."""
    rough = max(top, 1) / lines
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    step = max(1.0, math.ceil(step) if step < 10 else step)
    return [step * place for place in range(math.ceil(max(top, 1) / step) + 1)]


class _Drawing:
    """One picture being drawn: knows the scale and where each slot stands."""

    def __init__(self, chart: Chart, *, paper: bool) -> None:
        self.chart, self.paper = chart, paper
        tops = [self._height_of(slot) for slot in chart.slots]
        self.steps = scale(max(tops, default=0))
        self.base = chart.height - BOTTOM
        units = sum(1 + slot.gap for slot in chart.slots) or 1
        self.slot = (chart.width - LEFT) / units

    def _height_of(self, slot: Slot) -> float:
        values = [bar.value for bar in slot.bars]
        return sum(values) if self.chart.shape == "stacked" else max(values, default=0)

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.base - (self.base - TOP) * value / self.steps[-1]

    def places(self) -> Iterator[tuple[Slot, float]]:
        """Each slot with its left edge."""
        x = LEFT
        for slot in self.chart.slots:
            x += slot.gap * self.slot
            yield slot, x
            x += self.slot

    def text(self) -> str:
        """The whole picture."""
        chart = self.chart
        linked = not self.paper and any(bar.url for slot in chart.slots for bar in slot.bars)
        return "".join(
            [
                f'<svg class="cd-chart" {self._namespace()}viewBox="0 0 {chart.width:g} {chart.height:g}" ',
                f'role="{"group" if linked else "img"}" aria-labelledby="{chart.key}-t {chart.key}-d">',
                f'<title id="{chart.key}-t">{escape(chart.title)}</title>',
                f'<desc id="{chart.key}-d">{escape(chart.description)}</desc>',
                *self._grid(),
                *(self._line() if chart.shape == "line" else self._bars()),
                *self._names(),
                *self._limit(),
                "</svg>",
            ]
        )

    def _namespace(self) -> str:
        size = f'width="{self.chart.width:g}" height="{self.chart.height:g}" '
        return f'xmlns="http://www.w3.org/2000/svg" {size}' if self.paper else ""

    def _grid(self) -> Iterator[str]:
        for place, step in enumerate(self.steps):
            kind, y = ("grid" if place else "axis"), self.y(step)
            yield self._rule(kind, LEFT, y, self.chart.width, y)
            yield self._words(LEFT - 6, y + 4, number(step), "end")

    def _bars(self) -> Iterator[str]:
        draw = self._stacked if self.chart.shape == "stacked" else self._side_by_side
        for slot, x in self.places():
            yield from draw(slot, x)

    def _side_by_side(self, slot: Slot, x: float) -> Iterator[str]:
        room = self.slot * self.chart.fill
        width = room / max(len(slot.bars), 1)
        start = x + (self.slot - room) / 2
        for place, bar in enumerate(slot.bars):
            left, gap = start + place * width, min(2.0, width * 0.1)
            yield self._bar(bar, left, self.y(bar.value), max(width - gap, 1), self.base - self.y(bar.value))
            if bar.shown is not None:
                yield from self._value(bar, slot, left + (width - gap) / 2, self.y(bar.value) - 5)

    def _stacked(self, slot: Slot, x: float) -> Iterator[str]:
        room = self.slot * self.chart.fill
        start, under = x + (self.slot - room) / 2, 0.0
        for bar in slot.bars:
            top = self.y(under + bar.value)
            yield self._bar(bar, start, top, room, self.y(under) - top)
            under += bar.value
        shown = next((bar.shown for bar in slot.bars if bar.shown is not None), None)
        if shown is not None:
            yield self._words(start + room / 2, self.y(under) - 5, shown, "strong mid")

    def _value(self, bar: Bar, slot: Slot, x: float, y: float) -> Iterator[str]:
        late = "late" if bar.tone == "l" else "strong"
        yield self._words(x, y, bar.shown or "", f"{late} mid")
        if slot.note:
            yield self._words(x, y - 15, slot.note, "late mid" if bar.tone == "l" else "mid")

    def _line(self) -> Iterator[str]:
        spots = [(x + self.slot / 2, self.y(slot.bars[0].value), slot) for slot, x in self.places() if slot.bars]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in spots)
        if len(spots) > 1:
            ink = PAPER_RULES["tick"] if self.paper else 'class="tick"'
            yield f'<path {ink} fill="none" d="{path}"/>'
        for x, y, slot in spots:
            bar = slot.bars[0]
            dot = f'<circle {self._ink(bar.tone)} cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
            yield self._linked(bar, dot)
            if bar.shown is not None:
                yield self._words(x, y - 8, bar.shown, "strong mid")

    def _names(self) -> Iterator[str]:
        spots = [(x + self.slot / 2, slot) for slot, x in self.places()]
        for x, slot in spots:
            if slot.label:
                yield self._words(x, self.base + 18, slot.label, "strong mid" if slot.strong else "mid")

    def _limit(self) -> Iterator[str]:
        limit = self.chart.limit
        edges = [x for _, x in self.places()]
        if limit is None or not 0 <= limit.before < len(edges):
            return
        x = edges[limit.before] - self.chart.slots[limit.before].gap * self.slot / 2
        yield self._rule("limit", x, 6, x, self.base)
        yield self._words(x + 6, 14, limit.words, "late")

    def _bar(self, bar: Bar, x: float, y: float, width: float, height: float) -> str:
        place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{max(height, 0):.1f}" rx="1.5"'
        return self._linked(bar, f"<rect {self._ink(bar.tone)} {place}/>")

    def _linked(self, bar: Bar, shape: str) -> str:
        if not bar.url or self.paper or not bar.value:
            return shape
        return f'<a href="{escape(bar.url)}" aria-label="{escape(bar.words)}">{shape}</a>'

    def _ink(self, tone: str) -> str:
        return f'fill="{PAPER.get(tone, PAPER["a"])}"' if self.paper else f'class="{tone}"'

    def _rule(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
        ink = PAPER_RULES[kind] if self.paper else f'class="{kind}"'
        return f'<line {ink} x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'

    def _words(self, x: float, y: float, words: str, kind: str) -> str:
        ink = _paper_ink(kind) if self.paper else f'class="{kind}"'
        return f'<text {ink} x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _paper_ink(kind: str) -> str:
    anchor = "middle" if "mid" in kind else "end" if "end" in kind else "start"
    fill = "#b3231d" if "late" in kind else "#1a2330" if "strong" in kind else "#5b6470"
    weight = "600" if "late" in kind or "strong" in kind else "400"
    font = 'font-family="Inter, Inter Variable" font-size="11"'
    return f'{font} font-weight="{weight}" fill="{fill}" text-anchor="{anchor}"'
