"""The list beside the database (lista ștergerilor): a restored backup does not bring people back."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from condica.accounts.tests.factories import make_user
from condica.config.cli import archive
from condica.contacts import actions
from condica.contacts.actions import erasure_list
from condica.contacts.models import Contact, Erasure
from condica.contacts.rules import Asked, Ground
from condica.contacts.tests.factories import GOOD_CNP, make_contact
from condica.documents import api as documents
from condica.journal import api as journal
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db
NAME = "Mihaela Ardelean"


def findings():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return [str(one) for one in (*journal.verify(), *registry.verify(), *documents.verify())]


@pytest.fixture
def restored(settings, tmp_path):
    """A person erased, then the database as it was before: what a backup of the day before brings back."""
    settings.DATA = tmp_path
    director = make_user("director")
    person = make_contact(NAME, email="mihaela@exemplu.ro", cnp=GOOD_CNP, address="str. Morii 1")
    paper = documents.store(b"Subsemnata Mihaela Ardelean", name="cerere.txt", by=director, text=NAME)
    entry = make_entry(by=director, sender=person, sender_name=NAME, subject=f"Cererea {NAME}", documents=[paper])
    with transaction.atomic():
        request = actions.ask(person, kind=Asked.ERASURE, paper="1", identity="CI", by=director)
        erasure, _ = actions.decide_erasure(request, ground=Ground.UNLAWFUL, by=director)
        erasure_list.remember(erasure)
        transaction.set_rollback(True)
    assert Contact.objects.get(pk=person.pk).name == NAME
    return person, entry, director


def test_the_list_names_nobody_and_is_in_no_backup(restored):
    text = erasure_list.place().read_text()
    assert "Ardelean" not in text
    assert GOOD_CNP not in text
    assert "mihaela" not in text
    assert erasure_list.place().name.startswith(archive.LEFT_OUT)


def test_what_was_erased_is_erased_again_once(restored):
    person, entry, director = restored
    (line,) = erasure_list.missing()
    erasure_list.apply_again(line, by=director)
    documents.remove_erased()
    person.refresh_from_db()
    found = Entry.objects.get(pk=entry.pk)
    assert person.name.startswith("[șters")
    assert (person.cnp, person.points.count(), person.addresses.count()) == ("", 0, 0)
    assert found.sender_name == "[șters potrivit GDPR, art. 17]"
    assert found.written["subject"].startswith("[șters")
    assert bytes(found.salt) == b""
    assert findings() == []
    assert erasure_list.missing() == []
    assert str(Erasure.objects.get().uuid) == line["uuid"]


def test_the_doctor_tells_that_people_came_back(restored):
    from condica.config.cli.examinations import State, erasures

    assert erasures().state is State.BAD
    erasure_list.apply_again(erasure_list.missing()[0], by=restored[2])
    assert erasures().state is State.GOOD


def test_a_line_of_the_list_cannot_touch_what_is_no_record_of_ours(restored):
    (line,) = erasure_list.missing()
    line["rows"] = [["pg_class", "1", {}, ""], ["registry_entry", "999999", {"salt": ""}, ""]]
    erasure = erasure_list.apply_again(line, by=restored[2])
    assert erasure.rows.count() == 0
