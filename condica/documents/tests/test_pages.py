"""The file itself, its pages and its text, to whoever may see it."""

from __future__ import annotations

import io
import uuid
from pathlib import Path

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from PIL import Image

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.documents import access, api
from condica.documents.tests.factories import make_document
from condica.foundation.mime import parse

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1500, 60), "white").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "shown", "carried"),
    [
        (b"%PDF-1.4", "a.pdf", "inline", "application/pdf"),
        (png(), "a.png", "inline", "image/png"),
        (b"<html><script>x()</script>", "a.pdf", "attachment", "application/octet-stream"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg", "attachment", "application/octet-stream"),
        (b"MZ......", "a.pdf", "attachment", "application/vnd.microsoft.portable-executable"),
    ],
)
def test_only_pictures_and_pdf_are_shown(content: bytes, name: str, shown: str, carried: str) -> None:
    by = make_user("clerk")
    document = make_document(content, name=name, by=by)
    answer = browser(by).get(reverse("documents:file", args=[document.pk]))
    assert answer["Content-Disposition"].startswith(shown)
    assert answer["Content-Type"] == carried
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == content


def test_saving_is_always_possible() -> None:
    by = make_user("clerk")
    document = make_document(b"%PDF-1.4", name="cerere școală.pdf", by=by)
    answer = browser(by).get(reverse("documents:file", args=[document.pk]) + "?descarca")
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''cerere%20%C8%99coal%C4%83.pdf"


def test_absent_and_forbidden_look_alike() -> None:
    document = make_document(by=make_user("clerk"))
    stranger = browser(make_user("clerk"))
    for pk in (document.pk, uuid.uuid4()):
        for name in ("file", "page", "viewer"):
            assert stranger.get(reverse(f"documents:{name}", args=[pk])).status_code == 404
        assert stranger.get(reverse("documents:preview", args=[pk, 1])).status_code == 404


def test_a_room_above_can_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document(by=make_user("clerk"))
    other = make_user("clerk")
    monkeypatch.setattr(access, "_PROVIDERS", [lambda user: Q(pk=document.pk) if user == other else Q(pk=None)])
    assert browser(other).get(reverse("documents:page", args=[document.pk])).status_code == 200
    assert browser(make_user("clerk")).get(reverse("documents:page", args=[document.pk])).status_code == 404


def test_pages_are_drawn_once_and_small(shared: Path, settings: object, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = tmp_path  # type: ignore[attr-defined]
    by = make_user("clerk")
    (pdf,) = parse((shared / "samples/mail-ro/ro-14.eml").read_bytes()).attachments
    document = make_document(pdf.content, name=pdf.name, by=by)
    client = browser(by)
    for page in (1, 2):
        answer = client.get(api.preview_url(document, page))
        picture = Image.open(io.BytesIO(answer.content))
        assert picture.format == "PNG"
        assert picture.width <= 1000
    assert client.get(api.preview_url(document, 3)).status_code == 404
    assert len(list((tmp_path / "previews").rglob("*.png"))) == 2


def test_a_photo_stands_upright(shared: Path) -> None:
    by = make_user("clerk")
    (photo,) = parse((shared / "samples/mail-ro/ro-02.eml").read_bytes()).attachments
    document = make_document(photo.content, name=photo.name, by=by)
    picture = Image.open(io.BytesIO(browser(by).get(api.preview_url(document)).content))
    assert Image.open(io.BytesIO(photo.content)).width < Image.open(io.BytesIO(photo.content)).height
    assert picture.width > picture.height


def test_a_broken_file_has_no_picture() -> None:
    by = make_user("clerk")
    document = make_document(b"%PDF-1.4 stricat", name="a.pdf", by=by)
    assert browser(by).get(api.preview_url(document)).status_code == 404


def test_a_program_is_named_and_a_text_is_shown() -> None:
    by = make_user("clerk")
    program = make_document(b"MZ......", name="factura.pdf", by=by)
    assert "este un program" in browser(by).get(reverse("documents:page", args=[program.pk])).text
    text = make_document("Bună ziua, <b>domnule</b>".encode(), by=by)
    api.extract_now(text.blob)
    page = browser(by).get(reverse("documents:page", args=[text.pk])).text
    assert "Bună ziua, &lt;b&gt;domnule" in page


def test_the_viewer_shows_the_files_beside_that_may_be_seen() -> None:
    by = make_user("clerk")
    mine, other, foreign = (
        make_document(by=by),
        make_document(name="b.txt", by=by),
        make_document(by=make_user("clerk")),
    )
    address = reverse("documents:viewer", args=[mine.pk])
    page = (
        browser(by)
        .get(address, {"alaturi": f"{mine.pk},{other.pk},{foreign.pk},prostii"}, headers={"HX-Request": "true"})
        .text
    )
    assert reverse("documents:page", args=[other.pk]) in page
    assert reverse("documents:page", args=[foreign.pk]) not in page
    assert browser(by).get(address).status_code == 302


def test_only_the_caretaker_asks_for_another_reading() -> None:
    by = make_user("clerk")
    document = make_document(by=by)
    assert browser(by).post(reverse("documents:read-again", args=[document.pk])).status_code == 404
