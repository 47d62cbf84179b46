"""What the database itself refuses, whoever asks (gărzile registrului)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from condica.foundation import dates
from condica.registry.models import Cancellation, Correction, Entry, Exit, Number, Register
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


def refused(sql: str, *params: object) -> str:
    """Run the statement and return the database's refusal; fails the test when it is taken."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would hide the refusal
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(caught.value)


@pytest.mark.parametrize(
    "change",
    ["number = number + 1", "moment = moment - interval '1 day'", "year = year - 1", "previous = NULL",
     "hash = ''::bytea", "digest = ''::bytea", "register_id = register_id", "tracking_code = 'X'"],
)  # fmt: skip
def test_a_number_is_never_updated(change: str) -> None:
    """R6: numbers are never reused or changed."""
    make_entry()
    assert "interzis" in refused(f"UPDATE registry_number SET {change}")


@pytest.mark.parametrize("table", ["number", "entry", "correction", "cancellation", "exit", "repeat", "register"])
def test_what_was_written_is_never_truncated_or_deleted(table: str) -> None:
    """R6: nothing of the register is deleted, also by the application's own role."""
    entry = make_entry()
    by = entry.registered_by
    Correction.objects.create(entry=entry, field="subject", old="a", new="b", reason="r", by=by, at=dates.now())
    Exit.objects.create(entry=entry, ordinal=1, moment=dates.now(), addressee="E", channel="post", way="răspuns", by=by)
    assert "interzis" in refused(f"TRUNCATE registry_{table} CASCADE")
    if table in {"correction", "exit", "number", "entry", "register"}:
        assert "interzis" in refused(f"DELETE FROM registry_{table}")


def test_the_guards_hold_for_replicas_too() -> None:
    """`session_replication_role = replica` turns ordinary triggers off; ours are ENABLE ALWAYS."""
    make_entry()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        assert "interzis" in refused("UPDATE registry_number SET number = 99")
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_no_role_of_the_database_may_write_the_registers_end() -> None:
    make_entry()
    assert "numai de baza de date" in refused("UPDATE registry_register SET last_number = 0")
    register = Register.objects.get(key="general")
    register.name = "Registrul unic"
    register.save(update_fields=["name"])


def test_numbers_given_by_hand_are_drawn_anyway() -> None:
    """Whatever is sent, the database draws the next number, reads its own clock and chains the line."""
    first = make_entry()
    with transaction.atomic():
        made = Number.objects.create(
            register=first.register, year=1999, number=77, previous=76, kind="reserved", tracking_code="HAND",
            digest=b"x", hash=b"mine",
        )  # fmt: skip
        made.refresh_from_db()
        assert (made.year, made.number, made.previous) == (first.year, first.value + 1, first.value)
        assert bytes(made.previous_hash) == bytes(first.number.hash)
        assert bytes(made.hash) != b"mine"
        transaction.set_rollback(True)  # a reserved number without its block cannot be committed


def test_a_number_without_its_paper_cannot_be_committed() -> None:
    first = make_entry()
    words = refused(
        "INSERT INTO registry_number (register_id, year, number, kind, tracking_code, digest, previous_hash, hash) "
        "VALUES (%s, 0, 0, 'entry', 'FĂRĂ', '', '', '')",
        first.register_id,
    )
    assert "fără document" in words


def test_the_entry_cannot_say_another_number_or_moment() -> None:
    entry = make_entry()
    assert "nu se schimbă" in refused("UPDATE registry_entry SET value = value + 1")
    assert "nu se schimbă" in refused("UPDATE registry_entry SET registered_at = registered_at - interval '1 day'")
    assert "nu se schimbă" in refused("""UPDATE registry_entry SET written = '{"subject": "altul"}'""")
    entry.refresh_from_db()
    assert (entry.year, entry.value, entry.registered_at) == (
        entry.number.year,
        entry.number.number,
        entry.number.moment,
    )


def test_received_after_registered_is_refused() -> None:
    """6.3: never registered before received."""
    make_entry()
    with pytest.raises(IntegrityError, match="registry_entry_received_before"), transaction.atomic():
        Entry.objects.update(received_at=dates.now().replace(year=2200))


def test_a_cancelled_flag_needs_its_reason_and_stays() -> None:
    entry = make_entry()
    assert "numai cu motiv" in refused("UPDATE registry_entry SET cancelled = true")
    Cancellation.objects.create(entry=entry, reason="greșit", by=make_registrar(), at=dates.now())
    Entry.objects.filter(pk=entry.pk).update(cancelled=True)
    assert "rămâne anulat" in refused("UPDATE registry_entry SET cancelled = false")


def test_a_gap_cannot_be_stored_even_without_the_draw() -> None:
    """The CHECK and the key to the predecessor hold when the trigger is taken away (by the owner, on purpose)."""
    entry = make_entry()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE registry_number DISABLE TRIGGER registry_number_draw")
    sql = (
        "INSERT INTO registry_number (register_id, year, number, previous, moment, kind, tracking_code, digest, "
        "previous_hash, hash) VALUES (%s, %s, %s, %s, %s, 'reserved', 'GOL', '', '', '')"
    )
    jump = (entry.register_id, entry.year, entry.value + 2, entry.value + 1, dates.now())
    assert "registry_number_predecessor" in refused(sql, *jump)
    skip = (entry.register_id, entry.year, entry.value + 2, entry.value, dates.now())
    assert "registry_number_no_gap" in refused(sql, *skip)
    twice = (entry.register_id, entry.year, entry.value, entry.number.previous, dates.now())
    assert "registry_number_once" in refused(sql, *twice)
    other_year = (entry.register_id, entry.year - 1, 1, None, dates.now())
    assert "registry_number_year" in refused(sql, *other_year)
