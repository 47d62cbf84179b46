"""Charts: bars as high as their values, figures repeated in words and in a table, no style."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from condica.foundation.charts import Bar, Chart, Key, Limit, Slot, number, scale

SVG = "{http://www.w3.org/2000/svg}"


def months(shape: str = "bars", **more: object) -> Chart:
    slots = (
        Slot("ianuarie", (Bar(50, "b"), Bar(100, "a", "/ianuarie/", "ianuarie: 100", "100"))),
        Slot("februarie", (Bar(25, "b"), Bar(0, "a", "/februarie/", "februarie: 0", "0")), gap=0.5),
    )
    legend = (Key("b", "2025"), Key("a", "2026"))
    return Chart("luni", "Mai multe <decât> anul trecut", "ianuarie 100", slots, legend, shape=shape, **more)  # type: ignore[arg-type]


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.print_svg)  # noqa: S314 - our own text


def heights(chart: Chart) -> list[float]:
    root = drawn(chart)
    return [float(rect.get("height", "")) for rect in root.iter(f"{SVG}rect")]


def test_bars_are_in_proportion() -> None:
    tall = heights(months())
    assert tall[1] == pytest.approx(2 * tall[0])
    assert tall[0] == pytest.approx(2 * tall[2])
    assert tall[3] == 0


def test_stacked_bars_stand_on_each_other() -> None:
    root = drawn(months("stacked"))
    first, second = list(root.iter(f"{SVG}rect"))[:2]
    assert float(second.get("y", "")) + float(second.get("height", "")) == pytest.approx(float(first.get("y", "")))


def test_a_line_passes_through_its_points() -> None:
    root = drawn(months("line"))
    dots = [(dot.get("cx"), dot.get("cy")) for dot in root.iter(f"{SVG}circle")]
    path = next(root.iter(f"{SVG}path")).get("d")
    assert path == "M" + "L".join(f"{x} {y}" for x, y in dots)


def test_words_for_who_cannot_see_it() -> None:
    svg = months().svg
    assert "Mai multe &lt;decât&gt; anul trecut" in svg
    assert 'aria-labelledby="luni-t luni-d"' in svg
    assert 'aria-label="ianuarie: 100"' in svg
    assert "/februarie/" not in svg  # an empty bar opens no list
    assert "style=" not in svg


def test_the_table_repeats_the_figures() -> None:
    assert months().table_head == ["Interval", "2025", "2026"]
    assert months().table_rows == [["ianuarie", "50", "100"], ["februarie", "25", "0"]]


def test_the_limit_stands_between_its_slots() -> None:
    root = drawn(months(limit=Limit(1, "30 de zile")))
    limit = next(line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray"))
    rects = list(root.iter(f"{SVG}rect"))
    end_of_first = float(rects[1].get("x", "")) + float(rects[1].get("width", ""))
    assert end_of_first < float(limit.get("x1", "")) < float(rects[2].get("x", ""))


@pytest.mark.parametrize(("top", "steps"), [(0, [0, 1]), (3, [0, 1, 2, 3]), (171, [0, 50, 100, 150, 200])])
def test_the_scale_is_whole_and_round(top: float, steps: list[float]) -> None:
    assert scale(top) == steps


@pytest.mark.parametrize(("value", "words"), [(0, "0"), (96.62, "96,6"), (1234567, "1.234.567"), (1234.5, "1.234,5")])
def test_figures_are_written_in_romanian(value: float, words: str) -> None:
    assert number(value) == words
