"""The open way of an erasure, tried by force: only its own mark may stand in the place of a word."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from condica.accounts.tests.factories import make_user
from condica.contacts.models import Erased, Erasure
from condica.foundation import dates
from condica.petitions import actions
from condica.petitions.models import Ending
from condica.petitions.tests.factories import at, make_petition, make_town

pytestmark = pytest.mark.django_db
MARK = "[șters la termen]"


@pytest.fixture
def row() -> Ending:
    town = make_town()
    with at(10, 30):
        petition = make_petition(town, sender_name="", sender_email="")
        actions.file_anonymous(petition, reason="Nu spune cine e.", by=town.registrar)
    made = petition.endings.get()
    words = {"basis": "retention", "minute": "3", "confirmed": "7", "mark": MARK}
    erasure = Erasure.objects.create(**words, by=make_user("archivist"), at=dates.now())
    Erased.objects.create(erasure=erasure, place="petitions_ending", object_id=str(made.pk), values={"reason": ""})
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('condica.erasure', %s, true)", [str(erasure.pk)])
    return made


@pytest.mark.parametrize("words", ["Ion Pop", "[șters la termen] Ion Pop", "[șters] Ion Pop", "[ștersă de altcineva]"])
def test_no_other_words_hide_behind_a_mark(row: Ending, words: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Ending.objects.filter(pk=row.pk).update(reason=words)


@pytest.mark.parametrize("words", ["", MARK, MARK[:9]])
def test_nothing_or_the_mark_as_far_as_it_fits(row: Ending, words: str) -> None:
    assert Ending.objects.filter(pk=row.pk).update(reason=words) == 1
