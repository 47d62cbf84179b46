"""The half-yearly report once more (a doua socoteală), in plain SQL, written from the statute and the tables alone.

Wherever another table tells the same thing, it is read there and not where the report reads it: how a petition stands
from the history of its stages, not from its endings; the day of the answer from the post book of letters, not from the
ending; the channel from what was written when the number was drawn; holidays from the list of the Labour Code.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from condica.statistics.rules import Question

#: Codul muncii, art. 139 alin. (1): the days off of these years, weekends aside.
HOLIDAYS = """
2025-01-01 2025-01-02 2025-01-06 2025-01-07 2025-01-24 2025-04-18 2025-04-20 2025-04-21 2025-05-01 2025-06-01
2025-06-08 2025-06-09 2025-08-15 2025-11-30 2025-12-01 2025-12-25 2025-12-26
2026-01-01 2026-01-02 2026-01-06 2026-01-07 2026-01-24 2026-04-10 2026-04-12 2026-04-13 2026-05-01 2026-06-01
2026-05-31 2026-08-15 2026-11-30 2026-12-01 2026-12-25 2026-12-26
"""

PETITIONS = """
WITH p AS (
  SELECT k.id AS case_id, n.id, (n.moment AT TIME ZONE 'Europe/Bucharest')::date AS came,
    coalesce(e.written->>'channel', '?') AS channel,
    -- one joined to another is closed together with it: it stays one that was joined
    (SELECT CASE WHEN s.previous = 'joined' AND s.stage = 'closed' THEN 'joined' ELSE s.stage END
      FROM casework_stagechange s WHERE s.case_id = k.id AND s.at < %(as_of)s
      ORDER BY s.at DESC, s.id DESC LIMIT 1) AS stage,
    (SELECT (s.at AT TIME ZONE 'Europe/Bucharest')::date FROM casework_stagechange s
      WHERE s.case_id = k.id AND s.stage = 'redirected' AND s.at < %(as_of)s) AS sent_on,
    (SELECT c.legal FROM casework_clockevent c WHERE c.case_id = k.id AND c.at < %(as_of)s
      ORDER BY c.at DESC, c.id DESC LIMIT 1) AS legal,
    EXISTS (SELECT 1 FROM journal_line j WHERE j.case_id = k.id AND j.verb = 'petitions.extended'
      AND j.moment < %(as_of)s) AS extended,
    EXISTS (SELECT 1 FROM journal_line j WHERE j.case_id = k.id AND j.verb = 'petitions.received'
      AND j.moment < %(as_of)s) AS received,
    (SELECT count(*) FILTER (WHERE j.verb = 'casework.commission_named')
        > count(*) FILTER (WHERE j.verb = 'casework.commission_withdrawn') FROM journal_line j
      WHERE j.case_id = k.id AND j.moment < %(as_of)s) AS commission,
    EXISTS (SELECT 1 FROM journal_line j WHERE j.case_id = k.id AND j.verb = 'petitions.court'
      AND j.moment < %(as_of)s) AS reopened,
    coalesce((SELECT d.collective FROM petitions_description d WHERE d.petition_id = k.id AND d.at < %(as_of)s
      ORDER BY d.at DESC, d.id DESC LIMIT 1), false) AS collective,
    coalesce((SELECT f.useful FROM portal_feedback f WHERE f.case_id = k.id AND f.at < %(as_of)s), '') AS useful,
    coalesce((SELECT d.domain FROM petitions_description d WHERE d.petition_id = k.id AND d.at < %(as_of)s
      ORDER BY d.at DESC, d.id DESC LIMIT 1), '') AS domain,
    coalesce((SELECT d.nature FROM petitions_description d WHERE d.petition_id = k.id AND d.at < %(as_of)s
      ORDER BY d.at DESC, d.id DESC LIMIT 1), '') AS nature,
    coalesce((SELECT d.applicant FROM petitions_description d WHERE d.petition_id = k.id AND d.at < %(as_of)s
      ORDER BY d.at DESC, d.id DESC LIMIT 1), '') AS applicant,
    coalesce((SELECT t.lead_id::text FROM casework_task t WHERE t.case_id = k.id AND t.given_at < %(as_of)s
      ORDER BY t.given_at DESC, t.id DESC LIMIT 1), '') AS unit,
    (SELECT q.repeats_id IS NOT NULL FROM petitions_petition q WHERE q.case_id = k.id) AS repeats,
    e.sender_name = '' AS nameless, e.number_id AS entry_id
  FROM casework_case k
  JOIN registry_entry e ON e.number_id = k.entry_id
  JOIN registry_number n ON n.id = e.number_id
  WHERE k.kind = 'petition' AND n.moment < %(as_of)s
    AND (n.moment AT TIME ZONE 'Europe/Bucharest')::date BETWEEN %(since)s AND %(until)s
    AND n.id NOT IN (SELECT a.entry_id FROM registry_cancellation a WHERE a.at < %(as_of)s)
), a AS (
  SELECT DISTINCT ON (l.entry_id) l.entry_id, (g.at AT TIME ZONE 'Europe/Bucharest')::date AS left_on, g.way,
    l.way AS solved
  FROM correspondence_letter l JOIN correspondence_dispatch g ON g.letter_id = l.id
  WHERE l.is_answer AND g.at < %(as_of)s AND l.way IN ('favorabil', 'nefavorabil', 'favorabil în parte')
  ORDER BY l.entry_id, g.at DESC
), r AS (
  SELECT p.*, CASE WHEN stage IN ('answered', 'closed') THEN a.left_on END AS left_on, a.way, a.solved,
    -- art. 6^1: five days, neither the first nor the last counted; on a day off, the next working day
    (SELECT min(d)::date FROM generate_series(came + 6, came + 20, interval '1 day') d
      WHERE extract(isodow FROM d) < 6 AND NOT d::date = ANY(%(holidays)s::date[])) AS send_by
  FROM p LEFT JOIN a ON a.entry_id = p.id
), f AS (
  SELECT *,
    CASE WHEN left_on IS NOT NULL THEN CASE WHEN left_on > legal THEN 'late' ELSE 'on_time' END
      WHEN stage IN ('filed', 'withdrawn') THEN 'filed' WHEN stage = 'joined' THEN 'joined'
      WHEN stage = 'redirected' THEN 'moved'
      WHEN legal < %(on)s THEN 'overdue' ELSE 'open' END AS stands,
    left_on - came AS days,
    CASE solved WHEN 'favorabil' THEN 'favourable' WHEN 'nefavorabil' THEN 'unfavourable' ELSE 'partial' END
      AS solution,
    CASE WHEN way IN ('email', 'portal') THEN 'electronic' ELSE 'paper' END AS medium,
    CASE WHEN sent_on > send_by THEN 'late' ELSE 'on_time' END AS sent,
    CASE WHEN collective THEN 'collective' ELSE applicant END AS who,
    CASE WHEN stage = 'withdrawn' THEN 'withdrawn' WHEN nameless THEN 'anonymous' WHEN repeats THEN 'repeated'
      ELSE '?' END AS reason
  FROM r WHERE stage <> 'reclassed'
)
SELECT {part}, count(*), count(*) FILTER (WHERE stands = 'on_time'), count(*) FILTER (WHERE stands = 'late'),
  count(*) FILTER (WHERE stands = 'open'), count(*) FILTER (WHERE stands = 'overdue'),
  count(*) FILTER (WHERE stands = 'filed'), count(*) FILTER (WHERE stands = 'joined'),
  count(*) FILTER (WHERE stands = 'moved'), round(avg(days), 6),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
