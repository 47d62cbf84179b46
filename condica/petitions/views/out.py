"""The other ways out (art. 6^1, 7, 10), and how each is undone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.casework.forms import NoForm
from condica.casework.views.verbs import posted, user_of, verb_page
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.law import og27
from condica.organisation import api as organisation
from condica.petitions import access, actions, queries
from condica.petitions.actions.filing import missing_identity
from condica.petitions.actions.joining import joined_of
from condica.petitions.actions.steps import term_of
from condica.petitions.forms import (
    AnonymousForm,
    EarlierForm,
    RedirectForm,
    UnsignedForm,
    WhyForm,
    WithdrawForm,
)
from condica.petitions.models import Petition
from condica.petitions.rules import DONE, NO_ANSWERED_ONE, NO_OPEN_ONE, NO_WITHDRAWAL, NOT_JOINED, WORKED_ON
from condica.petitions.views.card import GET_POST

FILES = needs(Permission.PETITION_FILE)
SENDS_ON = needs(Permission.PETITION_REDIRECT)


@GET_POST
@SENDS_ON
def redirect(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Send a misaddressed petition on."""
    user = user_of(request)
    petition = access.petition_to_redirect(user, register, year, number)
    return verb_page(
        request, petition.case, RedirectForm(posted(request)),
        lambda data: actions.redirect(petition, **data, by=user), title="Redirecționează",
        done="Adresa și înștiințarea sunt începute; petiția e redirecționată când pleacă adresa.",
        button="Redirecționează", sentences=[_five_days(petition), *_also_joined(petition)],
    )  # fmt: skip


def _five_days(petition: Petition) -> str:
    term = term_of(og27.REDIRECT, petition.entry)
    if dates.today() > term.legal:
        late = plural((dates.today() - term.legal).days, "zi", "zile")
        return f"Cele 5 zile s-au împlinit {dates.long(term.legal)}: pleacă cu {late} întârziere, care se consemnează."
    return (
        f"Se trimite în 5 zile de la înregistrare, până {dates.long(term.safe)}; petiționarul e înștiințat (art. 6^1). "
        "Cele două scrisori se încep singure."
    )


def _also_joined(petition: Petition) -> list[str]:
    others = [str(one) for one in joined_of(petition)]
    return [f"Odată cu ea se încheie și petițiile conexate: {', '.join(others)}."] if others else []


@GET_POST
@SENDS_ON
def keep(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Give a redirection up."""
    user = user_of(request)
    petition = access.petition_to_redirect(user, register, year, number)
    return verb_page(
        request, petition.case, WhyForm(posted(request)), lambda data: actions.keep(petition, **data, by=user),
        title="Renunță la redirecționare", done="Petiția rămâne aici și își continuă drumul.", button="Rămâne aici",
        sentences=["Se poate cât timp petiționarul n-a fost înștiințat; scrisorile începute nu se mai semnează."],
    )  # fmt: skip


@GET_POST
@FILES
def anonymous(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """File as anonymous."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    missing = missing_identity(petition)
    form = AnonymousForm if missing or not organisation.setting("petition_unsigned") else UnsignedForm
    start = {"reason": f"lipsesc {missing} petiționarului" if missing else ""}
    return verb_page(
        request, petition.case, form(posted(request), initial=start),
        lambda data: actions.file_anonymous(petition, **data, by=user), title="Clasează ca anonimă",
        done="Petiția e clasată; nu i se răspunde (art. 7).", button="Clasează",
        sentences=["Petițiile anonime sau fără datele de identificare a petiționarului se clasează (art. 7).",
                   organisation.setting_said("petition_unsigned")],
    )  # fmt: skip


@GET_POST
@FILES
def repeated(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """File as repeated."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    answered = [p for p in queries.earlier_of_same(petition)[:50] if p.case.stage in DONE]
    return verb_page(
        request, petition.case, EarlierForm(posted(request), choices=answered),
        lambda data: actions.file_repeated(petition, answered=data["other"], by=user), title="Clasează ca repetată",
        done="Petiția e clasată; la numărul inițial s-a făcut mențiune.", button="Clasează",
        sentences=["Alege petiția la care s-a răspuns; la numărul ei se face mențiune (art. 10 alin. (2))."],
        nothing="" if answered else NO_ANSWERED_ONE,
    )  # fmt: skip


@GET_POST
@FILES
def connect(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Connect with an earlier petition."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    live = [p for p in queries.earlier_of_same(petition)[:50] if p.case.stage in WORKED_ON]
    return verb_page(
        request, petition.case, EarlierForm(posted(request), choices=live),
        lambda data: actions.connect(petition, to=data["other"], by=user), title="Conexează",
        done="Petițiile sunt conexate; vor primi un singur răspuns.", button="Conexează",
        sentences=["Petițiile primesc un singur răspuns, care le numește pe toate (art. 10 alin. (1)).",
                   organisation.setting_said("petition_joined_term")],
        nothing="" if live else NO_OPEN_ONE,
    )  # fmt: skip


@GET_POST
@FILES
def disconnect(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Undo a connection."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    return verb_page(
        request, petition.case, NoForm(posted(request)), lambda data: actions.disconnect(petition, by=user),
        title="Desfă conexarea", done="Conexarea e desfăcută; petiția își reia termenul.",
        sentences=[f"Petiția e conexată la {petition.joined_to}. Își reia drumul și termenul ei."], button="Desfă",
        nothing="" if petition.joined_to else NOT_JOINED,
    )  # fmt: skip


@GET_POST
@FILES
def withdraw(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """The petitioner gives it up."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    papers = queries.later_papers(petition)
    return verb_page(
        request, petition.case, WithdrawForm(posted(request), papers=papers),
        lambda data: actions.withdraw(petition, **data, by=user), title="Petiționarul renunță",
        done="Petiția e retrasă; confirmarea către petiționar e începută.", button="Retrage petiția",
        sentences=["Alege documentul prin care petiționarul renunță. Numărul rămâne în registru, cu mențiunea.",
                   *_also_joined(petition)],
        nothing="" if papers.exists() else NO_WITHDRAWAL,
    )  # fmt: skip


@GET_POST
@FILES
def resume(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Take up again what was filed or withdrawn by mistake."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    return verb_page(
        request, petition.case, WhyForm(posted(request)), lambda data: actions.resume(petition, **data, by=user),
        title="Reia petiția", done="Petiția așteaptă repartizarea; termenul ei curge ca înainte.", button="Reia",
        sentences=["Termenul se socotește ca și cum petiția n-ar fi fost clasată."],
    )  # fmt: skip
