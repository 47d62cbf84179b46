"""What is measured, and beside what."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client

from bench import reports
from condica.accounts.models import Grant, User
from condica.accounts.rules import Role
from condica.config.cli.assets import prepare
from condica.foundation.pages import keyset
from condica.foundation.romanian import query_groups
from condica.foundation.search import tsquery
from condica.registry import queries
from condica.registry.api import register_incoming

STREETS = ("Morii", "Viilor", "Teilor", "Gării", "Cetății", "Livezii", "Olarilor", "Fabricii", "Plopilor", "Lunca")
MATTERS = (
    "Iluminat public stins pe strada", "Groapă în carosabil, strada", "Câini fără stăpân, strada",
    "Zgomot după ora 23, strada", "Canalizare înfundată, strada", "Copac uscat, strada", "Factură lucrări strada",
    "Certificat de urbanism, strada", "Autorizație de construire, strada", "Loc de parcare, strada",
)  # fmt: skip
PETITIONS = 10_000  # four half-years of a large town


class Row(NamedTuple):
    """One measurement: ours, the raw database's, and how many times dearer ours is."""

    what: str
    ours: float
    raw: float
    unit: str
    ratio: float


def run(entries: int, clients: int, seconds: float) -> list[Row]:
    """All measurements, in one database."""
    prepare()  # pages are measured too: their files are collected into the folder of this run
    call_command("migrate", verbosity=0)
    clerk = _clerk()
    rows = [_registrations(clerk, clients, seconds)]
    _fill(clerk, entries)
    rows += [_first_page(clerk), _far_page(clerk), _search(clerk, "iluminatul gării"), _search(clerk, "canalizărilor")]
    rows.append(_list_page(clerk))
    rows.append(_report(clerk))
    connections.close_all()
    return rows


def _clerk() -> User:
    clerk = User.objects.create(username="bench", full_name="Ghișeu de măsurat")
    Grant.objects.create(user=clerk, role=Role.REGISTRAR, since="2000-01-01")
    return clerk


def _load(clients: int, seconds: float, work: Callable[[], Callable[[], None]]) -> float:
    """Calls a second by so many processes, each with its own connection, all beginning together."""
    context = multiprocessing.get_context("fork")
    ready, done = context.Barrier(clients), context.Queue()
    processes = [context.Process(target=_client, args=(ready, done, seconds, work)) for _ in range(clients)]
    for process in processes:
        process.start()
    counts: list[int] = [done.get() for _ in processes]
    for process in processes:
        process.join()
    return sum(counts) / seconds


def _client(ready: Any, done: Any, seconds: float, work: Callable[[], Callable[[], None]]) -> None:
    once, count = work(), 0
    once()  # the connection and the table of words are there before the clock starts
    ready.wait()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        once()
        count += 1
    connections.close_all()
    done.put(count)


def _registrations(clerk: User, clients: int, seconds: float) -> Row:
    def ours() -> Callable[[], None]:
        return lambda: void(
            register_incoming(channel="counter", subject=f"{MATTERS[0]} {STREETS[0]}", sender_name="X", by=clerk)
        )

    def raw() -> Callable[[], None]:
        other = psycopg.connect(settings.DATABASE_URL, autocommit=True)
        words = "INSERT INTO bench_plain (subject, sender) VALUES (%s, 'X')"
        return lambda: void(other.execute(words, [f"{MATTERS[0]} {STREETS[0]}"]))

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_plain (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), "
            "subject text, sender text)"
        )
    connection.close()
    return _faster(f"înregistrări, {clients} ghișee deodată (verb întreg / un INSERT simplu)",
                   _load(clients, seconds, ours), _load(clients, seconds, raw))  # fmt: skip


def void(_: object) -> None:
    """A call for its effect."""


def _faster(what: str, ours: float, raw: float) -> Row:
    return Row(what, round(ours, 1), round(raw, 1), "pe secundă", round(raw / ours, 1))


