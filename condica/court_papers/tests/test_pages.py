"""The pages (paginile): lists, deeds by form, papers to print, what is hidden from whom, questions asked."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.court_papers import actions, api, queries
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.tests.factories import fresh, hand, make_act, make_display, moment, on
from condica.journal.models import Line
from condica.registry.rules import guess_kind


def signed_in(user):
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def words_of(client, address):
    """The words of a PDF, on one line."""
    pages = pypdfium2.PdfDocument(client.get(address).content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


@pytest.fixture
def noon(clerk):
    with on(11, 25, 12):
        yield clerk


def overdue(clerk):
    with on(11, 16, 12):
        return make_act(clerk, moment(11, 16, 10), recipient="Ilie Crainic", file_number="7/97/2026")


def test_an_act_is_received_and_handed_over_by_forms(noon):
    client = signed_in(noon)
    words = {"court": "Tribunalul Timiș", "file_number": "12/30/2026", "recipient": "Ana Lung", "agent": "D. Ursu",
             "recipient_address": "str. Viilor nr. 2", "posted_at": "2026-11-24T17:20", "acts": "Citaţie"}  # fmt: skip
    made = client.post(reverse("court_papers:new"), words)
    paper = CourtPaper.objects.get()
    assert made["Location"] == paper.get_absolute_url()
    assert (paper.acts, paper.due_on) == ("Citație", date(2026, 12, 1))
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "Predă actul" in page
    assert "Se numără 7 zile" in page
    shown = {"to": "Ana Lung", "identity_kind": "ci", "identity_last4": "34"}
    assert client.post(paper.address("hand_over"), shown).status_code == 422
    client.post(paper.address("hand_over"), shown | {"identity_last4": "3471"})
    assert fresh(paper).stage == "handed"
    assert client.post(paper.address("hand_over"), shown | {"identity_last4": "3471"}).status_code == 422
    client.post(paper.address("record_sent"), {"way": "email", "reference": "tm@example.org"})
    assert fresh(paper).stage == "proved"


def test_what_nobody_came_for_goes_back_together(noon):
    first, second = overdue(noon), overdue(noon)
    client = signed_in(noon)
    page = client.get(reverse("court_papers:papers") + "?lista=de-inapoiat").content.decode()
    assert page.count('name="ales"') == 2
    client.post(reverse("court_papers:give_back_many"), {"ales": [first.pk, second.pk]})
    assert {fresh(first).stage, fresh(second).stage} == {"returned"}


def test_proofs_and_returns_leave_together_and_a_refused_one_is_told(noon):
    late, taken, waiting = (
        overdue(noon),
        hand(make_act(noon, moment(11, 20, 10)), noon),
        make_act(noon, moment(11, 24, 9)),
    )
    actions.give_back(late, why="uncollected", by=noon)
    client = signed_in(noon)
    page = client.get(reverse("court_papers:papers") + "?lista=toate").content.decode()
    assert page.count('name="ales"') == 2, "what may still be taken is not chosen by mistake"
    chosen = {"ales": [late.pk, taken.pk, waiting.pk]}
    proofs = words_of(client, reverse("court_papers:proofs") + f"?ales={late.pk}&ales={taken.pk}&ales={waiting.pk}")
    assert "Dovada predării actului" in proofs
    assert "Înapoierea actului" in proofs
    many = client.get(reverse("court_papers:proofs"), {"ales": range(1, 102)}, follow=True)
    assert "Ai ales 101 acte; într-un fișier încap 100." in many.content.decode()
    answer = client.post(reverse("court_papers:send_many"), chosen | {"cale": "courier"})
    assert answer.status_code == 200
    assert f"{waiting}" in answer.content.decode().partition("Au rămas cum erau")[2]
    assert {(fresh(one).stage, fresh(one).sent_way) for one in (late, taken)} == {
        ("sent_back", "courier"), ("proved", "courier"),
    }  # fmt: skip
    assert fresh(waiting).stage == "waiting"
    assert client.post(reverse("court_papers:send_many"), chosen | {"cale": "porumbel"}).status_code == 302


def test_several_documents_go_up_and_come_down_together(noon):
    first, second = make_display(noon, basis="hall", lasting="told"), make_display(noon, basis="hall", lasting="")
    client = signed_in(noon)
    address = reverse("court_papers:move_displays")
    answer = client.post(f"{address}?lista=de-afisat", {"ce": "afiseaza", "toate": "1"})
    assert "Întreabă emitentul" in answer.content.decode()
    assert (fresh(first).stage, fresh(second).stage) == ("posted", "asked")
    assert fresh(first).posting_minute is not None
    one = actions.post(make_display(noon, basis="hall", lasting="days", days=1), by=noon)
    with on(11, 30, 12):
        client.post(f"{address}?lista=de-scos", {"ce": "scoate", "ales": [one.pk]})
    assert fresh(one).stage == "down"
    client.post(address, {"ce": "altceva", "ales": [first.pk]})
    assert fresh(first).stage == "posted"


def test_a_display_goes_up_and_down_by_forms(noon):
    client = signed_in(noon)
    words = {"title": "Anunț", "requester": "Primăria Pecica", "basis": "hall", "places": ["board"],
             "lasting": "", "reply_wanted": "on"}  # fmt: skip
    client.post(reverse("court_papers:new_display"), words)
    one = Display.objects.get()
    at = [one.pk]
    up = reverse("court_papers:post", args=at)
    refused = client.post(up, {"at": "2026-11-25T12:00"})
    assert (refused.status_code, "Întreabă emitentul" in refused.content.decode()) == (422, True)
    client.post(reverse("court_papers:change", args=at), words | {"lasting": "days", "days": "3"})
    client.post(reverse("court_papers:another", args=at), words | {"title": "Anexa", "lasting": "told"})
    assert Display.objects.filter(entry=one.entry).count() == 2
    client.post(up, {"at": "2026-11-25T12:00"})
    assert fresh(one).planned_on == date(2026, 12, 2)
    gone = reverse("court_papers:take_down", args=at)
    assert client.post(gone, {"at": "2026-11-25T12:00", "reason": ""}).status_code == 422
    client.post(reverse("court_papers:drop", args=[one.pk + 1]), {"reason": "retras"})
    assert Display.objects.filter(stage="dropped").count() == 1


def test_a_reminder_on_the_working_day_before_and_on_the_day(noon):
    with on(11, 16, 9):
        actions.post(make_display(noon, basis="hall", lasting="days", days=10), by=noon)  # last day 26, down on 27
    words = "Scoate 1 document de la afișier"
    assert [d.words for d in queries.duties(noon, date(2026, 11, 25))] == []
    assert [(d.words, d.term.state) for d in queries.duties(noon, date(2026, 11, 26))] == [(words, "near")]
    assert [(d.words, d.term.state) for d in queries.duties(noon, date(2026, 11, 27))] == [(words, "today")]
    assert [(d.words, d.term.state) for d in queries.duties(noon, date(2026, 12, 2))] == [(words, "late")]


def test_the_papers_to_print_say_who_when_and_under_which_number(noon):
    paper = hand(make_act(noon, moment(11, 20, 10)), noon)
    down = actions.post(make_display(noon, basis="hall", lasting="told", basis_words="Adresa 4"), by=noon)
    with on(11, 25, 13):
        down = actions.take_down(down, reason="cerut prin adresa 5", by=noon)
    client = signed_in(noon)
    proof = words_of(client, paper.address("proof"))
    assert "Ioana Popescu" in proof
    assert "terminată în 3471" in proof
    up = words_of(client, reverse("court_papers:posting_minute", args=[down.pk]))
    assert f"Proces-verbal de afișare nr. {down.posting_minute}" in up
    assert "Încheiat azi, 25 noiembrie 2026, ora 12:00, cu ocazia afișării la sediul primăriei" in up.replace(
        "\xa0", " "
    )
    gone = words_of(client, reverse("court_papers:taking_minute", args=[down.pk]))
    assert "Motivul dezafișării: cerut prin adresa 5." in gone


def test_a4_a9_the_registers_on_paper_and_in_a_sheet(noon):
    overdue(noon)
    hand(make_act(noon, moment(11, 20, 10)), noon)
    actions.post(make_display(noon), by=noon)
    client = signed_in(noon)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("court_papers:book", args=["acte", "xlsx"])).content))
    rows = list(sheet.active.iter_rows(values_only=True))
    assert len(rows) == 5
    assert rows[3][1:4] == ("Judecătoria Arad", "7/97/2026", "Ilie Crainic")
    assert "carte de identitate …3471" in rows[4][7]
    assert "Registrul afișărilor" in words_of(client, reverse("court_papers:book", args=["afisari", "pdf"]))
    assert client.get(reverse("court_papers:book", args=["altceva", "pdf"])).status_code == 404
    nameless = queries.shown_name("Ilie Crainic", make_user("archivist"))
    assert nameless == "I*** C***"


def test_the_figures_of_a_year(noon):
    late = overdue(noon)
    hand(make_act(noon, moment(11, 20, 10)), noon)
    actions.give_back(late, why="uncollected", by=noon)
    actions.post(make_display(noon), by=noon)
    told = dict(queries.paper_figures(noon, 2026))
    assert (told["primite"], told["înapoiate: nu a fost ridicat în termen"]) == (2, 1)
    assert queries.display_figures(noon, 2026)[-1] == ("În total", 1, 0)
    assert signed_in(noon).get(reverse("court_papers:figures") + "?an=2026").status_code == 200


def test_the_lists_print_as_they_are_filtered(noon):
    overdue(noon)
    make_act(noon, moment(11, 24, 10), urgent=True)
    make_display(noon)
    client = signed_in(noon)

    def printed(name, query):
        answer = client.post(reverse(f"court_papers:{name}") + query)
        pages = pypdfium2.PdfDocument(answer.content)
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())

    late = printed("papers_print", "?lista=de-inapoiat")
    assert "Ilie Crainic" in late
    assert "1 rând, lista întreagă" in late.replace("\xa0", " ")
    assert "Popescu" not in late
    whole = printed("papers_print", "?lista=toate&q=Popescu").replace("\xa0", " ")
    assert "caută: Popescu" in whole
    assert "Ioana Popescu (urgent)" in whole
    assert "4417/55/2026" in whole
    board = printed("displays_print", "?lista=de-afisat")
    assert "Vasile Ardelean" in board
    assert "tarla 14" in board
    assert Line.objects.filter(verb="accounts.list_printed").count() == 3


def test_who_sees_the_paper_sees_its_act_and_nobody_else(noon):
    paper = hand(make_act(noon, moment(11, 20, 10)), noon)
    one = make_display(noon)
    stranger = signed_in(make_user("clerk"))
    assert stranger.get(paper.get_absolute_url()).status_code == 404
    assert stranger.get(one.get_absolute_url()).status_code == 404
    reader = signed_in(make_user("archivist"))
    page = reader.get(paper.get_absolute_url()).content.decode()
    assert "I*** P***" in page  # in the history too: it names nobody
    assert "Popescu" not in page.replace("aria-", "")
    assert reader.get(paper.address("hand_over")).status_code == 404


def test_the_one_search_and_the_counter_know_them(noon):
    make_act(noon, moment(11, 20, 10))
    make_display(noon)
    assert [len(api.found_acts(noon, words, 5)) for words in ("Popescu", "4417/55", "tarla")] == [1, 1, 0]
    assert [len(api.found_displays(noon, words, 5)) for words in ("Popescu", "tarla")] == [0, 1]
    assert guess_kind("Citație în dosarul 4417/55/2026").kind.key == "court_paper"
    assert guess_kind("Vă rugăm să afișați anunțul").kind.key == "display_request"


def test_a_list_asks_the_same_number_of_questions_however_long(noon, django_assert_max_num_queries):
    for _ in range(3):
        overdue(noon)
        make_display(noon)
    client = signed_in(noon)
    client.get(reverse("court_papers:papers"))
    for name in ("papers", "displays"):
        with django_assert_max_num_queries(34):
            client.get(reverse(f"court_papers:{name}") + "?lista=toate")
