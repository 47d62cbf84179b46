"""The daily folders of the demo town (mapele): one closed this morning, one on the mayor's desk, one being prepared."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle

from condica.accounts.models import User
from condica.casework.actions.learning import learn_if_grown
from condica.config.demo.engine import one_batch
from condica.config.demo.raising import REGISTRARS, Town
from condica.desk import actions
from condica.desk.models import Folder, FolderPaper
from condica.desk.rules import Effect, Wanted
from condica.foundation import dates

BACK = timedelta(days=4)  # since when papers are presented to the mayor
MORNING = 6
PACE = (9_000, 14_000, 7_000, 21_000, 11_000)


def show(town: Town, until: datetime) -> None:
    """At the moment of the demonstration; each through the verb of its page."""
    with dates.frozen(until), one_batch():
        by, mayor = town.users[REGISTRARS[0]], town.users["Victor Morariu"]
        director = town.users["Laura Dumitrescu"]
        since = dates.bucharest_day(until) - BACK
        first = actions.set_presenting(mayor, since=since, a_day=2, presenter=town.units["SRP"], by=town.system)
        units = actions.set_presenting(director, gathers="units", since=since, by=town.system)
        _morning(town, actions.prepare(first, by=by), mayor, by)
        noon = actions.prepare(first, by=by)
        if noon.papers.exists():
            actions.present(noon, by=by)
        actions.prepare(units, by=by)
        actions.keep_phrase(text="Discutăm luni la ședință", effect=Effect.DEFER, by=mayor)
        learn_if_grown(by=town.system)


def _morning(town: Town, folder: Folder, mayor: User, by: User) -> None:
    """A few letters, each with another way of resolving, closed before noon; petitions wait for the noon folder."""
    papers = list(folder.papers.select_related("entry", "folder").order_by("position"))
    letters = [paper for paper in papers if paper.entry.kind != "petition"][:MORNING]
    for paper in papers:
        if paper not in letters:
            actions.take_out(paper, by=by)
    if not letters:
        return
    folder = actions.present(folder, by=by)
    for paper, wanted, took in zip(
        folder.papers.select_related("folder"), cycle(_ways(town)), cycle(PACE), strict=False
    ):
        _resolve(paper, wanted, took, mayor)
    actions.close_folder(folder, by=mayor)


def _ways(town: Town) -> list[Wanted]:
    units = town.units
    return [
        Wanted(text="Propuneți răspuns", lead=units["DU"], joint=[units["DPL"]]),
        Wanted(effect=Effect.INFORM, text="Spre știință", informed=[units["SRP"], units["SE"]]),
        Wanted(text="Spre soluționare", lead=units["DP"], informed=[units["DE"]]),
        Wanted(effect=Effect.DEFER, reason="discutăm la ședința de luni"),
        Wanted(effect=Effect.RETURN, reason="lipsește anexa 2; cereți-o expeditorului"),
        Wanted(effect=Effect.KEEP, text="Îi primesc joi, în audiență"),
    ]


def _resolve(paper: FolderPaper, wanted: Wanted, took: int, by: User) -> None:
    actions.resolve(paper, replace(wanted, milliseconds=took), seen=None, by=by)
