"""What may be done next with an act or a display (pașii următori): the first one is the one that is owed."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework.api import ActionOffer
from condica.correspondence.api import Stage as LetterStage
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.rules import court, display
from condica.foundation import dates
from condica.law import cpc


def paper_offers(paper: CourtPaper, user: User, today: date) -> list[ActionOffer]:
    """The deeds on an act, for the registry."""
    if not user.may(Permission.ENTRY_REGISTER):
        return []
    stage = court.Stage(paper.stage)
    if stage is court.Stage.NEW:
        return [
            _of(paper, "describe", "Completează din procesul-verbal al agentului", "c", "pencil", primary=True),
            _of(paper, "give_back", "Înapoiază instanței", "i", "arrow-back-up", why="depus greșit, altă localitate"),
            _of(paper, "set_aside", "Nu e de predat aici", "n", "x", why="instituția însăși e parte în dosar"),
        ]
    if stage is court.Stage.WAITING:
        return _waiting(paper, today)
    if stage in {court.Stage.HANDED, court.Stage.RETURNED}:
        return _to_send(paper, stage)
    return []


def _waiting(paper: CourtPaper, today: date) -> list[ActionOffer]:
    assert paper.due_on is not None  # noqa: S101 - a waiting act has its term
    posted = paper.posted_on or today
    back = _of(paper, "give_back", "Înapoiază instanței", "i", "arrow-back-up", primary=today > paper.due_on,
               why="refuză primirea, altă localitate, greșeală; neridicat, după termen")  # fmt: skip
    again = _of(
        paper, "describe", "Corectează cele scrise", "c", "pencil", why="cu urmă; termenul se socotește din nou"
    )
    first = cpc.first_day(posted)
    if first <= today <= paper.due_on:
        return [_of(paper, "hand_over", "Predă actul", "p", "user-check", primary=True), back, again]
    why = f"Se poate ridica de {dates.long(first)}." if today < first else "Termenul de ridicare s-a împlinit."
    refused = ActionOffer("hand_over", "Predă actul", allowed=False, reason=why, cites=cpc.ART_163_3)
    return [back, again, refused] if today > paper.due_on else [again, back, refused]


def _to_send(paper: CourtPaper, stage: court.Stage) -> list[ActionOffer]:
    handed = stage is court.Stage.HANDED
    label = "Tipărește dovada predării" if handed else "Tipărește adresa de înapoiere"
    sent = "Consemnează trimiterea dovezii" if handed else "Consemnează trimiterea actului"
    letter = paper.letter if paper.letter and paper.letter.stage != LetterStage.DROPPED else None
    write = (
        ActionOffer("letter", "Deschide scrisoarea", url=letter.get_absolute_url(), shortcut="s", icon="mail")
        if letter
        else _of(paper, "letter", "Scrie scrisoarea către instanță", "s", "mail", why="cu semnături, e-mail sau poștă")
    )
    return [
        _of(paper, "record_sent", sent, "t", "send", primary=True, why="prin poștă, e-mail, curier sau agentului"),
        _of(paper, "proof", label, "d", "printer"),
        write,
    ]


def _of(
    paper: CourtPaper, name: str, label: str, key: str, icon: str, *, why: str = "", primary: bool = False
) -> ActionOffer:
    return ActionOffer(name, label, why=why, url=paper.address(name), shortcut=key, primary=primary, icon=icon)


def display_offers(one: Display, user: User) -> list[ActionOffer]:
    """The deeds on a display, for the registry."""
    if not user.may(Permission.ENTRY_REGISTER):
        return []
    stage = display.Stage(one.stage)
    if stage is display.Stage.ASKED:
        ready = bool(one.lasting and one.places)
        return [
            _on(one, "post", "Consemnează afișarea", "a", "clipboard-text", primary=ready),
            _on(one, "change", "Completează cererea", "c", "pencil", primary=not ready, why="temei, locuri, durată"),
            _on(one, "another", "Adaugă alt document din aceeași cerere", "m", "plus"),
            _on(one, "drop", "Nu se afișează", "n", "x", why="retras, greșit îndreptat, fără temei"),
        ]
    if stage is display.Stage.POSTED:
        return [
            _on(one, "take_down", "Consemnează dezafișarea", "z", "clipboard-x", primary=True),
            _on(one, "posting_minute", "Tipărește procesul-verbal de afișare", "p", "printer"),
        ]
    if stage is display.Stage.DROPPED:
        return []
    return [*_after(one, stage), _on(one, "posting_minute", "Tipărește procesul-verbal de afișare", "p", "printer")]


def _after(one: Display, stage: display.Stage) -> list[ActionOffer]:
    minute = _on(one, "taking_minute", "Tipărește procesul-verbal de dezafișare", "z", "printer")
    if stage is not display.Stage.DOWN:
        return [minute]
    letter = one.letter if one.letter and one.letter.stage != LetterStage.DROPPED else None
    write = (
        ActionOffer("answer", "Deschide scrisoarea", url=letter.get_absolute_url(), shortcut="s", icon="mail")
        if letter
        else _on(one, "answer", "Scrie răspunsul către emitent", "s", "mail", why="cu semnături, e-mail sau poștă")
    )
    primary = one.reply_wanted
    sent = _on(one, "record_answer", "Consemnează trimiterea răspunsului", "t", "send", primary=primary)
    return [sent, write, minute]


def _on(
    one: Display, name: str, label: str, key: str, icon: str, *, why: str = "", primary: bool = False
) -> ActionOffer:
    url = reverse(f"court_papers:{name}", args=[one.pk])
    return ActionOffer(name, label, why=why, url=url, shortcut=key, primary=primary, icon=icon)
