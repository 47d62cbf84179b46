"""Petitions as the events up to a moment tell them (faptele): nothing is read from a field that is later overwritten.

Numbers, descriptions, resolutions, clock events, exits and endings are appended and never edited (the database refuses
it), so the last one before a moment is what was true then, whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

from condica.foundation import dates
from condica.law import og27
from condica.petitions.rules import NOT_ANSWERS
from condica.statistics.rules import Question
from condica.statistics.rules.petitions import Fact

FACTS = """
SELECT n.id AS entry, n.moment, e.channel, coalesce(d.domain, '') AS domain, coalesce(d.applicant, '') AS applicant,
       coalesce(d.nature, '') AS nature, coalesce(d.collective, false) AS collective,
       coalesce(d.signatories, 0) AS signatories, t.lead_id AS unit, c.legal AS due_on,
       coalesce(x.extended, false) AS extended, coalesce(x.received, false) AS received,
       EXISTS (SELECT 1 FROM casework_commission m WHERE m.case_id = k.id AND m.named_at < %(as_of)s
         AND NOT (m.state = 'withdrawn' AND m.ended_at < %(as_of)s)) AS commission,
       EXISTS (SELECT 1 FROM petitions_courtruling u WHERE u.petition_id = k.id AND u.at < %(as_of)s) AS reopened,
       nullif(z.kind, 'again') AS ended_as, z."on" AS ended_on,
       coalesce(z.solution, '') AS solution, coalesce(z.cites, '') AS cites, coalesce(o.channel, '') AS answered_by,
       CASE WHEN z.kind = 'moved' THEN s.due_on END AS send_by,
       CASE WHEN z.kind = 'answered' THEN b.useful END AS useful
FROM casework_case k
JOIN registry_number n ON n.id = k.entry_id
JOIN registry_entry e ON e.number_id = n.id
LEFT JOIN LATERAL (SELECT domain, applicant, nature, collective, signatories FROM petitions_description
  WHERE petition_id = k.id AND at < %(as_of)s ORDER BY id DESC LIMIT 1) d ON true
LEFT JOIN LATERAL (SELECT lead_id FROM casework_task
  WHERE case_id = k.id AND given_at < %(as_of)s ORDER BY id DESC LIMIT 1) t ON true
LEFT JOIN LATERAL (SELECT legal FROM casework_clockevent
  WHERE case_id = k.id AND at < %(as_of)s ORDER BY id DESC LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT bool_or(kind = 'extended') AS extended, bool_or(rule = %(received)s) AS received
  FROM casework_clockevent WHERE case_id = k.id AND at < %(as_of)s) x ON true
LEFT JOIN LATERAL (SELECT kind, "on", at, solution, cites FROM petitions_ending
  WHERE petition_id = k.id AND at < %(as_of)s ORDER BY id DESC LIMIT 1) z ON true
LEFT JOIN LATERAL (SELECT channel FROM registry_exit
  WHERE z.kind = 'answered' AND entry_id = n.id AND moment <= z.at AND NOT lower(way) = ANY(%(notices)s)
  ORDER BY ordinal DESC LIMIT 1) o ON true
LEFT JOIN LATERAL (SELECT due_on FROM petitions_redirection
  WHERE petition_id = k.id AND sent_on IS NOT NULL AND at < %(as_of)s ORDER BY id DESC LIMIT 1) s ON true
LEFT JOIN portal_feedback b ON b.case_id = k.id AND b.at < %(as_of)s
WHERE k.kind = 'petition' AND k.opened_at < %(as_of)s AND n.moment < %(as_of)s AND {which}
  AND z.kind IS DISTINCT FROM 'reclassed'
  AND NOT EXISTS (SELECT 1 FROM registry_cancellation a WHERE a.entry_id = n.id AND a.at < %(as_of)s)
ORDER BY n.register_id, n.year, n.number
"""
PERIOD = """n.moment >= %(since)s AND n.moment < %(until)s AND (%(unit)s::bigint IS NULL OR t.lead_id IN (
  SELECT id FROM organisation_unit WHERE trail @> ARRAY[%(unit)s::bigint]))"""
PAPERS = "n.id = ANY(%(papers)s)"


def facts_of(question: Question) -> list[Fact]:
    """The petitions registered in a period, as they stood at a moment; one reading, one fact a petition."""
    since, until = question.period.moments
    words = {"since": since, "until": until, "unit": question.unit}
    return list(_read(FACTS.format(which=PERIOD), words, question))


def facts_about(papers: Collection[int], question: Question) -> dict[int, Fact]:
    """The same of some papers, by paper."""
    facts = _read(FACTS.format(which=PAPERS), {"papers": list(papers)}, question)
    return {fact.entry: fact for fact in facts}


def _read(sql: str, words: dict[str, Any], question: Question) -> Iterator[Fact]:
    words |= {"as_of": question.as_of, "received": og27.RECEIVED, "notices": sorted(NOT_ANSWERS)}
    with connection.cursor() as cursor:
        cursor.execute(sql, words)
        names = [column.name for column in cursor.description or ()]
        for row in cursor.fetchall():
            fact = dict(zip(names, row, strict=True))
            moment, cites = fact.pop("moment"), fact.pop("cites")
            yield Fact(on=question.on, registered_on=dates.bucharest_day(moment), **_ended(fact, cites))


def _ended(fact: dict[str, Any], cites: str) -> dict[str, Any]:
    """What only one kind of ending has is kept for that one."""
    ended = fact["ended_as"] or ""
    return {
        **fact,
        "ended_as": ended,
        "ended_on": fact["ended_on"] if ended else None,
        "solution": fact["solution"] if ended == "answered" else "",
        "reason": reason_of(ended, cites),
        "useful": fact["useful"] or "",
    }


def reason_of(ended: str, cites: str) -> str:
    """Why it was filed: the article it was filed under says it."""
    if ended not in {"filed", "withdrawn"}:
        return ""
    return {og27.ART_7: "anonymous", og27.ART_10_2: "repeated"}.get(cites, "withdrawn")
