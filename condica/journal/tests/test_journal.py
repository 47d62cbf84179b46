"""The journal (jurnalul): one line a fact, sealed at commit, erasable only where the law lets it."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from condica.foundation.refusal import RuleBroken
from condica.journal import api, queries
from condica.journal.actions import erase_personal, record
from condica.journal.models import Head, Line, Personal, Seal
from condica.journal.rules import SENTENCES, EraseRule, Verb


@dataclass(frozen=True)
class Somebody:
    """Whoever acts; the journal asks no more of a doer than a number and a name."""

    pk: int = 4
    name: str = "Mihaela Suciu"

    def __str__(self) -> str:
        return self.name


ON = ("registry.entry", 7, "7/01.02.2026")


@pytest.mark.django_db
def test_a_line_says_who_what_and_when() -> None:
    user = Somebody()
    line = record(Verb.ENTRY_HANDED, on=ON, by=user, entry=7, data={"unit": "Direcția <Tehnică>"})
    line.refresh_from_db()
    assert line.moment.tzinfo is not None
    assert queries.timeline(entry=7) == [line]
    words = str(queries.sentence(line))
    assert words.startswith("<b>Mihaela Suciu</b> a repartizat")
    assert "Direcția &lt;Tehnică&gt;" in words


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_line SET actor_name = 'x'",
        "DELETE FROM journal_line",
        "UPDATE journal_personal SET salt = ''",
        "INSERT INTO journal_seal VALUES (99, now(), '', '', 1)",
        "UPDATE journal_head SET seq = 0",
        "DELETE FROM journal_head",
    ],
)
def test_what_is_written_is_never_changed(statement: str) -> None:
    record(Verb.ENTRY_EXIT, on=ON, by=Somebody(), personal={"addressee": "E. C."})
    with (
        pytest.raises(DatabaseError, match=r"interzis|numai de baza de date"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_personal_part_is_erased_by_rule_and_the_chain_stays_whole() -> None:
    user = Somebody()
    kept = record(Verb.ENTRY_REGISTERED, on=ON, by=user)
    personal = record(Verb.ENTRY_EXIT, on=ON, by=user, personal={"addressee": "Elena Chirilă"})
    with pytest.raises(RuleBroken, match="se păstrează prin lege"):
        erase_personal([kept], reason="cerere", by=user)
    assert erase_personal([personal], reason="cererea persoanei", by=user) == 1
    assert not Personal.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert list(api.verify()) == []
    assert "Elena" not in str(queries.sentence(Line.objects.get(pk=personal.pk)))


def test_a_rolled_back_change_leaves_no_line_and_no_hole(own_database: str, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        user = Somebody()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record(Verb.ENTRY_HANDED, on=ON, by=user)
            raise ZeroDivisionError
        with transaction.atomic():
            record(Verb.ENTRY_HANDED, on=ON, by=user)
        assert list(Seal.objects.values_list("seq", flat=True)) == [1]
        with pytest.raises(RuntimeError, match="transaction"):
            record(Verb.ENTRY_HANDED, on=ON, by=user)


def test_many_at_once_make_one_chain_without_deadlock(own_database: str, django_db_blocker) -> None:
    """The chain's head is the last lock that a transaction takes: crossing row locks cannot deadlock on it."""
    with django_db_blocker.unblock():
        ids = sorted(ContentType.objects.values_list("pk", flat=True)[:2])

        def work(order: list[int]) -> None:
            for turn in range(25):
                with transaction.atomic():
                    record(Verb.ENTRY_HANDED, on=ON, by=Somebody(), data={"turn": turn})
                    for pk in order:
                        ContentType.objects.select_for_update(no_key=True).get(pk=pk)
            connection.close()

        threads = [threading.Thread(target=work, args=(ids,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Head.objects.get().seq == Seal.objects.count() == 200
        assert list(api.verify()) == []


def test_only_an_empty_database_becomes_a_demonstration(own_database: str, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        with transaction.atomic():
            record(Verb.ENTRY_HANDED, on=ON, by=Somebody())
        with pytest.raises(DatabaseError, match="demonstrație"), connection.cursor() as cursor:
            cursor.execute("UPDATE journal_installation SET demo = NOT demo")
        api.use_demo_clock()


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_has_a_sentence_and_an_erase_rule(verb: Verb) -> None:
    spec = SENTENCES[verb]
    assert "{who}" in spec.sentence or "{what}" in spec.sentence
    assert spec.sentence[-1] in ".}”"
    assert isinstance(spec.erase, EraseRule)
    assert "Status" not in spec.sentence
