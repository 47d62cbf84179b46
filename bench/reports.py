"""The half-yearly report (raportul semestrial) beside the bare count of the same rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from condica.accounts.models import User
from condica.casework.models import Case
from condica.foundation import dates
from condica.petitions import api as petitions
from condica.registry.api import register_incoming
from condica.registry.models import Entry
from condica.statistics.queries import half_yearly
from condica.statistics.rules import Period, Question

MODELS = 24  # petitions lived through the verbs; the others are their likenesses
#: The tables that hold a petition, with the column that leads to its case.
TABLES = {
    "casework_case": "id",
    "casework_stagechange": "case_id",
    "casework_clockevent": "case_id",
    "petitions_petition": "case_id",
    "petitions_description": "petition_id",
    "petitions_redirection": "petition_id",
    "petitions_ending": "petition_id",
}


def fill(clerk: User, count: int) -> None:
    """So many petitions: a few by the verbs, each then repeated over papers already registered."""
    with transaction.atomic():
        made = [_lived(clerk, place) for place in range(MODELS)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(
            """
            CREATE TEMP TABLE likeness ON COMMIT DROP AS
            SELECT n.number_id AS entry, (%s::bigint[])[1 + (row_number() OVER () %% %s)] AS old,
              nextval(pg_get_serial_sequence('casework_case', 'id')) AS new
            FROM (SELECT number_id FROM registry_entry WHERE kind = '' ORDER BY number_id LIMIT %s) n
            """,
            [made, MODELS, count],
        )
        for table, leads in TABLES.items():
            _repeat(cursor, table, leads)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _lived(clerk: User, place: int) -> int:
    entry = register_incoming(
        channel="counter", subject=f"Petiția {place}", sender_name="" if place % 12 == 0 else "X",
        sender_address="", kind="petition", by=clerk,
    )  # fmt: skip
    petition = petitions.Petition.objects.get(case__entry=entry)
    petitions.describe(petition, by=clerk, domain=list(petitions.DOMAINS)[place % 12])
    if place % 12 == 0:
        petitions.file_anonymous(petition, reason="", by=clerk)
    elif place % 4 == 1:
        petitions.redirect(petition, to="Consiliul Județean", by=clerk)
        petitions.tell_otherwise(petition, kind="authority", on=dates.today(), proof="proces-verbal", by=clerk)
    return int(Case.objects.get(entry=entry).pk)


def _repeat(cursor: Any, table: str, leads: str) -> None:
    """The rows of a table once more, for each likeness: another case, another paper, a key of their own."""
    cursor.execute(
        "SELECT column_name, is_identity = 'YES' AND column_name <> %s FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name = %s",
        [leads, table],
    )
    found = cursor.fetchall()
    kept = [name for name, own_key in found if not own_key]
    order = ", t.id" if len(kept) < len(found) else ""  # history is read in the order of its keys
    source = ["l.new" if name == leads else "l.entry" if name == "entry_id" else f't."{name}"' for name in kept]
    names = ", ".join(f'"{name}"' for name in kept)
    cursor.execute(
        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE "
        f"SELECT {', '.join(source)} FROM likeness l JOIN {table} t ON t.{leads} = l.old ORDER BY l.new{order}"
    )


def question() -> Question:
    """This year, at this moment."""
    now = dates.now()
    return Question(Period(now.date() - timedelta(days=180), now.date()), now)


def half_year() -> Callable[[], object]:
    """The whole report, with its earlier periods, tables, charts and words."""
    asked = question()
    return lambda: half_yearly(asked, lambda table, row, column: "")


COUNT = """
SELECT e.channel, z.kind, count(*) FROM casework_case k JOIN registry_entry e ON e.number_id = k.entry_id
LEFT JOIN petitions_ending z ON z.petition_id = k.id WHERE k.kind = 'petition' GROUP BY 1, 2
"""


def papers() -> int:
    """How many petitions there are."""
    return Entry.objects.filter(case__kind="petition").count()
