"""Selections and the printed list (lucru pe selecție, lista tipărită): one verb for each, refusals told."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts import print as printing
from condica.foundation import bulk
from condica.journal.models import Line
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry import actions
from condica.registry.models import Entry
from condica.registry.tests.factories import make_entry, make_registrar


@pytest.fixture
def clerk(db: None) -> Any:
    return make_registrar(full_name="Mihaela Suciu")


@pytest.fixture
def desk(client: Client, clerk: Any) -> Client:
    client.force_login(clerk)
    return client


def words_of(pdf: bytes) -> str:
    tool = shutil.which("pdftotext")
    assert tool is not None
    done = subprocess.run([tool, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_of_five_chosen_one_is_refused_and_the_others_are_done(desk: Client, clerk: Any):
    entries = [make_entry(by=clerk) for _ in range(5)]
    actions.cancel(entries[2], reason="dublură", by=clerk)
    unit = make_unit("Serviciul Iluminat")
    said = desk.post(
        reverse("registry:bulk"), {"ales": [one.pk for one in entries], "ce": "repartizeaza", "unit": unit.pk}
    )
    assert said.status_code == 200
    page = said.content.decode()
    assert "Făcut la 4 documente" in page
    assert "refuzat la 1 document" in page
    assert entries[2].paper_number in page
    assert Entry.objects.filter(unit=unit).count() == 4
    assert Line.objects.filter(verb="registry.handed").count() == 4


def test_all_of_the_filter_are_done_up_to_a_bound_said_in_words(desk: Client, clerk: Any, monkeypatch: Any):
    for _ in range(3):
        make_entry(by=clerk, subject="Groapă în asfalt")
    make_entry(by=clerk, subject="Altceva")
    unit, form = make_unit("Drumuri"), {"toate": "1", "ce": "repartizeaza"}
    address = reverse("registry:bulk") + "?q=asfalt"
    monkeypatch.setattr(bulk, "MOST", 2)
    refused = desk.post(address, {**form, "unit": unit.pk})
    assert refused.status_code == 422
    assert "peste 2 de rânduri" in refused.content.decode()
    assert not Entry.objects.filter(unit=unit).exists()
    monkeypatch.setattr(bulk, "MOST", 3)
    assert desk.post(address, {**form, "unit": unit.pk}).status_code == 302
    assert Entry.objects.filter(unit=unit).count() == 3


def test_what_one_may_not_see_is_not_in_a_selection(client: Client, clerk: Any):
    entry, unit = make_entry(by=clerk), make_unit("Taxe")
    client.force_login(make_member(unit, "unit_head", is_head=True))
    client.post(reverse("registry:bulk"), {"ales": [entry.pk], "ce": "repartizeaza", "unit": unit.pk})
    entry.refresh_from_db()
    assert entry.unit is None


def test_the_list_prints_as_filtered_with_who_and_how_many(
    desk: Client, clerk: Any, monkeypatch: Any, django_assert_max_num_queries: Any
):
    for place in range(6):
        make_entry(by=clerk, subject=f"Groapă în asfalt, locul {place}", sender_name="Șerban Țuțu")
    make_entry(by=clerk, subject="Altceva cu totul")
    address = reverse("registry:print_papers") + "?q=asfalt"
    with django_assert_max_num_queries(20):
        answer = desk.post(address)
    assert answer["Content-Type"] == "application/pdf"
    said = words_of(answer.content)
    for words in ("Registratură", "Șerban Țuțu", "locul 0", "locul 5", "tipărit de Mihaela Suciu", "pagina 1 din 1",
                  "6 rânduri, lista întreagă", "asfalt"):  # fmt: skip
        assert words in said
    assert "Altceva" not in said
    assert Line.objects.filter(verb="accounts.list_printed", data__count=6).count() == 1
    monkeypatch.setattr(printing, "MOST_ROWS", 4)
    cut = words_of(desk.post(address).content)
    assert "4 rânduri din 6" in cut
    assert "locul 0" not in cut


def test_the_head_stands_on_every_page(clerk: Any):
    columns = [printing.Column("Coloana unu", 1, str), printing.Column("Coloana doi", 2, lambda n: f"rândul *{n}* #x")]
    rows = list(range(120))
    pdf = printing.print_rows(printing.Listing("proba", "Listă de probă", columns), rows, total=120, by=clerk)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        box = opened.pages[0].mediabox
    assert pages > 1
    assert float(box[2]) > float(box[3]), "landscape"
    said = words_of(pdf)
    assert said.count("Coloana doi") == pages
    assert f"pagina {pages} din {pages}" in said
    assert "rândul *119* #x" in said


def test_a_strangers_sign_that_no_font_has_keeps_no_list_from_paper(desk: Client, clerk: Any):
    make_entry(by=clerk, subject="Câini fără stăpân \U0001f415 pe alee")
    assert "fără stăpân" in words_of(desk.post(reverse("registry:print_papers")).content)


def test_looking_at_the_list_prints_nothing(desk: Client):
    assert desk.get(reverse("registry:print_papers")).status_code == 405
