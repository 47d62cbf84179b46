"""The care of the queue (administrare): services, the desks that serve them, the addresses of the screens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.queue import actions
from condica.queue.forms import ChangeServiceForm, DeskForm, ScreenForm, ServiceForm
from condica.queue.models import Screen, Service, ServiceDesk

CARE = needs(Permission.ORGANISATION_EDIT)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


@require_GET
@CARE
def services(request: HttpRequest) -> HttpResponse:
    """All services and screens."""
    context = {
        "open": Service.objects.filter(until=None).prefetch_related("desks__desk"),
        "screens": Screen.objects.filter(closed_at=None),
        "form": ScreenForm(),
    }
    return render(request, "queue/services.html", context)


@require_http_methods(["GET", "POST"])
@CARE
def new_service(request: HttpRequest) -> HttpResponse:
    """Open a service."""
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.open_service(**form.cleaned_data, by=_user(request))
        messages.success(request, f"Serviciul {made} este deschis. Alege ghișeele care îl servesc.")
        return redirect(made)
    return render(request, "queue/service.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@CARE
def edit_service(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a service's names; its desks."""
    service = get_object_or_404(Service, pk=pk)
    known = {name: getattr(service, name) for name in ("name", "name_en", "name_hu", "sort_order")}
    form = ChangeServiceForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.change_service(service, **form.cleaned_data, by=_user(request))
        messages.success(request, f"Serviciul {service.letter} este scris din nou.")
        return redirect("queue:services")
    rows = service.desks.filter(until=None).select_related("desk")
    context = {"form": form, "service": service, "rows": rows, "desk_form": DeskForm()}
    return render(request, "queue/service.html", context, status=422 if form.errors else 200)


@require_POST
@CARE
def close_service(request: HttpRequest, pk: int) -> HttpResponse:
    """No more tickets from tomorrow."""
    service = actions.close_service(get_object_or_404(Service, pk=pk), by=_user(request))
    messages.success(request, f"Serviciul {service} se închide cu ziua de azi.")
    return redirect("queue:services")


@require_POST
@CARE
def add_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a desk serve it."""
    service = get_object_or_404(Service, pk=pk)
    form = DeskForm(request.POST)
    if form.is_valid():
        actions.add_desk(service, form.cleaned_data["desk"], by=_user(request))
    return redirect(service)


@require_POST
@CARE
def remove_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it from a desk."""
    row = get_object_or_404(ServiceDesk.objects.select_related("service"), pk=pk)
    actions.remove_desk(row, by=_user(request))
    return redirect(row.service)


@require_POST
@CARE
def open_screen(request: HttpRequest) -> HttpResponse:
    """Give an address to a screen."""
    form = ScreenForm(request.POST)
    if form.is_valid():
        made = actions.open_screen(form.cleaned_data["kind"], name=form.cleaned_data["name"], by=_user(request))
        messages.success(request, f"„{made}” are o adresă. Deschide-o pe ecranul de acolo.")
    else:
        messages.error(request, "Scrie unde stă ecranul.")
    return redirect("queue:services")


@require_POST
@CARE
def close_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an address."""
    screen = get_object_or_404(Screen, pk=pk)
    actions.close_screen(screen, by=_user(request))
    messages.success(request, f"Adresa pentru „{screen}” nu mai este bună.")
    return redirect("queue:services")
