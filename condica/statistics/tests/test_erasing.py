"""Erasing the people of a closed petition leaves every figure of the reports as it was (ștergerea și rapoartele)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from condica.casework import api as casework
from condica.contacts import actions as contacts
from condica.contacts.api import create
from condica.contacts.rules import Asked, Ground
from condica.foundation import dates
from condica.organisation import actions as organisation
from condica.petitions import actions as petitions
from condica.petitions.tests.factories import (
    at,
    fresh,
    give,
    give_opinions,
    make_petition,
    make_town,
    send,
    sign,
    write,
)
from condica.registry import actions as registry
from condica.registry import api as registers
from condica.statistics.queries import half_yearly
from condica.statistics.rules import Period, Question

pytestmark = pytest.mark.django_db
NAME = "Mihaela Ardelean"


@pytest.fixture
def closed(settings, tmp_path):
    """A petition of 2018 that went the whole way, with its person's name wherever somebody could write it."""
    settings.DATA = tmp_path
    town = make_town()
    organisation.set_file_kind(
        organisation.FileKindLine("IP-1", "Petiții", 5), since=date(2010, 1, 1), by=town.registrar
    )
    with at(3, 1, year=2018):
        person = create(name=NAME, email="mihaela@exemplu.ro", by=town.registrar)
        petition = make_petition(town, sender=person, sender_name=NAME, sender_email="mihaela@exemplu.ro",
                                 subject=f"Petiția doamnei {NAME}")  # fmt: skip
    with at(3, 2, year=2018):
        task = give(town, petition, text=f"Verificați ce spune {NAME}.")
    with at(3, 3, year=2018):
        casework.accept(task, by=town.clerk)
        casework.add_note(petition.case, text=f"Am vorbit cu {NAME}.", by=town.clerk)
    with at(3, 20, year=2018):
        give_opinions(town, petition)
        letter = write(town, petition)
        sign(town, letter)
    with at(3, 24, year=2018):
        send(town, letter)
    with at(3, 25, year=2018):
        petitions.close(petition, file_code="IP-1", by=town.registrar)
    return town, fresh(petition)


def report():
    """The figures of that half year and of this one, as they stand now."""
    made = []
    for since, until in ((date(2018, 1, 1), date(2018, 6, 30)), (date(2026, 7, 1), date(2026, 12, 31))):
        sheet = half_yearly(Question(Period(since, until), dates.now()), lambda *_: "")
        made.append(([(f.label, f.cell) for f in sheet.figures], sheet.tables))
    return made


def written_somewhere(word):
    """The tables of the whole database in which a word still stands."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{word}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def sealed():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_selection_takes_the_people_out_of_the_whole_case_and_no_figure_changes(closed):
    town, petition = closed
    with dates.frozen(dates.at(date(2026, 11, 22), 10)):
        before = report()
        assert len(written_somewhere(NAME)) > 5
        selection = registry.begin_selection([petition.entry], number="3", on=dates.today(), by=town.registrar)
        registry.confirm_selection(selection, number="71", on=dates.today(), by=town.registrar)
        registry.carry_out(selection, by=town.registrar)
        sealed()
        assert written_somewhere("Ardelean") == []
        assert written_somewhere("mihaela@exemplu") == []
        assert report() == before
    assert list(registers.verify()) == []
    assert list(casework.verify()) == []


def test_the_dates_of_the_case_are_those_it_had(closed):
    town, petition = closed
    facts = ("stage", "opened_at", "closed_at", "outcome", "due_on", "safe_on")
    had = [getattr(petition.case, name) for name in facts]
    request = contacts.ask(petition.entry.sender, kind=Asked.ERASURE, paper="1", identity="CI", by=town.registrar)
    contacts.decide_erasure(request, ground=Ground.UNLAWFUL, by=town.mayor)
    sealed()
    assert [getattr(fresh(petition).case, name) for name in facts] == had
    assert written_somewhere("Ardelean") == []
    assert petition.case.stages.count() == fresh(petition).case.stages.count()


def test_an_open_petition_keeps_its_person(closed):
    """Art. 17 alin. (3) lit. b): somebody still has to answer."""
    town, petition = closed
    with dates.frozen(dates.now() - timedelta(days=1)):
        make_petition(town, sender=petition.entry.sender, sender_name=NAME)
    request = contacts.ask(petition.entry.sender, kind=Asked.ERASURE, paper="1", identity="CI", by=town.registrar)
    _, kept = contacts.decide_erasure(request, ground=Ground.PURPOSE, by=town.mayor)
    petition.entry.sender.refresh_from_db()
    assert petition.entry.sender.name == NAME
    assert any(item.open for item in kept)
