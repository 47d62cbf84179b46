"""Circulars (circulare): what I must read, one circular with who read it, a new one, the link from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs, public
from condica.accounts.models import User
from condica.accounts.print import Column, Listing, pdf_answer, print_list, print_rows
from condica.accounts.rules import Permission
from condica.correspondence import access, actions
from condica.correspondence.forms.circulars import AgainForm, AnswerForm, CircularForm, PassForm, ReasonForm
from condica.correspondence.models import Circular, CircularMail, counted
from condica.correspondence.queries import circulars as queries
from condica.correspondence.rules.circulars import digest_of
from condica.correspondence.views.desk import user_of
from condica.foundation import bulk, dates
from condica.foundation.pages import keyset
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import plural
from condica.organisation import api as organisation
from condica.registry.access import visible_to as papers_of
from condica.registry.models import Entry

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)
SEND = needs(Permission.CASE_ASSIGN)
PAGE = 25
#: So many papers at once, each its own circular.
MOST_PAPERS = 20


def _box(request: HttpRequest) -> str:
    asked = request.GET.get("lista", "de-citit")
    return asked if asked in queries.BOXES else "de-citit"


@require_GET
@SEE
def circulars(request: HttpRequest) -> HttpResponse:
    """Circulare: those that I must read, those I got, the open ones, the closed ones."""
    user, box = user_of(request), _box(request)
    page = keyset(queries.circulars_in(box, user), queries.ORDER, request.GET.get("dupa"), PAGE)
    context = {
        "boxes": queries.BOXES,
        "box": box,
        "page": page,
        "rows": _rows(page.items),
        "waiting": queries.mine_to_read(user).count(),
        "may_send": user.may(Permission.CASE_ASSIGN),
        "may_lists": user.may(Permission.LETTER_DISPATCH),
    }
    return render(request, "correspondence/circulars.html", context)


def _rows(found: list[Circular]) -> list[dict[str, Any]]:
    read, back, today = queries.read_of(found), queries.back_of(found), dates.today()
    return [
        {
            "circular": one,
            "read": counted(*read[one.pk]),
            "back": queries.back_words(back.get(one.pk, 0)),
            "late": one.closed_at is None and one.due_on is not None and one.due_on < today,
        }
        for one in found
    ]


@require_POST
@SEE
def circulars_print(request: HttpRequest) -> HttpResponse:
    """The list on paper."""
    user, box = user_of(request), _box(request)
    columns: list[Column[dict[str, Any]]] = [
        Column("Nr.", 1.3, lambda row: row["circular"].entry.paper_number),
        Column("Despre ce", 4, lambda row: row["circular"].entry.subject),
        Column("Ce se cere", 1.6, lambda row: row["circular"].get_asked_display()),
        Column("Până la", 1, lambda row: row["circular"].due_on and dates.numeric(row["circular"].due_on)),
        Column("Trimisă", 1.3, lambda row: row["circular"].sent_at),
        Column("Citire", 1.8, lambda row: ", ".join(filter(None, [row["read"], row["back"]]))),
    ]
    listing = Listing("circulare", "Circulare", columns, filters=[queries.BOXES[box].lower()])
    return print_list(listing, queries.circulars_in(box, user).order_by(*queries.ORDER), by=user, prepare=_rows)


@require_GET
@SEE
def circular(request: HttpRequest, pk: int) -> HttpResponse:
    """One circular: my part of it, and for who follows it, who read it and who is silent."""
    return _page(request, access.circular_to_read(user_of(request), pk))


def _page(request: HttpRequest, found: Circular, *, status: int = 200, **more: Any) -> HttpResponse:
    user = user_of(request)
    mine = list(found.units.filter(holder__in=access.units_headed(user)).select_related("unit", "holder"))
    reader = queries.reader_of(found, user)
    opened = any(one.opened_at for one in mine) or bool(reader and reader.opened_at)
    follows = access.may_follow(user, found)
    context = {
        "circular": found,
        "entry": found.entry,
        "mine": mine,
        "reader": reader,
        "opened": opened,
        "confirmed": all(one.confirmed_at for one in mine) and bool(not reader or reader.confirmed_at),
        "got": bool(mine or reader),
        "files": _files(found) if opened or follows else [],
        "lines": queries.lines_of(found) if follows else [],
        "counted": counted(*queries.read_of([found])[found.pk]),
        "back": queries.back_words(queries.back_of([found]).get(found.pk, 0)) if follows else "",
        "may_again": user.may(Permission.LETTER_DISPATCH) and found.closed_at is None,
        "follows": follows,
        "may_close": follows and found.closed_at is None and (
            found.sent_by_id == user.pk or user.may(Permission.ENTRY_REGISTER)
        ),
        "pass_form": PassForm(people=queries.people_of(mine[0])) if mine and found.closed_at is None else None,
        "answer_form": AnswerForm(user=user) if found.asked == "answer" and opened else None,
        "reason_form": ReasonForm(),
        "history": queries.history(found),
        "refusal": None,
    }  # fmt: skip
    return render(request, "correspondence/circular.html", context | more, status=status)


def _files(found: Circular) -> Any:
    return found.entry.attachments.select_related("document__blob").order_by("ordinal")


Step = Callable[[HttpRequest, Circular, User], str]


@require_POST
@SEE
def circular_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One verb of a circular: open it, take note, pass it on, answer, close."""
    user = user_of(request)
    found = access.circular_to_read(user, pk)
    if step not in STEPS:
        raise Http404
    try:
        said = STEPS[step](request, found, user)
    except Refused:
        raise
    except RuleBroken as broken:
        return _page(request, found, status=422, refusal=broken)
    messages.success(request, said)
    return redirect(found)


