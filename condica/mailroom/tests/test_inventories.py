"""Old files by their inventory (Legea 16/1996, anexa 2): rows taken or explained, scans tied by a separator sheet."""

from __future__ import annotations

import io

import openpyxl
import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.documents import actions as documents
from condica.documents.actions.keeping import know_text
from condica.documents.models import Document
from condica.foundation import codes
from condica.foundation.refusal import RuleBroken
from condica.mailroom import actions, queries
from condica.mailroom import print as paper
from condica.mailroom.models import Inventory, Position, PositionFile, RefusedRow, Stack
from condica.mailroom.rules import BatchState, position_code, position_of, table_rows

pytestmark = pytest.mark.django_db
TABLE = (
    "Inventar pe anul 1987;;;;;\n"
    "Nr. crt.;Indicativul dosarului;Conținutul pe scurt al dosarului;Datele extreme;Numărul filelor;Obs.\n"
    "1;II A 3;Corespondență privind canalizarea cartierului Gruia;1985-1987;120;\n"
    "2;II A 4;Autorizații de construire;1987;85;copertă ruptă\n"
    "doi;II A 5;Rând greșit;1987;3;\n"
    "2;II A 6;Același număr;1987;3;\n"
    "4;II A 7;;1987;3;\n"
    "5;II A 8;File scrise cu litere;1987;multe;\n"
)


@pytest.fixture
def archivist() -> User:
    return make_user("archivist")


@pytest.fixture
def inventory(archivist: User) -> Inventory:
    return actions.enter_inventory(
        unit_name="Urbanism", year=1987, keeping="permanent", table=TABLE.encode(), by=archivist
    )


def test_rows_are_taken_or_explained_and_nothing_is_lost(inventory: Inventory, archivist: User) -> None:
    assert list(inventory.positions.values_list("number", "leaves")) == [(1, 120), (2, 85)]
    problems = dict(inventory.refused.values_list("row", "problem"))
    assert {row: problem.split()[0] for row, problem in problems.items()} == {
        5: "Numărul", 6: "Numărul", 7: "Lipsește", 8: "Numărul",
    }  # fmt: skip
    wrong = inventory.refused.get(row=5)
    assert wrong.cells["content"] == "Rând greșit"
    with pytest.raises(RuleBroken):
        actions.add_position(inventory, cells=wrong.cells, mends=wrong, by=archivist)
    actions.add_position(inventory, cells=wrong.cells | {"number": "3"}, mends=wrong, by=archivist)
    assert inventory.refused.filter(mended_at=None).count() == 3
    with pytest.raises(RuleBroken):
        actions.enter_inventory(unit_name="Urbanism", year=1987, keeping="permanent", by=archivist)
    with pytest.raises(RuleBroken):
        actions.enter_inventory(unit_name="Urbanism", year=1988, table=b"fara;antet\n1;2\n", by=archivist)


def test_tables_of_the_office_programs_are_read_too() -> None:
    book = openpyxl.Workbook()
    for row in (["Nr. crt", "Indicativ", "Denumirea dosarului", "Nr. file"], [1, "I B 2", "Hotărâri", 40.0]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert list(table_rows(out.getvalue(), "inventar.xlsx")) == [
        (2, {"number": "1", "file_code": "I B 2", "content": "Hotărâri", "leaves": "40"})
    ]


def test_a_separator_ties_what_follows_to_its_file_and_archivists_find_it(
    inventory: Inventory, archivist: User
) -> None:
    position = inventory.positions.get(number=1)
    pdf = paper.separators_pdf([position])
    stack, _ = actions.take_stack(documents.keep_stream(io.BytesIO(pdf)), name="d.pdf", for_archive=True, by=archivist)
    actions.read_stack(stack, by=archivist)
    batch = Stack.objects.get(pk=stack.pk).batches.get()
    assert (batch.state, batch.position_file.position) == (BatchState.FILED, position)
    know_text(batch.document.blob, "proces-verbal de recepție a pompelor")
    assert list(queries.positions(words="pompe")) == [position]
    client = Client()
    client.force_login(archivist)
    assert "canalizarea" in client.get(reverse("mailroom:inventories"), {"q": "pompe"}).text
    assert client.get(reverse("documents:page", args=[batch.document.pk])).status_code == 200
    other = make_user("clerk")
    client.force_login(other)
    assert client.get(reverse("documents:page", args=[batch.document.pk])).status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        PositionFile.objects.all().delete()
    actions.undo(batch, reason="alt dosar", by=archivist)
    assert not position.files.filter(withdrawn_at=None).exists()


def test_separator_codes_are_no_labels() -> None:
    code = position_code(3, 17)
    assert position_of(code) == (3, 17)
    assert position_of(codes.checked("R2026000001")) is None
    assert position_of(code[:-1] + ("A" if code[-1] != "A" else "B")) is None


def test_pages_of_inventories(inventory: Inventory, archivist: User) -> None:
    client = Client()
    client.force_login(archivist)
    page = client.get(inventory.get_absolute_url())
    assert "Autorizații de construire" in page.text
    assert "nu este un număr" in page.text
    printed = client.get(reverse("mailroom:separators", args=[inventory.pk]))
    assert len(pypdfium2.PdfDocument(printed.content)) == 2
    row = RefusedRow.objects.get(row=7)
    address = reverse("mailroom:add_position", args=[inventory.pk])
    assert client.post(address, {"number": "4", "content": "", "rand": row.pk}).status_code == 422
    assert client.post(address, {"number": "4", "content": "Dosar găsit", "rand": row.pk}).status_code == 302
    assert Position.objects.filter(number=4, content="Dosar găsit").exists()
    given = {"unit_name": "Secretariat", "year": 1990, "table": io.BytesIO(TABLE.encode())}
    assert client.post(reverse("mailroom:new_inventory"), given).status_code == 302
    assert client.get(reverse("mailroom:position", args=[inventory.pk, 1])).status_code == 200
    client.force_login(make_user("registrar"))
    assert client.get(reverse("mailroom:new_inventory")).status_code == 404
    assert not Document.objects.exists()
