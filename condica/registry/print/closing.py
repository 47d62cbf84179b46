"""Minutes of the registry (procese-verbale): the closing of a year, and the sheet of an envelope's hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from condica.foundation import dates, typesetting
from condica.foundation.romanian import plural, tie
from condica.law import l182
from condica.law.l182 import Secrecy
from condica.organisation import api as organisation
from condica.registry.models import Entry, Envelope
from condica.registry.queries.closing import Year


def closing_pdf(found: Year, still_open: Sequence[str], *, minute: str, by: str, moment: datetime, seal: bool) -> bytes:
    """The minute by which a year is closed (proces-verbal de închidere)."""
    day = dates.bucharest_day(moment)
    head, images = typesetting.letterhead(organisation.letterhead(day))
    data = {
        "letterhead": head,
        "title": f"Proces-verbal de închidere: {found.register.name}, anul {found.year}",
        "minute": minute,
        "day": dates.numeric(day),
        "sentences": [tie(one) for one in _sentences(found, len(still_open), moment)],
        "counts": found.rows,
        "open": list(still_open),
        "head": found.head.hex() or "registrul nu are numere în acest an",
        "by": by,
        "seal": seal,
    }
    return typesetting.render("registry/closing.typ", data, moment=moment, images=images)


def _sentences(found: Year, still_open: int, moment: datetime) -> list[str]:
    prefix = f", cu prefixul {found.register.prefix}" if found.register.prefix else ""
    end = f"cu numărul {found.register.prefix}{found.last}" if found.last else "fără numere"
    left = plural(still_open, "document așteaptă", "documente așteaptă")
    return [
        f"Astăzi, {dates.long_day(dates.bucharest_day(moment), year=True)}, ora {dates.clock(moment)}, s-a încheiat "
        f"anul {found.year} al registrului „{found.register.name}”{prefix}, {end} "
        "(Instrucțiuni 217/1996, art. 9: înregistrarea începe la 1 ianuarie și se încheie la 31 decembrie).",
        f"{left} încă răspuns." if still_open else "Niciun document al anului nu mai așteaptă răspuns.",
    ]


def envelope_pdf(entry: Entry) -> bytes:
    """The sheet of an envelope (fișa plicului), with both signatures of its hand-over."""
    envelope = entry.envelope
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(entry.registered_at)))
    issued = f" din {dates.numeric(entry.document_date)}" if entry.document_date else ""
    facts = [
        ("Număr de înregistrare", str(entry)),
        ("Primit la", dates.on_paper(entry.received_at)),
        ("Numărul de pe plic", entry.document_number + issued),
        ("Clasa scrisă pe plic", Secrecy(envelope.secrecy).label),
        ("Expeditor", entry.sender_name),
        ("Sigilii", ": ".join(filter(None, (Envelope.Seals(envelope.seals).label, envelope.state)))),
        ("Adus de", ", ".join(filter(None, (envelope.brought_by, envelope.delegation)))),
    ]
    data = {
        "letterhead": head,
        "title": f"Fișa plicului {entry}",
        "register": entry.register.name,
        "basis": l182.LAW,
        "facts": [(name, tie(words)) for name, words in facts if words],
        "signatures": [
            ("Am predat", str(envelope.handed_by or ""), _at(envelope.handed_at)),
            ("Am primit", str(envelope.handed_to or ""), _at(envelope.taken_at)),
        ],
    }
    return typesetting.render("registry/envelope.typ", data, moment=entry.registered_at, images=images)


def _at(moment: datetime | None) -> str:
    return dates.on_paper(moment) if moment else ""
