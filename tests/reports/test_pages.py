"""The pages of reports: who sees them, what they show, the list behind a figure."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from condica.accounts.models import User
from condica.config.demo import DemoReport
from condica.foundation import dates
from condica.organisation.models import Unit
from tests.reports.small import UNTIL, all_facts

pytestmark = pytest.mark.xdist_group("reports")

REPORT = "/rapoarte/petitii/"
PERIOD = {"de-la": "2026-01-01", "pana-la": "2026-11-20"}


@pytest.fixture
def client_of(town: DemoReport) -> object:
    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    with dates.frozen(UNTIL):
        yield sign_in


def test_only_who_may_see_reports_finds_them(client_of) -> None:
    for username, status in {"sef": 200, "director": 200, "primar": 200, "registrator": 200, "consilier": 404}.items():
        client = client_of(username)
        for address in ("/rapoarte/", REPORT, f"{REPORT}raport.csv", f"{REPORT}lista/?grup=canale&coloana=all"):
            assert client.get(address).status_code == status, (username, address)


def test_the_report_shows_figures_charts_and_tables(client_of) -> None:
    page = client_of("director").get(REPORT, PERIOD).content.decode()
    assert f'<dd><a href="{REPORT}lista/?' in page
    assert page.count('<svg class="cd-chart"') == 4
    assert "Compartimentul care rezolvă" in page
    assert "style=" not in page.partition("<main")[2]
    assert "<script" not in page.partition("<main")[2].partition("</main>")[0]


def test_every_figure_opens_as_many_papers(client_of) -> None:
    director = client_of("primar")
    page = director.get(REPORT, PERIOD).content.decode()
    table = page.partition('id="t-domenii"')[2].partition("</table>")[0]
    links = re.findall(r'<a href="([^"]+)">(\d+)</a>', table)
    assert len(links) > 10
    for url, count in links[:12]:
        listed = director.get(unescape(url)).content.decode()
        rows = listed.count("<tr data-row=")
        assert rows == min(int(count), 50), url


def test_the_list_shows_only_what_the_person_may_see(client_of) -> None:
    page = (
        client_of("sef.iluminat")
        .get(f"{REPORT}lista/", {**PERIOD, "grup": "canale", "coloana": "all"})
        .content.decode()
    )
    total = len(all_facts())
    assert f"{total} de petiții, " in page
    assert "din alte compartimente" in page
    assert page.count("<tr data-row=") < total


def test_behind_a_figure_of_zero_there_is_nothing_and_the_page_says_so(client_of) -> None:
    empty = {"de-la": "2020-01-01", "pana-la": "2020-06-30", "grup": "canale", "coloana": "all"}
    page = client_of("director").get(f"{REPORT}lista/", empty).content.decode()
    assert "Cifra e zero" in page
    assert "altor compartimente" not in page


def test_the_list_says_how_each_petition_stood_then(client_of) -> None:
    asked = {**PERIOD, "la": "2026-06-30", "grup": "compartimente", "coloana": "on_time"}
    page = client_of("primar").get(f"{REPORT}lista/", asked).content.decode()
    assert "răspuns în termen, după" in page
    assert "răspuns târziu" not in page


def test_a_unit_is_asked_about_by_address(client_of) -> None:
    unit = Unit.objects.get(short_name="Drumuri")
    page = client_of("primar").get(REPORT, {**PERIOD, "compartiment": unit.pk}).content.decode()
    assert f", {unit.name}" in page.partition("</h1>")[0]
    assert f"compartiment={unit.pk}&amp;grup=" in page
    assert client_of("primar").get(REPORT, {**PERIOD, "compartiment": "999999"}).status_code == 422


def test_long_lists_are_turned_page_by_page(client_of) -> None:
    primar = client_of("primar")
    asked = {**PERIOD, "grup": "canale", "coloana": "all"}
    first = primar.get(f"{REPORT}lista/", asked)
    assert first.content.decode().count("<tr data-row=") == 50
    after = first.context["page"].next
    second = primar.get(f"{REPORT}lista/", {**asked, "dupa": after})
    assert second.content.decode().count("<tr data-row=") == len(all_facts()) - 50


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"de-la": "2026-03-01", "pana-la": "2026-02-01"}, "se încheie înainte să înceapă"),
        ({"de-la": "2026-03-01"}, "Scrie amândouă zilele"),
        ({"de-la": "1990-01-01", "pana-la": "2026-01-01"}, "cel mult cinci ani"),
        ({"de-la": "ieri", "pana-la": "azi"}, ""),
    ],
)
def test_a_period_that_makes_no_sense_is_told_so(client_of, asked: dict[str, str], words: str) -> None:
    answer = client_of("director").get(REPORT, asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_standing_of_a_past_day_is_kept_in_every_address(client_of) -> None:
    page = client_of("director").get(REPORT, {**PERIOD, "la": "2026-06-30"}).content.decode()
    assert "situația la 30\u00a0iunie\u00a02026" in page
    assert "la=2026-06-30&amp;grup=" in page


@pytest.mark.parametrize(
    ("form", "kind"), [("pdf", "application/pdf"), ("xlsx", "application/vnd."), ("csv", "text/csv")]
)
def test_exports_are_files_with_names(client_of, form: str, kind: str) -> None:
    answer = client_of("director").get(f"{REPORT}raport.{form}", PERIOD)
    assert answer["Content-Type"].startswith(kind)
    assert f'filename="raport-petitii-2026-01-01_2026-11-20.{form}"' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    "address", ["/rapoarte/altul/", f"{REPORT}raport.doc", f"{REPORT}lista/?grup=altul&coloana=all"]
)
def test_what_does_not_exist_is_not_found(client_of, address: str) -> None:
    assert client_of("director").get(address).status_code == 404


def test_nothing_is_written_by_looking(client_of) -> None:
    assert client_of("director").post(REPORT).status_code == 405
