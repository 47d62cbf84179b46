"""Who may see a file (drepturi asupra documentelor): whoever sees something it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.documents.models import Document

_PROVIDERS: list[Callable[[User], Q]] = []


def register_visibility(provider: Callable[[User], Q]) -> None:
    """A room above says which documents its own things show to a user."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def visible_to(user: User) -> QuerySet[Document]:
    """The files this user may know of: what they brought in, and what the rooms above show them."""
    seen = Q(created_by=user)
    for provider in _PROVIDERS:
        seen |= provider(user)
    return Document.objects.select_related("blob").filter(seen)


def document_to_read(user: User, uuid: UUID) -> Document:
    """The file, or 404: absent and forbidden look alike."""
    found = visible_to(user).filter(pk=uuid).first()
    if found is None:
        raise Http404("Nu există acest document sau nu ai drept să îl vezi.")
    return found
