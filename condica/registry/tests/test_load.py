"""The register under load: many clients, rollbacks, killed backends, the turn of the year (promisiunea registrului)."""

from __future__ import annotations

import random
import secrets
import threading
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import connection

from condica.accounts.models import User
from condica.journal import api as journal
from condica.registry import api as registry

CLIENTS = 32
REGISTRATIONS = 20_000
ROLLED_BACK = 0.05
TURN_AFTER = 6  # seconds of work in the old year

INSERT_NUMBER = """
INSERT INTO registry_number (register_id, year, number, kind, tracking_code, digest, previous_hash, hash)
VALUES (1, 0, 0, 'entry', %s, sha256(%s || %s), '', '') RETURNING id
"""
INSERT_ENTRY = """
INSERT INTO registry_entry (number_id, register_id, year, value, registered_at, direction, channel, subject, kind,
  sender_name, sender_address, sender_email, addressee_name, received_at, registered_by_id, document_number, file_code,
  extended, settled_as, settled_note, cancelled, written, salt)
VALUES (%s, 1, 0, 0, now(), 'in', 'counter', 'Probă', '', '', '', '', '', 'epoch', %s, '', '', false, '', '', false,
  %s, %s)
"""
WRITTEN = (
    '{"addressee_name":"","annexes":null,"channel":"counter","direction":"in","document_date":null,'
    '"document_number":"","file_code":"","leaves":null,"sender_address":"","sender_email":"","sender_name":"",'
    '"subject":"Probă"}'
)


class Town:
    """Clients that register until the work is done, each on its own connection."""

    def __init__(self, address: str, clerk: int) -> None:
        self.address, self.clerk = address, clerk
        year = datetime.now(ZoneInfo("Europe/Bucharest")).year
        turn = datetime(year + 1, 1, 1, tzinfo=ZoneInfo("Europe/Bucharest"))
        self.shift = turn - timedelta(seconds=TURN_AFTER) - datetime.now(UTC)
        self.left = REGISTRATIONS
        self.lock = threading.Lock()
        self.committed: list[tuple[int, int]] = []
        self.rolled_back = self.interrupted = 0
        self.done = threading.Event()

    def connect(self) -> psycopg.Connection:
        """A connection whose clock runs towards the new year; the killer may hit this one too, so it asks again."""
        while True:
            try:
                connection = psycopg.connect(self.address, options="-c synchronous_commit=off")
                connection.execute(f"SET condica.now = 'shift {self.shift.total_seconds()} seconds'")
                connection.commit()
            except psycopg.OperationalError:
                continue
            return connection

    def take(self) -> bool:
        with self.lock:
            if self.left <= 0:
                return False
            self.left -= 1
            return True

    def give_back(self) -> None:
        with self.lock:
            self.left += 1

    def client(self, seed: int) -> None:
        dice = random.Random(seed)
        client = self.connect()
        while self.take():
            try:
                number = self.register(client)
                if dice.random() < ROLLED_BACK:
                    client.rollback()
                    self.rolled_back += 1
                    self.give_back()
                    continue
                client.commit()
                self.committed.append(number)
            except psycopg.OperationalError:  # our backend was killed
                self.interrupted += 1
                self.give_back()
                client = self.connect()
        client.close()

    def register(self, client: psycopg.Connection) -> tuple[int, int]:
        salt = secrets.token_bytes(16)
        row = client.execute(INSERT_NUMBER, [secrets.token_hex(8), salt, WRITTEN.encode()]).fetchone()
        assert row
        client.execute(INSERT_ENTRY, [row[0], self.clerk, WRITTEN, salt])
        found = client.execute("SELECT year, number FROM registry_number WHERE id = %s", row).fetchone()
        assert found
        return found

    def killer(self) -> None:
        dice = random.Random(7)
        with psycopg.connect(self.address, autocommit=True) as admin:
            while not self.done.wait(0.4):
                victims = admin.execute(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                ).fetchall()
                if victims:
                    admin.execute("SELECT pg_terminate_backend(%s)", dice.choice(victims))


@pytest.mark.load
def test_no_gap_duplicate_or_inversion_with_32_clients_rollbacks_kills_and_the_turn_of_the_year(
    own_database: str, django_db_blocker
) -> None:
    """Instrucțiuni 217/1996 art. 9: chronological, without repeated numbers, from 1 January to 31 December."""
    with django_db_blocker.unblock():
        clerk = User.objects.create(username="ghiseu", full_name="Ghișeu")
        connection.close()
        town = Town(own_database, clerk.pk)
        clients = [threading.Thread(target=town.client, args=(seed,)) for seed in range(CLIENTS)]
        killer = threading.Thread(target=town.killer)
        started = time.monotonic()
        for thread in (*clients, killer):
            thread.start()
        for thread in clients:
            thread.join()
        town.done.set()
        killer.join()
        seconds = time.monotonic() - started

        assert town.rolled_back > REGISTRATIONS * ROLLED_BACK / 2
        assert town.interrupted > 0, "no backend was killed: the test proves nothing"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT year, count(*), min(number), max(number), count(DISTINCT number) "
                "FROM registry_number GROUP BY year"
            )
            years = {year: (count, low, high, different) for year, count, low, high, different in cursor.fetchall()}
            cursor.execute(
                "SELECT count(*) FROM (SELECT moment <= lag(moment) OVER (ORDER BY year, number) AS back "
                "FROM registry_number) t WHERE back"
            )
            assert cursor.fetchone() == (0,), "time runs backwards"
        assert len(years) == 2, "the year did not turn while clients were working"
        for year, (count, low, high, different) in years.items():
            assert (low, high, different) == (1, count, count), f"gap or duplicate in {year}"
        stored = sum(count for count, *_ in years.values())
        # A backend killed between commit and answer leaves a number whose client does not know of it.
        assert 0 <= stored - len(town.committed) <= town.interrupted
        assert len(set(town.committed)) == len(town.committed) >= REGISTRATIONS
        assert list(registry.verify()) == []
        assert list(journal.verify()) == []
        print(f"{stored} registrations in {seconds:.1f} s = {stored / seconds:.0f}/s, {town.interrupted} interrupted")
