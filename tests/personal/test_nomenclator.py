"""The archival nomenclator (nomenclatorul arhivistic): lines by date, spreadsheet there and back, who keeps it."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.organisation import actions, api
from condica.organisation.actions import FileKindLine
from condica.organisation.models import FileKind
from condica.organisation.tests.factories import make_unit
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivist(client):
    user = make_user("archivist")
    client.force_login(user)
    return user


def xlsx(*rows):
    book = openpyxl.Workbook()
    book.active.append(["Indicativ", "Structura", "Denumirea dosarului", "Termen de păstrare", "Observații"])
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_line_that_changes_keeps_its_past(archivist):
    since = date(2020, 1, 1)
    actions.set_file_kind(FileKindLine("II-A-12", "Petiții", 5), since=since, by=archivist)
    actions.set_file_kind(FileKindLine("II-A-12", "Petiții", 10), since=date(2025, 1, 1), by=archivist)
    assert api.file_kind("II-A-12", date(2024, 12, 31)).keeping == "5 ani"
    assert api.file_kind("II-A-12", date(2025, 1, 1)).keeping == "10 ani"
    assert api.file_kind("II-A-12", date(2019, 1, 1)).keeping == "5 ani"  # a file older than the nomenclator
    actions.set_file_kind(FileKindLine("II-A-12", "Petiții", 10), since=date(2026, 1, 1), by=archivist)
    assert FileKind.objects.count() == 2  # the same again changes nothing


def test_what_goes_out_comes_back(archivist):
    make_unit("Iluminat")
    unit = api.units()[0]
    actions.set_file_kind(FileKindLine("I-1", "Hotărâri", None, note="original"), by=archivist)
    actions.set_file_kind(FileKindLine("I-2", "=SUM(A1)", 3, unit), by=archivist)
    content = actions.nomenclator_xlsx(api.file_kinds())
    for row in api.file_kinds():
        actions.end_file_kind(row, on=dates.today() + timedelta(days=1), by=archivist)
    rows = actions.import_nomenclator(content, since=dates.today() + timedelta(days=1), by=archivist)
    assert [(row.code, row.title, row.years, row.unit, row.note) for row in rows] == [
        ("I-1", "Hotărâri", None, None, "original"),
        ("I-2", "=SUM(A1)", 3, unit, ""),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["I-1", "", "", "5", ""], "lipsește"),
        (["I-1", "Nicăieri", "Dosare", "5", ""], "nu există structura"),
        (["I-1", "", "Dosare", "mult", ""], "nu este un număr de ani"),
        (["I-1", "", "Dosare", "0", ""], "nu este un număr de ani"),
    ],
)
def test_one_wrong_line_refuses_the_whole_file(archivist, row, words):
    with pytest.raises(RuleBroken, match=words) as broken:
        actions.import_nomenclator(xlsx(["II-1", "", "Bune", "5 ani", ""], row), by=archivist)
    assert "Rândul 3" in str(broken.value)
    assert not FileKind.objects.exists()


def test_what_is_no_spreadsheet_is_refused(archivist):
    with pytest.raises(RuleBroken, match="XLSX"):
        actions.import_nomenclator(b"II-1;Dosare;5", by=archivist)


def test_a_file_code_must_stand_in_the_nomenclator(archivist):
    """Legea 16/1996, art. 8; while the house has none, any code is taken."""
    assert make_entry(file_code="ORICE-1").file_code == "ORICE-1"
    actions.set_file_kind(FileKindLine("II-A-12", "Petiții", 5), by=archivist)
    assert make_entry(file_code="II-A-12").file_code == "II-A-12"
    with pytest.raises(RuleBroken, match="nu este în nomenclatorul"):
        make_entry(file_code="II-A-99")


def test_the_pages(client, archivist):
    def address(name, *args):
        return reverse(f"organisation:{name}", args=args)

    line = {"code": "II-A-12", "title": "Petiții", "years": "5", "unit": "", "note": "", "since": "2026-01-01"}
    assert client.post(address("new_file_kind"), line).status_code == 302
    row = FileKind.objects.get()
    page = client.get(address("nomenclator")).content.decode()
    assert "5 ani" in page
    assert "fără confirmarea" in page
    client.post(address("confirm_nomenclator"), {"number": "2417", "on": "2026-01-05"})
    assert "2417" in client.get(address("nomenclator")).content.decode()
    assert "II-A-12" in client.get(address("file_kind_options"), {"q": "peti"}).content.decode()
    assert client.get(address("export_nomenclator")).content.startswith(b"PK")
    upload = SimpleUploadedFile("n.xlsx", xlsx(["III-1", "", "Buget", "permanent", ""]))
    client.post(address("import_nomenclator"), {"file": upload, "since": "2026-02-01"})
    assert "permanent" in client.get(address("nomenclator")).content.decode()
    client.post(address("end_file_kind", row.pk))
    assert "II-A-12" not in client.get(address("nomenclator")).content.decode()
    client.force_login(make_user("clerk"))
    assert client.get(address("nomenclator")).status_code == 200
    assert client.post(address("new_file_kind"), line).status_code == 404
