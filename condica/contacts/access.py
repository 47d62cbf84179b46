"""Who may see whose data (vederea datelor): an organisation's by all inside, a person's by who works with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts.models import Contact, PersonExport, PersonRequest
from condica.contacts.queries import met_by, was_seen
from condica.contacts.rules import ContactKind
from condica.foundation import masks

PRIVATE = frozenset({ContactKind.PERSON.value, ContactKind.ANONYMOUS.value})


@dataclass(frozen=True, slots=True)
class Eyes:
    """What one user sees of people: in clear those of their own work, initials of the others."""

    everybody: bool
    known: frozenset[int]

    def sees(self, contact: Contact) -> bool:
        """Whether the name, address, e-mail and phone are shown."""
        return self.everybody or contact.kind not in PRIVATE or contact.pk in self.known

    def name(self, contact: Contact) -> str:
        """The name, or its initials."""
        return contact.name if self.sees(contact) else masks.name(contact.name)


def eyes(user: User, contacts: Iterable[Contact]) -> Eyes:
    """The eyes of a user over these contacts, in a bounded number of queries."""
    if user.may(Permission.PERSONAL_SEE):
        return Eyes(everybody=True, known=frozenset())
    people = [contact for contact in contacts if contact.kind in PRIVATE]
    own = {contact.pk for contact in people if contact.created_by_id == user.pk}
    met = met_by(user, [contact.pk for contact in people]) if people else set()
    return Eyes(everybody=False, known=frozenset(own | met))


def may_see(user: User, contact: Contact) -> bool:
    """Whether this user may see this person's data."""
    return eyes(user, [contact]).sees(contact)


def is_open(user: User, contact: Contact, now: datetime) -> bool:
    """Whether the card may be shown whole: an organisation's always, a person's within the hour after it was opened."""
    if contact.kind not in PRIVATE:
        return True
    return may_see(user, contact) and was_seen(user, contact, now)


def contact_to_see(user: User, pk: int) -> Contact:
    """The person, for somebody who may see them; absent and forbidden look alike."""
    contact = Contact.objects.filter(pk=pk, erased_at=None).first()
    if contact is None or not may_see(user, contact):
        raise Http404("Nu există acest contact sau nu ai drept să îi vezi datele.")
    return contact


def requests_visible(user: User) -> QuerySet[PersonRequest]:
    """The requests that a user may read: whoever may see people, all; others none."""
    found = PersonRequest.objects.select_related("contact", "asked_by", "decided_by")
    return found if user.may(Permission.PERSONAL_SEE) else found.none()


def request_to_read(user: User, pk: int) -> PersonRequest:
    """The request, or 404."""
    found = requests_visible(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această cerere sau nu ai drept să o vezi.")
    return found


def export_to_take(user: User, uuid: UUID) -> PersonExport:
    """The copy, for who asked for it."""
    found = PersonExport.objects.filter(pk=uuid, by=user).first()
    if found is None:
        raise Http404("Nu există această copie.")
    return found
