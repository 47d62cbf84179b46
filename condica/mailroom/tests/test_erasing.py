"""Erasing e-mails (ștergerea mesajelor): words and bytes go, the count of messages and their numbers stay."""

from __future__ import annotations

import pytest

from condica.accounts.tests.factories import make_user
from condica.contacts import actions as contacts
from condica.contacts.models import Contact
from condica.contacts.rules import Asked, Ground
from condica.contacts.tests.factories import make_contact
from condica.documents import api as documents
from condica.mailroom import actions
from condica.mailroom.models import Message
from condica.mailroom.tests.factories import a_message, taken

pytestmark = pytest.mark.django_db
EMAIL = "ana.pop@exemplu.ro"


@pytest.fixture
def registrar():
    return make_user("registrar")


@pytest.fixture
def message(registrar):
    """A message under a number, with the contact that wrote it."""
    found = taken(a_message(sender=EMAIL), by=registrar)
    if found.entry_id is None:
        actions.register_message(found, by=registrar)
        found.refresh_from_db()
    return found


def erase(person, ground, by):
    request = contacts.ask(person, kind=Asked.ERASURE, paper="1", identity="CI", by=by)
    return contacts.decide_erasure(request, ground=ground, by=make_user("director"))


def said(message):
    return f"{message.sender_name} {message.sender_email} {message.author_name} {message.author_email}"


def test_words_and_bytes_go_and_the_number_stays(message, registrar, django_capture_on_commit_callbacks):
    path, entry = documents.path_of(message.raw_id), message.entry_id
    other = taken(a_message(sender="vasile@exemplu.ro"), by=registrar)
    with django_capture_on_commit_callbacks(execute=True):
        erase(message.entry.sender, Ground.UNLAWFUL, registrar)
    message.refresh_from_db()
    assert EMAIL not in said(message)
    assert "Pop" not in said(message)
    assert message.subject.startswith("[șters")
    assert (message.keys, message.entry_id) == (None, entry)
    assert message.raw.erased_at is not None
    assert not path.exists()
    assert documents.path_of(other.raw_id).exists()
    assert Message.objects.count() == 2
    assert list(documents.verify()) == []


def test_a_registered_message_is_kept_like_its_paper(message, registrar):
    """Art. 17 alin. (3) lit. b): what is under a number is kept by the nomenclator."""
    _, kept = erase(message.entry.sender, Ground.PURPOSE, registrar)
    message.refresh_from_db()
    assert message.author_email == EMAIL
    assert any(item.thing == message for item in kept)


def test_a_message_never_registered_goes_at_the_persons_word(registrar, django_capture_on_commit_callbacks):
    """Art. 17 alin. (1) lit. a): no law keeps what was never registered."""
    person = make_contact("Ana Pop", email=EMAIL, by=registrar)
    found = taken(a_message(sender=EMAIL, headers="List-Id: <stiri.exemplu.ro>\r\nPrecedence: bulk\r\n"), by=registrar)
    assert found.entry_id is None
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, Ground.PURPOSE, registrar)
    found.refresh_from_db()
    assert EMAIL not in said(found)
    assert not documents.path_of(found.raw_id).exists()
    assert Contact.objects.get(pk=person.pk).name.startswith("[șters")
