"""Addresses of contacts (contacte)."""

from __future__ import annotations

from django.urls import path

from condica.contacts import views

app_name = "contacts"
urlpatterns = [
    path("", views.contacts, name="list"),
    path("lista.pdf", views.print_contacts, name="print_contacts"),
    path("nou/", views.new, name="new"),
    path("cauta/", views.find, name="find"),
    path("localitati/", views.localities, name="localities"),
    path("duplicate/", views.duplicates, name="duplicates"),
    path("duplicate/reunire/", views.merge, name="merge"),
    path("duplicate/diferite/", views.tell_apart, name="tell_apart"),
    path("reunire/<int:pk>/desfacere/", views.unmerge, name="unmerge"),
    path("calitate/<int:pk>/incetare/", views.end_role, name="end_role"),
    path("cnp/", views.search_cnp, name="search_cnp"),
    path("date-personale/", views.keepers, name="keepers"),
    path("cereri/", views.requests, name="requests"),
    path("cereri/<int:pk>/", views.request_page, name="request"),
    path("cereri/<int:pk>/prelungire/", views.extend_request, name="extend_request"),
    path("cereri/<int:pk>/stergere/", views.decide_erasure, name="decide_erasure"),
    path("cereri/<int:pk>/raspuns/", views.decide_access, name="decide_access"),
    path("cereri/<int:pk>/copie/", views.order_export, name="order_export"),
    path("copii/<uuid:uuid>/", views.export_progress, name="export_progress"),
    path("copii/<uuid:uuid>/preluare/", views.take_export, name="take_export"),
    path("consimtamant/<int:pk>/retragere/", views.withdraw_consent, name="withdraw_consent"),
    path("<int:pk>/", views.card, name="card"),
    path("<int:pk>/arata/", views.reveal, name="reveal"),
    path("<int:pk>/consimtamant/", views.consent, name="consent"),
    path("<int:pk>/cerere/", views.ask, name="ask"),
    path("<int:pk>/date/", views.edit, name="edit"),
    path("<int:pk>/adresa/", views.address, name="address"),
    path("<int:pk>/calitate/", views.role, name="role"),
    path("<int:pk>/cnp/", views.cnp, name="cnp"),
]
