"""The archival nomenclator (nomenclatorul arhivistic): the list, a line, import, export, confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.organisation import actions, queries
from condica.organisation.forms import ConfirmationForm, FileKindForm, NomenclatorFileForm
from condica.organisation.models import FileKind
from condica.organisation.views.chart import SEE, form_page, me

KEEP = needs(Permission.ARCHIVE_SELECT, Permission.ORGANISATION_EDIT)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@SEE
def nomenclator(request: HttpRequest) -> HttpResponse:
    """All lines in force, by code, with the last confirmation."""
    rights = (Permission.ARCHIVE_SELECT, Permission.ORGANISATION_EDIT)
    facts = {
        "rows": queries.file_kinds(dates.today()),
        "confirmation": queries.confirmation(),
        "may_keep": any(map(me(request).may, rights)),
    }
    return render(request, "organisation/nomenclator.html", facts)


@require_GET
@SEE
def file_kind_options(request: HttpRequest) -> HttpResponse:
    """Lines while typing, as options of a list."""
    words = request.GET.get("q", "")
    rows = queries.file_kinds_like(words, dates.today())
    return render(request, "organisation/file_kinds.html", {"rows": rows, "words": words})


@require_GET
@SEE
def export_nomenclator(request: HttpRequest) -> HttpResponse:
    """The nomenclator as a spreadsheet."""
    content = actions.nomenclator_xlsx(queries.file_kinds(dates.today()))
    headers = {"Content-Disposition": 'attachment; filename="nomenclator.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
@KEEP
def new_file_kind(request: HttpRequest) -> HttpResponse:
    """Write a line (indicativ nou)."""
    return _line_page(request, FileKindForm(request.POST or None, initial={"since": dates.today()}), _("Indicativ nou"))


@require_http_methods(["GET", "POST"])
@KEEP
def edit_file_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line from a day on; files closed before keep their term."""
    row = get_object_or_404(FileKind, pk=pk)
    known = {name: getattr(row, name) for name in ("code", "title", "years", "note")}
    initial = {**known, "unit": row.unit_id, "since": dates.today()}
    return _line_page(request, FileKindForm(request.POST or None, initial=initial), row.code)


def _line_page(request: HttpRequest, form: FileKindForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        since = facts.pop("since")
        actions.set_file_kind(actions.FileKindLine(**facts), since=since, by=me(request))
        return redirect("organisation:nomenclator")
    words = _("Termenul curge de la 1 ianuarie al anului următor închiderii dosarului.")
    back = reverse("organisation:nomenclator")
    return form_page(request, form, title=title, words=words, back=back, button=_("Salvează"))


@require_POST
@KEEP
def end_file_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out from today on (încetează)."""
    actions.end_file_kind(get_object_or_404(FileKind, pk=pk), by=me(request))
    return redirect("organisation:nomenclator")


@require_http_methods(["GET", "POST"])
@KEEP
def import_nomenclator(request: HttpRequest) -> HttpResponse:
    """Take the nomenclator from a spreadsheet (preluare)."""
    form = NomenclatorFileForm(request.POST or None, request.FILES or None, initial={"since": dates.today()})
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        rows = actions.import_nomenclator(content, since=form.cleaned_data["since"], by=me(request))
        messages.success(request, _("Preluat: %s.") % plural(len(rows), "indicativ", "indicative"))
        return redirect("organisation:nomenclator")
    words = _("Indicativele din fișier se adaugă sau se schimbă; celelalte rămân. Un rând greșit oprește tot fișierul.")
    back = reverse("organisation:nomenclator")
    return form_page(request, form, title=_("Preia nomenclatorul"), words=words, back=back, button=_("Preia fișierul"))


@require_http_methods(["GET", "POST"])
@KEEP
def confirm_nomenclator(request: HttpRequest) -> HttpResponse:
    """Write the confirmation by Arhivele Naționale (confirmare)."""
    form = ConfirmationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.confirm_nomenclator(**form.cleaned_data, by=me(request))
        return redirect("organisation:nomenclator")
    back = reverse("organisation:nomenclator")
    return form_page(request, form, title=_("Confirmarea Arhivelor Naționale"), back=back, button=_("Consemnează"))
