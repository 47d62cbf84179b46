"""The register as a book (registrul tipărit): a day on screen and on paper, a year in parts, a year closed."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.registry import access
from condica.registry.actions import closing as closings
from condica.registry.actions import printing
from condica.registry.actions.sealing import has_seal, sealed_bytes
from condica.registry.forms.registers import MinuteNumberForm
from condica.registry.models import BookPrint, Register
from condica.registry.print.book import Volume, book_pdf, day_title
from condica.registry.queries import closing as queries
from condica.registry.queries.book import closed_by_days, columns, lines_of_day
from condica.registry.views.registers import user_of

SEE_ALL = needs(Permission.ENTRY_SEE_ALL)
CLOSE = needs(Permission.ENTRY_CANCEL)
LISTED = 200


def _day(request: HttpRequest, register: str, year: int, month: int, day: int) -> tuple[Register, date]:
    try:
        on = date(year, month, day)
    except ValueError:
        raise Http404("Nu există această zi.") from None
    return access.register_to_see(user_of(request), register), on


@require_GET
@SEE_ALL
def day_book(request: HttpRequest, register: str, year: int, month: int, day: int) -> HttpResponse:
    """The register of one day, as its page stands in the book."""
    found, on = _day(request, register, year, month, day)
    lines = lines_of_day(found, on)
    context = {"register": found, "day": on, "columns": columns(found), "lines": lines, "today": dates.today(),
               "closed": list(closed_by_days(lines))[-1:]}  # fmt: skip
    return render(request, "registry/day.html", context)


@require_GET
@SEE_ALL
def day_pdf(request: HttpRequest, register: str, year: int, month: int, day: int) -> HttpResponse:
    """The register of one day as PDF/A, with the house's seal where there is one; nothing is written."""
    found, on = _day(request, register, year, month, day)
    lines = lines_of_day(found, on)
    volume = Volume(found, day_title(on), dates.now(), seal=has_seal())
    pdf = book_pdf(volume, closed_by_days(lines, whole=on < dates.today()))
    content = sealed_bytes(pdf, title=f"{found.name}, {dates.numeric(on)}", by=user_of(request), now=dates.now())
    name = f"registru-{found.key}-{on.isoformat()}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_POST
@CLOSE
def order_book(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Have a year printed, in the background."""
    found = access.register_to_close(user_of(request), key)
    return redirect(printing.order_book(found, year, by=user_of(request)))


@require_GET
@SEE_ALL
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """A printed year: how far it got, then its parts; asked by itself it answers with the progress alone."""
    found = get_object_or_404(_prints(request), pk=pk)
    parts = found.parts.select_related("document")
    context = {"printing": found, "parts": parts, "left": found.total - found.done}
    name = "registry/book_progress.html" if request.headers.get("HX-Request") else "registry/book.html"
    return render(request, name, context)


@require_POST
@CLOSE
def stop_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a print that is running."""
    return redirect(printing.stop_book(get_object_or_404(_prints(request), pk=pk), by=user_of(request)))


def _prints(request: HttpRequest) -> QuerySet[BookPrint]:
    hidden = access.hidden_registers(user_of(request))
    return BookPrint.objects.exclude(register__in=hidden).select_related("register", "by")


@require_http_methods(["GET", "POST"])
@CLOSE
def close_year(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Close a year by its minute: what will be counted, what is left open, what still hinders it."""
    found = access.register_to_close(user_of(request), key)
    form = MinuteNumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        closings.close_year(found, year, minute_number=form.cleaned_data["minute_number"], by=user_of(request))
        messages.success(request, f"Anul {year} al registrului „{found}” este încheiat; procesul-verbal este păstrat.")
        return redirect(found)
    still_open = queries.left_open(found, year)
    context = {
        "register": found,
        "year": year,
        "form": form,
        "found": queries.year_of(found, year),
        "open": still_open[:LISTED],
        "open_count": still_open.count(),
        "blocks": queries.open_blocks(found, year),
        "earlier": [one for one in queries.years_to_close(found) if one < year],
        "ended": year < dates.today().year,
        "closed": found.closings.filter(year=year).select_related("document").first(),
    }
    return render(request, "registry/close_year.html", context, status=422 if form.errors else 200)
