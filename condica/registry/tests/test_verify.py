"""`condica verify` names what was tampered with (verificarea registrului și a jurnalului)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from condica.journal import api as journal
from condica.journal.models import Line
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.registry.tests.factories import make_entry


@pytest.fixture
def papers(own_database: str, django_db_blocker) -> Iterator[list[Entry]]:
    """Five committed papers, in a database of their own."""
    with django_db_blocker.unblock():
        first = make_entry()
        yield [first, *(make_entry(by=first.registered_by, subject=f"Document {n}") for n in range(2, 6))]


def tamper(*statements: str) -> None:
    """What somebody with the owner's keys could do: switch the guards off, change, switch them on."""
    tables = ["registry_number", "registry_entry", "registry_register", "journal_line", "journal_seal", "journal_head",
              "registry_custody"]  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def registry_words() -> str:
    return "\n".join(map(str, registry.verify()))


def journal_words() -> str:
    return "\n".join(map(str, journal.verify()))


def test_an_untouched_register_has_no_findings(papers: list[Entry]) -> None:
    assert registry_words() == ""
    assert journal_words() == ""


def test_a_changed_moment_is_named(papers: list[Entry]) -> None:
    tamper("UPDATE registry_number SET moment = moment - interval '3 hours' WHERE number = 3")
    words = registry_words()
    assert f"numărul 3/{papers[0].year}: numărul, momentul sau conținutul înregistrat a fost schimbat" in words
    assert f"numărul 3/{papers[0].year}: momentul nu este după" in words


def test_a_changed_subject_is_named(papers: list[Entry]) -> None:
    tamper("UPDATE registry_entry SET subject = 'altceva' WHERE value = 2")
    assert f"numărul 2/{papers[0].year}: conținutul a fost schimbat fără corectură" in registry_words()


def test_changed_written_words_are_named(papers: list[Entry]) -> None:
    tamper(
        """UPDATE registry_entry SET subject = 'x', written = jsonb_set(written, '{subject}', '"x"') WHERE value = 2"""
    )
    assert "numărul 2/" in registry_words()
    assert "cele scrise la înregistrare au fost schimbate" in registry_words()


def test_a_removed_paper_and_its_number_are_named(papers: list[Entry]) -> None:
    stays = "DELETE FROM registry_custody WHERE entry_id IN (SELECT number_id FROM registry_entry WHERE value = {})"
    tamper(
        stays.format(5),
        "DELETE FROM registry_entry WHERE value = 5",
        "DELETE FROM registry_number WHERE number = 5",
    )
    assert "se găsește numai până la 4" in registry_words()
    tamper(stays.format(4), "DELETE FROM registry_entry WHERE value = 4")
    assert f"numărul 4/{papers[0].year}: numărul nu mai are document" in registry_words()


def test_a_changed_journal_line_is_named(papers: list[Entry]) -> None:
    line = Line.objects.order_by("id")[2]
    tamper(f"UPDATE journal_line SET actor_name = 'altcineva' WHERE id = {line.pk}")
    assert f"rândul {line.pk} (veriga 3)" in journal_words()
    assert "a fost schimbat" in journal_words()


def test_a_removed_journal_line_is_named(papers: list[Entry]) -> None:
    line = Line.objects.order_by("id")[1]
    tamper(f"DELETE FROM journal_line WHERE id = {line.pk}")
    assert f"rândul {line.pk} (veriga 2): rândul a fost scos din jurnal" in journal_words()


def test_a_removed_line_with_its_seal_is_named(papers: list[Entry]) -> None:
    line = Line.objects.order_by("id")[1]
    tamper(f"DELETE FROM journal_seal WHERE line_id = {line.pk}", f"DELETE FROM journal_line WHERE id = {line.pk}")
    assert "lipsesc verigile 2–2" in journal_words()


def test_a_cut_tail_is_named(papers: list[Entry]) -> None:
    last = Line.objects.order_by("-id")[0]
    tamper(f"DELETE FROM journal_seal WHERE line_id = {last.pk}", f"DELETE FROM journal_line WHERE id = {last.pk}")
    assert "lanțul se oprește la veriga 4, deși s-au scris 5" in journal_words()


def test_an_inserted_line_is_named(papers: list[Entry]) -> None:
    tamper(
        "INSERT INTO journal_line (moment, verb, actor_name, kind, object_id, label, data) "
        "VALUES (now(), 'registry.registered', 'nimeni', 'registry.entry', '1', '', '{}')"
    )
    assert "a fost strecurat fără verigă" in journal_words()


def test_reordered_lines_are_named(papers: list[Entry]) -> None:
    one, two = Line.objects.order_by("id")[1:3]
    tamper(
        f"UPDATE journal_seal SET line_id = -1 WHERE line_id = {one.pk}",
        f"UPDATE journal_seal SET line_id = {one.pk} WHERE line_id = {two.pk}",
        f"UPDATE journal_seal SET line_id = {two.pk} WHERE line_id = -1",
    )
    words = journal_words()
    assert f"rândul {one.pk} (veriga 3)" in words
    assert f"rândul {two.pk} (veriga 2)" in words
