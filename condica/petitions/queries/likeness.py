"""Petitions and papers that belong together (petiții asemănătoare): of one petitioner, near in time."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from condica.contacts import api as contacts
from condica.petitions.models import Petition
from condica.registry.models import Entry


def petition_of(entry: Entry) -> Petition | None:
    """The petition that a paper is."""
    return Petition.objects.select_related("case__entry__register", "about").filter(case__entry=entry).first()


def _of_same(entry: Entry, prefix: str = "") -> Q:
    """What comes from the same petitioner: the contact (after merges), the e-mail, the name."""
    same = Q(pk__in=[])
    if entry.sender is not None:
        same |= Q(**{f"{prefix}sender__in": contacts.members(contacts.resolved(entry.sender))})
    if entry.sender_email:
        same |= Q(**{f"{prefix}sender_email__iexact": entry.sender_email})
    if entry.sender_name:
        same |= Q(**{f"{prefix}sender_name__iexact": entry.sender_name})
    return same


def earlier_of_same(petition: Petition) -> QuerySet[Petition]:
    """Earlier petitions of the same petitioner, the newest first: what may be connected, or was answered."""
    same = _of_same(petition.entry, "case__entry__")
    found = Petition.objects.select_related("case__entry__register", "case__entry__number")
    earlier = found.filter(same, case__entry__lt=petition.entry.pk)
    return earlier.exclude(case__stage="joined").order_by("-case__entry")


def later_papers(petition: Petition) -> QuerySet[Entry]:
    """Later papers of the same petitioner that are no open petition: one of them may give this one up."""
    open_petition = Petition.objects.filter(case__entry=OuterRef("pk"), case__closed_at=None)
    papers = Entry.objects.select_related("register", "number").filter(_of_same(petition.entry), direction="in")
    later = papers.filter(pk__gt=petition.entry.pk, cancelled=False)
    return later.exclude(Exists(open_petition)).order_by("-pk")
