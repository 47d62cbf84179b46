"""Who may do what with a petition (drepturi): the page gets its petition here, or a refusal in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.casework.access import require_work
from condica.foundation.refusal import Refused
from condica.petitions.actions.steps import concern
from condica.petitions.models import Petition


def petition_to_read(user: User, register: str, year: int, number: int) -> Petition:
    """The petition, or 404: absent and forbidden look alike."""
    case = casework.case_to_read(user, register, year, number)
    found = (
        Petition.objects.select_related("about", "joined_to__case__entry__register", "repeats")
        .filter(pk=case.pk)
        .first()
    )
    if found is None:
        raise Http404("Documentul nu e o petiție.")
    found.case = case
    return found


def kept_out(user: User, cases: Sequence[int]) -> set[int]:
    """Which of these petitions the person may not solve: those about the person or somebody above (art. 11)."""
    about = Petition.objects.filter(pk__in=cases, about__isnull=False).select_related("about")
    return {petition.pk for petition in about if concern(petition, user)}


def petition_to_work(user: User, register: str, year: int, number: int) -> Petition:
    """The petition for who solves it: its card, a proposal of more time, its closing."""
    petition = petition_to_read(user, register, year, number)
    if not user.may(Permission.ENTRY_REGISTER):  # the registry keeps petitions in evidence, art. 6 alin. (3)
        require_work(user, petition.case)
    return petition


def petition_to_extend(user: User, register: str, year: int, number: int) -> Petition:
    """The petition for the head of the authority (art. 9)."""
    petition = petition_to_read(user, register, year, number)
    _require(user, Permission.PETITION_EXTEND, "Termenul îl prelungește numai conducătorul autorității.")
    return petition


def petition_to_redirect(user: User, register: str, year: int, number: int) -> Petition:
    """The petition for the department that sends misaddressed ones on (art. 6^1)."""
    petition = petition_to_work(user, register, year, number)
    _require(user, Permission.PETITION_REDIRECT, "Redirecționarea o face compartimentul de relații cu publicul.")
    return petition


def petition_to_file(user: User, register: str, year: int, number: int) -> Petition:
    """The petition for who files and connects (art. 7, 10)."""
    petition = petition_to_work(user, register, year, number)
    _require(user, Permission.PETITION_FILE, "Clasarea o face compartimentul de relații cu publicul.")
    return petition


def _require(user: User, permission: Permission, words: str) -> None:
    if not user.may(permission):
        raise Refused(permission.value.replace("_", "-"), words, remedy="Cere celui care are acest drept.")
