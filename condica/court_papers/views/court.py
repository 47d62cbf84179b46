"""Pages of court papers (acte de procedură): the list, one act, and its deeds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework.forms import NoForm
from condica.court_papers import access, actions, queries
from condica.court_papers import print as printing
from condica.court_papers.forms import ActForm, HandForm, ReasonForm, ReturnForm, SentForm
from condica.court_papers.models import CourtPaper
from condica.court_papers.rules import court as rules
from condica.court_papers.views.verbs import GET_POST, KEEP, SAFE, SEE, pdf, posted, user_of, verb_page
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.registry.queries import history

PAGE = 25


@SAFE
@SEE
def papers(request: HttpRequest) -> HttpResponse:
    """The acts of one list, with what is owed for each."""
    user, today = user_of(request), dates.today()
    chosen, words, found = asked_papers(request)
    page = keyset(found, queries.order_of(chosen), request.GET.get("dupa"), PAGE)
    context = {
        "lists": queries.PAPER_LISTS, "chosen": chosen, "words": words, "page": page,
        "counts": queries.counts(user, today), "ways": rules.WAYS,
        "rows": rows_of(page.items, user, today),
        "keeps": user.may(Permission.ENTRY_REGISTER), "today": today,
    }  # fmt: skip
    return render(request, "court_papers/papers.html", context)


def asked_papers(request: HttpRequest) -> tuple[str, str, QuerySet[CourtPaper]]:
    """The list and the words that the address asks for, and what they find."""
    chosen, words = request.GET.get("lista", "de-predat"), request.GET.get("q", "").strip()
    chosen = chosen if chosen in queries.PAPER_LISTS else "de-predat"
    return chosen, words, queries.papers(user_of(request), chosen, dates.today(), words)


def rows_of(papers: Iterable[CourtPaper], user: User, today: date) -> list[dict[str, Any]]:
    """The acts as a list shows them: whose, what is owed, whether nobody came in time."""
    return [
        {
            "paper": paper, "term": paper.chip(today), "name": queries.shown_name(paper.recipient, user),
            "stage": rules.stage_words(paper.stage, paper.due_on, today),
            "to_do": paper.stage in {rules.Stage.HANDED, rules.Stage.RETURNED}
            or rules.is_overdue(paper.stage, paper.due_on, today),
        }
        for paper in papers
    ]  # fmt: skip


@SAFE
@SEE
def paper(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """One act: what is known, the term with its explanation, the next step, what happened."""
    user, today = user_of(request), dates.today()
    one = access.paper_to_read(user, register, year, number)
    late = rules.late_deposit(one.posted_at, one.entry.received_at) if one.posted_at else ""
    context = {
        "paper": one, "entry": one.entry, "term": one.chip(today),
        "stage": rules.stage_words(one.stage, one.due_on, today),
        "name": queries.shown_name(one.recipient, user), "address": queries.shown_address(one.recipient_address, user),
        "agent": queries.shown_name(one.agent, user), "taker": queries.shown_name(one.handed_to, user),
        "offers": queries.paper_offers(one, user, today), "others": access.same_recipient(user, one)[:10],
        "late_deposit": late, "lines": history(one.entry),
        "files": one.entry.attachments.select_related("document")[:20],
        "keeps": user.may(Permission.ENTRY_REGISTER),
    }  # fmt: skip
    return render(request, "court_papers/paper.html", context)


@GET_POST
@KEEP
def new(request: HttpRequest) -> HttpResponse:
    """An act brought by a court's agent: six fields, then its number and its term at once."""
    user = user_of(request)
    form = ActForm(posted(request), courts=queries.courts(), initial=_same_person(request))
    return verb_page(
        request, form, lambda data: actions.receive(form.act, by=user), title="Primește un act de procedură",
        about="depus de agentul instanței, cu procesul-verbal al lui", back=reverse("court_papers:papers"),
        button="Înregistrează actul", done="Actul e înregistrat; termenul curge de la afișarea înștiințării.",
        template="court_papers/new.html",
    )  # fmt: skip


def _same_person(request: HttpRequest) -> dict[str, Any]:
    """Another act for the same recipient begins with what is the same (mai multe acte pentru unul)."""
    before = request.GET.get("ca", "")
    found = access.papers_of(user_of(request)).filter(pk=int(before)).first() if before.isdigit() else None
    return {**actions.facts_of(found), "file_number": "", "acts": ""} if found else {}


