"""Work on a selection (mai multe odată): acts returned, sent, proved on paper; displays put up or taken down."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from condica.court_papers import access, actions
from condica.court_papers import print as printing
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.rules.court import WAYS, Why
from condica.court_papers.views.court import asked_papers
from condica.court_papers.views.display import asked_displays
from condica.court_papers.views.verbs import KEEP, SAFE, pdf, user_of
from condica.foundation import bulk
from condica.foundation.lazy import Later
from condica.foundation.romanian import plural

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = Later("pikepdf")


#: So many proofs in one PDF.
MOST_PROOFS = 100


def _acts(request: HttpRequest) -> list[CourtPaper]:
    user = user_of(request)
    return bulk.chosen(request, access.papers_of(user), asked_papers(request)[2])


def _to(name: str, chosen: str) -> str:
    return f"{reverse(f'court_papers:{name}')}?lista={chosen}"


def _done(
    request: HttpRequest, rows: list[Any], do: Callable[[Any], object], *, title: str, said: str, back: str, nouns: str
) -> HttpResponse:
    """Each row by itself; the refused ones are told with their reasons."""
    one, many = nouns.split(",")
    if not rows:
        messages.error(request, f"Nu ai ales niciun {one}. Alege cu x sau bifează rândurile.")
        return redirect(back)
    outcome = bulk.carry_out(rows, do)
    if outcome.refused:
        return bulk.answer(request, outcome, title=title, back=back, nouns=nouns)
    messages.success(request, said.format(plural(len(rows), one, many)))
    return redirect(back)


@require_POST
@KEEP
def give_back_many(request: HttpRequest) -> HttpResponse:
    """Return all chosen acts that nobody came for."""
    user = user_of(request)
    return _done(
        request, _acts(request), lambda one: actions.give_back(one, why=Why.UNCOLLECTED, by=user),
        title="Înapoiere: neridicate", said="{} de înapoiat: tipărește adresele și trimite-le azi.",
        back=_to("papers", "de-inapoiat"), nouns="act,acte",
    )  # fmt: skip


@require_POST
@KEEP
def send_many(request: HttpRequest) -> HttpResponse:
    """Write that the proofs, or the acts themselves, left for their courts together."""
    user, way = user_of(request), request.POST.get("cale", "post")
    back = _to("papers", asked_papers(request)[0])
    if way not in WAYS:
        messages.error(request, "Alege cum au plecat.")
        return redirect(back)
    return _done(
        request, _acts(request), lambda one: actions.record_sent(one, way=way, by=user),
        title=f"Trimitere la instanțe, {WAYS[way]}", said=f"{{}} la instanțe, {WAYS[way]}.", back=back,
        nouns="act,acte",
    )  # fmt: skip


@SAFE
@KEEP
def proofs(request: HttpRequest) -> HttpResponse:
    """The proofs and the sheets of return of the chosen acts as one PDF, in the order of their numbers."""
    ids = [int(value) for value in request.GET.getlist("ales") if value.isdigit()]
    if len(ids) > MOST_PROOFS:
        messages.error(request, f"Ai ales {len(ids)} acte; într-un fișier încap {MOST_PROOFS}. Alege mai puține.")
        return redirect("court_papers:papers")
    found = access.papers_of(user_of(request)).filter(pk__in=ids).order_by("pk")
    ready = [one for one in found if one.handed_at or one.returned_at]
    if not ready:
        messages.error(request, "Între actele alese niciunul nu e predat sau de înapoiat: nu e ce tipări.")
        return redirect("court_papers:papers")
    whole, out = pikepdf.new(), io.BytesIO()
    for one in ready:
        with pikepdf.open(io.BytesIO(printing.proof_pdf(one))) as part:
            whole.pages.extend(part.pages)
    whole.save(out)
    return pdf(out.getvalue(), "dovezi")


VERBS: dict[str, tuple[Callable[..., Display], str, str]] = {
    "afiseaza": (actions.post, "Afișare", "{} afișate acum, cu procesele-verbale lor."),
    "scoate": (actions.take_down, "Dezafișare", "{} scoase acum, cu procesele-verbale lor."),
}


@require_POST
@KEEP
def move_displays(request: HttpRequest) -> HttpResponse:
    """Say that the chosen documents went up, or came down, now: each with its own minute."""
    user, (chosen, _, found) = user_of(request), asked_displays(request)
    verb = VERBS.get(request.POST.get("ce", ""))
    back = _to("displays", chosen)
    if verb is None:
        messages.error(request, "Alege ce s-a făcut: afișate sau scoase.")
        return redirect(back)
    do, title, said = verb
    return _done(
        request, bulk.chosen(request, access.displays_of(user), found), lambda one: do(one, by=user), title=title,
        said=said, back=back, nouns="document,documente",
    )  # fmt: skip
