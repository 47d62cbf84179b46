"""Letterhead, bridge days, readings, numbers of the house (antet, zile libere, lecturi, alegeri)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.foundation import dates
from condica.organisation import actions, queries
from condica.organisation.forms import BridgeDayForm, LetterheadForm, ReadingForm, SettingForm
from condica.organisation.models import BridgeDay, LegalReading, Letterhead
from condica.organisation.rules import READABLE_RULES, SETTINGS
from condica.organisation.views.chart import EDIT, SEE, form_page, me, page

FACTS = ("name", "county", "address", "phone", "email", "website", "tax_code")


@require_GET
@SEE
def letterhead(request: HttpRequest) -> HttpResponse:
    """The head of the paper, as it is printed today (antet)."""
    facts = {"now": queries.letterhead_on(dates.today()), "rows": Letterhead.objects.all()}
    return page(request, "letterhead", facts)


@require_http_methods(["GET", "POST"])
@EDIT
def new_letterhead(request: HttpRequest) -> HttpResponse:
    """Set a letterhead from a day on (antet nou); the drawing of now is kept when no other is given."""
    now = queries.letterhead_on(dates.today())
    initial = {name: getattr(now, name) for name in FACTS} if now else {}
    form = LetterheadForm(request.POST or None, request.FILES or None, initial={**initial, "since": dates.today()})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        svg = facts.pop("arms") or (now.coat_of_arms_svg if now else "")
        actions.set_letterhead(**facts, coat_of_arms_svg=svg, by=me(request))
        return redirect("organisation:letterhead")
    words = _("Scrisorile făcute până acum rămân cu antetul lor.")
    back = reverse("organisation:letterhead")
    return form_page(request, form, title=_("Antet nou"), words=words, back=back, button=_("Folosește antetul"))


@require_GET
@SEE
@cache_control(private=True, max_age=3600)
def coat_of_arms(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing of a letterhead (stema), shut off from everything else."""
    svg = get_object_or_404(Letterhead, pk=pk).coat_of_arms_svg
    if not svg:
        raise Http404
    policy = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    return HttpResponse(svg, content_type="image/svg+xml", headers=policy)


@require_GET
@SEE
def choices(request: HttpRequest) -> HttpResponse:
    """What the house chose where the law leaves a choice (alegerile casei)."""
    today = dates.today()
    facts = {
        "bridge_days": queries.bridge_days(),
        "readings": [(label, queries.reading_on(rule, today)) for rule, label in READABLE_RULES.items()],
        "history": [(READABLE_RULES.get(row.rule, row.rule), row) for row in LegalReading.objects.all()],
        "settings": [(key, spec, spec.said(queries.setting_on(key, today))) for key, spec in SETTINGS.items()],
        "day_form": BridgeDayForm(),
    }
    return page(request, "choices", facts)


@require_http_methods(["GET", "POST"])
@EDIT
def add_bridge_day(request: HttpRequest) -> HttpResponse:
    """Write a working day given free (zi liberă acordată)."""
    form = BridgeDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_bridge_day(form.cleaned_data["day"], cites=form.cleaned_data["cites"], by=me(request))
        return redirect("organisation:choices")
    words = _("Nu mută termenele legale; se sare la ziua sigură și la planificare.")
    back = reverse("organisation:choices")
    return form_page(request, form, title=_("Zi liberă acordată"), words=words, back=back, button=_("Adaugă ziua"))


@require_POST
@EDIT
def remove_bridge_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a day written by mistake (scoate)."""
    actions.remove_bridge_day(get_object_or_404(BridgeDay, pk=pk), by=me(request))
    return redirect("organisation:choices")


@require_http_methods(["GET", "POST"])
@EDIT
def adopt_reading(request: HttpRequest) -> HttpResponse:
    """Adopt a reading of a disputed count (adoptă o lectură)."""
    form = ReadingForm(request.POST or None, initial={"since": dates.today()})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        actions.adopt_reading(
            facts["rule"], facts["counting"], cites=facts["cites"], since=facts["since"], by=me(request)
        )
        return redirect("organisation:choices")
    words = _("Termenele calculate până acum rămân cum au fost scrise.")
    back = reverse("organisation:choices")
    return form_page(request, form, title=_("Lectură adoptată"), words=words, back=back, button=_("Adoptă lectura"))


@require_http_methods(["GET", "POST"])
@EDIT
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a number of the house (alege)."""
    if key not in SETTINGS:
        raise Http404
    today = dates.today()
    form = SettingForm(request.POST or None, key=key, initial={"value": queries.setting_on(key, today), "since": today})
    if request.method == "POST" and form.is_valid():
        actions.choose(key, form.cleaned_data["value"], since=form.cleaned_data["since"], by=me(request))
        return redirect("organisation:choices")
    back = reverse("organisation:choices")
    return form_page(request, form, title=_("Alegerea casei"), back=back, button=_("Salvează"))
