"""The addresses of every room (adrese); the only place that knows them all."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from condica.config.rest import api

ROOMS = {
    "": "condica.desk",
    "registratura/": "condica.registry",
    "documente/": "condica.documents",
    "posta/": "condica.mailroom",
    "corespondenta/": "condica.correspondence",
    "lucrari/": "condica.casework",
    "petitii/": "condica.petitions",
    "acte-si-afisari/": "condica.court_papers",
    "ordine/": "condica.queue",
    "portal/": "condica.portal",
    "rapoarte/": "condica.statistics",
    "organizare/": "condica.organisation",
    "contacte/": "condica.contacts",
    "utilizatori/": "condica.accounts",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(f"{room}.urls"))
    for prefix, room in ROOMS.items()
    if find_spec(room) and find_spec(f"{room}.urls")
]
urlpatterns += [path("cont/", include("condica.config.account_urls"))]
urlpatterns += [path("api/v1/", api.urls)]
