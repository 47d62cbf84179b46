"""The verbs of a case as forms (formularele faptelor): asked on GET, done on POST, then back to the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import access, actions
from condica.casework.forms import AssignForm, ClosingForm, NoForm, ReasonForm, ResultForm, TextForm
from condica.casework.models import Case
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import quoted

WORK = needs(Permission.CASE_WORK)
ASSIGN = needs(Permission.CASE_ASSIGN)
GET_POST = require_http_methods(["GET", "POST"])


def verb_page(
    request: HttpRequest,
    case: Case,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    *,
    title: str,
    done: str,
    sentences: Sequence[str] = (),
    button: str = "",
    files: bool = False,
    nothing: str = "",
) -> HttpResponse:
    """Show the form, or do the verb and go back to the case; a refusal stands above what was typed.

    `nothing` says why there is nothing to do here: the page then asks nothing and leads back.
    """
    refusal: RuleBroken | None = None
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused:
            raise
        except RuleBroken as broken:
            refusal = broken
        else:
            messages.success(request, done)
            return redirect(case)
    for first in list(form.fields.values())[:1]:
        first.widget.attrs["autofocus"] = True  # the hands are on the keyboard already
    context = {
        "case": case,
        "entry": case.entry,
        "form": form,
        "title": title,
        "button": button,
        "sentences": sentences,
        "refusal": refusal,
        "draft": request.resolver_match.url_name if request.resolver_match else "verb",
        "back": case.get_absolute_url(),
        "files": files,
        "nothing": nothing,
    }
    wrong = refusal is not None or bool(form.errors)
    return render(request, "casework/verb.html", context, status=422 if wrong else 200)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; None when the form is only asked for. A verb may send nothing but its yes."""
    return request.POST if request.method == "POST" else None


def user_of(request: HttpRequest) -> User:
    """The signed-in person."""
    return request.user  # type: ignore[return-value]


@GET_POST
@ASSIGN
def assign(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Write a resolution."""
    user = user_of(request)
    case = access.case_to_assign(user, register, year, number)
    form = AssignForm(posted(request), case=case)
    return verb_page(
        request, case, form, lambda data: actions.assign(case, **form.resolution, by=user), title="Repartizează",
        done=f"Rezoluția pentru {case} e scrisă; lucrarea o așteaptă pe cine o primește.", button="Scrie rezoluția",
    )  # fmt: skip


@GET_POST
@needs(Permission.CASE_WORK, Permission.CASE_ASSIGN, Permission.ENTRY_REGISTER)
def add_note(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Write a note for colleagues."""
    user = user_of(request)
    case = access.case_to_read(user, register, year, number)
    return verb_page(
        request, case, TextForm(posted(request)), lambda data: actions.add_note(case, **data, by=user),
        title="Adaugă o notă", done="Nota e scrisă.", button="Scrie nota",
        sentences=["Nota o citesc numai colegii; nu ajunge la petiționar."],
    )  # fmt: skip


@GET_POST
@WORK
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task over."""
    user = user_of(request)
    task = access.task_to_move(user, pk)
    return verb_page(
        request, task.case, NoForm(posted(request)), lambda data: actions.accept(task, by=user),
        title="Primește lucrarea", done=f"Ai primit lucrarea {task.case}; de acum răspunzi de ea.",
        sentences=[quoted("Rezoluția", task.text), "De acum răspunzi tu de ea."], button="Primesc",
    )  # fmt: skip


@GET_POST
@WORK
def return_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a task back, with the reason."""
    user = user_of(request)
    task = access.task_to_move(user, pk)
    return verb_page(
        request, task.case, ReasonForm(posted(request)),
        lambda data: actions.return_task(task, **data, by=user), title="Întoarce lucrarea",
        done="Lucrarea s-a întors; se scrie altă rezoluție.", sentences=[quoted("Rezoluția", task.text)],
        button="Întoarce",
    )  # fmt: skip


@GET_POST
@WORK
def finish_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a task is done."""
    user = user_of(request)
    task = access.task_to_move(user, pk)
    return verb_page(
        request, task.case, ResultForm(posted(request)),
        lambda data: actions.finish_task(task, **data, by=user), title="Încheie sarcina",
        done="Sarcina e încheiată.", sentences=[quoted("Rezoluția", task.text)], button="Încheie",
    )  # fmt: skip


@GET_POST
@WORK
def close(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """End an ordinary case without a letter."""
    user = user_of(request)
    case = access.case_to_work(user, register, year, number)
    return verb_page(
        request, case, ClosingForm(posted(request)),
        lambda data: actions.close_ordinary(case, **data, by=user), title="Încheie lucrarea",
        done=f"Lucrarea {case} e încheiată.", button="Încheie",
        sentences=["Fără scrisoare de răspuns: lucrarea merge la dosar, cu ce s-a făcut."],
    )  # fmt: skip
