"""Petitions as the events up to a moment tell them (faptele): nothing is read from a field that is later overwritten.

Numbers, descriptions, resolutions, clock events and endings are appended and never edited (the database refuses it),
so the last one before a moment is what was true then, whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from condica.foundation import dates
from condica.statistics.rules import Period
from condica.statistics.rules.petitions import Fact

FACTS = """
SELECT n.id AS entry, n.moment, e.channel, coalesce(d.domain, '') AS domain, coalesce(d.applicant, '') AS applicant,
       coalesce(d.nature, '') AS nature, t.lead_id AS unit, c.legal AS due_on, coalesce(x.extended, false) AS extended,
       nullif(z.kind, 'again') AS ended_as, z."on" AS ended_on, coalesce(z.solution, '') AS solution,
       coalesce(z.cites, '') AS reason
FROM casework_case k
JOIN registry_number n ON n.id = k.entry_id
JOIN registry_entry e ON e.number_id = n.id
LEFT JOIN LATERAL (SELECT domain, applicant, nature FROM petitions_description
  WHERE petition_id = k.id AND at < %(as_of)s ORDER BY id DESC LIMIT 1) d ON true
LEFT JOIN LATERAL (SELECT lead_id FROM casework_task
  WHERE case_id = k.id AND given_at < %(as_of)s ORDER BY id DESC LIMIT 1) t ON true
LEFT JOIN LATERAL (SELECT legal FROM casework_clockevent
  WHERE case_id = k.id AND at < %(as_of)s ORDER BY id DESC LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT true AS extended FROM casework_clockevent
  WHERE case_id = k.id AND at < %(as_of)s AND kind = 'extended' LIMIT 1) x ON true
LEFT JOIN LATERAL (SELECT kind, "on", solution, cites FROM petitions_ending
  WHERE petition_id = k.id AND at < %(as_of)s ORDER BY id DESC LIMIT 1) z ON true
WHERE k.kind = 'petition' AND k.opened_at < %(as_of)s
  AND n.moment >= %(since)s AND n.moment < %(until)s AND n.moment < %(as_of)s
  AND NOT EXISTS (SELECT 1 FROM registry_cancellation a WHERE a.entry_id = n.id AND a.at < %(as_of)s)
ORDER BY n.register_id, n.year, n.number
"""


def facts_of(period: Period, as_of: datetime) -> list[Fact]:
    """The petitions registered in a period, as they stood at a moment."""
    since, until = period.moments
    return list(_read({"since": since, "until": until, "as_of": as_of}))


def _read(words: dict[str, Any]) -> Iterator[Fact]:
    with connection.cursor() as cursor:
        cursor.execute(FACTS, words)
        names = [column.name for column in cursor.description or ()]
        for row in cursor.fetchall():
            yield _fact(dict(zip(names, row, strict=True)))


def _fact(row: dict[str, Any]) -> Fact:
    """A row as a fact; what only one kind of ending has is kept for that one."""
    moment, ended = row.pop("moment"), row["ended_as"] or ""
    row["ended_as"], row["ended_on"] = ended, row["ended_on"] if ended else None
    row["solution"] = row["solution"] if ended == "answered" else ""
    row["reason"] = row["reason"] if ended == "filed" else ""
    return Fact(registered_on=dates.bucharest_day(moment), **row)