def _open(request: HttpRequest, found: Circular, user: User) -> str:
    actions.open_circular(found, by=user)
    return "Ai deschis circulara; citirea e scrisă. Citește-o, apoi confirmă."


def _confirm(request: HttpRequest, found: Circular, user: User) -> str:
    actions.confirm_circular(found, by=user)
    return "Ai luat la cunoștință."


def _pass(request: HttpRequest, found: Circular, user: User) -> str:
    said = 0
    receipt = found.units.filter(holder__in=access.units_headed(user)).select_related("unit", "holder").first()
    if receipt is None:
        raise Refused("circular-pass", "O dă mai departe șeful compartimentului.", remedy="Cere-i lui.")
    form = PassForm(request.POST, people=queries.people_of(receipt))
    if not form.is_valid():
        raise RuleBroken("circular-pass-nobody", "N-ai ales pe nimeni.", remedy="Alege cel puțin un coleg.")
    said = actions.pass_on(receipt, list(form.cleaned_data["people"]), by=user)
    return f"Circulara e dată mai departe: {plural(said, 'coleg', 'colegi')}."


def _answer(request: HttpRequest, found: Circular, user: User) -> str:
    form = AnswerForm(request.POST, user=user)
    if not form.is_valid():
        said = " ".join(map(str, form.errors.get("number", ["Scrie numărul."])))
        raise RuleBroken("circular-answer-number", said, remedy="Scrie numărul și anul documentului.")
    receipt = queries.receipt_to_answer(found, user)
    if receipt is None:
        raise Refused("circular-answer", "Răspunsul îl leagă compartimentul care l-a dat.", remedy="Cere-i lui.")
    actions.answer_circular(receipt, form.cleaned_data["number"], by=user)
    return "Răspunsul e legat de circulară."


def _close(request: HttpRequest, found: Circular, user: User) -> str:
    actions.close_circular(found, reason=request.POST.get("reason", ""), by=user)
    return "Circulara e închisă."


def _again(request: HttpRequest, found: Circular, user: User) -> str:
    asked = request.POST.get("mail", "")
    mail = found.mails.filter(pk=int(asked)).first() if asked.isdigit() and access.may_follow(user, found) else None
    form = AgainForm(request.POST)
    if mail is None or not form.is_valid():
        raise RuleBroken("circular-address", "Adresa de e-mail nu e scrisă bine.", remedy="Scrie adresa corectată.")
    actions.send_circular_again(mail, email=form.cleaned_data["email"], by=user)
    return f"Circulara pleacă din nou, la {form.cleaned_data['email']}."


