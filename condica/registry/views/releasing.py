"""The shelf's pages (eliberarea actelor la ghișeu): found while typing, received, released, posted, counted."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.registry.actions import releasing as actions
from condica.registry.actions.releasing import Holder, Taker
from condica.registry.forms.releasing import KindForm, PostForm, ReceiveForm, ReleaseForm, ShelfForm, YearForm
from condica.registry.models import Issued, IssuedKind
from condica.registry.print.releasing import COUNT_COLUMNS, count_rows, sheet_pdf
from condica.registry.print.tables import xlsx_bytes
from condica.registry.queries import releasing as queries
from condica.registry.views.custody import user_of
from condica.registry.views.originals import XLSX

RELEASE = needs(Permission.ENTRY_REGISTER)
COUNTS = needs(Permission.ENTRY_REGISTER, Permission.REPORT_SEE)
CHOOSE = needs(Permission.ORGANISATION_EDIT)
PAGE = 50
TOTALLED = ("received", "released", "posted", "withdrawn")


@require_GET
@RELEASE
def shelf(request: HttpRequest) -> HttpResponse:
    """What waits at the desk; typed words find a paper by holder or number, also when it has left."""
    form = ShelfForm(request.GET)
    asked, today = form.asked(), dates.today()
    page = keyset(queries.shelf(asked, today), order=("-pk",), after=request.GET.get("dupa"), size=PAGE)
    posting = actions.at_the_post(one.pk for one in page.items)
    rows = [
        {"paper": one, "late": queries.is_unclaimed(one, today), "posting": posting.get(one.pk)} for one in page.items
    ]
    late = queries.shelf(queries.ShelfFilter("neridicate"), today).order_by().count()
    context = {"form": form, "asked": asked, "page": page, "rows": rows, "unclaimed": late}
    return render(request, "registry/shelf.html", context)


@require_http_methods(["GET", "POST"])
@RELEASE
def receive_issued(request: HttpRequest) -> HttpResponse:
    """Receive issued papers from a unit, one after another without the mouse."""
    form = ReceiveForm(request.POST or None, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        holder = Holder(given["holder_name"], given["holder_address"], given["holder_email"])
        kept = {name: given[name] for name in ("kind", "number", "issued_on", "unit", "desk", "shelf")}
        made = actions.receive_issued(**kept, holder=holder, entry=form.entry, by=user_of(request))
        told = "; titularul e anunțat pe e-mail" if made.told.exists() else ""
        messages.success(request, f"{made}, {made.holder_name}: la ghișeu{told}.")
        return redirect(f"{reverse('registry:receive_issued')}?{_carried(given)}")
    latest = Issued.objects.select_related("kind").filter(received_by=user_of(request)).order_by("-pk")[:10]
    context = {"form": form, "latest": latest}
    return render(request, "registry/receive_issued.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest) -> dict[str, Any]:
    """The next paper of the same stack has the same kind, day and unit."""
    kept = {name: request.GET[name] for name in ("kind", "issued_on", "unit", "desk", "shelf") if request.GET.get(name)}
    return {"issued_on": dates.today(), **kept}


def _carried(given: dict[str, Any]) -> str:
    desk = given["desk"].pk if given["desk"] else ""
    return (
        f"kind={given['kind'].pk}&issued_on={given['issued_on']:%Y-%m-%d}&unit={given['unit'].pk}&desk={desk}"
        f"&shelf={given['shelf']}"
    )


def _issued(pk: int) -> Issued:
    found: Issued = get_object_or_404(Issued.objects.select_related(*queries.NAMES, "outcome"), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
@RELEASE
def issued(request: HttpRequest, pk: int) -> HttpResponse:
    """One issued paper: what it is, whom it waits for, releasing it."""
    paper = _issued(pk)
    form = ReleaseForm(request.POST or None, issued=paper)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        taker = Taker(given["name"], given["identity"], given["last4"], given["power"])
        signature = _kept(given["signature"], paper, request) if given["signature"] else None
        actions.release(paper, taker=taker, signature=signature, by=user_of(request))
        messages.success(request, f"{paper} este eliberat. Foaia se tipărește și se semnează.")
        return redirect(paper)
    today = dates.today()
    context = {
        "paper": paper,
        "form": form,
        "post_form": PostForm(kinds=actions.post_kinds()),
        "posting": actions.at_the_post([paper.pk]).get(paper.pk),
        "came_back": paper.outcomes.filter(issued=None).select_related("by").order_by("pk"),
        "told": paper.told.select_related("by"),
        "outcome": getattr(paper, "outcome", None),
        "late": queries.is_unclaimed(paper, today),
        "days": paper.days_waiting(today),
    }
    return render(request, "registry/issued.html", context, status=422 if form.errors else 200)


def _kept(picture: bytes, paper: Issued, request: HttpRequest) -> Any:
    return documents.store(io.BytesIO(picture), name=f"semnatura-{paper.pk}.png", by=user_of(request))


@require_POST
@RELEASE
def issued_verb(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done besides releasing: told by telephone, told by e-mail again, sent by post, taken back."""
    paper, by, what = _issued(pk), user_of(request), request.POST.get("ce", "")
    if what == "telefon":
        actions.told_by_phone(paper, by=by)
        messages.success(request, "Notat: titularul a fost anunțat la telefon.")
    elif what == "email":
        _say_told(request, paper)
    elif what == "posta":
        _post(request, paper)
    elif what == "retrage":
        actions.take_back(paper, reason=request.POST.get("motiv", "")[:500], by=by)
        messages.success(request, f"{paper} s-a întors la {paper.unit.short_name}.")
    else:
        raise Http404
    return redirect(paper)


