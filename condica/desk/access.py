"""Who works with which folder (drepturi la mape): the registry prepares, the decider or the substitute decides."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.desk.models import Folder, FolderPaper, FolderState, NamedUnit, Presenting
from condica.foundation import dates
from condica.foundation.refusal import Refused
from condica.organisation import api as organisation
from condica.registry import api as registry


def register_papers() -> None:
    """Whoever decides about a paper, or is to know of it, sees it in the register."""
    registry.register_visibility(_papers_of)


def _papers_of(user: User) -> Q:
    mine = FolderPaper.objects.filter(entry=OuterRef("pk"), folder__decider__in=organisation.stands_for(user))
    presented = mine.exclude(folder__state=FolderState.PREPARING)
    return Q(Exists(presented)) | Q(Exists(informed(user).filter(resolution__paper__entry=OuterRef("pk"))))


def informed(user: User) -> QuerySet[NamedUnit]:
    """What the units of this person were told for information, by folders already closed."""
    units = organisation.units_seen_by(user, dates.today())
    rows = NamedUnit.objects.filter(role=NamedUnit.Role.INFORMED, unit__in=units, resolution__undone_at=None)
    return rows.filter(resolution__paper__settled_at__isnull=False)


def visible_to(user: User) -> QuerySet[Folder]:
    """The folders that this person prepares, decides, or stands in for whoever decides."""
    folders = Folder.objects.select_related("decider", "prepared_by", "presented_by", "closed_by")
    if user.may(Permission.ENTRY_REGISTER):
        return folders
    if not user.may(Permission.CASE_ASSIGN):
        return folders.none()
    mine = folders.filter(decider__in=organisation.stands_for(user))
    return mine.exclude(state=FolderState.PREPARING)


def folder_to_read(user: User, pk: int) -> Folder:
    """The folder, or 404: absent and forbidden look alike."""
    found = visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această mapă sau nu e a ta.")
    return found


def folder_to_prepare(user: User, pk: int) -> Folder:
    """The folder for the registry, which prepares it."""
    folder = folder_to_read(user, pk)
    if not user.may(Permission.ENTRY_REGISTER):
        raise Refused("folder-prepare", "Mapa o pregătește registratura.", remedy="Spune registraturii ce lipsește.")
    return folder


def paper_to_decide(user: User, pk: int, position: int) -> FolderPaper:
    """A paper of a presented folder, for its decider, a substitute, or the registry that copies what is in ink."""
    folder = folder_to_read(user, pk)
    papers = folder.papers.select_related("entry__register", "entry__number", "entry__unit", "entry__sender")
    found = papers.filter(position=position).first()
    if found is None or folder.state == FolderState.PREPARING:
        raise Http404("Nu există acest document în mapă.")
    found.folder = folder
    return found


def decides(user: User, folder: Folder) -> bool:
    """Whether the folder is the person's own to decide, or of whom they stand in for."""
    return user.may(Permission.CASE_ASSIGN) and folder.decider_id in organisation.stands_for(user)


def stands_in(user: User, folder: Folder) -> bool:
    """Whether the person decides in somebody else's place."""
    return user.pk != folder.decider_id and decides(user, folder)


def require_decider(user: User, folder: Folder) -> None:
    """Refuse who neither decides, nor stands in, nor copies from paper."""
    if not decides(user, folder) and not user.may(Permission.ENTRY_REGISTER):
        raise Refused("folder-decide", "Mapa e a altcuiva.", remedy="Rezoluția o dă cel căruia i s-a prezentat mapa.")


def presenting_of(user: User, pk: int) -> Presenting:
    """Who decides by folder, for the registry that begins one."""
    found = Presenting.objects.filter(pk=pk).first()
    if found is None or not user.may(Permission.ENTRY_REGISTER):
        raise Http404("Nu există acest decident.")
    return found


def information_to_see(user: User, pk: int) -> NamedUnit:
    """A paper told to the person's unit for information; absent and forbidden look alike."""
    rows = informed(user).select_related("unit", "resolution__paper__entry", "resolution__paper__folder__decider")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această înștiințare sau nu e a compartimentului tău.")
    return found
