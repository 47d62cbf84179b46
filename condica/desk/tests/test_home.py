"""Acasă: what must I do today, what is about to be late, what came in for me, my unit's month."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.desk import queries
from condica.desk.queries.home import free_days_ahead
from condica.foundation import dates
from condica.petitions.tests.factories import accepted, answered, at, give, make_paper, make_petition, write
from condica.petitions.tests.factories import extended as give_more_time

pytestmark = pytest.mark.django_db


def verbs(user) -> list[str]:
    return [one.verb for one in queries.todo(user, dates.today()).first]


def test_a_stranger_is_sent_to_sign_in(client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url.startswith("/cont/intrare/")


@pytest.mark.usefixtures("day")
def test_an_empty_desk_says_what_will_stand_there(town, visit) -> None:
    page = visit(town.clerk, "/").content.decode()
    assert "Ai terminat pe azi" in page
    assert "Nimic de făcut azi și nicio noutate." in page
    assert "Marți, 24" in page


@pytest.mark.usefixtures("day")
def test_each_person_is_given_the_verb_of_their_own_step(town) -> None:
    make_petition(town)
    assert verbs(town.mayor) == ["Repartizează lucrarea"]
    assert verbs(town.clerk) == []


@pytest.mark.usefixtures("day")
def test_the_one_who_works_is_told_the_next_step_of_the_case(town) -> None:
    accepted(town)
    row = queries.todo(town.clerk, dates.today()).first[0]
    assert row.verb == "Redactează răspunsul"
    assert row.about == "Iluminat public stins pe strada Morii"
    assert row.term is not None
    assert row.term.words == "30 de zile"


@pytest.mark.usefixtures("day")
def test_one_paper_stands_once_though_its_letter_and_its_case_both_wait(town) -> None:
    petition = accepted(town)
    letter = write(town, petition)
    correspondence.submit(letter, by=town.clerk)
    assert verbs(town.head) == ["Aprobă proiectul de răspuns"]


@pytest.mark.usefixtures("day")
def test_a_unit_asked_for_its_view_is_told_so(town) -> None:
    give(town, make_petition(town))
    assert "Dă punctul de vedere" in verbs(town.police_head)


@pytest.mark.usefixtures("day")
def test_papers_of_no_kind_wait_for_the_registry_as_one_line(town) -> None:
    make_petition(town)
    make_paper_without_kind(town)
    make_paper_without_kind(town)
    assert "Încadrează 2 documente" in verbs(town.registrar)


def make_paper_without_kind(town):
    return make_paper(town.registrar, kind="")


def test_what_is_due_first_stands_first(town) -> None:
    with at(10, 26):
        extended = accepted(town, subject="Prelungită")
        extended = give_more_time(town, extended, days=15, reason="Se cere o expertiză.")
    with at(11, 2):
        accepted(town, subject="Venită mai târziu")
        about = [one.about for one in queries.todo(town.clerk, dates.today()).first]
    assert about == ["Venită mai târziu", "Prelungită"]


def test_near_terms_are_those_of_my_unit_within_five_days(town) -> None:
    with at(10, 26):
        accepted(town)
    with at(11, 23):
        near = queries.home(town.clerk, dates.now()).near
        assert [one.term.words for one in near] == ["2 zile"]
        assert queries.home(town.police_head, dates.now()).near_count == 0  # the term is the leading unit's


@pytest.mark.usefixtures("day")
def test_news_are_sentences_of_others_about_my_units_papers(town, visit) -> None:
    accepted(town)
    news = queries.home(town.clerk, dates.now()).news
    assert news
    assert all(str(town.clerk) not in one.sentence.split("</b>")[0] for one in news)
    assert str(town.mayor) in visit(town.clerk, "/").content.decode()


@pytest.mark.usefixtures("day")
def test_the_month_counts_what_came_and_what_was_closed(town) -> None:
    answered(town)
    make_petition(town, unit=town.lighting)
    month = queries.month({town.lighting.pk}, dates.today())
    assert month is not None
    assert (month.came, month.came_today, month.closed, month.with_term, month.in_time) == (2, 2, 1, 1, 1)
    assert month.share == "100\u00a0%"
    assert month.chart is not None
    assert "2 documente intrate" in month.chart.description.replace("\u00a0", " ")


def test_who_is_in_no_unit_has_no_month() -> None:
    assert queries.month(set(), date(2026, 11, 24)) is None


def test_free_days_ahead_say_where_terms_pass() -> None:
    words = free_days_ahead(date(2026, 11, 24)).replace("\u00a0", " ")
    assert words.startswith("Luni, 30 noiembrie (Sf. Andrei) și marți, 1 decembrie (Ziua Națională) sunt zile libere.")
    assert words.endswith("trec pe miercuri, 2 decembrie.")
    assert free_days_ahead(date(2026, 9, 7)) == ""


@pytest.mark.usefixtures("day")
def test_ten_times_the_work_asks_no_more_questions(town, visit) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert visit(town.clerk, "/").status_code == 200
        return len(found)

    for place in range(6):
        accepted(town, subject=f"Petiția {place}")
    few = asked()
    for place in range(6):
        accepted(town, subject=f"Alta {place}")
    assert asked() <= few + 2
    assert few < 100
    assert casework.work_list(town.clerk).count() == 12
