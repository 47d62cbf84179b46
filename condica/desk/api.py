"""The desk's door (masa de lucru): where search looks, and what the frame shows of a person."""

from __future__ import annotations

from condica.accounts.rules import Permission
from condica.desk.models import FolderPaper, Resolution
from condica.desk.queries import post_of, unread
from condica.desk.rules import Hit, Source, register_source, sources
from condica.foundation import navigation
from condica.foundation.navigation import AnyOf, NavItem
from condica.organisation.api import AdministrationLink, register_administration
from condica.registry.actions.bound import Rows, register_bound

__all__ = ["Hit", "Source", "register_frame", "register_source", "sources"]


def register_frame() -> None:
    """The desk's entries in the menu, and the places that the frame links to."""
    navigation.register(NavItem("home", "Acasă", "home", "desk:home", Permission.DESK_USE, 10))
    see = AnyOf({Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT})
    navigation.register(NavItem("registry", "Registratură", "books", "registry:list", see, 20))
    work = AnyOf({Permission.CASE_WORK, Permission.CASE_ASSIGN})
    navigation.register(NavItem("work", "Lucrări", "checklist", "casework:list", work, 25))
    folders = AnyOf({Permission.ENTRY_REGISTER, Permission.CASE_ASSIGN})
    navigation.register(NavItem("folder", "Mapa", "folder", "desk:folders", folders, 24))
    navigation.register_place("home", "desk:home", Permission.DESK_USE)
    navigation.register_place("search", "desk:search", Permission.DESK_USE)
    navigation.register_place("new", "registry:new", Permission.ENTRY_REGISTER)
    navigation.register_place("term", "desk:term")
    navigation.register_place("sign_out", "account_logout")
    navigation.register_place("notices", "desk:news", Permission.DESK_USE)
    navigation.register_fact("post", post_of)
    navigation.register_fact("notices", unread)
    register_administration(
        AdministrationLink(
            "deciders", "Mapa zilnică", "Cui se prezintă documentele, cine pregătește mapa", "folder", "desk:deciders",
            Permission.ORGANISATION_EDIT, 45,
        )
    )  # fmt: skip
    register_administration(
        AdministrationLink(
            "suggestions", "Sugestia de compartiment", "Din ce s-a învățat și cât de des e bună", "sparkles",
            "desk:suggestions", Permission.SYSTEM_CARE, 88,
        )
    )  # fmt: skip
    register_administration(
        AdministrationLink(
            "journal", "Jurnal", "Cine ce a făcut și când", "history", "desk:journal", Permission.JOURNAL_SEE, 90
        )
    )


def register_keepers() -> None:
    """Tell contacts what the folders keep about people; it shares the fate of the paper presented."""
    register_bound(
        key="desk",
        label="Mape: documentele prezentate și rezoluțiile",
        how="Expeditorul, conținutul și cuvintele rezoluției devin o mențiune.",
        keeps="Numerele, ordinea, cine a hotărât, când și ce compartimente au fost numite.",
        rows=(
            Rows(FolderPaper, "entry", "Documentul din mapă", ("sender", "subject", "note", "refusal")),
            Rows(Resolution, "paper__entry", "Rezoluția din mapă", ("text", "reason")),
        ),
        order=35,
    )
