"""Who may see a file (drepturi asupra documentelor): whoever sees something it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents.models import Document
from condica.foundation.refusal import Refused
from condica.organisation.api import AdministrationLink, register_administration

_PROVIDERS: list[Callable[[User], Q]] = []
_BLOCKS: list[Callable[[Document], str]] = []


def register_visibility(provider: Callable[[User], Q]) -> None:
    """A room above says which documents its own things show to a user."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def register_block(holds: Callable[[Document], str]) -> None:
    """A room above says which files nobody opens for now, and why (carantină); an empty answer lets it through."""
    if holds not in _BLOCKS:
        _BLOCKS.append(holds)


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
    for why in filter(None, (holds(found) for holds in _BLOCKS)):
        raise Refused("document-held", why, remedy="Registratura hotărăște ce se întâmplă cu el.")
    return found


def register_pages() -> None:
    """Our pages of administration: whom to trust, and who signs with what."""
    register_administration(
        AdministrationLink(
            "trusted",
            "Certificate de încredere",
            "Emitenții acceptați, listele lor de revocare",
            icon="shield-check",
            url_name="documents:trusted",
            permission=Permission.SYSTEM_CARE,
            order=60,
        )
    )
    register_administration(
        AdministrationLink(
            "certificates",
            "Certificatele semnatarilor",
            "Cine semnează electronic și cu ce",
            icon="certificate",
            url_name="documents:certificates",
            permission=Permission.USER_EDIT,
            order=61,
        )
    )
