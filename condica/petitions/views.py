"""The verbs of a petition as forms (formularele faptelor): asked on GET, done on POST, then back to the case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.casework.forms import NoForm
from condica.casework.views.verbs import posted, user_of, verb_page
from condica.foundation import dates
from condica.law import og27
from condica.petitions import access, actions, queries
from condica.petitions.actions.opening import term_of
from condica.petitions.forms import (
    AnonymousForm,
    AskExtensionForm,
    AuthorityForm,
    CardForm,
    CloseForm,
    EarlierForm,
    ExtendForm,
    RedirectForm,
)
from condica.petitions.models import Petition
from condica.petitions.rules import WORKED_ON, Stage

GET_POST = require_http_methods(["GET", "POST"])
KEEPS = needs(Permission.CASE_WORK, Permission.ENTRY_REGISTER)


@GET_POST
@KEEPS
def describe(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Fill the card in."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    now = {name: getattr(petition, name) for name in ("domain", "nature", "applicant", "about")}
    return verb_page(
        request, petition.case, CardForm(posted(request), initial=now),
        lambda data: actions.describe(petition, **data, by=user),
        title="Fișa petiției", done="Fișa e completată.", button="Salvează",
    )  # fmt: skip


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
    """Give more time."""
    user = user_of(request)
    petition = access.petition_to_extend(user, register, year, number)
    asked = {"days": petition.extension_days or 15, "reason": petition.extension_reason}
    return verb_page(
        request, petition.case, ExtendForm(posted(request), initial=asked),
        lambda data: actions.extend(petition, **data, by=user), title="Prelungește termenul",
        done="Termenul e prelungit; zilele se numără tot de la înregistrare.", button="Prelungește",
        sentences=[_longest(petition)],
    )  # fmt: skip


def _longest(petition: Petition) -> str:
    term = term_of(og27.EXTENSION, petition.entry)
    return (
        f"Cu 15 zile, termenul legal ajunge {dates.long(term.legal)}: cele 45 de zile se numără de la înregistrare, "
        "nu de la sfârșitul primului termen (art. 9)."
    )


@GET_POST
@needs(Permission.PETITION_REDIRECT)
def redirect(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Send a misaddressed petition on."""
    user = user_of(request)
    petition = access.petition_to_redirect(user, register, year, number)
    term = term_of(og27.REDIRECT, petition.entry)
    return verb_page(
        request, petition.case, RedirectForm(posted(request)),
        lambda data: actions.redirect(petition, **data, by=user), title="Redirecționează",
        done="Petiția e redirecționată; trimite adresa și înștiințarea petiționarului.", button="Redirecționează",
        sentences=[f"Se trimite în 5 zile de la înregistrare, până {dates.long(term.safe)}; petiționarul e înștiințat "
                   "(art. 6^1)."],
    )  # fmt: skip


@GET_POST
@KEEPS
def receive_from(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Say that another authority sent it here."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    return verb_page(
        request, petition.case, AuthorityForm(posted(request)),
        lambda data: actions.receive_from(petition, **data, by=user), title="Primită de la altă autoritate",
        done="S-a consemnat; curge un termen nou, de la înregistrarea aici.", button="Consemnează",
        sentences=["Curge un termen nou de 30 de zile, de la înregistrarea aici (art. 8 alin. (2))."],
    )  # fmt: skip


@GET_POST
@needs(Permission.PETITION_FILE)
def anonymous(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """File as anonymous."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    return verb_page(
        request, petition.case, AnonymousForm(posted(request)),
        lambda data: actions.file_anonymous(petition, **data, by=user), title="Clasează ca anonimă",
        done="Petiția e clasată; nu i se răspunde (art. 7).", button="Clasează",
        sentences=["Petițiile anonime sau fără datele de identificare a petiționarului se clasează (art. 7)."],
    )  # fmt: skip


@GET_POST
@needs(Permission.PETITION_FILE)
def repeated(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """File as repeated."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    answered = [p for p in queries.earlier_of_same(petition) if p.case.stage in {Stage.ANSWERED, Stage.CLOSED}]
    return verb_page(
        request, petition.case, EarlierForm(posted(request), choices=answered),
        lambda data: actions.file_repeated(petition, answered=data["other"], by=user), title="Clasează ca repetată",
        done="Petiția e clasată; la numărul inițial s-a făcut mențiune.", button="Clasează",
        sentences=["Alege petiția la care s-a răspuns; la numărul ei se face mențiune (art. 10 alin. (2))."],
    )  # fmt: skip


@GET_POST
@needs(Permission.PETITION_FILE)
def connect(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Connect with an earlier petition."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    live = [p for p in queries.earlier_of_same(petition) if p.case.stage in WORKED_ON]
    return verb_page(
        request, petition.case, EarlierForm(posted(request), choices=live),
        lambda data: actions.connect(petition, to=data["other"], by=user), title="Conexează",
        done="Petițiile sunt conexate; vor primi un singur răspuns.", button="Conexează",
        sentences=["Rămâne termenul primei petiții; răspunsul le numește pe toate (art. 10 alin. (1))."],
    )  # fmt: skip


@GET_POST
@needs(Permission.PETITION_FILE)
def disconnect(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Undo a connection."""
    user = user_of(request)
    petition = access.petition_to_file(user, register, year, number)
    return verb_page(
        request, petition.case, NoForm(posted(request)), lambda data: actions.disconnect(petition, by=user),
        title="Desface conexarea", done="Conexarea e desfăcută; petiția își reia termenul.",
        sentences=[f"Petiția e conexată la {petition.joined_to}. Își reia drumul și termenul ei."], button="Desface",
    )  # fmt: skip


@GET_POST
@KEEPS
def close(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Close an answered petition."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    now = {"file_code": petition.entry.file_code}
    return verb_page(
        request, petition.case, CloseForm(posted(request), initial=now),
        lambda data: actions.close(petition, **data, by=user), title="Închide petiția",
        done=f"Petiția {petition} e închisă.", button="Închide",
        sentences=["Petiția și răspunsul se clasează la dosar (art. 6 alin. (4))."],
    )  # fmt: skip
