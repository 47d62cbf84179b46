"""The term (art. 9), letters owed on the way, what a court gave."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect as go_to
from django.views.decorators.http import require_http_methods

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.casework.forms import NoForm
from condica.casework.views.verbs import posted, user_of, verb_page
from condica.foundation import dates
from condica.law import og27
from condica.organisation import api as organisation
from condica.petitions import access, actions, queries
from condica.petitions.actions.steps import term_now, term_of
from condica.petitions.forms import AskExtensionForm, CourtForm, ExtendForm, PapersForm, ToldForm
from condica.petitions.models import Petition
from condica.petitions.rules import NOTHING_OWED, NoticeKind
from condica.petitions.views.card import GET_POST, KEEPS

SENDS = needs(Permission.LETTER_DRAFT)


@GET_POST
@KEEPS
def ask_extension(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Propose more time."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    return verb_page(
        request, petition.case, AskExtensionForm(posted(request)),
        lambda data: actions.ask_extension(petition, **data, by=user), title="Propune prelungirea",
        done="Propunerea așteaptă hotărârea conducătorului.", button="Propune", sentences=[_longest(petition)],
    )  # fmt: skip


@GET_POST
@needs(Permission.PETITION_EXTEND)
def extend(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Decide more time."""
    user = user_of(request)
    petition = access.petition_to_extend(user, register, year, number)
    asked = {"days": petition.extension_days or 15, "reason": petition.extension_reason}
    return verb_page(
        request, petition.case, ExtendForm(posted(request), initial=asked),
        lambda data: actions.extend(petition, **data, by=user), title="Prelungește termenul",
        done="Prelungirea e hotărâtă; contează din ziua în care pleacă înștiințarea.", button="Prelungește",
        sentences=[_longest(petition), *_told(petition)],
    )  # fmt: skip


def _longest(petition: Petition) -> str:
    term = term_of(og27.EXTENSION, petition.entry, start=term_now(petition).start)
    return (
        f"Cu 15 zile, termenul legal ajunge {dates.long(term.legal)}: cele 45 de zile se numără de la înregistrare, "
        "nu de la sfârșitul primului termen (art. 9)."
    )


def _told(petition: Petition) -> list[str]:
    """That the notice must leave in time, and how the authority reads the comma of art. 9."""
    term = term_now(petition)
    if not og27.asks_notice(term.start, energy=True):
        return ["Forma art. 9 dinainte de Legea 31/2018 nu cere înștiințarea petiționarului."]
    said = organisation.setting_said("petition_extension_notice", term.start)
    return [f"Înștiințarea se scrie singură; trebuie să plece cel târziu {dates.long(term.legal)}. {said}"]


@GET_POST
@SENDS
def ask_papers(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Ask the petitioner for what is missing."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    return verb_page(
        request, petition.case, PapersForm(posted(request), initial={"until": dates.today() + timedelta(days=7)}),
        lambda data: actions.ask_papers(petition, **data, by=user), title="Cere completări",
        done="Scrisoarea e începută; se aprobă, se semnează și pleacă.", button="Scrie scrisoarea",
        sentences=["Termenul nu se oprește și nu reîncepe: legea nu prevede asta. Dacă timpul nu ajunge, propune "
                   "prelungirea (art. 9)."],
    )  # fmt: skip


@GET_POST
@KEEPS
def tell_otherwise(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Note that somebody was told another way."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    waiting = queries.not_left(petition)
    form = ToldForm(posted(request), notices=waiting, initial={"on": dates.today()})
    return verb_page(
        request, petition.case, form, lambda data: actions.tell_otherwise(petition, **data, by=user),
        title="Anunțat pe altă cale", done="S-a consemnat, cu dovada.", button="Consemnează",
        sentences=["Numai dacă scrisoarea n-a plecat prin Condica: ce s-a anunțat, când și cu ce dovadă."],
        nothing="" if waiting else NOTHING_OWED,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@SENDS
def write_notice(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Begin a letter that is owed."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    waiting = [one for one in queries.not_left(petition) if one.letter is None]
    asked = request.GET.get("fel", "")
    kind = asked if asked in {one.kind for one in waiting} else (waiting[0].kind if waiting else "")
    if not kind:
        return go_to(petition)
    label = NoticeKind(kind).label
    return verb_page(
        request, petition.case, NoForm(posted(request)), lambda _: actions.write_notice(petition, kind=kind, by=user),
        title=f"Scrie {label}", done="Scrisoarea e începută; o găsești la petiție.", button="Începe scrisoarea",
        sentences=["Se începe de la model, cu datele petiției; se aprobă, se semnează și pleacă ca orice scrisoare."],
    )  # fmt: skip


@GET_POST
@KEEPS
def obey_court(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Note a court's ruling."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    return verb_page(
        request, petition.case, CourtForm(posted(request)),
        lambda data: actions.obey_court(petition, **data, by=user), title="Hotărârea instanței",
        done="Petiția așteaptă răspunsul în termenul dat de instanță.", button="Consemnează",
        sentences=["Curge termenul dat de instanță; o petiție închisă se redeschide și se repartizează din nou."],
    )  # fmt: skip
