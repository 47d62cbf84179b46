"""The petitions register (OG 27/2002, art. 6): its columns, who sees what, on paper and in a spreadsheet."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client

from condica.accounts.models import User
from condica.config.demo import DemoReport
from condica.foundation import dates, masks
from condica.petitions.models import Petition
from condica.registry.models import Entry
from condica.statistics import print as printing
from condica.statistics.queries import book as petitions_book
from condica.statistics.rules import Book, BookLine, book_of
from condica.statistics.rules.petitions import COLUMN_WORDS
from tests.reports.small import UNTIL, all_facts, whole

pytestmark = pytest.mark.xdist_group("reports")

REGISTER = "/rapoarte/registre/petitii/"
PERIOD = {"de-la": "2026-01-01", "pana-la": "2026-11-20"}
KEYS = [column.key for column in petitions_book.COLUMNS]


@pytest.fixture
def client_of(town: DemoReport) -> Iterator[Callable[[str], Client]]:
    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    with dates.frozen(UNTIL):
        yield sign_in


@pytest.fixture
def book(town: DemoReport) -> Book:
    found = book_of("petitii")
    assert found is not None
    return found


def somebody() -> Entry:
    """A petition of a person whose name still stands in the register."""
    people = Entry.objects.filter(pk__in=[fact.entry for fact in all_facts() if fact.applicant == "person"])
    return people.exclude(sender_name__startswith="[").earliest("pk")


def papers_for(book: Book, username: str) -> tuple[Any, int]:
    return book.papers(whole(), User.objects.get(username=username))


def lines_of(book: Book, *, masked: bool = False) -> list[BookLine]:
    found, _ = papers_for(book, "primar")
    return book.lines(whole(), list(found), masked)


def cell(line: BookLine, key: str) -> Any:
    return line.cells[KEYS.index(key)]


def test_every_petition_has_its_line_in_the_order_of_numbers(book: Book) -> None:
    lines = lines_of(book)
    assert [line.entry for line in lines] == [fact.entry for fact in all_facts()]
    assert all(len(line.cells) == len(KEYS) for line in lines)


def test_the_lines_add_up_to_the_report(book: Book) -> None:
    found, hidden = papers_for(book, "primar")
    assert hidden == 0
    (_, count), *parts = book.totals(whole(), found)
    told = Counter(COLUMN_WORDS[fact.outcome] for fact in all_facts())
    assert dict(parts) == told
    assert count == sum(told.values())


def test_an_answer_bears_the_number_of_its_paper_its_day_two_signatures_and_the_ground(book: Book) -> None:
    facts = {fact.entry: fact for fact in all_facts()}
    answered = [line for line in lines_of(book) if facts[line.entry].answered]
    assert answered
    for line in answered:
        ended = facts[line.entry].ended_on
        assert ended is not None
        number, _, day = cell(line, "answer").partition("/")
        assert cell(line, "number").startswith(f"{number}/")
        assert day == dates.numeric(ended)
        assert cell(line, "signatories").count(",") == 1
        assert "OG 27/2002" in cell(line, "legal_basis")
        assert cell(line, "on_time") == ("nu" if line.late else "da")
        assert isinstance(cell(line, "due"), date)


def test_each_way_out_is_told(book: Book) -> None:
    told = Counter(cell(line, "solution") for line in lines_of(book))
    assert {"favorabil", "nefavorabil", "redirecționat", "conexat", "clasat, anonim"} <= told.keys()
    for line in lines_of(book):
        petition = Petition.objects.get(case__entry=line.entry)
        if cell(line, "solution") == "redirecționat":
            assert cell(line, "redirect").startswith(petition.redirected_to)
        if cell(line, "solution") == "conexat":
            assert cell(line, "connected") == f"la {petition.joined_to}"
        if cell(line, "solution") == "clasat, repetat":
            assert cell(line, "connected") == f"repetă {petition.repeats}"
        if petition.told_on:
            assert "petiționarul anunțat" in cell(line, "extension")


def test_names_are_masked_but_not_those_of_organisations(book: Book) -> None:
    facts = {fact.entry: fact for fact in all_facts()}
    people = 0
    for line in lines_of(book, masked=True):
        entry, fact = Entry.objects.get(pk=line.entry), facts[line.entry]
        if fact.applicant in petitions_book.ORGANISATIONS:
            assert cell(line, "petitioner") == entry.sender_name
        elif entry.sender_name and not entry.sender_name.startswith("["):  # what the law erased is nobody's name
            people += 1
            assert entry.sender_name not in " ".join(map(str, line.cells))
            assert entry.sender_address not in " ".join(map(str, line.cells))
    assert people


def test_who_sees_some_papers_gets_their_lines_and_the_count_of_the_others(client_of: Any, book: Book) -> None:
    found, hidden = papers_for(book, "sef.iluminat")
    assert 0 < found.count() < len(all_facts())
    assert found.count() + hidden == len(all_facts())
    page = client_of("sef.iluminat").get(REGISTER, PERIOD).content.decode()
    assert f"încă {hidden} din alte compartimente" in page


def test_the_register_is_turned_page_by_page(client_of: Any) -> None:
    primar = client_of("primar")
    first = primar.get(REGISTER, PERIOD)
    assert first.content.decode().count("<tr data-row=") == 50
    second = primar.get(REGISTER, {**PERIOD, "dupa": first.context["page"].next})
    assert second.content.decode().count("<tr data-row=") == len(all_facts()) - 50


def test_only_who_may_see_reports_opens_it(client_of: Any) -> None:
    for username, status in {"primar": 200, "registrator": 200, "consilier": 404}.items():
        for address in (REGISTER, f"{REGISTER}registru.pdf", f"{REGISTER}registru.xlsx"):
            assert client_of(username).get(address, PERIOD).status_code == status, (username, address)
    for address in ("/rapoarte/registre/altul/", f"{REGISTER}registru.csv"):
        assert client_of("primar").get(address).status_code == 404


def test_a_copy_without_names_is_asked_for_by_address(client_of: Any, book: Book) -> None:
    named = client_of("primar").get(REGISTER, PERIOD).content.decode()
    nameless = client_of("primar").get(REGISTER, {**PERIOD, "fara-nume": "on"}).content.decode()
    person = somebody()
    assert person.sender_name in named
    assert person.sender_name not in nameless
    assert "fara-nume=on" in nameless


def test_who_may_read_every_paper_but_not_everybodys_data_reads_initials(client_of: Any) -> None:
    """The archivist: a paper is his to find, the register of all petitioners is not his to copy."""
    person = somebody()
    page = client_of("arhivar").get(REGISTER, PERIOD).content.decode()
    assert person.sender_name not in page
    assert masks.name(person.sender_name) in page


def test_the_paper_has_its_columns_numbered_pages_and_totals(book: Book) -> None:
    found, hidden = papers_for(book, "primar")
    told = (book.lines(whole(), list(found), False), book.totals(whole(), found), hidden)
    made = printing.book_pdf(book, whole(), *told)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(made)]
    width, height = pypdfium2.PdfDocument(made)[0].get_size()
    assert width > height
    assert len(pages) > 1
    for place, text in enumerate(pages, start=1):
        assert f"pagina {place} din {len(pages)}" in text
        assert all(column.label in text for column in petitions_book.COLUMNS) or place == len(pages)
    assert f"Total {len(all_facts())} de petiții: " in pages[-1]


def test_the_spreadsheet_has_a_column_for_each_and_days_as_days(book: Book) -> None:
    found, hidden = papers_for(book, "primar")
    told = (book.lines(whole(), list(found), False), book.totals(whole(), found), hidden)
    leaf = openpyxl.load_workbook(io.BytesIO(printing.book_xlsx(book, whole(), *told))).active
    assert [c.value for c in leaf[4]] == [column.label for column in petitions_book.COLUMNS]
    assert leaf.freeze_panes == "B5"
    assert leaf.print_title_rows == "$4:$4"
    assert isinstance(leaf.cell(5, KEYS.index("due") + 1).value, datetime)


def test_too_long_a_period_is_refused_in_words(client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("condica.statistics.views.books", fromlist=["MOST"]).MOST, "pdf", 5)
    answer = client_of("primar").get(f"{REGISTER}registru.pdf", PERIOD)
    assert answer.status_code == 422
    assert "încap cel mult 5" in answer.content.decode()
