"""Envelopes of the special register (plicuri): what waits for a signature, and whether they are as written."""

from __future__ import annotations

from collections.abc import Iterator

from condica.accounts.models import User, valid_on
from condica.contacts import api as contacts
from condica.foundation import dates
from condica.journal.api import Finding
from condica.organisation import queries as organisation
from condica.registry.models import Envelope, Register, RegisterReader

WORDS = ("secrecy", "seals", "state", "brought_by", "delegation")


def waiting_for(user: User) -> list[Envelope]:
    """The envelopes handed to this person that they have not signed for."""
    rows = Envelope.objects.filter(handed_to=user, taken_at=None).select_related("entry__register", "handed_by")
    return list(rows.order_by("-handed_at")[:20])


def verify_envelopes() -> Iterator[Finding]:
    """What is written of each envelope against the words that its number's chain covers."""
    erased = set(contacts.erased_ids("registry_envelope"))
    for envelope in Envelope.objects.select_related("entry__register").iterator(1000):
        now = {name: getattr(envelope, name) for name in WORDS}
        if str(envelope.pk) not in {str(one) for one in erased} and envelope.entry.written.get("envelope") != now:
            where = f"registrul „{envelope.entry.register.key}”, numărul {envelope.entry.value}/{envelope.entry.year}"
            yield Finding(where, "ce s-a scris despre plic la înregistrare a fost schimbat")


def people_let_in(register: Register, *, besides: User) -> list[User]:
    """Who may be handed an envelope of this register: the people with a right in it today, by name or by post."""
    today = dates.today()
    rights = list(RegisterReader.objects.filter(valid_on(today), register=register))
    people = {row.user_id for row in rights if row.user_id}
    people |= organisation.people_in([row.unit_id for row in rights if row.unit_id], today)
    return list(User.objects.filter(pk__in=people - {besides.pk}, is_active=True))