def _fill(clerk: User, entries: int) -> None:
    """Papers by the thousand, each drawn by the same trigger as any other."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        for matter in MATTERS:
            for street in STREETS:
                _fill_one(cursor, clerk, f"{matter} {street}", max(1, entries // (len(MATTERS) * len(STREETS))))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _fill_one(cursor: Any, clerk: User, subject: str, count: int) -> None:
    from condica.foundation.romanian import search_keys

    written = '{"subject": "' + subject + '"}'
    cursor.execute(
        """
        WITH drawn AS (
          INSERT INTO registry_number
            (register_id, year, number, kind, tracking_code, digest, previous_hash, hash)
          SELECT 1, 0, 0, 'entry', gen_random_uuid()::text, '', '', '' FROM generate_series(1, %s)
          RETURNING id, moment)
        INSERT INTO registry_entry
          (number_id, register_id, year, value, registered_at, direction, channel, subject, kind, sender_name,
           sender_address, sender_email, addressee_name, received_at, registered_by_id, document_number, file_code,
           extended, settled_as, settled_note, cancelled, written, salt, keys)
        SELECT id, 1, 0, 0, moment, 'in', 'counter', %s, '', '', '', '', '', 'epoch', %s, '', '', false, '', '', false,
          %s::jsonb, '', array_to_tsvector(%s::text[]) FROM drawn ORDER BY id
        """,
        [count, subject, clerk.pk, written, sorted(set(search_keys(subject)))],
    )


def _time(call: Callable[[], object], times: int = 30) -> float:
    """Median milliseconds of a call, after two to warm up."""
    spent = []
    for turn in range(times + 2):
        start = time.perf_counter()
        call()
        if turn >= 2:
            spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def _sql(words: str, params: list[Any]) -> Callable[[], object]:
    def call() -> object:
        with connection.cursor() as cursor:
            cursor.execute(words, params)
            return cursor.fetchall()

    return call


def _slower(what: str, ours: float, raw: float) -> Row:
    return Row(what, round(ours, 2), round(raw, 2), "ms (mediana)", round(ours / raw, 1))


def _first_page(clerk: User) -> Row:
    raw = _sql("SELECT * FROM registry_entry ORDER BY registered_at DESC, number_id DESC LIMIT 26", [])
    ours = lambda: keyset(queries.papers(clerk, queries.Filters()), queries.SORTS["numar"], None, 25)  # noqa: E731
    return _slower("lista, prima pagină (cu drepturi / SELECT simplu)", _time(ours), _time(raw))


def _far_page(clerk: User) -> Row:
    page = keyset(queries.papers(clerk, queries.Filters()), queries.SORTS["numar"], None, 25)
    last = page.items[-1]
    raw = _sql(
        "SELECT * FROM registry_entry WHERE (registered_at, number_id) < (%s, %s) "
        "ORDER BY registered_at DESC, number_id DESC LIMIT 26",
        [last.registered_at, last.pk],
    )
    ours = lambda: keyset(queries.papers(clerk, queries.Filters()), queries.SORTS["numar"], page.next, 25)  # noqa: E731
    return _slower("lista, o pagină mai departe", _time(ours), _time(raw))


def _search(clerk: User, words: str) -> Row:
    raw = _sql("SELECT number_id FROM registry_entry WHERE keys @@ %s::tsquery ORDER BY number_id DESC LIMIT 20",
               [tsquery(query_groups(words))])  # fmt: skip
    return _slower(f"căutare „{words}”", _time(lambda: queries.search(clerk, words)), _time(raw))


def _list_page(clerk: User) -> Row:
    client = Client(headers={"Host": "localhost"})
    client.force_login(clerk)
    raw = _sql("SELECT * FROM registry_entry ORDER BY registered_at DESC, number_id DESC LIMIT 26", [])
    return _slower("pagina Registratură, întreagă, pe server", _time(lambda: client.get("/registratura/")), _time(raw))


def _report(clerk: User) -> Row:
    reports.fill(clerk, PETITIONS)
    what = f"raportul semestrial, {reports.papers()} de petiții (întreg / o numărătoare simplă)"
    return _slower(what, _time(reports.half_year(), 5), _time(_sql(reports.COUNT, []), 5))


def table(rows: list[Row]) -> str:
    """The figures as a table."""
    lines = [f"{'':<72} {'Condica':>10} {'baza':>10}  {'unitate':<14} {'raport':>7}"]
    lines += [f"{r.what:<72} {r.ours:>10} {r.raw:>10}  {r.unit:<14} {r.ratio:>6}×" for r in rows]
    return "\n".join(lines)
