"""Issued papers in envelopes (acte emise, în plic): what nobody came for goes to its holder by post."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from condica.accounts.models import User
from condica.correspondence import rules
from condica.correspondence.actions.envelopes import begin, let_go, locked_envelope, open_envelope
from condica.correspondence.models import Enclosure, Envelope
from condica.correspondence.queries.enclosures import about
from condica.correspondence.rules import Kind, Way
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry import api as registry
from condica.registry.models import Issued

#: How a paper that somebody must have is sent, the usual way first.
KINDS = (Kind.RECEIPT, Kind.REGISTERED, Kind.SIMPLE)


def listen() -> None:
    """The shelf of issued papers sends the unclaimed ones by our envelopes."""
    kinds = [(kind.value, kind.label) for kind in KINDS]
    registry.register_poster(registry.Poster(kinds, take=take, about=about, give_back=give_back))


def _inside(issued: Issued) -> Enclosure | None:
    """Where the paper lies in an envelope that has not left."""
    rows = Enclosure.objects.select_for_update(no_key=True, of=("self",)).select_related("issued__kind")
    return rows.filter(issued=issued, out_at=None, left=None).first()


@transaction.atomic
def take(issued: Issued, kind: str, by: User) -> bool:
    """Put an unclaimed paper into an envelope of its own (punerea în plic); the shelf has asked whether `by` may."""
    if kind not in KINDS:
        raise RuleBroken("issued-kind-of-post", "Actul pleacă numai prin poștă.", remedy="Alege R, AR, R sau simplă.")
    if _inside(issued) is not None:
        return True
    address = rules.check_address(Way.POST, issued.holder_address)
    envelope = begin(Kind(kind), addressee=issued.holder_name, address=address, sheets=1, by=by, at=dates.now())
    Enclosure.objects.create(envelope=envelope, issued=issued, by=by, at=envelope.made_at)
    data = {"kind": envelope.kind_words, "grams": envelope.grams, "count": 1}
    record(Verb.ENVELOPE_MADE, on=envelope, by=by, entry=issued.entry_id, data=data)
    return True


@transaction.atomic
def give_back(issued: Issued, by: User) -> None:
    """Take a paper out for its holder, who stands at the desk; from a list it is first taken off."""
    row = _inside(issued)
    if row is None:
        return
    envelope = locked_envelope(row.envelope)
    if envelope.post_list is not None:
        raise RuleBroken(
            "issued-on-list", f"{issued} e în plicul {envelope.pk}, pe {envelope.post_list}.",
            remedy="Scoate întâi plicul de pe borderou, la Expediere.",
        )  # fmt: skip
    take_out(row, by=by)


@transaction.atomic
def take_out(row: Enclosure, *, by: User) -> Envelope:
    """Take an issued paper out of its open envelope (scoaterea actului): it lies on its shelf again."""
    envelope = open_envelope(row.envelope)
    if row.out_at is None:
        row.out_at = dates.now()
        row.save(update_fields=["out_at"])
        paper = {"paper": str(row.issued)}
        record(Verb.ENVELOPE_LIGHTENED, on=envelope, by=by, entry=row.issued.entry_id, data=paper)
    return let_go(envelope, by=by)


def left(envelope: Envelope, *, by: User, at: datetime) -> None:
    """The envelope is out of our hands, and each issued paper in it (expediat)."""
    for row in _still(envelope):
        row.left = registry.posted(row.issued, reference=envelope.number or "", at=at, by=by)
        row.save(update_fields=["left"])


def _still(envelope: Envelope) -> Iterable[Enclosure]:
    rows = Enclosure.objects.select_for_update(no_key=True, of=("self",)).filter(envelope=envelope, out_at=None)
    return rows.select_related("issued", "left").order_by("pk")


def came_back(envelope: Envelope, *, on: date, reason: str, by: User) -> None:
    """The post brought the envelope back: its papers wait on their shelf again (retur)."""
    for row in _still(envelope):
        if row.left is not None:
            registry.brought_back(row.left, on=on, reason=reason, by=by)
