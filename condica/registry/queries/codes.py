"""Papers found by what they carry: an e-mail of ours, a number with its code (coduri)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from condica.registry.models import Direction, Entry, Register, SentMessage
from condica.registry.rules import CODE, CODE_LENGTH, bare_id, plain_code

#: What a stranger, or whoever reads the mail, may hear of: a restricted register is as good as none.
OPEN = {"register__confidentiality": Register.Confidentiality.OPEN}


def entry_of_message(message_ids: Iterable[str]) -> Entry | None:
    """The paper about which we sent one of these e-mails; the newest, when a thread names several."""
    known = SentMessage.objects.filter(message_id__in=[bare_id(one) for one in message_ids if one.strip()])
    found = known.select_related("entry__number", "entry__register").order_by("-pk").first()
    return found.entry if found else None


def entry_of_code(value: int, year: int, code: str) -> Entry | None:
    """The incoming paper with this number and tracking code; wrong and absent take the same road and time."""
    papers = Entry.objects.filter(value=value, year=year, direction=Direction.IN, cancelled=False, **OPEN)
    rows = list(papers.select_related("number", "register", "unit").order_by("pk")[:5])
    said = plain_code(code)
    kept = [plain_code(row.tracking_code) for row in rows] or ["0" * CODE_LENGTH]
    alike = [hmac.compare_digest(one.encode(), said.encode()) for one in kept]
    return rows[alike.index(True)] if rows and any(alike) else None


def papers_named(text: str) -> list[Entry]:
    """Papers whose tracking code stands in a text: what a writer says, and a person decides about."""
    codes = {plain_code(match[0]) for match in CODE.finditer(text.upper())}
    written = [f"{one[:4]}-{one[4:8]}-{one[8:]}" for one in codes]
    return list(
        Entry.objects.filter(number__tracking_code__in=written, **OPEN).select_related("number", "register")[:5]
    )
