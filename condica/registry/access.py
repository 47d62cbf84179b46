"""Who may see and change papers (drepturi): every list, search, export and page starts here."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import Refused
from condica.organisation import api as organisation
from condica.registry.models import Attachment, Entry, Exit

_PROVIDERS: list[Callable[[User], Q]] = []


def register_visibility(provider: Callable[[User], Q]) -> None:
    """A room above adds papers that its own work shows to a user („lucrări date mie")."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def visible_to(user: User) -> QuerySet[Entry]:
    """The papers this user may know of; empty for whoever has no right (deny by default)."""
    papers = Entry.objects.select_related("number", "register", "unit")
    if user.may(Permission.ENTRY_SEE_ALL):
        return papers
    if not user.may(Permission.ENTRY_SEE_UNIT):
        return papers.none()
    seen = Q(unit__in=organisation.units_seen_by(user, dates.today())) | Q(registered_by=user)
    for provider in _PROVIDERS:
        seen |= provider(user)
    return papers.filter(seen)


def entry_to_read(user: User, register: str, year: int, number: int) -> Entry:
    """The paper, or 404: absent and forbidden look alike."""
    found = visible_to(user).filter(register__key=register, year=year, value=number).first()
    if found is None:
        raise Http404("Nu există acest număr sau nu ai drept să îl vezi.")
    return found


def entry_to_change(user: User, register: str, year: int, number: int) -> Entry:
    """The paper for somebody who may write in the register (corectură, conexare, fișiere)."""
    entry = entry_to_read(user, register, year, number)
    if not user.may(Permission.ENTRY_REGISTER):
        raise Refused("entry-change", "Numai registratura scrie în registru.", remedy="Cere registraturii corectura.")
    return entry


def entry_to_cancel(user: User, register: str, year: int, number: int) -> Entry:
    """The paper for somebody who may strike numbers out."""
    entry = entry_to_read(user, register, year, number)
    if not user.may(Permission.ENTRY_CANCEL):
        raise Refused("entry-cancel", "Nu ai drept să anulezi numere.", remedy="Cere șefului registraturii.")
    return entry


def register_documents() -> None:
    """A file is seen by whoever sees a paper that it belongs to, or that left with it."""
    documents.register_visibility(_documents_of)
    documents.register_companions(_came_with)


def _documents_of(user: User) -> Q:
    papers = visible_to(user).order_by().values("pk")
    attached = Attachment.objects.filter(document=OuterRef("pk"), entry__in=papers)
    left = Exit.objects.filter(document=OuterRef("pk"), entry__in=papers)
    return Q(Exists(attached)) | Q(Exists(left))


def _came_with(document: Document) -> list[Document]:
    """The files of the same papers: a detached signature came beside the file that it signs."""
    papers = Attachment.objects.filter(document=document).values("entry")
    return [row.document for row in Attachment.objects.filter(entry__in=papers).select_related("document__blob")[:50]]
