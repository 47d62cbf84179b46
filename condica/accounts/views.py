"""Pages of accounts (paginile conturilor)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from condica.accounts.access import signed_in


@signed_in
def own_account(request: HttpRequest) -> HttpResponse:
    """One's own account (contul meu)."""
    return render(request, "accounts/own.html", {})
