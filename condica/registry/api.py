"""The registry's door (ușa registraturii): what the rooms above may call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from condica.accounts.models import User
from condica.contacts import api as contacts
from condica.journal.api import Finding
from condica.journal.models import Line
from condica.journal.rules import Verb
from condica.registry import actions
from condica.registry.access import hidden_from, register_visibility, seen_by, visible_to
from condica.registry.actions import (
    Paper,
    attach,
    cancel,
    connect,
    continue_with,
    correct,
    custody,
    decide_kind,
    detach,
    disconnect,
    hand_to,
    on_continuation,
    on_scanned_code,
    open_register,
    record_exit,
    remember_message,
    set_term,
    settle,
    tell_scanned_code,
)
from condica.registry.actions.custody import accept, hand_over, moved, refuse
from condica.registry.actions.releasing import (
    Poster,
    Posting,
    brought_back,
    posted,
    register_poster,
    register_teller,
)
from condica.registry.models import Confirmed, Correction, Direction, Entry, PlaceKind
from condica.registry.queries import blocks, entry_of_code, entry_of_message, papers_named
from condica.registry.queries.closing import verify_closings
from condica.registry.queries.custody import (
    BookFilter,
    BookLine,
    Place,
    places_of,
    register_handovers,
    verify_places,
    where_is,
)
from condica.registry.queries.envelopes import verify_envelopes
from condica.registry.queries.heads import verify_heads
from condica.registry.rules import (
    ADDITION,
    CORRECTABLE,
    TermKind,
    TermState,
    remains_digest,
    term_state,
    written_digest,
)

__all__ = [
    "ADDITION",
    "BookFilter",
    "BookLine",
    "Confirmed",
    "Paper",
    "Place",
    "PlaceKind",
    "Poster",
    "Posting",
    "TermKind",
    "TermState",
    "accept",
    "attach",
    "brought_back",
    "cancel",
    "connect",
    "continue_with",
    "correct",
    "custody",
    "decide_kind",
    "detach",
    "disconnect",
    "entry_of_code",
    "entry_of_message",
    "hand_over",
    "hand_to",
    "hidden_from",
    "moved",
    "on_continuation",
    "on_scanned_code",
    "open_register",
    "papers_named",
    "places_of",
    "posted",
    "record_exit",
    "refuse",
    "register_handovers",
    "register_incoming",
    "register_internal",
    "register_outgoing",
    "register_poster",
    "register_teller",
    "register_visibility",
    "remember_message",
    "seen_by",
    "set_term",
    "settle",
    "tell_scanned_code",
    "term_state",
    "verify",
    "visible_to",
    "where_is",
]


def register_incoming(*, register: str = "general", by: User, idempotency: str | None = None, **paper: Any) -> Entry:
    """Give an incoming paper its number (intrare). The words are those of `Paper`."""
    return actions.register(Paper(**paper), direction=Direction.IN, register=register, by=by, idempotency=idempotency)


def register_outgoing(*, register: str = "general", by: User, idempotency: str | None = None, **paper: Any) -> Entry:
    """Give a letter sent from office (din oficiu) its own number (ieșire); answers use `record_exit` instead."""
    return actions.register(Paper(**paper), direction=Direction.OUT, register=register, by=by, idempotency=idempotency)


def register_internal(*, register: str = "general", by: User, idempotency: str | None = None, **paper: Any) -> Entry:
    """Give an internal paper its number, like an incoming one (art. 9)."""
    return actions.register(
        Paper(**paper), direction=Direction.INTERNAL, register=register, by=by, idempotency=idempotency
    )


_NUMBERS = """
SELECT r.key, n.year, n.number,
       lag(n.year) OVER w, lag(n.number) OVER w, lag(n.moment) OVER w, n.moment,
       n.previous_hash = coalesce(lag(n.hash) OVER w, '\\x'::bytea), n.hash = registry_digest(n),
       n.kind = 'reserved' OR e.number_id IS NOT NULL,
       e.number_id IS NULL OR ((e.year, e.value, e.registered_at, e.register_id)
         = (n.year, n.number, n.moment, n.register_id))
