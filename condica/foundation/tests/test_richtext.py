"""Rich text: whatever is pasted becomes one of our few forms, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.foundation import richtext


def test_scripts_styles_and_links_fall_away() -> None:
    dirty = '<p style="color:red" onclick="x()">Bună <a href="javascript:x">ziua</a><script>alert(1)</script></p>'
    assert richtext.clean(dirty) == "<p>Bună ziua</p>"


def test_word_forms_become_ours() -> None:
    assert richtext.clean("<div><b>Da</b>, <i>nu</i></div>") == "<p><strong>Da</strong>, <em>nu</em></p>"


def test_empty_forms_fall_away() -> None:
    """What an editor leaves behind: a list inside a paragraph, a paragraph with nothing but a line's end."""
    assert richtext.clean("<p>a</p><p><ul><li>b</li></ul></p><p><br></p>") == "<p>a</p><ul><li>b</li></ul>"


def test_typed_paragraphs() -> None:
    assert (
        richtext.normal("Rândul 1\nrândul 2\n\n  a < b & c") == "<p>Rândul 1<br>rândul 2</p><p>  a &lt; b &amp; c</p>"
    )


def test_typed_angle_brackets_are_not_markup() -> None:
    assert richtext.normal("dacă a <b și c> d") == "<p>dacă a &lt;b și c&gt; d</p>"


@pytest.mark.parametrize(
    ("typed", "markup"),
    [
        ("Una\n\nDoi\ntrei", "<p>Una</p><p>Doi<br>trei</p>"),
        ("- unu\n- doi", "<ul><li>unu</li><li>doi</li></ul>"),
        ("1. unu\n2. doi", "<ol><li>unu</li><li>doi</li></ol>"),
        ("**cel mult** 15 //zile// și __atât__", "<p><strong>cel mult</strong> 15 <em>zile</em> și <u>atât</u></p>"),
        ("## Ce am constatat", "<h2>Ce am constatat</h2>"),
        ("vezi https://exemplu.ro/a//b", "<p>vezi https://exemplu.ro/a//b</p>"),
        ("2 * 3 ** 2", "<p>2 * 3 ** 2</p>"),
    ],
)
def test_typed_signs(typed: str, markup: str) -> None:
    assert richtext.normal(typed) == markup
    assert richtext.to_typed(markup) == typed


def test_what_signs_cannot_say_stays_markup() -> None:
    table = "<table><tbody><tr><td>a</td></tr></tbody></table>"
    assert richtext.to_typed(table) == table
    assert richtext.normal(richtext.to_typed(table)) == table


def test_tree_of_a_letter() -> None:
    markup = "<p>Stimată <strong>doamnă</strong>,</p>\n<ol>\n<li>unu<br>doi</li>\n</ol>"
    assert richtext.tree(markup) == [
        ["p", ["Stimată ", ["strong", ["doamnă"]], ","]],
        ["ol", [["li", ["unu", ["br", []], "doi"]]]],
    ]


def test_loose_words_become_a_paragraph() -> None:
    assert richtext.tree("una <em>alta</em><p>doi</p>trei") == [
        ["p", ["una ", ["em", ["alta"]]]],
        ["p", ["doi"]],
        ["p", ["trei"]],
    ]


def test_headings_skip_no_level() -> None:
    assert [node[0] for node in richtext.tree("<h3>a</h3><h3>b</h3>")] == ["h2", "h3"]  # type: ignore[index]


def test_plain_words() -> None:
    markup = "<p>Bună&nbsp;ziua,</p><ul><li>unu</li><li>doi &lt;3</li></ul><p>Cu<br>stimă</p>"
    assert richtext.to_plain(markup) == "Bună\u00a0ziua,\n\n– unu\n– doi <3\n\nCu\nstimă"


@given(st.text(alphabet="<>/pbulio stre&;\"'=ă\n", max_size=80))
def test_cleaning_twice_changes_nothing_and_the_tree_is_json(text: str) -> None:
    once = richtext.clean(text)
    assert richtext.clean(once) == once
    json.dumps(richtext.tree(once))
    if richtext.is_markup(once):
        assert richtext.normal(richtext.to_typed(once)) == once


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<svg><script>x</script></svg>", "<p><iframe></p>"])
def test_nothing_else_survives(text: str) -> None:
    assert "<" not in richtext.clean(text).replace("<p>", "").replace("</p>", "")
