"""Petitions that belong together (petiții asemănătoare): of one petitioner, near in time."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from condica.contacts import api as contacts
from condica.petitions.models import Petition
from condica.registry.models import Entry


def petition_of(entry: Entry) -> Petition | None:
    """The petition that a paper is."""
    return Petition.objects.select_related("case__entry__register", "about").filter(case__entry=entry).first()


def earlier_of_same(petition: Petition) -> QuerySet[Petition]:
    """Earlier petitions of the same petitioner, the newest first: what may be connected, or was answered."""
    entry = petition.entry
    same = Q(pk__in=[])
    if entry.sender is not None:
        same |= Q(case__entry__sender__in=contacts.members(contacts.resolved(entry.sender)))
    if entry.sender_email:
        same |= Q(case__entry__sender_email__iexact=entry.sender_email)
    if entry.sender_name:
        same |= Q(case__entry__sender_name__iexact=entry.sender_name)
    found = Petition.objects.select_related("case__entry__register", "case__entry__number")
    return found.filter(same, case__entry__lt=entry.pk).exclude(case__stage="joined").order_by("-case__entry")
