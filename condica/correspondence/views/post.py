"""The way to the post (predarea la poștă): envelopes that wait, handed over together, with their list."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.correspondence import actions, queries
from condica.correspondence import print as paper
from condica.correspondence.views.desk import user_of
from condica.foundation import dates
from condica.foundation.romanian import plural

SEND = needs(Permission.LETTER_DISPATCH)


@require_http_methods(["GET", "POST"])
@SEND
def handing(request: HttpRequest) -> HttpResponse:
    """What waits for the post; the chosen ones are marked as handed over, each with the post's number if it has one."""
    waiting = queries.postal_list(user_of(request))
    if request.method == "POST":
        chosen = waiting.filter(pk__in=[pk for pk in request.POST.getlist("ales") if pk.isdigit()])
        for dispatch in chosen:
            number = request.POST.get(f"nr-{dispatch.pk}", "")
            actions.confirm_handed(dispatch, by=user_of(request), reference=number)
        _say(request, len(chosen))
        return redirect("correspondence:handing")
    today = dates.today()
    context = {"waiting": waiting, "today": today, "handed": queries.handed_on(today)}
    return render(request, "correspondence/handing.html", context)


def _say(request: HttpRequest, count: int) -> None:
    if count:
        messages.success(
            request, f"Predate: {plural(count, 'scrisoare', 'scrisori')}; ieșirile sunt scrise în registru."
        )
    else:
        messages.warning(request, "Alege cel puțin un plic.")


@require_GET
@SEND
def hand_list(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The list that goes with the envelopes of a day (borderou de expediere), as PDF."""
    try:
        on = date(year, month, day)
    except ValueError:
        raise Http404 from None
    content = paper.hand_list_pdf(list(queries.handed_on(on)), on)
    headers = {"Content-Disposition": f'inline; filename="borderou-{on:%Y-%m-%d}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
