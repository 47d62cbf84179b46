"""The report on a file's signatures: on screen, on paper, and asked for again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import signed_in
from condica.documents import actions, queries
from condica.documents import print as paper
from condica.documents.access import document_to_read
from condica.documents.rules import CheckState
from condica.documents.views.files import user_of


@require_GET
@signed_in
def signatures(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The report (raport de verificare): who signed, when, what is covered, who vouches for it."""
    document = document_to_read(user_of(request), uuid)
    context = {
        "document": document,
        "check": queries.check_of(document),
        "own": queries.signatures_put_on(document),
        "issuers": len(queries.trust().issuers),
    }
    return render(request, "documents/signatures.html", context)


@require_GET
@signed_in
def signatures_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same as PDF/A."""
    document = document_to_read(user_of(request), uuid)
    check = queries.check_of(document)
    if check is None or check.state != CheckState.DONE:
        raise Http404("Semnăturile acestui fișier nu au fost încă verificate.")
    headers = {"Content-Disposition": 'inline; filename="raport-semnaturi.pdf"'}
    return HttpResponse(paper.signatures_pdf(document, check), content_type="application/pdf", headers=headers)


@require_POST
@signed_in
def recheck(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask for another look."""
    document = document_to_read(user_of(request), uuid)
    actions.recheck(document.blob, by=user_of(request))
    messages.success(request, "Semnăturile se verifică din nou; raportul apare aici în câteva clipe.")
    return redirect("documents:signatures", uuid=uuid)
