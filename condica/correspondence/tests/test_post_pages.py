"""The post room's screen (Expediere): from a signed letter to a printed list, by keyboard and by the reader."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from condica.correspondence import actions
from condica.correspondence.models import Envelope, PostList, Tariff
from condica.correspondence.tests.factories import (
    Town,
    make_letterhead,
    make_paper,
    make_rates,
    make_signed,
    make_town,
)
from condica.correspondence.tests.test_pages import as_user
from condica.correspondence.tests.test_print import text_of
from condica.foundation import dates
from condica.registry.print import paper_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    make_letterhead()
    town = make_town()
    make_rates(town.registrar)
    return town


@pytest.fixture
def clerk(town: Town) -> Client:
    return as_user(town.registrar)


def signed(town: Town, **paper: Any) -> Any:
    return make_signed(town, make_paper(town, **({"sender_email": ""} | paper)))


def post(clerk: Client, name: str, *args: Any, **sent: Any) -> str:
    return clerk.post(reverse(f"correspondence:{name}", args=args), sent, follow=True).text


def shown(clerk: Client, tab: str, way: str = "") -> str:
    answer = clerk.get(reverse("correspondence:post"), {"fila": tab, "cale": way})
    assert answer.status_code == 200
    return answer.text


def test_from_the_list_of_letters_to_the_closed_list(town: Town, clerk: Client) -> None:
    letters = [signed(town), signed(town), signed(town, sender_name="Ion Pop"), make_signed(town)]
    page = shown(clerk, "de-trimis")
    assert page.count("încă una la aceeași adresă") == 2
    assert shown(clerk, "de-trimis", "email").count("elena.chirila@exemplu.ro") == 1
    put = {"fel": "receipt", "impreuna": "on", "ce": "plic", "ales": [one.pk for one in letters[:3]]}
    assert "3 scrisori în 2 plicuri" in post(clerk, "post_put", **put)
    first, second = Envelope.objects.order_by("pk")
    page = shown(clerk, "plicuri")
    assert first.number_words in page
    chosen = {"ales": [first.pk, second.pk], f"g-{first.pk}": "150", f"g-{second.pk}": "12"}
    assert "Borderou întocmit: 1/" in post(clerk, "post_act", ce="borderou", **chosen)
    row = PostList.objects.get()
    first.refresh_from_db()
    assert (first.grams, first.weighed, str(first.cost)) == (150, True, "19.00")
    assert "A predat" not in post(clerk, "post_list_step", row.pk, ce="preda", stamp="OP 1, 22.11.2026, ora 15")
    assert "29,00" in shown(clerk, "borderouri")
    assert shown(clerk, "plecate", "post").count("RR 000 001") == 3


def test_the_printed_list_is_archival_numbered_and_adds_up(town: Town, clerk: Client) -> None:
    letters = [signed(town, sender_name=f"Ion Pop {place}") for place in range(3)]
    made = actions.put_in_envelopes(letters, "receipt", by=town.registrar)
    (row,) = actions.prepare(made, by=town.registrar)
    actions.hand_over(row, stamp="OP Valea Mureșului 1", by=town.registrar)
    files = {
        form: clerk.get(reverse("correspondence:post_list_file", args=[row.pk, form])).content
        for form in ("pdf", "csv", "xlsx")
    }
    text = text_of(files["pdf"])
    expected = (
        "Borderou de expediere nr. 1/", "Total: 3 plicuri", "36 g", "30,00 lei", "OP Valea Mureșului 1",
        "pagina 1 din 1", "contract nr. 12/2020", "Tarife născocite", made[0].number_words, "Ion Pop 2",
    )  # fmt: skip
    assert [words for words in expected if words not in text] == []
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        assert "pdfaid" in str(pdf.open_metadata())
    lines = files["csv"].decode().splitlines()
    assert (len(lines), lines[0].count(";"), "10.00" in lines[1]) == (4, 9, True)
    leaf = openpyxl.load_workbook(io.BytesIO(files["xlsx"]), data_only=True).active
    assert leaf is not None
    assert (leaf["G8"].value, leaf["H8"].value) == (36, 30)


def test_every_tab_prints_as_it_is_filtered(town: Town, clerk: Client) -> None:
    signed(town, sender_name="Ion Pop")
    put = actions.put_in_envelopes([signed(town, sender_name="Ana Lung")], "receipt", by=town.registrar)
    left = actions.put_in_envelopes([signed(town, sender_name="Dan Marc")], "receipt", by=town.registrar)
    (row,) = actions.prepare(left, by=town.registrar)
    actions.hand_over(row, stamp="OP 1", by=town.registrar)

    def printed(tab: str, way: str = "") -> str:
        answer = clerk.post(f"{reverse('correspondence:post_print')}?fila={tab}&cale={way}")
        return text_of(answer.content).replace("\xa0", " ")

    assert ("Ion Pop" in printed("de-trimis"), "Ion Pop" in printed("de-trimis", "email")) == (True, False)
    assert put[0].number_words in printed("plicuri", "receipt")
    assert "Niciun rând" in printed("plicuri", "simple")
    assert "OP 1" in printed("borderouri")
    assert left[0].number_words in printed("confirmari", "toate")
    assert "Dan Marc" in printed("plecate")
    assert "Niciun rând" in printed("intoarse")
    assert as_user(town.clerk).post(reverse("correspondence:post_print")).status_code == 404


def test_labels_and_receipts_are_read_back(town: Town, clerk: Client) -> None:
    (made,) = actions.put_in_envelopes([signed(town)], "receipt", by=town.registrar)
    for papers, pages in (("etichete", 1), ("plicuri-c5", 1), ("plicuri-dl", 1), ("confirmari", 1), ("dovezi", 1)):
        answer = clerk.get(reverse("correspondence:post_papers", args=[papers]), {"ales": made.pk})
        with pypdfium2.PdfDocument(answer.content) as pdf:
            assert len(pdf) == pages
            if papers != "dovezi":
                read = zxingcpp.read_barcodes(pdf[0].render(scale=4).to_pil())
                assert made.number in [one.text for one in read]
    assert clerk.get(reverse("correspondence:post_papers", args=["etichete"])).status_code == 302


def test_a_long_list_has_its_heading_on_each_page(town: Town) -> None:
    from condica.correspondence import print as paper

    (made,) = actions.put_in_envelopes([signed(town)], "receipt", by=town.registrar)
    (row,) = actions.prepare([made], by=town.registrar)
    text = text_of(paper.list_pdf(row, [made] * 60))
    assert "Total: 60 de plicuri" in text
    assert text.count("Recomandată / AWB") == 2  # the third page holds the signatures
    assert [f"pagina {page} din 3" in text for page in (1, 2, 3)] == [True] * 3


def test_the_reader_puts_in_an_envelope_and_numbers_it(town: Town, clerk: Client) -> None:
    from condica.correspondence.models import NumberRange

    actions.close_range(NumberRange.objects.get(), by=town.registrar)
    letters = [signed(town), signed(town)]
    code = paper_code(letters[0].entry)
    page = post(clerk, "post_scan", cod=code, fel="registered", fila="de-trimis")
    assert "La aceeași adresă mai așteaptă o scrisoare" in page or "mai așteaptă 1 scrisoare" in page
    assert f"Pune și {letters[1].entry.paper_number}" in page
    made = Envelope.objects.get()
    post(clerk, "envelope_step", made.pk, ce="pune", scrisoare=letters[1].pk)
    assert "RR 473 124 829 RO" in post(clerk, "post_scan", cod="RR473124829RO", fila="de-trimis")
    made.refresh_from_db()
    assert (made.number, made.dispatches.count()) == ("RR473124829RO", 2)
    assert "e deja în plicul" in post(clerk, "post_scan", cod=str(letters[0].entry.value), fila="de-trimis")
    assert "nu e eticheta" in post(clerk, "post_scan", cod="altceva", fila="de-trimis")
    assert "A venit confirmarea" not in post(clerk, "post_scan", cod="rr 473 124 829 ro", fila="confirmari")


def test_receipts_returns_and_tries_are_written_on_the_envelopes_page(town: Town, clerk: Client) -> None:
    made = actions.put_in_envelopes(
        [signed(town, sender_name=f"Ion {place}") for place in range(2)], "receipt", by=town.registrar
    )
    (byhand,) = actions.put_in_envelopes([signed(town, sender_name="Ana")], "hand", by=town.registrar)
    for row in actions.prepare([*made, byhand], agent=town.clerk, by=town.registrar):
        actions.hand_over(row, stamp="OP 1", by=town.registrar)
    today = f"{dates.today():%Y-%m-%d}"
    assert 'id="primire"' in post(clerk, "post_scan", cod=made[0].number, fila="confirmari")
    words = {"primire-on": today, "primire-received_by": "Ion, destinatar"}
    assert "primit la" in post(clerk, "envelope_step", made[0].pk, ce="primire", **words)
    back = {"retur-on": today, "retur-reason": "refused"}
    assert "refuzat de destinatar" in post(clerk, "envelope_step", made[1].pk, ce="retur", **back)
    tried = {"incercare-outcome": "absent", "incercare-at": f"{dates.now():%Y-%m-%dT%H:%M}:59"}
    assert "destinatar negăsit" in post(clerk, "envelope_step", byhand.pk, ce="incercare", **tried)
    assert "Ana" in shown(clerk, "confirmari", "toate")
    assert as_user(town.clerk).get(reverse("correspondence:envelope", args=[byhand.pk])).status_code in {403, 404}


def test_prices_and_numbers_are_written_and_ended(town: Town, clerk: Client) -> None:
    today = f"{dates.today():%Y-%m-%d}"
    row = Tariff.objects.get(kind="simple", upto=20)
    sent = {
        "tarif-fel": "simple",
        "tarif-upto": "20",
        "tarif-price": "3,20",
        "tarif-since": today,
        "tarif-source": "A2",
    }
    assert "3.20" in post(clerk, "post_rates", ce="tarif", **sent)
    row.refresh_from_db()
    assert row.until is not None
    bad = {"plaja-first": "RR473124820RO", "plaja-last": "RR473124829RO", "plaja-source": "PV", "plaja-warn_at": "5"}
    assert "cifra de control" in post(clerk, "post_rates", ce="plaja", **bad)
    new = Tariff.objects.get(source="A2")
    assert "se încheie azi" in post(clerk, "post_rates", ce="incheie", rand=new.pk)


def test_the_costs_page_and_file(town: Town, clerk: Client) -> None:
    assert "Niciun plic predat" in clerk.get(reverse("correspondence:post_costs")).text
    (row,) = actions.prepare(actions.put_in_envelopes([signed(town)], "simple", by=town.registrar), by=town.registrar)
    actions.hand_over(row, stamp="OP 1", by=town.registrar)
    page = clerk.get(reverse("correspondence:post_costs")).text
    assert "Expedierea a costat 2,50 lei pentru 1 plic" in page
    book = openpyxl.load_workbook(
        io.BytesIO(clerk.get(reverse("correspondence:post_costs_file")).content), data_only=True
    )
    assert [leaf.title for leaf in book] == ["Pe luni și feluri", "Pe compartimente și luni (lei)"]
    assert book.worksheets[1]["C6"].value == 2.5


def test_a_longer_list_asks_the_database_nothing_more(town: Town, clerk: Client) -> None:
    """With 300 envelopes on the table each row must not cost a question."""

    def asked(tab: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(clerk, tab)
        return len(queries)

    asked("de-trimis")  # what a first request alone asks
    rows = [signed(town, sender_name=f"Ana {place}") for place in range(4)]
    of_four = asked("de-trimis")
    (first,) = actions.put_in_envelopes(rows[:1], "receipt", by=town.registrar)
    assert asked("de-trimis") == of_four
    of_one = asked("plicuri")
    more = actions.put_in_envelopes(rows[1:], "receipt", by=town.registrar)
    assert asked("plicuri") == of_one
    for row in actions.prepare([first, *more], by=town.registrar):
        actions.hand_over(row, stamp="OP 1", by=town.registrar)
    assert asked("plecate") <= of_four + 2


def test_an_order_on_paper_gives_way_to_the_email(town: Town, clerk: Client) -> None:
    letter = make_signed(town)
    actions.dispatch(letter, "post", by=town.registrar)
    assert "pleacă prin e-mail" in post(clerk, "post_put", fel="simple", ce="email", ales=[letter.pk])
    assert sorted(letter.dispatches.values_list("way", "state")) == [("email", "waiting"), ("post", "withdrawn")]
    other = signed(town)
    actions.dispatch(other, "post", by=town.registrar)
    assert "adresa de e-mail lipsește" in post(clerk, "post_put", fel="simple", ce="email", ales=[other.pk])
    assert other.dispatches.get().state == "waiting"


def test_at_the_desk_somebody_took_it(town: Town, clerk: Client) -> None:
    letter = make_signed(town)
    assert "Scrie cine a luat răspunsul" in post(clerk, "dispatch", letter.pk, way="counter")
    assert not letter.dispatches.exists()
    post(clerk, "dispatch", letter.pk, way="counter", reference="Elena Chirilă, CI MS 123456")
    assert letter.dispatches.get().reference == "Elena Chirilă, CI MS 123456"
