"""Reserved numbers (numere rezervate): blocks of desks without network, filled by keyboard, closed with a minute."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.registry import actions
from condica.registry.actions.blocks import fields_of
from condica.registry.forms import AnnulForm, FillForm, LineForm, ReserveForm
from condica.registry.models import Block, OfflineLine
from condica.registry.print.blocks import minute_pdf, sheet_pdf
from condica.registry.queries import blocks as queries

SEE = needs(Permission.ENTRY_SEE_ALL)
REGISTER = needs(Permission.ENTRY_REGISTER)
CLOSE = needs(Permission.ENTRY_CANCEL)
SHOWN = 100


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def block_to_read(user: User, pk: int) -> Block:
    """The block with its counts, or 404: absent and hidden look alike."""
    found = queries.blocks_seen_by(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există acest bloc sau nu ai drept să îl vezi.")
    return found


@require_GET
@SEE
def blocks(request: HttpRequest) -> HttpResponse:
    """All blocks of reserved numbers, the open ones first, and the lines that wait for somebody."""
    user = _user(request)
    rows = queries.blocks_seen_by(user)
    context = {
        "open": rows.filter(reconciliation=None)[:SHOWN],
        "closed": rows.exclude(reconciliation=None)[:SHOWN],
        "waiting": queries.lines_waiting(user)[:SHOWN],
    }
    return render(request, "registry/blocks.html", context)


@require_http_methods(["GET", "POST"])
@REGISTER
def reserve(request: HttpRequest) -> HttpResponse:
    """Reserve numbers for a desk."""
    form = ReserveForm(request.POST or None, user=_user(request))
    if request.method == "POST" and form.is_valid():
        made = actions.reserve(**form.cleaned_data, by=_user(request))
        messages.success(request, f"Numerele {made} sunt rezervate pentru {made.desk}.")
        return redirect(made)
    return render(request, "registry/reserve.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@SEE
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """A block: each number with what became of it, and what can be done now."""
    found = block_to_read(_user(request), pk)
    context = {
        "held": found,
        "rows": queries.rows_of(found),
        "free": found.count - found.used - found.annulled,  # type: ignore[attr-defined]  # counted by the query
        "lines": found.lines.filter(state=OfflineLine.State.WAITING).select_related("sent_by"),
        "annul": AnnulForm(block=found) if found.is_open else None,
    }
    return render(request, "registry/block.html", context)


@require_GET
@SEE
def block_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a block, to be filled in with a pen."""
    return _pdf(sheet_pdf(block_to_read(_user(request), pk)), f"foaie-{pk}.pdf")


@require_GET
@SEE
def block_minute(request: HttpRequest, pk: int) -> HttpResponse:
    """The minute that closed a block."""
    found = block_to_read(_user(request), pk)
    if found.is_open:
        raise Http404("Blocul nu este încă încheiat.")
    return _pdf(minute_pdf(found.reconciliation), f"reconciliere-{pk}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


@require_http_methods(["GET", "POST"])
@REGISTER
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Type a sheet in, line after line, without the mouse; the day said by one line begins the next."""
    found = block_to_read(_user(request), pk)
    form = FillForm(request.POST or None, block=found, user=_user(request), initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        entry = actions.fill(found, given["value"], fields_of(given), direction=given["direction"], by=_user(request))
        messages.success(request, f"{entry}: {entry.subject}")
        said = dates.local(entry.received_at)
        return redirect(f"{reverse('registry:fill_block', args=[pk])}?primit={said:%Y-%m-%dT%H:%M}")
    context = {"held": found, "form": form, "next": queries.next_free(found), "rows": queries.rows_of(found)}
    return render(request, "registry/fill.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest) -> dict[str, str]:
    said = request.GET.get("primit", "")
    return {"received_at": said} if said else {}


@require_POST
@REGISTER
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up one number of a block."""
    found = block_to_read(_user(request), pk)
    form = AnnulForm(request.POST, block=found)
    if form.is_valid():
        given = form.cleaned_data
        actions.annul(found, given["value"], reason=given["reason"], by=_user(request))
        messages.success(request, f"Numărul {given['value']} este anulat.")
    else:
        messages.error(request, "Alege un număr liber al blocului și motivul.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
@CLOSE
def reconcile(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a block: what it will say is shown first, then the minute gets its number."""
    found = block_to_read(_user(request), pk)
    if request.method == "POST":
        made = actions.reconcile(found, by=_user(request))
        messages.success(request, f"Blocul {found} este încheiat cu procesul-verbal {made.minute}.")
        return redirect(found)
    context = {
        "held": found,
        "free": queries.free_numbers(found),
        "waiting": found.lines.filter(state=OfflineLine.State.WAITING).count(),
    }
    return render(request, "registry/reconcile.html", context)


@require_http_methods(["GET", "POST"])
@REGISTER
def offline_line(request: HttpRequest, pk: int) -> HttpResponse:
    """A line that could not be taken as it came: what the desk wrote, why it waits, and what can be decided."""
    user = _user(request)
    line = queries.lines_waiting(user).filter(pk=pk).first()
    if line is None:
        raise Http404("Rândul nu mai așteaptă nimic sau nu ai drept să îl vezi.")
    if request.method == "POST" and request.POST.get("ce") == "acelasi":
        actions.same_paper(line, by=user)
        messages.success(request, "S-a notat: același document, trimis de două ori.")
        return redirect("registry:blocks")
    form = LineForm(request.POST or None, block=line.block, user=user, initial=_said(line))
    if request.method == "POST" and form.is_valid():
        done = _decide(line, form, user)
        messages.success(request, f"{done.entry}: {done.get_decision_display()}.")
        return redirect("registry:blocks")
    context = {
        "line": line,
        "form": form,
        "standing": queries.standing_under(line),
        "free": queries.free_numbers(line.block) if line.block.is_open else [],
    }
    return render(request, "registry/offline_line.html", context, status=422 if form.errors else 200)


def _said(line: OfflineLine) -> dict[str, object]:
    """What the desk wrote, for the form; its own number where that is still free."""
    free = queries.free_numbers(line.block) if line.block.is_open else []
    value = line.value if line.value in free else None
    return {**line.words, "value": value, "received_at": dates.local(line.said_at)}


def _decide(line: OfflineLine, form: LineForm, user: User) -> OfflineLine:
    given = form.cleaned_data
    return actions.register_line(line, fields_of(given), direction=given["direction"], value=given["value"], by=user)
