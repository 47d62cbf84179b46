"""The list of papers, its exports and what is done to a selection."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.print import Column, Listing, print_list
from condica.accounts.rules import Permission
from condica.foundation import bulk as bulk_of
from condica.foundation import dates, romanian
from condica.foundation.pages import Page, keyset
from condica.foundation.refusal import Refused, RuleBroken
from condica.registry import access, actions, queries
from condica.registry.forms import FilterForm, UnitForm
from condica.registry.models import Entry, Register
from condica.registry.print import labels_pdf
from condica.registry.print.exports import FORMS, ROWS
from condica.registry.queries import blocks
from condica.registry.queries.book import COLUMNS, columns, lines_of, with_book
from condica.registry.queries.notes import notes_of
from condica.registry.rules import kind_label

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)
PAGE = 25
COUNTED = 10_000


@require_GET
@SEE
def papers(request: HttpRequest) -> HttpResponse:
    """Registratura: every paper that the person may see, filtered by the address."""
    form = FilterForm(request.GET, user=_user(request))
    filters = form.filters()
    found = queries.papers(_user(request), filters)
    page = keyset(found, order=queries.SORTS[filters.sort], after=request.GET.get("dupa"), size=PAGE)
    today = dates.today()
    register = next((one for one in form.registers if one.key == (filters.register or "general")), None)
    notes = notes_of(page.items, _user(request))
    near = blocks.noticed(page.items, _user(request))
    reserved = blocks.beside(page.items, filters, near, newest=not page.previous, user=_user(request))
    context = {
        "form": form,
        "filters": filters,
        "page": page,
        "rows": [
            {
                "entry": e,
                "term": queries.chip(e, today),
                "kind": kind_label(e.kind) if e.kind else "–",
                "reserved": reserved.get(e.pk, ()),
                "notes": notes.get(e.pk, ()),
            }
            for e in page.items
        ],
        "open_blocks": [block for block in near if not hasattr(block, "reconciliation")][:20],
        "register": register or Register.objects.get(is_default=True),
        "total_words": _total(found, page),
        "more_pages": bool(page.next or page.previous),
        "most": bulk_of.MOST,
        "unit_form": UnitForm(),
        "today": today,
        "reads_all": _user(request).may(Permission.ENTRY_SEE_ALL),
        "may_register": _user(request).may(Permission.ENTRY_REGISTER),
    }
    return render(request, "registry/list.html", context)


def _total(found: QuerySet[Entry], page: Page[Entry]) -> str:
    """How many papers fit, counted as far as it is quick; a list of one page counts itself."""
    total = found.order_by()[: COUNTED + 1].count() if page.next or page.previous else len(page)
    if total > COUNTED:
        return f"peste {romanian.plural(COUNTED, 'document', 'documente')}"
    return romanian.plural(total, "document", "documente")


@require_GET
@SEE
def labels(request: HttpRequest) -> HttpResponse:
    """The labels (etichete) of the selected papers, one after another, or on A4 sheets with `coala`."""
    chosen = list(access.visible_to(_user(request)).filter(pk__in=_ids(request.GET)).order_by("pk"))
    if not chosen:
        raise Http404("Nu ai ales niciun document.")
    pdf = labels_pdf(chosen, sheet="coala" in request.GET)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="etichete.pdf"'}
    )


@require_POST
@SEE
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered list as CSV, XLSX or JSON with the columns of the book (art. 9); names leave, so it is told."""
    form = request.POST.get("forma", "csv")
    if form not in FORMS:
        raise Http404("Lista se poate lua ca CSV, Excel sau JSON.")
    filters = FilterForm(request.GET, user=_user(request)).filters()
    found = queries.papers(_user(request), filters).order_by("year", "register", "value")
    if picked := _ids(request.POST):
        found = found.filter(pk__in=picked)
    count = found.count()
    if form == "xlsx" and count > ROWS:
        raise RuleBroken("export-too-long", f"O foaie Excel are cel mult {ROWS} rânduri.", remedy="Alege CSV.")
    actions.tell_export(count, by=_user(request))
    register = access.registers_seen_by(_user(request)).filter(key=filters.register).first()
    kind, writer = FORMS[form]
    lines = lines_of(with_book(found).iterator(chunk_size=1000), shared=register is None)
    response = StreamingHttpResponse(writer(columns(register) if register else COLUMNS, lines), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="registru-{dates.today():%Y-%m-%d}.{form}"'
    return response


@require_POST
@needs(Permission.ENTRY_REGISTER, Permission.CASE_ASSIGN)
def bulk(request: HttpRequest) -> HttpResponse:
    """What is done to the selected papers: hand to a department, connect; each by itself, the refused ones told."""
    user = _user(request)
    filters = FilterForm(request.GET, user=user).filters()
    chosen = bulk_of.chosen(request, access.visible_to(user), queries.papers(user, filters))
    given = request.POST.get("inapoi", "")
    back = given if given.startswith("/registratura/") else reverse("registry:list")
    what = request.POST.get("ce", "")
    if not chosen:
        messages.error(request, "Nu ai ales niciun document. Alege cu x sau bifează rândurile, apoi încearcă din nou.")
    elif what == "repartizeaza":
        return _hand_all(request, chosen, back)
    elif what == "conexeaza":
        return _connect_all(request, chosen, back)
    return redirect(back)


def _ids(given: QueryDict) -> list[int]:
    return [int(value) for value in given.getlist("ales") if value.isdigit()][:500]


def _hand_all(request: HttpRequest, chosen: list[Entry], back: str) -> HttpResponse:
    form = UnitForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Alege compartimentul căruia îi dai documentele.")
        return redirect(back)
    unit = form.cleaned_data["unit"]
    outcome = bulk_of.carry_out(chosen, lambda entry: actions.hand_to(entry, unit, by=_user(request)))
    if outcome.refused:
        return bulk_of.answer(request, outcome, title=f"Repartizare către {unit.name}", back=back)
    messages.success(request, f"{romanian.plural(len(chosen), 'document dat', 'documente date')} către {unit.name}.")
    return redirect(back)


def _connect_all(request: HttpRequest, chosen: list[Entry], back: str) -> HttpResponse:
    if not _user(request).may(Permission.ENTRY_CONNECT):
        raise Refused("entry-connect", "Nu ai drept să conexezi documente.", remedy="Cere registraturii conexarea.")
    first, *others = chosen
    outcome = bulk_of.carry_out(others, lambda entry: actions.connect(first, entry, by=_user(request)))
    if outcome.refused:
        return bulk_of.answer(request, outcome, title=f"Conexare la {first}", back=back)
    messages.success(request, f"{romanian.plural(len(others), 'document conexat', 'documente conexate')} la {first}.")
    return redirect(back)


@require_POST
@SEE
def print_papers(request: HttpRequest) -> HttpResponse:
    """The filtered list on paper, as on the screen; names leave, so it is told."""
    user = _user(request)
    form = FilterForm(request.GET, user=user)
    filters = form.filters()
    found = queries.papers(user, filters).order_by(*queries.SORTS[filters.sort])
    said = [f"{label}: {value}" for _, label, value in form.chosen()]
    if filters.direction:
        said.insert(0, str(dict(form.fields["sens"].choices)[filters.direction]).lower())  # type: ignore[attr-defined]
    order = "după zi de trimis" if filters.sort == "termen" else "cele mai noi întâi"
    return print_list(Listing("registratura", "Registratură", PRINTED, said, order), found, by=user)


def _who(entry: Entry) -> str:
    return entry.sender_name or entry.sender_email if entry.direction == "in" else entry.addressee_name


def _term_words(entry: Entry) -> str:
    state = queries.chip(entry, dates.today())
    return f"{state.words} · {state.date}" if state.date else state.words


PRINTED: list[Column[Entry]] = [
    Column("Nr.", 1.3, lambda entry: entry.paper_number),
    Column("Intrat", 1.3, lambda entry: entry.registered_at),
    Column("Conținut pe scurt", 4, lambda entry: entry.subject),
    Column("De la / către", 2, _who),
    Column("Fel", 1.1, lambda entry: kind_label(entry.kind) if entry.kind else "–"),
    Column("La", 1.2, lambda entry: entry.unit.short_name if entry.unit else "Registratura"),
    Column("Termen", 1.5, _term_words),
]


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
