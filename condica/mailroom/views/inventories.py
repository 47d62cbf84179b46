"""Inventare: old files by inventory, searched by their words and by the words of their scans."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.foundation.pages import keyset
from condica.foundation.refusal import RuleBroken
from condica.mailroom import access, actions, queries
from condica.mailroom import print as paper
from condica.mailroom.forms import InventoryForm, PositionForm
from condica.mailroom.models import Inventory
from condica.mailroom.views.scans import _user

SEE = needs(Permission.ARCHIVE_SELECT, Permission.ENTRY_SEE_ALL)
WRITE = needs(Permission.ARCHIVE_SELECT)
PAGE, MOST_SHEETS = 50, 400


@require_GET
@SEE
def inventories(request: HttpRequest) -> HttpResponse:
    """The inventories; with words, the files in which they are found."""
    words = request.GET.get("q", "")[:200].strip()
    seen = access.inventories_visible_to(_user(request))
    page = keyset(seen, ("-id",), request.GET.get("dupa"), PAGE)
    counts = queries.scanned_counts(page.items)
    context = {
        "page": page,
        "rows": [(one, counts[one.pk]) for one in page.items],
        "words": words,
        "found": list(queries.positions(words=words)[:PAGE]) if words else [],
        "may_write": _user(request).may(Permission.ARCHIVE_SELECT),
    }
    return render(request, "mailroom/inventories.html", context)


@require_http_methods(["GET", "POST"])
@WRITE
def new_inventory(request: HttpRequest) -> HttpResponse:
    """Enter an inventory, with its table or without."""
    form = InventoryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        table = words.pop("table")
        try:
            made = actions.enter_inventory(table=table.read() if table else b"", by=_user(request), **words)
        except RuleBroken as refusal:
            form.add_error("table" if refusal.code == "inventory-table" else None, f"{refusal} {refusal.remedy}")
        else:
            notices.success(request, "Inventarul este trecut.")
            return redirect(made)
    return render(request, "mailroom/new_inventory.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@SEE
def inventory(request: HttpRequest, pk: int) -> HttpResponse:
    """One inventory: its files, those scanned, the rows to mend."""
    return _inventory_page(request, access.inventory_to_read(_user(request), pk), PositionForm())


def _inventory_page(request: HttpRequest, found: Inventory, form: PositionForm, *, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "")[:200]
    rows = queries.positions(found, words).order_by("number")
    page = keyset(rows, ("number",), request.GET.get("dupa"), PAGE)
    scanned = set(found.positions.filter(files__withdrawn_at=None).exclude(files=None).values_list("pk", flat=True))
    context = {
        "inventory": found, "page": page, "scanned": scanned, "words": words, "form": form,
        "refused": found.refused.filter(mended_at=None)[:200],
        "may_write": _user(request).may(Permission.ARCHIVE_SELECT),
    }  # fmt: skip
    return render(request, "mailroom/inventory.html", context, status=status)


@require_POST
@WRITE
def add_position(request: HttpRequest, pk: int) -> HttpResponse:
    """One more file, by hand or instead of a row that could not be read."""
    found = access.inventory_to_read(_user(request), pk)
    form = PositionForm(request.POST)
    wanted = request.POST.get("rand", "")
    mends = found.refused.filter(pk=int(wanted)).first() if wanted.isdigit() else None
    if form.is_valid():
        try:
            made = actions.add_position(found, cells=form.cleaned_data, mends=mends, by=_user(request))
        except RuleBroken as refusal:
            form.add_error("number", str(refusal))
        else:
            notices.success(request, f"Este scris: {made}.")
            return redirect(found)
    return _inventory_page(request, found, form, status=422)


@require_GET
@SEE
def position(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One old file with its scans."""
    found = access.inventory_to_read(_user(request), pk).positions.filter(number=number).first()
    if found is None:
        raise Http404("Nu există acest dosar în inventar.")
    files = list(found.files.filter(withdrawn_at=None).select_related("document__blob", "by"))
    context = {"position": found, "files": files, "first_file": files[0].document if files else None}
    return render(request, "mailroom/position.html", context)


@require_GET
@SEE
def separators(request: HttpRequest, pk: int) -> HttpResponse:
    """Separator sheets to print: of the files chosen (`poz`), or of all that are not scanned yet."""
    found = access.inventory_to_read(_user(request), pk)
    wanted = [int(one) for one in request.GET.getlist("poz") if one.isdigit()]
    rows = found.positions.order_by("number")
    rows = rows.filter(number__in=wanted) if wanted else rows.exclude(files__withdrawn_at=None, files__isnull=False)
    chosen = list(rows.select_related("inventory")[:MOST_SHEETS])
    if not chosen:
        raise Http404("Toate dosarele acestui inventar sunt scanate; alege unul.")
    headers = {"Content-Disposition": f'inline; filename="despartitoare-{found.pk}.pdf"'}
    return HttpResponse(paper.separators_pdf(chosen), content_type="application/pdf", headers=headers)
