"""Release at the desk (eliberarea actelor): once, on an identity of which four characters are kept; counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.api import use_demo_clock
from condica.organisation.tests.factories import make_desk, make_unit
from condica.registry.actions import releasing
from condica.registry.actions.releasing import Holder, Taker
from condica.registry.models import Issued, IssuedKind, Outcome, Told
from condica.registry.queries import releasing as queries
from condica.registry.tests.factories import make_entry, make_registrar
from condica.registry.views.originals import XLSX

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAAB"
    "JRU5ErkJggg=="
)
HOLDER = Taker("Ioana Mureșan", "card", "XB 124821")


def make_issued(number: str = "412", *, by=None, holder: Holder | None = None, **more) -> Issued:
    by = by or make_registrar()
    kind = more.pop("kind", None) or IssuedKind.objects.get(name="Autorizație de construire")
    given = {"issued_on": dates.today(), "unit": make_unit("Urbanism"), "holder": holder or Holder("Ioana Mureșan")}
    return releasing.receive_issued(kind=kind, number=number, by=by, **(given | more))


def code_of(verb) -> str:
    with pytest.raises(RuleBroken) as caught:
        verb()
    return caught.value.code


@pytest.mark.django_db
def test_released_once_with_four_characters_and_the_register_is_written():
    by = make_registrar()
    request = make_entry(by=by)
    issued = make_issued(by=by, entry=request, desk=make_desk())
    made = releasing.release(issued, taker=HOLDER, by=by)
    assert (made.identity_last4, made.desk, made.is_delegate) == ("4821", issued.desk, False)
    exit_ = request.exits.get()
    assert (exit_.addressee, exit_.channel) == ("Ioana Mureșan", "counter")
    assert "Autorizație de construire nr. 412" in exit_.way
    assert code_of(lambda: releasing.release(issued, taker=HOLDER, by=by)) == "issued-gone"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("taker", "code"),
    [(Taker("Ioana Mureșan", "card", "48"), "taker-unknown"), (Taker("", "card", "4821"), "taker-unknown"),
     (Taker("Ioana Mureșan", "chip", "4821"), "taker-unknown"),
     (Taker("Ioana Mureșan", "card", "2820101123456"), "taker-cnp"),
     (Taker("Adrian Popa", "card", "4821"), "taker-not-holder")],
)  # fmt: skip
def test_who_cannot_take_it(taker, code):
    issued = make_issued()
    assert code_of(lambda: releasing.release(issued, taker=taker, by=issued.received_by)) == code


@pytest.mark.django_db
def test_a_delegate_takes_it_with_a_power_of_attorney_and_no_cnp_is_stored():
    issued, second = make_issued(), make_issued("413")
    taker = Taker("Adrian Popa", "passport", "05-077k", power="procura nr. 214")
    made = releasing.release(issued, taker=taker, by=issued.received_by)
    assert (made.identity_last4, made.is_delegate) == ("077K", True)
    with pytest.raises(DatabaseError, match="CNP"), transaction.atomic():
        Outcome.objects.create(
            issued=second, way="released", by=issued.received_by, at=dates.now(), to_name="2820101123456",
            identity="card", identity_last4="3456",
        )  # fmt: skip
    for table in ("issued", "outcome", "issuedkind"):
        with pytest.raises(DatabaseError, match="interzis"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM registry_{table}")


@pytest.mark.django_db
def test_received_once_a_year_and_told_where_it_can_be(monkeypatch):
    monkeypatch.setattr(releasing, "_TELLERS", [lambda issued, by: True])
    issued = make_issued(holder=Holder("Ioana Mureșan", email="ioana@example.com"))
    assert Told.objects.get().address == "ioana@example.com"
    assert code_of(lambda: make_issued(unit=issued.unit)) == "issued-known"
    assert code_of(lambda: make_issued("7", issued_on=dates.today() + timedelta(days=1))) == "issued-in-future"
    ended = IssuedKind.objects.create(name="Vechi", since=date(2020, 1, 1), until=date(2021, 1, 1))
    assert code_of(lambda: make_issued("8", kind=ended)) == "issued-kind-ended"
    releasing.told_by_phone(issued, by=issued.received_by)
    assert [one.way for one in issued.told.all()] == ["email", "phone"]


@pytest.mark.django_db
def test_unclaimed_ones_are_listed_and_sent_by_post(monkeypatch):
    monkeypatch.setattr(releasing, "_POSTERS", [])  # a house without a post room notes the number itself
    now = datetime(2026, 11, 20, 10, tzinfo=dates.BUCHAREST)
    with dates.frozen(now - timedelta(days=31)):
        late = make_issued(holder=Holder("Petru Lazăr", "str. Lacului nr. 9"))
    with dates.frozen(now):
        fresh = make_issued("413")
        asked = queries.ShelfFilter("neridicate")
        assert list(queries.shelf(asked, dates.today())) == [late]
        assert queries.is_unclaimed(late, dates.today())
        assert code_of(lambda: releasing.post(fresh, by=fresh.received_by)) == "holder-address"
        releasing.post(late, reference="RO1", by=late.received_by)
        releasing.take_back(fresh, reason="dată greșită", by=fresh.received_by)
        assert list(queries.shelf(queries.ShelfFilter("asteapta"), dates.today())) == []
        (row,) = queries.counted(2026)
        assert (row.received, row.released, row.posted, row.withdrawn) == (2, 0, 1, 1)


@pytest.mark.django_db
def test_kinds_are_dated():
    by = make_user("administrator")
    today = dates.today()
    old = IssuedKind.objects.get(name="Certificat de urbanism", until=None)
    made = releasing.set_issued_kind(name="Certificat de  urbanism", wait_days=45, since=today, by=by)
    old.refresh_from_db()
    assert (made.wait_days, old.until) == (45, today)
    assert releasing.set_issued_kind(name="Certificat de urbanism", wait_days=45, since=today, by=by) == made
    with pytest.raises(DatabaseError, match="nu se rescrie"), transaction.atomic():
        IssuedKind.objects.filter(pk=made.pk).update(name="Altceva")


@pytest.mark.django_db
def test_the_shelf_by_keyboard_in_a_few_pages(client: Client, django_assert_max_num_queries):
    """Received, found by name while typing, released with a drawn signature, its sheet, the year's figures."""
    by = make_registrar()
    client.force_login(by)
    unit, request = make_unit("Urbanism"), make_entry(by=by, sender_name="Petru Lazăr")
    kind = IssuedKind.objects.get(name="Certificat de urbanism")
    words = {
        "kind": kind.pk,
        "number": "1187",
        "issued_on": dates.today(),
        "unit": unit.pk,
        "request": str(request.value),
    }
    answer = client.post(reverse("registry:receive_issued"), words)
    assert answer.status_code == 302
    assert f"kind={kind.pk}" in answer["Location"]
    wrong = client.post(reverse("registry:receive_issued"), {**words, "number": "1", "request": "999999"})
    assert (wrong.status_code, "Nu am găsit această cerere" in wrong.content.decode()) == (422, True)
    issued = Issued.objects.get()
    assert (issued.holder_name, issued.entry) == ("Petru Lazăr", request)
    for typed in ("lazar", "1187", str(request.value)):
        with django_assert_max_num_queries(20):
            assert "Petru Lazăr" in client.get(reverse("registry:shelf"), {"q": typed}).content.decode()
    page = issued.get_absolute_url()
    given = {"name": "Petru Lazăr", "identity": "card", "last4": "4821", "power": ""}
    assert client.post(page, {**given, "signature": "data:image/png;base64,AAAA"}).status_code == 422
    assert client.post(page, {**given, "signature": PNG}).status_code == 302
    assert Outcome.objects.get().signature.file_name.endswith(".png")
    assert client.get(reverse("registry:release_sheet", args=[issued.pk])).content.startswith(b"%PDF")
    assert "4821" in client.get(page).content.decode()
    assert "Certificat de urbanism" in client.get(reverse("registry:release_counts")).content.decode()
    sheet = client.post(reverse("registry:release_export"))
    assert sheet["Content-Type"] == XLSX
    rows = list(openpyxl.load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert rows[1][:5] == ("Certificat de urbanism", "Urbanism", "–", 1, 1)
    clerk = Client()
    clerk.force_login(make_user("clerk"))
    assert clerk.get(reverse("registry:shelf")).status_code == 404  # forbidden and absent look alike


@pytest.mark.django_db
def test_the_other_verbs_of_a_paper_and_the_kinds_page(client: Client):
    by = make_registrar()
    client.force_login(by)
    issued, verb = make_issued(by=by), "registry:issued_verb"
    for what, words in (("telefon", "anunțat"), ("email", "Nu se poate"), ("retrage", "s-a întors")):
        data = {"ce": what, "motiv": "greșit"}
        assert words in client.post(reverse(verb, args=[issued.pk]), data, follow=True).content.decode()
    assert client.post(reverse(verb, args=[issued.pk]), {"ce": "altfel"}).status_code == 404
    assert client.get(reverse("registry:release_sheet", args=[issued.pk])).status_code == 404
    chief = Client()
    chief.force_login(make_user("administrator"))
    page = reverse("registry:issued_kinds")
    chief.post(page, {"name": "Acord unic", "wait_days": 20, "since": dates.today()})
    made = IssuedKind.objects.get(name="Acord unic")
    chief.post(reverse("registry:end_issued_kind", args=[made.pk]))
    assert "Acord unic" in chief.get(page).content.decode()
    made.refresh_from_db()
    assert made.until == dates.today()


def test_two_release_the_same_paper_at_once(own_database):
    use_demo_clock()
    by, second = make_registrar(), make_registrar()
    issued = make_issued(by=by)

    def release(who):
        try:
            releasing.release(issued, taker=HOLDER, by=who)
        except RuleBroken as broken:
            return broken.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(copy_context().run, release, who) for who in (by, second)]
        assert sorted(one.result(timeout=30) for one in waiting) == ["done", "issued-gone"]
    assert Outcome.objects.count() == 1
