"""The registry's pages (paginile registraturii): what they show, how many questions they ask, what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.contacts.tests.factories import make_contact
from condica.journal.models import Line
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry import api as registry
from condica.registry.models import Entry, Number
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Any:
    return make_registrar()


@pytest.fixture
def desk(client: Client, clerk: Any) -> Client:
    client.force_login(clerk)
    return client


def at(entry: Entry, page: str = "entry") -> str:
    return reverse(f"registry:{page}", args=[entry.register.key, entry.year, entry.value])


COUNTER = {
    "subject": "Groapă în str. Viilor",
    "sender_name": "Vasile Gligor",
    "channel": "counter",
    "register": "general",
}


def test_the_counter_draws_a_number_and_shows_label_and_receipt(desk: Client) -> None:
    answer = desk.post(
        reverse("registry:new"), COUNTER | {"leaves": "2", "measured_keys": "38", "measured_ms": "21000"}
    )
    entry = Entry.objects.get()
    assert answer.headers["Location"] == at(entry, "registered")
    page = desk.get(answer.headers["Location"]).content.decode()
    assert f'data-number="{entry.paper_number}"' in page
    assert entry.tracking_code in page
    assert "21 de secunde, 38 de taste" in page.replace("\u00a0", " ")


def test_a_wrong_form_keeps_every_word_and_draws_nothing(desk: Client) -> None:
    answer = desk.post(reverse("registry:new"), COUNTER | {"subject": "", "received_at": "2999-01-01T10:00"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vasile Gligor" in page
    assert "2999-01-01T10:00" in page
    assert "în viitor" in page
    assert not Number.objects.exists()


def test_a_file_over_the_limit_is_refused_with_a_sentence(desk: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    scan = SimpleUploadedFile("scan.pdf", b"%PDF" + b"0" * 1_100_000)
    page = desk.post(reverse("registry:new"), COUNTER | {"files": scan})
    assert page.status_code == 422
    assert "cel mult 1 MB" in page.content.decode()
    assert not Number.objects.exists()


def test_a_sender_chosen_from_the_list_is_linked_with_address(desk: Client) -> None:
    contact = make_contact(name="Elena Chirilă")
    desk.post(reverse("registry:new"), COUNTER | {"sender": str(contact.pk), "sender_name": contact.name})
    assert Entry.objects.get().sender == contact


def test_a_new_sender_is_written_down(desk: Client) -> None:
    desk.post(reverse("registry:new"), COUNTER | {"sender": "new", "sender_email": "v.gligor@example.net"})
    entry = Entry.objects.get()
    assert entry.sender
    assert (entry.sender.name, entry.sender_email) == ("Vasile Gligor", "v.gligor@example.net")


@pytest.mark.parametrize(("way", "direction"), [("intrare", "in"), ("iesire", "out"), ("intern", "internal")])
def test_the_three_ways_of_a_paper(desk: Client, way: str, direction: str) -> None:
    desk.post(reverse("registry:new") + f"?sens={way}", COUNTER | {"addressee_name": "Prefectura"})
    assert Entry.objects.get().direction == direction


def test_senders_are_found_while_typing_with_what_we_have_from_them(desk: Client, clerk: Any) -> None:
    contact = make_contact(name="Elena Chirilă")
    make_entry(by=clerk, sender=contact)
    page = desk.get(reverse("registry:senders"), {"q": "chir"}).content.decode()
    assert f'data-value="{contact.pk}"' in page
    assert "<mark>Chir</mark>ilă" in page
    assert "1\u00a0document" in page or "1 document" in page


def test_a_kind_is_guessed_from_the_words(desk: Client) -> None:
    page = desk.get(reverse("registry:guess"), {"subject": "Factura nr. 18"}).content.decode()
    assert 'data-choose="fel-invoice"' in page
    assert "factura" in page


def test_the_list_asks_a_bounded_number_of_questions(
    desk: Client, clerk: Any, django_assert_max_num_queries: Any
) -> None:
    """A page of 25 asks as much as a page of 2; what rooms above know of its papers is one question each."""
    unit = make_unit()
    for n in range(30):
        make_entry(by=clerk, unit=unit, subject=f"Document {n}")
    desk.get(reverse("registry:list"))
    with django_assert_max_num_queries(16):
        page = desk.get(reverse("registry:list")).content.decode()
    assert page.count("data-row=") == 25
    assert "Document 29" in page
    assert "Document 2<" not in page


def test_the_list_goes_on_by_cursor(desk: Client, clerk: Any) -> None:
    for n in range(30):
        make_entry(by=clerk, subject=f"Document nr {n:02}")
    first = desk.get(reverse("registry:list"))
    rest = desk.get(reverse("registry:list"), {"dupa": first.context["page"].next}).content.decode()
    assert rest.count("data-row=") == 5
    assert "Document nr 00" in rest


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"sens": "in"}, {"Petiția", "Factura"}),
        ({"sens": "out"}, {"Adresa"}),
        ({"fel": "invoice"}, {"Factura"}),
        ({"stare": "neincadrate"}, {"Petiția"}),
        ({"q": "facturilor"}, {"Factura"}),
        ({"canal": "post"}, {"Adresa"}),
        ({"stare": "anulate"}, set()),
        ({"fel": "nu-este", "de_la": "ieri"}, {"Petiția", "Factura", "Adresa"}),
    ],
)
def test_filters_stand_in_the_address_and_wrong_ones_are_left_out(desk, clerk, asked, found) -> None:
    make_entry(by=clerk, subject="Petiția")
    make_entry(by=clerk, subject="Factura", kind="invoice")
    registry.register_outgoing(by=clerk, channel="post", subject="Adresa", addressee_name="Prefectura")
    page = desk.get(reverse("registry:list"), asked).context["page"]
    assert {entry.subject for entry in page.items} == found


def test_an_empty_register_says_what_will_stand_there(desk: Client) -> None:
    page = desk.get(reverse("registry:list")).content.decode()
    assert "va primi numărul 1" in page or "încă fără numere" in page


def test_a_paper_is_seen_by_its_unit_and_by_nobody_else(client: Client) -> None:
    unit = make_unit()
    entry = make_entry(unit=unit)
    for user, status in [
        (make_member(unit, "clerk"), 200),
        (make_user(role=Role.CLERK), 404),
        (make_user(role=Role.ADMINISTRATOR), 404),
    ]:
        client.force_login(user)
        assert client.get(at(entry)).status_code == status
        assert client.get(at(entry, "receipt")).status_code == status


def test_the_papers_page_shows_the_register_and_what_happened(desk: Client, clerk: Any) -> None:
    entry = make_entry(by=clerk, leaves=2, annexes=1)
    page = desk.get(at(entry)).content.decode()
    for words in (entry.paper_number, entry.subject, "Elena Chirilă", entry.tracking_code, "a înregistrat"):
        assert words in page


def test_receipt_and_label_are_pdfs(desk: Client, clerk: Any) -> None:
    entry = make_entry(by=clerk)
    for page in ("receipt", "label"):
        answer = desk.get(at(entry, page))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def test_cancel_correct_connect_and_hand_by_their_forms(desk: Client, clerk: Any) -> None:
    entry, other = make_entry(by=clerk), make_entry(by=clerk)
    unit = make_unit()
    assert desk.post(at(entry, "cancel"), {"reason": ""}).status_code == 422
    desk.post(at(entry, "correct"), {"subject": "Alt conținut", "sender_name": "Elena Chirilă", "reason": "greșit"})
    desk.post(at(entry, "connect"), {"number": f"{other.value}/{other.year}"})
    desk.post(at(entry, "hand"), {"unit": unit.pk})
    desk.post(at(entry, "kind"), {"kind": "invoice"})
    desk.post(at(other, "cancel"), {"reason": "de două ori"})
    entry.refresh_from_db()
    other.refresh_from_db()
    assert (entry.subject, entry.unit, entry.kind) == ("Alt conținut", unit, "invoice")
    assert entry.connected_later.get().second == other
    assert other.cancelled
    desk.post(reverse("registry:disconnect", args=["general", entry.year, entry.value, entry.connected_later.get().pk]))
    assert entry.connected_later.get().undone_at is not None


def test_files_are_added_to_a_registered_paper(desk: Client, clerk: Any) -> None:
    entry = make_entry(by=clerk)
    desk.post(
        at(entry, "attach"), {"files": [SimpleUploadedFile("a.txt", b"unu"), SimpleUploadedFile("b.txt", b"doi")]}
    )
    assert [a.document.file_name for a in entry.attachments.order_by("ordinal")] == ["a.txt", "b.txt"]


def test_bulk_work_on_a_selection(desk: Client, clerk: Any) -> None:
    entries = [make_entry(by=clerk) for _ in range(3)]
    unit = make_unit()
    chosen = [entry.pk for entry in entries]
    desk.post(
        reverse("registry:bulk"),
        {"ales": chosen, "ce": "repartizeaza", "unit": unit.pk, "inapoi": "/registratura/?sens=in"},
    )
    assert set(Entry.objects.values_list("unit", flat=True)) == {unit.pk}
    answer = desk.post(reverse("registry:bulk"), {"ales": chosen, "ce": "conexeaza", "inapoi": "https://example.org/"})
    assert answer.headers["Location"] == reverse("registry:list")
    assert entries[0].connected_later.count() == 2


def test_the_export_has_13_columns_and_disarms_formulas(desk: Client, clerk: Any) -> None:
    make_entry(by=clerk, subject="=HYPERLINK(1)")
    assert desk.get(reverse("registry:export")).status_code == 405
    answer = desk.post(reverse("registry:export"))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert len(lines[0].split(";")) == len(lines[1].split(";")) == 13
    assert "'=HYPERLINK(1)" in lines[1]
    assert Line.objects.get(verb="registry.register_exported").data == {"count": 1}


def test_the_days_book_prints(desk: Client, clerk: Any) -> None:
    entry = make_entry(by=clerk)
    day = entry.registered_at.date()
    page = desk.get(reverse("registry:day", args=["general", day.year, day.month, day.day])).content.decode()
    assert entry.subject in page
    assert "1 număr, de la 1 la 1, niciunul anulat." in page
    assert desk.get("/registratura/ziua/general/2026-13-45/").status_code == 404


def test_connecting_a_selection_asks_the_same_right_as_connecting_one(client: Client) -> None:
    entries = [make_entry() for _ in range(2)]
    client.force_login(make_user(role=Role.AUTHORITY_HEAD))  # may assign, may not connect
    answer = client.post(reverse("registry:bulk"), {"ales": [entry.pk for entry in entries], "ce": "conexeaza"})
    assert answer.status_code == 403
    assert not entries[0].connected_later.exists()
