"""The journal's door (ușa jurnalului): its check, and the demonstration's clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from condica.foundation.refusal import RuleBroken
from condica.journal.actions import personal_digest, record
from condica.journal.models import Installation, Line, Personal

__all__ = ["Finding", "is_demo", "record", "use_demo_clock", "verify"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: where, and what, as a sentence."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def is_demo() -> bool:
    """Whether this database was declared a demonstration."""
    return Installation.objects.filter(demo=True).exists()


@transaction.atomic
def use_demo_clock() -> None:
    """Declare this database a demonstration, whose clock may be set; refused once anything was written in it."""
    if is_demo():
        return
    if Line.objects.exists():
        raise RuleBroken(
            "demo-not-empty",
            "Orașul demonstrativ se poate face numai într-o bază goală.",
            remedy="Pornește cu alt folder de date (CONDICA_DATA) sau altă bază (DATABASE_URL).",
        )
    Installation.objects.filter(pk=1).update(demo=True)


_CHAIN = """
SELECT s.seq, s.line_id, l.id, lag(s.seq) OVER w,
       s.previous_hash = coalesce(lag(s.hash) OVER w, '\\x'::bytea),
       l.id IS NOT NULL AND s.hash = journal_digest(s.previous_hash, s.seq, l),
       l.verb, l.moment
FROM journal_seal s LEFT JOIN journal_line l ON l.id = s.line_id
WINDOW w AS (ORDER BY s.seq)
ORDER BY s.seq
"""


def verify() -> Iterator[Finding]:
    """Read the whole chain again: every changed, removed, inserted or reordered line is named."""
    yield from _verify_chain()
    yield from _verify_unsealed()
    yield from _verify_tail()
    yield from _verify_personal()


def _verify_chain() -> Iterator[Finding]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_CHAIN)
        for seq, line_id, found, before, linked, whole, verb, moment in cursor:
            where = f"jurnal, rândul {line_id} (veriga {seq})"
            if seq != (before or 0) + 1:
                yield Finding(where, f"lipsesc verigile {(before or 0) + 1}–{seq - 1}: au fost scoase rânduri")
            if found is None:
                yield Finding(where, "rândul a fost scos din jurnal")
            elif not whole:
                yield Finding(where, f"rândul „{verb}” din {moment:%d.%m.%Y %H:%M:%S} a fost schimbat sau mutat")
            if not linked and seq == (before or 0) + 1:
                yield Finding(where, "veriga nu se leagă de cea dinainte: ordinea a fost schimbată")


def _verify_unsealed() -> Iterator[Finding]:
    for line in Line.objects.filter(seal=None).order_by("id").iterator():
        yield Finding(f"jurnal, rândul {line.pk}", f"rândul „{line.verb}” a fost strecurat fără verigă")


def _verify_tail() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.seq, s.seq, h.hash = coalesce(s.hash, '\\x'::bytea) FROM journal_head h "
            "LEFT JOIN LATERAL (SELECT seq, hash FROM journal_seal ORDER BY seq DESC LIMIT 1) s ON true"
        )
        head = cursor.fetchone()
    if head is None:
        yield Finding("jurnal", "capătul lanțului a fost scos")
    elif head[0] != (head[1] or 0):
        yield Finding("jurnal", f"lanțul se oprește la veriga {head[1] or 0}, deși s-au scris {head[0]}")
    elif not head[2]:
        yield Finding("jurnal", "capătul lanțului nu se potrivește cu ultima verigă")


def _verify_personal() -> Iterator[Finding]:
    erased = {
        i for ids in Line.objects.filter(verb="journal.erased").values_list("data__lines", flat=True) for i in ids or []
    }
    for line in Line.objects.filter(personal_digest__isnull=False).select_related("personal").iterator(2000):
        part: Personal | None = getattr(line, "personal", None)
        where = f"jurnal, rândul {line.pk}"
        if part is None:
            if line.pk not in erased:
                yield Finding(where, "partea cu date personale lipsește, fără o ștergere consemnată")
        elif personal_digest(bytes(part.salt), part.data) != bytes(line.personal_digest or b""):
            yield Finding(where, "partea cu date personale a fost schimbată")
