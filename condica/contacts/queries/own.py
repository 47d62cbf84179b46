"""What this room itself keeps about somebody (datele din contacte), as items of the keepers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from condica.contacts.models import Consent, Contact, PersonRequest
from condica.contacts.queries.cards import members
from condica.contacts.queries.keepers import Item, keepers, people_of, still_needed

OPEN_WORK = "O lucrare a persoanei este în curs: fără nume și adresă nu i se poate răspunde (GDPR, art. 17 alin. (3))."


def own_items(ids: Sequence[int]) -> Iterator[Item]:
    """The card, and those merged into it; kept while somebody still has to answer the person."""
    kept = OPEN_WORK if _has_open_work(ids) else ""
    found = Contact.objects.filter(pk__in=ids, erased_at=None).prefetch_related("addresses", "points", "roles__of")
    for contact in found.order_by("pk"):
        yield Item(contact, str(contact.journal_label), contact.get_absolute_url(), kept=kept, facts=facts_of(contact))


def _has_open_work(ids: Sequence[int]) -> bool:
    others = [keeper for keeper in keepers() if keeper.key not in {"contacts", "requests"}]
    return any(item.open for keeper in others for item in keeper.find(ids))


def facts_of(contact: Contact) -> dict[str, Any]:
    """The card's facts, named as on screen."""
    return {
        "nume": contact.name,
        "fel": contact.get_kind_display(),
        "CNP": contact.cnp,
        "CUI": contact.cui,
        "adrese": [str(address) for address in contact.addresses.all()],
        "e-mail și telefon": [str(point) for point in contact.points.all()],
        "calități": [str(role) for role in contact.roles.all()],
        "observații": contact.note,
        "din": contact.created_at,
    }


def no_longer_needed(papers: Sequence[int]) -> Iterator[Item]:
    """The people of these papers whom, once the papers are erased, nothing names any more; a consent keeps them."""
    senders = Contact.objects.filter(pk__in=people_of(papers), erased_at=None, kind="person")
    for contact in senders.order_by("pk"):
        ids = members(contact)
        consents = Consent.objects.filter(contact__in=ids, withdrawn_on=None).exists()
        if not consents and not still_needed(ids, papers):
            yield Item(contact, str(contact.journal_label), contact.get_absolute_url(), facts=facts_of(contact))


def proofs(ids: Sequence[int]) -> Iterator[Item]:
    """Consents and earlier requests: shown and exported, never erased."""
    reason = "Dovada se păstrează (GDPR, art. 5 alin. (2))."
    for consent in Consent.objects.filter(contact__in=ids):
        facts = {"pentru": consent.get_purpose_display(), "text": consent.text, "din": consent.since,
                 "până la": consent.until, "retras la": consent.withdrawn_on}  # fmt: skip
        yield Item(consent, f"Consimțământ: {consent}", kept=reason, facts=facts)
    for request in PersonRequest.objects.filter(contact__in=ids):
        facts = {"primită": request.received_on, "termen": request.due_on, "răspuns": request.outcome}
        yield Item(request, str(request.journal_label), request.get_absolute_url(), kept=reason, facts=facts)
