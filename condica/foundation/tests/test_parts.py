"""The parts of the screen: icons exist, chips say what they mean, the menu shows what a person may open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from condica.foundation import navigation
from condica.foundation.templatetags.condica import TERM_ICONS, marked, term

ROOT = Path(__file__).resolve().parents[3]
ICONS = ROOT / "node_modules" / "@tabler" / "icons" / "icons"
NAMED = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']""")


@dataclass
class Chip:
    state: str
    words: str
    date: str = ""
    extended: bool = False


class Person:
    def __init__(self, *rights: str) -> None:
        self.rights = rights

    def may(self, right: str) -> bool:
        return right in self.rights


@pytest.fixture
def menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "address", lambda name: {"home": "/", "list": "/registratura/"}.get(name, ""))


def drawn(name: str) -> bool:
    folder = "filled" if name.startswith("f-") else "outline"
    return (ICONS / folder / f"{name.removeprefix('f-')}.svg").exists()


@pytest.mark.skipif(not ICONS.exists(), reason="front-end packages are not installed")
def test_every_icon_named_in_a_template_is_in_the_set() -> None:
    named = {(page, name) for page in (ROOT / "condica").rglob("*.html") for name in NAMED.findall(page.read_text())}
    assert named
    assert not [(page.name, name) for page, name in named if not drawn(name)]


@pytest.mark.skipif(not ICONS.exists(), reason="front-end packages are not installed")
def test_every_state_of_a_term_has_its_drawing() -> None:
    assert [name for name in TERM_ICONS.values() if not drawn(name)] == []


def test_no_template_carries_a_script_a_style_or_a_handler() -> None:
    inline = re.compile(
        r"<script(?![^>]*\b(?:src=|type=.application/json))|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
    )
    pages = list((ROOT / "condica").rglob("templates/**/*.html"))
    assert [page.name for page in pages if inline.search(page.read_text())] == []


def test_a_term_says_its_state_in_words_icon_and_date() -> None:
    html = term(Chip("near", "3 zile", "vin. 27 nov."))
    assert 'class="cd-term cd-term-near"' in html
    assert "#clock" in html
    assert "<b>3 zile</b>" in html
    assert "vin. 27 nov." in html


def test_an_extended_term_keeps_the_colour_of_its_nearness() -> None:
    assert "cd-term-ext" in term(Chip("calm", "prelungit, 9 zile", extended=True))
    assert "cd-term-near" in term(Chip("near", "prelungit, 3 zile", extended=True))


def test_a_term_that_explains_itself_is_a_button() -> None:
    html = term(Chip("calm", "9 zile"), explains="de-unde")
    assert html.startswith("<button")
    assert 'aria-controls="de-unde"' in html


def test_words_of_a_term_are_escaped() -> None:
    assert "<script>" not in term(Chip("joined", "conexat la <script>"))


def test_searched_letters_are_marked_without_diacritics() -> None:
    assert marked("Elena Chirilă", "chirila") == "Elena <mark>Chirilă</mark>"
    assert marked("<b>țap</b>", "tap") == "&lt;b&gt;<mark>țap</mark>&lt;/b&gt;"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 zi"), (2, "2 zile"), (20, "20 de zile"), (101, "101 zile"), (120, "120 de zile")]
)
def test_counted_days_in_a_template(count: int, words: str) -> None:
    page = Template("{% load condica %}{{ n|plural:'zi,zile' }}")
    assert page.render(Context({"n": count})).replace("\u00a0", " ") == words


def test_the_address_keeps_the_other_filters() -> None:
    request = RequestFactory().get("/registratura/?sens=in&dupa=9")
    page = Template("{% load condica %}{% query ord='termen' dupa=None %}")
    assert page.render(Context({"request": request})) == "?sens=in&amp;ord=termen"


@pytest.mark.usefixtures("menu")
def test_the_menu_shows_what_the_person_may_open() -> None:
    navigation.register(navigation.NavItem("home", "Acasă", "home", "home", None, 1))
    navigation.register(navigation.NavItem("list", "Registratură", "books", "list", "see", 2))
    assert [link.key for link in navigation.links(Person(), "/")] == ["home"]
    assert [link.key for link in navigation.links(Person("see"), "/")] == ["home", "list"]


@pytest.mark.usefixtures("menu")
def test_the_current_entry_is_the_longest_that_fits() -> None:
    navigation.register(navigation.NavItem("home", "Acasă", "home", "home", None, 1))
    navigation.register(navigation.NavItem("list", "Registratură", "books", "list", None, 2))
    links = navigation.links(Person(), "/registratura/general/2026/7/")
    assert [link.key for link in links if link.current] == ["list"]


@pytest.mark.usefixtures("menu")
def test_a_room_that_is_not_built_stays_out_of_the_menu() -> None:
    navigation.register(navigation.NavItem("fees", "Taxe", "coin", "fees:list", None, 1))
    assert navigation.links(Person(), "/") == []