@GET_POST
@KEEP
def describe(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Fill in or correct what the agent's minute says."""
    user, one = user_of(request), access.paper_to_move(user_of(request), register, year, number)
    form = ActForm(posted(request), courts=queries.courts(), initial=actions.facts_of(one))
    return verb_page(
        request, form, lambda data: actions.describe(one, form.act, by=user), title="Completează actul",
        about=f"{one}, de la {one.court or one.entry.sender_name}", back=one.get_absolute_url(), button="Salvează",
        done="Actul e completat; termenul s-a socotit de la afișarea înștiințării.", draft=str(one.pk),
        template="court_papers/new.html",
    )  # fmt: skip


@GET_POST
@KEEP
def hand_over(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Hand it over, with the other acts that wait for the same person."""
    user, one = user_of(request), access.paper_to_move(user_of(request), register, year, number)
    others = list(access.same_recipient(user, one)[:20])
    form = HandForm(posted(request), others=others, initial={"to": one.recipient})

    def do(data: dict[str, Any]) -> CourtPaper:
        also = set(data.pop("also", []))
        actions.hand_over([one, *(other for other in others if other.pk in also)], **data, by=user)
        return one

    return verb_page(
        request, form, do, title="Predă actul", about=f"{one}, dosar {one.file_number}", back=one.get_absolute_url(),
        button="Predă", done="Actul e predat; dovada pleacă azi la instanță.", draft=str(one.pk),
        sentences=["Din actul de identitate se păstrează numai felul și ultimele 4 caractere ale numărului."],
    )  # fmt: skip


@GET_POST
@KEEP
def give_back(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Send it back to the court, with the reason."""
    user, one = user_of(request), access.paper_to_move(user_of(request), register, year, number)
    over = one.due_on is not None and dates.today() > one.due_on
    form = ReturnForm(posted(request), initial={"why": "uncollected" if over else ""})
    return verb_page(
        request, form, lambda data: actions.give_back(one, **data, by=user), title="Înapoiază actul instanței",
        about=f"{one}, {one.court}, dosar {one.file_number}", back=one.get_absolute_url(), button="Înapoiază",
        done="Actul e de înapoiat; trimite-l azi, cu adresa de înapoiere.", draft=str(one.pk),
    )  # fmt: skip


@GET_POST
@KEEP
def set_aside(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Say that there is nobody to hand it to."""
    user, one = user_of(request), access.paper_to_move(user_of(request), register, year, number)
    return verb_page(
        request, ReasonForm(posted(request)), lambda data: actions.set_aside(one, **data, by=user),
        title="Nu e de predat aici", about=str(one), back=one.get_absolute_url(), button="Consemnează",
        done="S-a consemnat; documentul se repartizează ca oricare altul.", draft=str(one.pk),
        sentences=["De pildă o citație în care instituția însăși este parte."],
    )  # fmt: skip


@GET_POST
@KEEP
def record_sent(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Write that the proof, or the act, left for the court."""
    user, one = user_of(request), access.paper_to_move(user_of(request), register, year, number)
    what = "actului" if one.returned_at else "dovezii"
    return verb_page(
        request, SentForm(posted(request), initial={"way": "post"}),
        lambda data: actions.record_sent(one, **data, by=user), title=f"Consemnează trimiterea {what}",
        about=f"{one}, către {one.court}", back=one.get_absolute_url(), button="Consemnează",
        done="Trimiterea e consemnată, iar actul e încheiat.", draft=str(one.pk),
    )  # fmt: skip


@GET_POST
@KEEP
def letter(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Begin the letter to the court."""
    user, one = user_of(request), access.paper_to_move(user_of(request), register, year, number)
    return verb_page(
        request, NoForm(posted(request)),
        lambda data: actions.write_to_court(one, by=user), title="Scrie scrisoarea către instanță",
        about=f"{one}, către {one.court}", back=one.get_absolute_url(), button="Începe scrisoarea",
        done="Scrisoarea e începută; actul se încheie singur când ea pleacă.",
        sentences=[*actions.proof_sentences(one)] if one.handed_at or one.returned_at else [],
    )  # fmt: skip


@SAFE
@KEEP
def proof(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """The proof of handing over, or the sheet of return, as PDF."""
    one = access.paper_to_read(user_of(request), register, year, number)
    if not (one.handed_at or one.returned_at):
        raise Http404("Actul nu e nici predat, nici de înapoiat.")
    return pdf(printing.proof_pdf(one), f"dovada-{one.entry.value}-{one.entry.year}")
