"""Pages of displays (afișări): the list, one display, its deeds and minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from condica.accounts.rules import Permission
from condica.casework.forms import NoForm
from condica.court_papers import access, actions, queries
from condica.court_papers import print as printing
from condica.court_papers.forms import AskedForm, DownForm, PostForm, ReasonForm, SentForm
from condica.court_papers.models import Display
from condica.court_papers.rules import display as rules
from condica.court_papers.views.verbs import GET_POST, KEEP, SAFE, SEE, pdf, posted, user_of, verb_page
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.registry.queries import history

PAGE = 25


@SAFE
@SEE
def displays(request: HttpRequest) -> HttpResponse:
    """The displays of one list: to put up, up, to take down, to answer."""
    user, today = user_of(request), dates.today()
    chosen, words, found = asked_displays(request)
    page = keyset(found, queries.order_of(chosen), request.GET.get("dupa"), PAGE)
    context = {
        "lists": queries.DISPLAY_LISTS, "chosen": chosen, "words": words, "page": page,
        "counts": queries.counts(user, today),
        "rows": rows_of_displays(page.items, today),
        "keeps": user.may(Permission.ENTRY_REGISTER), "today": today,
    }  # fmt: skip
    return render(request, "court_papers/displays.html", context)


def asked_displays(request: HttpRequest) -> tuple[str, str, QuerySet[Display]]:
    """The list and the words that the address asks for, and what they find."""
    chosen, words = request.GET.get("lista", "afisate"), request.GET.get("q", "").strip()
    chosen = chosen if chosen in queries.DISPLAY_LISTS else "afisate"
    return chosen, words, queries.displays(user_of(request), chosen, dates.today(), words)


def rows_of_displays(displays: Iterable[Display], today: date) -> list[dict[str, Any]]:
    """The displays as a list shows them, each with what is owed."""
    due = {rules.Stage.ASKED, rules.Stage.POSTED}
    return [{"display": one, "term": one.chip(today), "to_do": one.stage in due} for one in displays]


@SAFE
@SEE
def display(request: HttpRequest, pk: int) -> HttpResponse:
    """One display: its ground, where it hangs and until when, the next step, what happened."""
    user, one = user_of(request), access.display_to_read(user_of(request), pk)
    late = ""
    if one.ground.hearing and one.posted_at:
        late = rules.late_citation(one.until, dates.bucharest_day(one.posted_at))
    context = {
        "one": one, "entry": one.entry, "term": one.chip(dates.today()), "stage": rules.STAGES[rules.Stage(one.stage)],
        "offers": queries.display_offers(one, user), "late_citation": late, "lines": history(one.entry),
        "others": access.displays_of(user).filter(entry=one.entry).exclude(pk=one.pk).order_by("pk")[:20],
    }  # fmt: skip
    return render(request, "court_papers/display.html", context)


@GET_POST
@KEEP
def new_display(request: HttpRequest) -> HttpResponse:
    """A request to display something, registered and written down at once."""
    form = AskedForm(posted(request), initial={"places": ["seat"], "lasting": ""})
    return verb_page(
        request, form, lambda data: actions.register_request(form.asked, by=user_of(request)),
        title="Cerere de afișare", about="primește număr în registru odată cu salvarea",
        back=reverse("court_papers:displays"), button="Înregistrează cererea",
        done="Cererea e înregistrată; consemnează afișarea când documentul e la locul lui.",
    )  # fmt: skip


@GET_POST
@KEEP
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in a request before it goes up."""
    user, one = user_of(request), access.display_to_move(user_of(request), pk)
    form = AskedForm(posted(request), initial=_facts(one))
    return verb_page(
        request, form, lambda data: actions.change(one, form.asked, by=user), title="Completează cererea de afișare",
        about=one.title, back=one.get_absolute_url(), button="Salvează", done="Cererea e completată.", draft=str(pk),
        sentences=["Dacă temeiul nu spune cât stă afișat, întreabă emitentul: nimic nu se scoate de la sine."],
    )  # fmt: skip


def _facts(one: Display) -> dict[str, Any]:
    names = (
        "title", "requester", "basis", "places", "lasting", "days", "until", "basis_words", "url", "reply_wanted",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names}