FROM registry_number n JOIN registry_register r ON r.id = n.register_id
LEFT JOIN registry_entry e ON e.number_id = n.id
WINDOW w AS (PARTITION BY n.register_id ORDER BY n.year, n.number)
ORDER BY n.register_id, n.year, n.number
"""


def verify() -> Iterator[Finding]:
    """Prove the register's promise again from its rows: numbering, order, chain, words, tail."""
    yield from _verify_numbers()
    yield from _verify_tails()
    yield from _verify_words()
    yield from verify_places()
    yield from verify_closings()
    yield from verify_envelopes()
    yield from verify_heads()
    yield from blocks.proof()


@dataclass(frozen=True, slots=True)
class _Line:
    """A number as the check reads it: itself, the one before it, and what the database says of the two."""

    key: str
    year: int
    number: int
    year_before: int | None
    number_before: int | None
    moment_before: datetime | None
    moment: datetime
    linked: bool
    whole: bool
    has_entry: bool
    copied: bool


def _verify_numbers() -> Iterator[Finding]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_NUMBERS)
        for row in cursor:
            yield from _number_findings(_Line(*row))


def _number_findings(line: _Line) -> Iterator[Finding]:
    where = f"registrul „{line.key}”, numărul {line.number}/{line.year}"
    expected = (line.number_before or 0) + 1 if line.year_before == line.year else 1
    said = [
        (line.number != expected, f"lipsesc numerele {expected}–{line.number - 1} din {line.year}"),
        (bool(line.moment_before and line.moment <= line.moment_before),
         "momentul nu este după al numărului dinainte: antedatare"),
        (not line.whole, "numărul, momentul sau conținutul înregistrat a fost schimbat"),
        (not line.linked, "lanțul registrului nu se leagă de numărul dinainte"),
        (not line.has_entry, "numărul nu mai are document"),
        (not line.copied, "rândul documentului spune alt număr sau alt moment"),
    ]  # fmt: skip
    yield from (Finding(where, words) for wrong, words in said if wrong)


def _verify_tails() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.key, r.last_year, r.last_number, n.year, n.number, r.last_hash = coalesce(n.hash, '\\x'::bytea) "
            "FROM registry_register r LEFT JOIN LATERAL (SELECT * FROM registry_number n WHERE n.register_id = r.id "
            "ORDER BY n.year DESC, n.number DESC LIMIT 1) n ON true"
        )
        for key, year, number, found_year, found, same in cursor.fetchall():
            if (year, number) != (found_year, found):
                what = f"s-a scris până la {number}/{year}, dar se găsește numai până la {found}/{found_year}"
                yield Finding(f"registrul „{key}”", what)
            elif not same:
                yield Finding(f"registrul „{key}”", "capătul lanțului nu se potrivește cu ultimul număr")


def _verify_words() -> Iterator[Finding]:
    corrected: dict[int, dict[str, str]] = {}
    for fix in Correction.objects.order_by("id").iterator():
        corrected.setdefault(fix.entry_id, {})[fix.field] = fix.new
    erased = {int(pk): remains for pk, remains in contacts.erased_remains("registry_entry").items()}
    filled = blocks.filled_digests()
    told = dict(Line.objects.filter(verb=Verb.ENTRY_ERASED).order_by("pk").values_list("entry_id", "data__remains"))
    for entry in Entry.objects.select_related("number", "register").order_by("pk").iterator(2000):
        where = f"registrul „{entry.register.key}”, numărul {entry.value}/{entry.year}"
        if entry.pk in erased:
            if (said := told.get(entry.pk)) != erased[entry.pk] or said != remains_digest(entry.written):
                yield Finding(where, "cele rămase după ștergere nu sunt cele consemnate în jurnal")
        elif written_digest(bytes(entry.salt), entry.written) != filled.get(entry.pk, bytes(entry.number.digest)):
            yield Finding(where, "cele scrise la înregistrare au fost schimbate")
        for name in _silently_changed(entry, corrected.get(entry.pk, {})):
            yield Finding(where, f"{CORRECTABLE[name]} a fost schimbat fără corectură consemnată")


def _silently_changed(entry: Entry, corrected: dict[str, str]) -> Iterator[str]:
    for name in CORRECTABLE:
        first = entry.written.get(name)
        expected = corrected.get(name, "" if first is None else str(first))
        now = getattr(entry, name)
        shown = "" if now is None else now.isoformat() if isinstance(now, date) else str(now)
        if shown != expected:
            yield name