STEPS: dict[str, Step] = {
    "deschide": _open,
    "confirma": _confirm,
    "da-mai-departe": _pass,
    "raspuns": _answer,
    "inchide": _close,
    "trimite-din-nou": _again,
}


@require_POST
@SEE
def circular_receipts(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of read receipts on paper (lista confirmărilor)."""
    user = user_of(request)
    found = access.circular_to_read(user, pk)
    if not access.may_follow(user, found):
        raise Http404
    columns: list[Column[queries.Line]] = [
        Column("Destinatar", 3, lambda line: line.name),
        Column("Stare", 1.6, lambda line: line.state),
        Column("Citită", 2, lambda line: line.read),
        Column("Confirmată", 2, lambda line: line.confirmed),
        Column("Răspuns", 1.3, lambda line: line.answer.paper_number if line.answer else ""),
        Column("Altele", 2.4, lambda line: line.more),
    ]
    asked = f"{found.get_asked_display()}{f', până {dates.numeric(found.due_on)}' if found.due_on else ''}"
    said = counted(*queries.read_of([found])[found.pk])
    sent = f"trimisă {dates.on_paper(found.sent_at)}"
    listing = Listing(
        "confirmari", f"Confirmări de citire: circulara {found.entry.paper_number}", columns,
        filters=[asked, sent, said],
    )  # fmt: skip
    lines = queries.lines_of(found, on_paper=True)
    return pdf_answer("confirmari", print_rows(listing, lines, total=len(lines), by=user))


@require_http_methods(["GET", "POST"])
@SEND
def circular_new(request: HttpRequest) -> HttpResponse:
    """A new circular of one paper, or one of each selected paper."""
    user = user_of(request)
    papers = _papers(request, user)
    form = CircularForm(request.POST or None, user=user)
    refusal: RuleBroken | None = None
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("asked", "due_on", "words")}
        if len(papers) > 1:
            outcome = bulk.carry_out(papers, lambda one: actions.send_circular(
                one, to=form.addressees, **words, by=user
            ))  # fmt: skip
            return bulk.answer(request, outcome, title="Circulare", back=reverse("registry:list"))
        try:
            made = actions.send_circular(papers[0], to=form.addressees, **words, by=user)
        except Refused:
            raise
        except RuleBroken as broken:
            refusal = broken
        else:
            count = made.units.count() + made.mails.count()
            messages.success(request, f"Circulara a plecat la {plural(count, 'destinatar', 'destinatari')}.")
            return redirect(made)
    context = {"form": form, "papers": papers, "refusal": refusal}
    return render(request, "correspondence/circular_new.html", context, status=422 if form.errors or refusal else 200)


def _papers(request: HttpRequest, user: User) -> list[Entry]:
    """The papers chosen: from the register's list or a paper's page."""
    given = request.POST if request.method == "POST" else request.GET
    chosen = [int(one) for one in given.getlist("ales") if one.isdigit()][:MOST_PAPERS]
    found = list(papers_of(user).filter(pk__in=chosen).order_by("pk"))
    if not found:
        raise Http404("Alege întâi documentul care pleacă drept circulară.")
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@public
def circular_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an institution: the page says what it is, its button confirms; nothing of people is shown."""
    if request.method == "POST":
        if actions.confirm_outside(token) is None:
            raise Http404("Legătura nu e bună.")
        return redirect("correspondence:circular_confirm", token)
    mail = CircularMail.objects.select_related("circular__entry__register", "circular__entry__number").filter(
        digest=digest_of(token)
    ).first()  # fmt: skip
    if mail is None:
        raise Http404("Legătura nu e bună.")
    head = organisation.letterhead()
    context = {"mail": mail, "circular": mail.circular, "house": head.name if head else "Condica"}
    answer = render(request, "correspondence/circular_confirm.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
