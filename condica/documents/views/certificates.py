"""Certificates: whose issuers are believed, one's own, and everybody's waiting to be confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs, signed_in
from condica.accounts.rules import Permission
from condica.documents import actions, queries
from condica.documents.forms import CertificateForm, TrustForm
from condica.documents.models import PersonCertificate, TrustedItem
from condica.documents.views.files import user_of
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural


@require_http_methods(["GET", "POST"])
@needs(Permission.SYSTEM_CARE)
def trusted(request: HttpRequest) -> HttpResponse:
    """Certificate de încredere: the issuers accepted, their revocation lists, one more."""
    form = TrustForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        added = actions.trust(form.cleaned_data["file"], by=user_of(request))
        messages.success(request, f"Adăugate: {plural(len(added), 'piesă', 'piese')}.")
        return redirect("documents:trusted")
    context = {"form": form, "items": queries.trusted_items()}
    return render(request, "documents/trusted.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.SYSTEM_CARE)
def distrust(request: HttpRequest, pk: int) -> HttpResponse:
    """Believe an issuer no more."""
    actions.distrust(get_object_or_404(TrustedItem, pk=pk), by=user_of(request))
    messages.success(request, "Nu mai e de încredere; verificările făcute rămân cum au fost.")
    return redirect("documents:trusted")


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
@signed_in
def my_certificates(request: HttpRequest) -> HttpResponse:
    """Certificatele mele: with what one signs, and whether somebody confirmed it."""
    user = user_of(request)
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            actions.register_certificate(sent["file"], passphrase=sent["passphrase"], user=user, by=user)
        except RuleBroken as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Certificatul e înregistrat; un administrator îl confirmă.")
            return redirect("documents:my_certificates")
    context = {"form": form, "rows": queries.certificates_of(user), "email": user.email}
    return render(request, "documents/my_certificates.html", context, status=422 if form.errors else 200)


@require_GET
@needs(Permission.USER_EDIT)
def certificates(request: HttpRequest) -> HttpResponse:
    """Certificatele semnatarilor: those that wait first."""
    return render(request, "documents/certificates.html", {"rows": queries.certificates_of_all()})


@require_POST
@needs(Permission.USER_EDIT)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a certificate is its person's."""
    row = actions.confirm_certificate(get_object_or_404(PersonCertificate, pk=pk), by=user_of(request))
    messages.success(request, f"Confirmat: {row.user} semnează cu certificatul „{row.name}”.")
    return redirect("documents:certificates")


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a certificate no more: one's own, or anybody's by who cares for accounts."""
    user = user_of(request)
    rows = PersonCertificate.objects.all() if user.may(Permission.USER_EDIT) else queries.certificates_of(user)
    actions.withdraw_certificate(get_object_or_404(rows, pk=pk), by=user)
    messages.success(request, "Certificatul nu se mai folosește aici.")
    own = rows.filter(pk=pk, user=user).exists()
    return redirect("documents:my_certificates" if own else "documents:certificates")