FROM f WHERE {only} GROUP BY 1
"""
#: Each table of the report: what it parts by, and which petitions.
PARTS = {
    "": ("''", "true"),
    "compartimente": ("unit", "true"),
    "domenii": ("domain", "true"),
    "canale": ("channel", "true"),
    "petitionari": ("who", "true"),
    "feluri": ("nature", "true"),
    "solutii": ("solution", "left_on IS NOT NULL"),
    "expedieri": ("medium", "left_on IS NOT NULL"),
    "folos": ("useful", "left_on IS NOT NULL"),
    "redirectionate": ("sent", "stands = 'moved'"),
    "clasate": ("reason", "stands = 'filed'"),
}
CIRCUMSTANCES = {name: name for name in ("extended", "received", "collective", "commission", "reopened")}

Figures = dict[str, tuple[Any, ...]]


def count(question: Question, part: str) -> Figures:
    """The figures of one table: of each line, how many, how they stand, the mean and the median of days."""
    column, only = PARTS[part]
    return _asked(question, column, only)


def circumstance(question: Question, name: str) -> tuple[Any, ...] | None:
    """The figures of one circumstance."""
    return _asked(question, "''", CIRCUMSTANCES[name]).get("")


def _asked(question: Question, part: str, only: str) -> Figures:
    words = {
        "since": question.period.since, "until": question.period.until, "as_of": question.as_of, "on": question.on,
        "holidays": HOLIDAYS.split(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(PETITIONS.format(part=part, only=only), words)
        return {row[0]: tuple(None if value is None else float(value) for value in row[1:]) for row in cursor}
