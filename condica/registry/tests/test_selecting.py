"""Keeping and selection on pages (păstrare și selecționare): what is past its term, the minute, the confirmation."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.contacts.tests.factories import GOOD_CNP, make_contact
from condica.foundation import dates
from condica.journal.models import Line
from condica.organisation import actions as organisation
from condica.organisation.actions import FileKindLine
from condica.registry import actions, api, queries
from condica.registry.models import Entry, Selection
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivist(client):
    user = make_user("archivist")
    client.force_login(user)
    return user


def paper(code, year, **words):
    """A paper answered in a year."""
    with dates.frozen(dates.at(date(year, 5, 4), 9)):
        entry = make_entry(file_code=code, **words)
        api.settle(entry, settled_as="answered", on=date(year, 6, 1))
    entry.refresh_from_db()
    return entry


@pytest.fixture
def kinds(archivist):
    for code, years in (("A", 3), ("B", 5), ("P", None)):
        organisation.set_file_kind(FileKindLine(code, f"Dosare {code}", years), since=date(2010, 1, 1), by=archivist)


def test_each_code_has_its_years_and_what_is_permanent_never_comes(kinds):
    """rules.md R14: the nomenclator sets the years."""
    old, middle, ever = paper("A", 2018), paper("B", 2020), paper("P", 2021)
    assert (queries.kept_until(old), queries.kept_until(ever)) == (date(2021, 12, 31), None)
    found = {row.kind.code: row.papers for row in queries.expired(date(2022, 1, 1))}
    assert found == {"A": [old]}
    found = {row.kind.code: row.papers for row in queries.expired(date(2026, 1, 1))}
    assert found == {"A": [old], "B": [middle]}
    assert queries.keeping_words(ever) == "permanent"
    assert queries.keeping_words(old) == "până la 31.12.2021"
    assert "permanent" in queries.why_kept(ever, dates.today())


def test_what_is_still_worked_on_has_no_end_of_keeping(kinds):
    with dates.frozen(dates.at(date(2018, 5, 4), 9)):
        entry = make_entry(file_code="A")
        api.set_term(entry, due_on=date(2018, 6, 4), safe_on=date(2018, 6, 1))
    entry.refresh_from_db()
    assert queries.expired(dates.today()) == []
    assert queries.why_kept(entry, dates.today()).startswith("Lucrarea este în curs")


def test_the_way_from_the_list_to_the_erasing(client, kinds, archivist):
    entry = paper("A", 2018, sender_name="Mihaela Ardelean")
    assert "Dosare A" in client.get(reverse("registry:keeping")).content.decode()
    client.post(reverse("registry:begin_selection"), {"number": "3", "on": dates.today().isoformat()})
    selection = Selection.objects.get()
    assert queries.expired(dates.today()) == []  # nobody selects it twice
    assert "Așteaptă confirmarea" in client.get(selection.get_absolute_url()).content.decode()
    client.post(
        reverse("registry:confirm_selection", args=[selection.pk]), {"number": "71", "on": dates.today().isoformat()}
    )
    actions.carry_out(selection, by=archivist)
    assert Entry.objects.get(pk=entry.pk).sender_name.startswith("[șters potrivit Legii 16/1996")
    page = client.get(selection.get_absolute_url()).content.decode()
    assert "dusă la capăt" in page
    actions.carry_out(Selection.objects.get(), by=archivist)  # run again, it changes nothing
    assert Selection.objects.get().erased == 1


def test_a_selection_is_not_rewritten(kinds, archivist):
    first, later = paper("A", 2018), paper("A", 2019)
    selection = actions.begin_selection([first], number="3", on=dates.today(), by=archivist)
    with pytest.raises(DatabaseError), transaction.atomic():
        Selection.objects.update(minute_number="4")
    actions.confirm_selection(selection, number="71", on=dates.today(), by=archivist)
    with pytest.raises(DatabaseError), transaction.atomic():
        Selection.objects.update(confirmed_number="72")
    with pytest.raises(DatabaseError), transaction.atomic():
        selection.papers.create(entry=later, file_code="A", kept_until=date(2022, 12, 31))


def test_only_the_archivist_selects(client, kinds):
    for role in ("registrar", "director", "administrator"):
        client.force_login(make_user(role))
        assert client.get(reverse("registry:keeping")).status_code == 404


def test_a_sender_is_found_at_the_counter_by_a_cnp_that_stands_in_no_address(client):
    person = make_contact("Elena Chirilă", cnp=GOOD_CNP)
    client.force_login(make_user("registrar"))
    address = reverse("registry:senders")
    assert "Chirilă" not in client.get(address, {"q": GOOD_CNP}).content.decode()
    assert not Line.objects.filter(verb="contacts.cnp_searched").exists()
    assert "Chirilă" in client.post(address, {"q": GOOD_CNP}).content.decode()
    assert Line.objects.get(verb="contacts.cnp_searched").object_id == str(person.pk)
    assert client.post(address, {"q": "1234567890123"}).content.decode().strip() == ""
