"""Who may see and change papers (drepturi): every list, search, export and page starts here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from condica.accounts.models import User, valid_on
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.memo import inner, inner_of
from condica.foundation.refusal import Refused
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.registry.models import (
    Attachment,
    BookPart,
    Entry,
    Exit,
    Register,
    RegisterDesk,
    RegisterReader,
    YearClosing,
)

_PROVIDERS: list[Callable[[User], Q]] = []


def register_visibility(provider: Callable[[User], Q]) -> None:
    """A room above adds papers that its own work shows to a user („lucrări date mie")."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def visible_to(user: User) -> QuerySet[Entry]:
    """The papers this user may know of; empty for whoever has no right (deny by default)."""
    papers = Entry.objects.select_related("number", "register", "unit").exclude(register__in=hidden_from(user))
    if user.may(Permission.ENTRY_SEE_ALL):
        return papers
    if not user.may(Permission.ENTRY_SEE_UNIT):
        return papers.none()
    seen = Q(unit__in=organisation.units_seen_by(user, dates.today())) | Q(registered_by=user)
    let_in = inner("registers let into", (user.pk, dates.today()), lambda: _rights_of(user).values("register"))
    seen |= Q(register__in=let_in)
    for provider in _PROVIDERS:
        seen |= provider(user)
    return papers.filter(seen)


def seen_by(user: User) -> Any:
    """The same papers for `entry__in=` of a list of other things (their letters, cases, files)."""
    if user.may(Permission.ENTRY_SEE_ALL):
        return _papers_seen(user)  # few words, made in no time
    return inner_of("papers seen", lambda: organisation.standing_of(user, led=True), lambda: _papers_seen(user))


def _papers_seen(user: User) -> QuerySet[Entry, Any]:
    return visible_to(user).order_by().values("pk")


def hidden_registers(user: User) -> QuerySet[Register]:
    """The restricted registers that this user was not let into; for a subquery, so that a list asks nothing more.

    Nobody is let in by a role or by standing in for somebody: only by name, or by a post in a unit that was let in.
    """
    restricted = Register.objects.filter(confidentiality=Register.Confidentiality.RESTRICTED).order_by()
    if user.is_system:
        return restricted.none()
    return restricted.exclude(pk__in=_rights_of(user).values("register"))


def hidden_from(user: User) -> Any:
    """The same registers for `register__in=` of a list, in words made once a day for a person: every page asks it."""
    decided_by = (user.pk, user.is_system, dates.today())
    return inner("hidden registers", decided_by, lambda: hidden_registers(user).values("pk"))


def _rights_of(user: User) -> QuerySet[RegisterReader]:
    """The rights in registers that hold today, given to the person or to a unit where they hold a post."""
    today = dates.today()
    units = organisation.posts_of(user, today).values("post__unit")
    return RegisterReader.objects.filter(valid_on(today)).filter(Q(user=user) | Q(unit__in=units)).order_by()


def registers_seen_by(user: User) -> QuerySet[Register]:
    """The registers whose papers this user may come across, the general one first."""
    return Register.objects.exclude(pk__in=hidden_from(user)).order_by("-is_default", "name")


def registers_to_write(user: User) -> QuerySet[Register]:
    """The registers in which this user may register: of their desks, of every desk, or given to them by name."""
    today = dates.today()
    found = Register.objects.filter(closed_at=None).order_by("-is_default", "name")
    if user.is_system:
        return found
    of_desks = RegisterDesk.objects.filter(valid_on(today), register=OuterRef("pk"))
    mine = of_desks.filter(desk__unit__in=organisation.posts_of(user, today).values("post__unit"))
    given = Q(pk__in=_rights_of(user).filter(may_write=True).values("register"))
    plain = Q(confidentiality=Register.Confidentiality.OPEN) & (~Exists(of_desks) | Exists(mine))
    return found.filter(plain | given)


def register_to_see(user: User, key: str) -> Register:
    """The register, or 404: absent and hidden look alike."""
    return _of(registers_seen_by(user), key)


def register_to_manage(user: User, key: str) -> Register:
    """The register for whoever cares for it: its settings, not its papers."""
    if not user.may(Permission.ORGANISATION_EDIT):
        raise Refused("register-manage", "Nu ai drept să schimbi registrele.", remedy="Cere administratorului.")
    return _of(Register.objects.all(), key)


def register_to_close(user: User, key: str) -> Register:
    """The register for whoever closes its years and has it printed whole: all its papers must be theirs to read."""
    found = register_to_see(user, key)
    if not (user.may(Permission.ENTRY_CANCEL) and user.may(Permission.ENTRY_SEE_ALL)):
        raise Refused("register-close", "Nu ai drept să închei registre.", remedy="Cere șefului registraturii.")
    return found


def _of(found: QuerySet[Register], key: str) -> Register:
    one = found.filter(key=key).first()
    if one is None:
        raise Http404("Nu există acest registru sau nu ai drept să îl vezi.")
    return one


def may_receive(unit: Unit, register: Register) -> bool:
    """Whether a unit may be given a paper of this register: a restricted one, only who was let in."""
    if not register.is_restricted:
        return True
    return RegisterReader.objects.filter(valid_on(dates.today()), register=register, unit=unit).exists()


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
    papers = seen_by(user)
    attached = Attachment.objects.filter(document=OuterRef("pk"), entry__in=papers)
    left = Exit.objects.filter(document=OuterRef("pk"), entry__in=papers)
    return Q(Exists(attached)) | Q(Exists(left)) | _books_of(user)


def _books_of(user: User) -> Q:
    """Minutes of closed years and printed books: for whoever reads the whole register."""
    if not user.may(Permission.ENTRY_SEE_ALL):
        return Q(pk__in=[])
    hidden = hidden_from(user)
    minutes = YearClosing.objects.filter(document=OuterRef("pk")).exclude(register__in=hidden)
    parts = BookPart.objects.filter(document=OuterRef("pk")).exclude(printing__register__in=hidden)
    return Q(Exists(minutes)) | Q(Exists(parts))


def _came_with(document: Document) -> list[Document]:
    """The files of the same papers: a detached signature came beside the file that it signs."""
    papers = Attachment.objects.filter(document=document).values("entry")
    return [row.document for row in Attachment.objects.filter(entry__in=papers).select_related("document__blob")[:50]]


def register_pages() -> None:
    """Our page of administration: which registers the house keeps."""
    organisation.register_administration(
        organisation.AdministrationLink(
            "registers",
            "Registre",
            "Ce registre ține casa, cine înregistrează și cine citește în ele",
            icon="books",
            url_name="registry:registers",
            permission=Permission.ORGANISATION_EDIT,
            order=40,
        )
    )