@GET_POST
@KEEP
def another(request: HttpRequest, pk: int) -> HttpResponse:
    """One more document of the same request."""
    user, one = user_of(request), access.display_to_move(user_of(request), pk)
    form = AskedForm(posted(request), initial={**_facts(one), "title": ""})
    return verb_page(
        request, form, lambda data: actions.ask(one.entry, form.asked, by=user),
        title="Alt document din aceeași cerere", about=f"cererea {one.entry.paper_number}",
        back=one.get_absolute_url(), button="Adaugă", done="Documentul e adăugat la cerere.", draft=str(pk),
    )  # fmt: skip


@GET_POST
@KEEP
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it hangs there, from when."""
    user, one = user_of(request), access.display_to_move(user_of(request), pk)
    form = PostForm(posted(request), initial={"at": dates.now()})
    if not one.ground.witness:
        form.fields["witness"].help_text = "Numai dacă afișarea s-a făcut de față cu cineva."
    return verb_page(
        request, form, lambda data: actions.post(one, **data, by=user), title="Consemnează afișarea",
        about=f"{one.title}, {one.places_words or 'loc nehotărât'}; {one.lasting_words}", back=one.get_absolute_url(),
        button="Consemnează afișarea", done="Afișarea e consemnată, cu procesul-verbal ei.", draft=str(pk),
        sentences=["Procesul-verbal de afișare primește număr și se tipărește de pe pagina afișării."],
    )  # fmt: skip


@GET_POST
@KEEP
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it no longer hangs there, since when."""
    user, one = user_of(request), access.display_to_move(user_of(request), pk)
    until = f"Stă afișat până {dates.long(one.last_on)} inclusiv." if one.last_on else "Nu are o dată de dezafișare."
    return verb_page(
        request, DownForm(posted(request), initial={"at": dates.now()}),
        lambda data: actions.take_down(one, **data, by=user), title="Consemnează dezafișarea", about=one.title,
        back=one.get_absolute_url(), button="Consemnează dezafișarea", done="Dezafișarea e consemnată.", draft=str(pk),
        sentences=[until],
    )  # fmt: skip


@GET_POST
@KEEP
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is not displayed."""
    user, one = user_of(request), access.display_to_move(user_of(request), pk)
    return verb_page(
        request, ReasonForm(posted(request)), lambda data: actions.drop(one, **data, by=user), title="Nu se afișează",
        about=one.title, back=one.get_absolute_url(), button="Consemnează", done="S-a consemnat.", draft=str(pk),
    )  # fmt: skip


@GET_POST
@KEEP
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the letter to who asked."""
    user, one = user_of(request), access.display_to_move(user_of(request), pk)
    return verb_page(
        request, NoForm(posted(request)), lambda data: actions.write_answer(one, by=user),
        title="Scrie răspunsul către emitent", about=f"{one.title}, către {one.requester}", back=one.get_absolute_url(),
        button="Începe scrisoarea", done="Scrisoarea e începută; afișarea se încheie singură când ea pleacă.",
        sentences=actions.display_sentences(one) if one.posted_at else [],
    )  # fmt: skip


@GET_POST
@KEEP
def record_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write that who asked got the minutes."""
    user, one = user_of(request), access.display_to_move(user_of(request), pk)
    return verb_page(
        request, SentForm(posted(request), initial={"way": "email"}),
        lambda data: actions.record_answer(one, **data, by=user), title="Consemnează trimiterea răspunsului",
        about=f"{one.title}, către {one.requester}", back=one.get_absolute_url(), button="Consemnează",
        done="Răspunsul e consemnat, iar afișarea e încheiată.", draft=str(pk),
    )  # fmt: skip


@SAFE
@SEE
def posting_minute(request: HttpRequest, pk: int) -> HttpResponse:
    """The minute of putting up, as PDF."""
    one = access.display_to_read(user_of(request), pk)
    if one.posted_at is None:
        raise Http404("Documentul nu e afișat încă.")
    return pdf(printing.posting_pdf(one), f"pv-afisare-{one.pk}")


@SAFE
@SEE
def taking_minute(request: HttpRequest, pk: int) -> HttpResponse:
    """The minute of taking down, as PDF."""
    one = access.display_to_read(user_of(request), pk)
    if one.taken_at is None:
        raise Http404("Documentul nu e scos încă.")
    return pdf(printing.taking_pdf(one), f"pv-dezafisare-{one.pk}")
