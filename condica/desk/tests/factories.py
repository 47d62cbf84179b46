"""Makers of folders for tests (fabrici): the mayor decides, the registry presents."""

from __future__ import annotations

from datetime import date
from typing import Any

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.casework.tests.factories import Town
from condica.desk import actions
from condica.desk.models import Folder, FolderPaper, Presenting
from condica.desk.rules import Wanted
from condica.registry.models import Entry
from condica.registry.tests.factories import make_entry

SINCE = date(2026, 1, 1)


def make_presenting(town: Town, decider: User | None = None, **more: Any) -> Presenting:
    """Papers are presented to the mayor, or to somebody else, since the beginning of the year."""
    admin = make_user("administrator")
    return actions.set_presenting(decider or town.mayor, since=SINCE, by=admin, **more)


def make_papers(town: Town, count: int = 3, **words: Any) -> list[Entry]:
    """Letters just registered, of no procedure."""
    return [
        make_entry(**{"by": town.registrar, "kind": "letter", "subject": f"Adresa {place}", **words})
        for place in range(1, count + 1)
    ]


def make_folder(town: Town, count: int = 3, *, presented: bool = True, **words: Any) -> Folder:
    """A folder of the mayor's with some letters."""
    presenting = Presenting.objects.filter(decider=town.mayor, until=None).first() or make_presenting(town)
    make_papers(town, count, **words)
    folder = actions.prepare(presenting, by=town.registrar)
    return actions.present(folder, by=town.registrar) if presented else folder


def paper_of(folder: Folder, position: int = 1) -> FolderPaper:
    """A paper of a folder, by its place."""
    return folder.papers.select_related("folder", "entry").get(position=position)


def give(folder: Folder, position: int, wanted: Wanted, *, by: User) -> Any:
    """A resolution for the paper at a place, whatever stood there before."""
    paper = paper_of(folder, position)
    now = paper.resolutions.filter(undone_at=None).first()
    return actions.resolve(paper, wanted, seen=now.pk if now else None, by=by)
