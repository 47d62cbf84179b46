"""The end of the day (seara): the book read back, everything verified, nothing in two places."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from condica.foundation import dates
from tests.browser.day.counters import MISTAKE, OFFLINE, first_reserved
from tests.browser.day.plan import Day, fetch
from tests.browser.day.post_room import CAME_BACK
from tests.browser.day.reading import Printed

#: The columns of the book as they are printed; what stood there before a correction comes first.
BOOK = """
SELECT n.number, n.moment, e.document_number, e.leaves::text, e.annexes::text,
       (SELECT string_agg(k.old, '' ORDER BY k.id) FROM registry_correction k WHERE k.entry_id = n.id
        AND k.field = 'sender_name'), e.sender_name, e.subject, u.name, x.days,
       coalesce(x.ways, CASE e.settled_as WHEN 'closed' THEN 'închis' WHEN 'answered' THEN 'răspuns trimis'
        WHEN 'moved' THEN 'redirecționat' WHEN 'joined' THEN 'conexat' WHEN 'filed' THEN 'clasat' END, '')
       || coalesce((SELECT CASE v.state WHEN 'delivered' THEN 'confirmat ' || to_char(v.received_on, 'DD.MM.YYYY')
        WHEN 'returned' THEN 'întors ' || to_char(v.returned_on, 'DD.MM.YYYY') || ': ' || %s END
        FROM correspondence_letter l JOIN correspondence_dispatch d ON d.letter_id = l.id
        JOIN correspondence_envelope v ON v.id = d.envelope_id WHERE l.entry_id = n.id), ''),
       coalesce(x.whom, e.addressee_name), e.file_code
FROM registry_number n JOIN registry_register r ON r.id = n.register_id
LEFT JOIN registry_entry e ON e.number_id = n.id LEFT JOIN organisation_unit u ON u.id = e.unit_id
LEFT JOIN (SELECT entry_id, string_agg(way, '' ORDER BY ordinal) AS ways, string_agg(addressee, '' ORDER BY ordinal)
           AS whom, string_agg(to_char(moment AT TIME ZONE 'Europe/Bucharest', 'DD.MM.YYYY'), '' ORDER BY ordinal)
           AS days FROM registry_exit GROUP BY 1) x ON x.entry_id = n.id
WHERE r.key = 'general' AND n.year = %s AND n.number BETWEEN %s AND %s ORDER BY n.number
"""
WORDS_OF_SUBJECT = 8  # after these cells stands why a line is struck


def the_book_is_right_to_the_line(day: Day) -> None:
    """From the day's first number to its last: each line once, in order, struck ones with their reason."""
    first = first_reserved(day)
    last = day.one(
        "SELECT max(n.number) FROM registry_number n JOIN registry_register r ON r.id = n.register_id"
        " WHERE r.key = 'general' AND n.year = %s", day.today.year,
    )  # fmt: skip
    rows = day.town.ask(BOOK, CAME_BACK[1], day.today.year, first, last)
    assert [row[0] for row in rows] == list(range(first, last + 1))
    address = f"/registratura/ziua/general/{day.today:%Y-%m-%d}/pdf/"
    printed = Printed(fetch(day.at("registrar", " 1"), address), "registrul zilei")
    lines = [_cells(day, row) for row in rows]
    printed.rows(lines)
    written = printed.found(rf"{dates.numeric(day.today)}\d\d:\d\d", after="".join(lines[0][:2]))
    assert len(written) == len(lines) - 1, f"în carte sunt {len(written) + 1} rânduri, în registru {len(lines)}"
    notes = {row[0]: note for row in rows if (note := _note(day, row))}
    assert len(notes) == 3, notes
    printed.says(*notes.values())


def _note(day: Day, row: Sequence[Any]) -> str:
    """Why a number is struck out."""
    spoilt = first_reserved(day) + OFFLINE
    return {day.wrong: f"ANULAT: {MISTAKE}", spoilt: "ANULAT: scris greșit pe hârtie",
            spoilt + 1: "ANULAT: nefolosit"}.get(row[0], "")  # fmt: skip


def _cells(day: Day, row: Sequence[Any]) -> list[str]:
    cells = [str(row[0]), f"{dates.local(row[1]):%d.%m.%Y %H:%M}", *(word or "" for word in row[2:])]
    return [*cells[:WORDS_OF_SUBJECT], _note(day, row), *cells[WORDS_OF_SUBJECT:]]


#: What may never be: each question finds nothing.
NOWHERE_TWICE = {
    "un document în două mape cu rezoluția nedată": """
        SELECT entry_id FROM desk_folderpaper WHERE state IN ('waiting', 'refused') GROUP BY 1 HAVING count(*) > 1""",
    "un document cu două rezoluții în lucru": """
        SELECT c.entry_id FROM casework_task t JOIN casework_case c ON c.id = t.case_id
        WHERE t.state IN ('given', 'accepted') GROUP BY 1 HAVING count(*) > 1""",
    "un original în două locuri": """
        SELECT entry_id FROM registry_custody WHERE until IS NULL GROUP BY 1 HAVING count(*) > 1""",
    "un original predat la doi deodată": """
        SELECT entry_id FROM registry_handoverline WHERE state = 'waiting' GROUP BY 1 HAVING count(*) > 1""",
    "o foaie scanată la două documente": """
        SELECT s.stack_id, s.number FROM mailroom_sheet s JOIN mailroom_batch b ON b.id = s.batch_id
        WHERE b.state IN ('attached', 'filed') GROUP BY 1, 2 HAVING count(*) > 1""",
    "aceeași scanare atașată de două ori": """
        SELECT document_id FROM registry_attachment WHERE withdrawn_at IS NULL GROUP BY 1
        HAVING count(DISTINCT entry_id) > 1""",
    "o scrisoare în două plicuri deodată": """
        SELECT d.letter_id FROM correspondence_dispatch d JOIN correspondence_envelope e ON e.id = d.envelope_id
        WHERE d.state = 'waiting' AND e.state <> 'undone' GROUP BY 1 HAVING count(*) > 1""",
    "un număr de recomandată pe două plicuri": """
        SELECT number FROM correspondence_envelope WHERE number IS NOT NULL GROUP BY 1 HAVING count(*) > 1""",
    "două documente cu același număr": """
        SELECT register_id, year, value FROM registry_entry GROUP BY 1, 2, 3 HAVING count(*) > 1""",
    "un document trimis de două ori de la ghișeul fără rețea": """
        SELECT block_id, value FROM registry_entry e JOIN registry_filling f ON f.reserved_id = e.number_id
        GROUP BY 1, 2 HAVING count(*) > 1""",
}  # fmt: skip


def nothing_is_in_two_places(day: Day) -> None:
    """Every question about two places finds nothing; one open place for each original of the day."""
    found = {what: rows for what, asked in NOWHERE_TWICE.items() if (rows := day.town.ask(asked))}
    assert not found, found
    without = day.town.ask(
        "SELECT e.value FROM registry_entry e WHERE e.subject LIKE %s AND NOT EXISTS (SELECT 1 FROM registry_custody c"
        " WHERE c.entry_id = e.number_id AND c.until IS NULL)", f"%({day.run}-%",
    )  # fmt: skip
    assert without == [], "originale fără niciun loc"


def everything_is_verified(day: Day) -> None:
    """`condica verify` reads it all again, in a process of its own."""
    done = day.town.run("verify", "--json")
    assert done.returncode in {0, 1}, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["ok"], json.dumps(told["findings"], ensure_ascii=False, indent=1)[:5000]