def _post(request: HttpRequest, paper: Issued) -> None:
    form = PostForm(request.POST, kinds=actions.post_kinds())
    given = form.cleaned_data if form.is_valid() else {}
    left = actions.post(paper, reference=given.get("reference", ""), kind=given.get("kind", ""), by=user_of(request))
    said = "e trimis prin poștă" if left else "e în plic, la expediere; pleacă cu borderoul"
    messages.success(request, f"{paper} {said}.")


def _say_told(request: HttpRequest, paper: Issued) -> None:
    if actions.tell(paper, by=user_of(request)):
        messages.success(request, "Anunțul pleacă pe e-mail.")
    else:
        messages.error(request, "Nu se poate anunța pe e-mail: lipsește adresa, cererea legată sau serverul de e-mail.")


@require_GET
@RELEASE
def release_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The release sheet, to be signed by whoever took the paper (foaia de eliberare)."""
    paper = _issued(pk)
    if paper.is_waiting or paper.outcome.way != "released":
        raise Http404("Actul nu este eliberat.")
    headers = {"Content-Disposition": f'inline; filename="eliberare-{pk}.pdf"'}
    return HttpResponse(sheet_pdf(paper), content_type="application/pdf", headers=headers)


@require_GET
@COUNTS
def release_counts(request: HttpRequest) -> HttpResponse:
    """How many papers were received and released, by kind, unit, desk and month (situația eliberărilor)."""
    form, year, rows = _counted(request)
    context = {
        "form": form, "year": year, "rows": rows, "columns": COUNT_COLUMNS,
        "total": {name: sum(getattr(row, name) for row in rows) for name in TOTALLED},
        "months": [sum(row.months[place] for row in rows) for place in range(12)],
    }  # fmt: skip
    return render(request, "registry/release_counts.html", context)


@require_POST
@COUNTS
def release_export(request: HttpRequest) -> HttpResponse:
    """The same figures as a spreadsheet; no person is in them."""
    _, year, rows = _counted(request)
    actions.tell_counts_export(year, len(rows), by=user_of(request))
    content = xlsx_bytes(f"Eliberări {year}", COUNT_COLUMNS, count_rows(rows))
    headers = {"Content-Disposition": f'attachment; filename="eliberari-{year}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _counted(request: HttpRequest) -> tuple[YearForm, int, list[queries.Counts]]:
    form = YearForm(request.GET)
    form.is_valid()
    year = form.cleaned_data.get("an") or dates.today().year
    return form, year, queries.counted(year, unit=form.cleaned_data.get("compartiment"))


@require_http_methods(["GET", "POST"])
@CHOOSE
def issued_kinds(request: HttpRequest) -> HttpResponse:
    """The kinds that the house releases at the desk, with dates (alegere a casei)."""
    form = KindForm(request.POST or None, initial={"since": dates.today()})
    if request.method == "POST" and form.is_valid():
        made = actions.set_issued_kind(**form.cleaned_data, by=user_of(request))
        messages.success(request, f"„{made}” se eliberează la ghișeu de la {dates.numeric(made.since)}.")
        return redirect("registry:issued_kinds")
    context = {"form": form, "kinds": IssuedKind.objects.order_by("name", "-since")}
    return render(request, "registry/issued_kinds.html", context, status=422 if form.errors else 200)


@require_POST
@CHOOSE
def end_issued_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """A kind is no longer released at the desk after today."""
    kind = get_object_or_404(IssuedKind, pk=pk)
    actions.end_issued_kind(kind, on=dates.today(), by=user_of(request))
    messages.success(request, f"„{kind}” se mai eliberează la ghișeu azi, ultima zi.")
    return redirect("registry:issued_kinds")
