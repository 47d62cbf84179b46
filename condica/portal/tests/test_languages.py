"""Romanian, English, Hungarian: chosen by a switch, by the browser, kept; complete; the desk stays Romanian."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client
from django.utils import translation

from condica.accounts.tests.factories import make_user
from condica.foundation import languages
from condica.mailroom.models import Outgoing
from condica.portal.models import Submission
from condica.portal.tests.factories import REPLY, Visitor

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_sentence_is_said_in_every_language(catalogues: ModuleType) -> None:
    assert catalogues.missing() == []
    assert len(catalogues.said()) > 200


def test_a_sentence_left_out_is_seen(catalogues: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    said = dict(catalogues.said())
    monkeypatch.setattr(catalogues, "said", lambda: {**said, "O propoziție nouă.": "x"})
    assert len(catalogues.missing()) == 2


def test_what_is_compiled_is_what_is_written(catalogues: ModuleType) -> None:
    for language in catalogues.LANGUAGES:
        path = catalogues.LOCALE / language / "LC_MESSAGES" / "django.po"
        assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogues.read(path)), "tools/messages.py"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "language", "words"),
    [
        ("hu-HU,hu;q=0.9", "hu", "Mit szeretne tenni?"),
        ("en-GB,en;q=0.8", "en", "What would you like to do?"),
        ("fr-FR, de;q=0.5", "ro", "Ce doriți să faceți?"),
        ("", "ro", "Ce doriți să faceți?"),
    ],
)
def test_the_browser_says_which_language(house: None, header: str, language: str, words: str) -> None:
    page = Client(headers={"accept-language": header}).get("/portal/")
    assert words in page.text
    assert f'<html lang="{language}"' in page.text
    assert page.headers["Content-Language"] == language
    assert "Accept-Language" in page.headers["Vary"]


@pytest.mark.django_db
def test_the_switch_is_kept(visitor: Visitor) -> None:
    assert "Mit szeretne tenni?" in visitor.get("start", limba="hu").text
    assert "Mit szeretne tenni?" in visitor.get("start").text
    assert "Ce doriți să faceți?" in visitor.get("start", limba="ro").text
    assert "Ce doriți să faceți?" in visitor.get("start", limba="xx").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject", "found"),
    [("en", "We have received your petition", "We received it"), ("hu", "Megkaptuk a beadványát", "Megkaptuk, és")],
)
def test_a_petition_is_written_confirmed_and_followed_in_its_language(
    visitor: Visitor, language: str, subject: str, found: str
) -> None:
    visitor.get("start", limba=language)
    entry = visitor.sends()
    assert Submission.objects.get(entry=entry).language == language
    assert Outgoing.objects.get(entry=entry).subject.startswith(subject)
    assert found in visitor.follows(entry).text
    first = entry.attachments.order_by("ordinal")[0].document
    assert languages.NAMES["ro"] not in first.title
    assert first.title in {"Petiția, în engleză", "Petiția, în maghiară"}


@pytest.mark.django_db
def test_mistakes_are_told_in_the_language_too(visitor: Visitor) -> None:
    visitor.get("start", limba="hu")
    page = visitor.step("ce", subject="", text="")
    assert "Hiba:" in page.text
    assert "Írja le néhány szóban" in page.text
    refused = visitor.step("ce", subject="x", text="x", website="x")
    assert "Nem sikerült" in refused.text


@pytest.mark.django_db
def test_the_desk_stays_romanian(visitor: Visitor) -> None:
    visitor.get("start", limba="en")
    visitor.client.force_login(make_user("registrar"))
    desk = visitor.client.get("/", headers={"accept-language": "en"})
    assert '<html lang="ro"' in desk.text
    assert "Acasă" in desk.text
    assert translation.get_language() == "ro"


@pytest.mark.parametrize(
    ("language", "day", "count"),
    [
        ("ro", "vineri, 27\u00a0noiembrie\u00a02026", "20\u00a0de\u00a0zile"),
        ("en", "Friday, 27\u00a0November\u00a02026", "20 days"),
        ("hu", "2026. november\u00a027., péntek", "20 nap"),
    ],
)
def test_days_and_counts(language: str, day: str, count: str) -> None:
    with translation.override(language):
        assert languages.long_day(date(2026, 11, 27)) == day
        assert languages.days(20).replace(" ", "\u00a0") == count.replace(" ", "\u00a0")


@pytest.mark.django_db
def test_the_answer_by_email_needs_an_address_in_every_language(visitor: Visitor) -> None:
    visitor.get("start", limba="en")
    visitor.step("ce", subject="Light", text="No light.")
    visitor.step("cine", who="person", name="Ann", address="Street 1")
    assert "Write the e-mail address" in visitor.step("raspuns", **{**REPLY, "email": ""}).text
