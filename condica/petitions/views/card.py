"""The card, where it came from, and the end (fișa, proveniența, închiderea)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.casework.views.verbs import posted, user_of, verb_page
from condica.petitions import access, actions
from condica.petitions.actions.card import WORDS
from condica.petitions.forms import AuthorityForm, CardForm, CloseForm

GET_POST = require_http_methods(["GET", "POST"])
KEEPS = needs(Permission.CASE_WORK, Permission.ENTRY_REGISTER)


@GET_POST
@KEEPS
def describe(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Fill the card in."""
    user = user_of(request)
    petition = access.petition_to_work(user, register, year, number)
    now = {name: getattr(petition, name) for name in WORDS}
    return verb_page(
        request, petition.case, CardForm(posted(request), initial=now),
        lambda data: actions.describe(petition, **data, by=user),
        title="Fișa petiției", done="Fișa e completată.", button="Salvează",
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
