"""The condica's pages: scanned batches, one key to accept all, signing at another's screen, the book on paper."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pikepdf import Pdf

from condica.foundation import dates
from condica.registry import api as registry
from condica.registry.actions import signing
from condica.registry.models import Handover, PlaceKind
from condica.registry.print import paper_code
from condica.registry.tests.test_custody import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def at(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_day_of_hands(office, django_assert_max_num_queries):
    """Scanned and handed over, accepted with one key, refused with a reason, seen on both screens and in the book."""
    papers = office.papers(4)
    desk, unit = at(office.registrar), at(office.clerk)
    codes = "\r\n".join([paper_code(papers[0]), str(papers[1].value), paper_code(papers[0])])
    words = {"to_unit": office.urbanism.pk, "codes": codes, "ales": [papers[2].pk]}
    bad = desk.post(reverse("registry:hand_over"), {**words, "codes": f"{codes}\nRR123456785RO"})
    assert (bad.status_code, "RR123456785RO" in bad.content.decode()) == (422, True)
    assert desk.post(reverse("registry:hand_over"), {**words, "to_person": office.other.pk}).status_code == 422
    assert desk.post(reverse("registry:hand_over"), words).status_code == 302
    made = Handover.objects.get()
    assert [line.entry for line in made.lines.order_by("ordinal")] == papers[:3]
    with django_assert_max_num_queries(40):
        page = unit.get(reverse("registry:custody")).content.decode()
    assert page.count('name="ales"') == 3
    lines = [line.pk for line in made.lines.order_by("ordinal")]
    refusal = {"ce": "refuza", "motiv": "Nu e al nostru", "ales": lines[:1]}
    assert "refuzată" in unit.post(reverse("registry:receive"), refusal, follow=True).content.decode()
    unit.post(reverse("registry:receive"), {"ce": "primeste", "ales": lines[1:]})
    assert registry.where_is(papers[1]).words == "la Urbanism"
    assert "Nu e al nostru" in desk.get(reverse("registry:custody")).content.decode()
    book = reverse("registry:custody_book")
    shown = desk.get(book).content.decode()
    assert str(office.clerk) in shown
    assert "Nu e al nostru" in shown
    pdf = desk.get(reverse("registry:custody_paper")).content
    assert len(Pdf.open(BytesIO(pdf)).pages) == 1
    text = desk.post(reverse("registry:custody_export"), {"ca": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert [row[2] for row in rows[1:]] == [str(paper) for paper in papers[:3]]
    assert rows[1][-1] == "refuzat: Nu e al nostru"
    sheet = openpyxl.load_workbook(BytesIO(desk.post(reverse("registry:custody_export")).content)).active
    assert sheet.max_row == 4
    assert at(office.other).get(reverse("registry:handover", args=[made.pk])).status_code == 404
    assert str(papers[1]) not in at(office.other).get(book).content.decode()


def test_counting_and_signing_at_one_screen(office):
    """The receiver counts; the giver signs the differences at the receiver's screen, with a PIN."""
    listed, missing, extra = office.papers(3)
    made = registry.hand_over([listed, missing], to_unit=office.urbanism, by=office.registrar)
    unit, page = at(office.clerk), made.get_absolute_url()
    scanned = {"codes": f"{paper_code(listed)}\n{paper_code(extra)}"}
    assert (
        "diferențele"
        in unit.post(reverse("registry:count_handed", args=[made.pk]), scanned, follow=True).content.decode()
    )
    signing.set_sign(pin="2580", by=office.registrar)
    sign = reverse("registry:sign_here", args=[made.pk])
    wrong = unit.post(sign, {"signer": office.registrar.pk, "secret": "0000"})
    assert (wrong.status_code, "Semnul nu se potrivește" in wrong.content.decode()) == (422, True)
    unit.post(sign, {"signer": office.registrar.pk, "secret": "2580"})
    assert "cu PIN" in unit.get(page).content.decode()
    assert registry.where_is(extra).words == "la Urbanism"
    assert at(office.registrar).get(reverse("registry:handover_paper", args=[made.pk])).content.startswith(b"%PDF")
    waiting = registry.hand_over([missing], to_unit=office.urbanism, by=office.registrar)
    signing.set_sign(badge="AB-001234", by=office.clerk)
    desk = at(office.registrar)
    desk.post(reverse("registry:sign_here", args=[waiting.pk]), {"signer": office.clerk.pk, "secret": "AB-001234"})
    assert registry.where_is(missing).who == str(office.clerk)


def test_where_originals_are_and_what_somebody_must_hand_back(office):
    first, second = office.papers(2)
    made = registry.hand_over([first], to_unit=office.urbanism, by=office.registrar)
    registry.accept(made, by=office.clerk, keep=True)
    desk, page = at(office.registrar), reverse("registry:originals")
    assert str(first) in desk.get(page, {"persoana": office.clerk.pk}).content.decode()
    assert str(second) not in desk.get(page, {"persoana": office.clerk.pk}).content.decode()
    assert str(second) in desk.get(page, {"loc": "desk"}).content.decode()
    assert str(second) not in at(office.other).get(page).content.decode()
    sheet = desk.get(f"{first.get_absolute_url()}?fisa=1").content.decode()
    assert "Unde e originalul?" in sheet
    assert f"la {office.clerk}" in sheet
    lost = reverse("registry:lost_original", args=[second.pk])
    minute = {"minute_number": "7", "minute_on": dates.today(), "words": "Nu mai e în dosar"}
    assert desk.post(lost, {**minute, "words": ""}).status_code == 422
    desk.post(lost, minute)
    assert registry.where_is(second).kind == PlaceKind.LOST
    assert "L-am găsit" in desk.get(f"{second.get_absolute_url()}?fisa=1").content.decode()
    desk.post(reverse("registry:found_original", args=[second.pk]), {"words": "Sub dulap"})
    assert registry.where_is(second).words == f"la {office.registrar}"


def test_one_sets_ones_own_sign_and_takes_back_a_hand_over(office):
    unit, page = at(office.clerk), reverse("registry:own_sign")
    assert unit.post(page, {"pin": "2580", "again": "2581"}).status_code == 422
    assert unit.post(page, {"pin": "2580", "again": "2580"}).status_code == 302
    made = registry.hand_over(office.papers(), to_unit=office.urbanism, by=office.registrar)
    desk = at(office.registrar)
    assert "Retrage predarea" in desk.get(reverse("registry:custody")).content.decode()
    desk.post(reverse("registry:withdraw_handed"), {"ales": [made.lines.get().pk]})
    assert not made.lines.get().is_waiting
    desk.post(reverse("registry:withdraw_handed"), {})
    desk.post(reverse("registry:receive"), {})
