"""Addresses of contacts (contacte)."""

from __future__ import annotations

from django.urls import path

from condica.contacts import views

app_name = "contacts"
urlpatterns = [
    path("", views.contacts, name="list"),
    path("nou/", views.new, name="new"),
    path("cauta/", views.find, name="find"),
    path("localitati/", views.localities, name="localities"),
    path("duplicate/", views.duplicates, name="duplicates"),
    path("duplicate/reunire/", views.merge, name="merge"),
    path("duplicate/diferite/", views.tell_apart, name="tell_apart"),
    path("reunire/<int:pk>/desfacere/", views.unmerge, name="unmerge"),
    path("calitate/<int:pk>/incetare/", views.end_role, name="end_role"),
    path("<int:pk>/", views.card, name="card"),
    path("<int:pk>/date/", views.edit, name="edit"),
    path("<int:pk>/adresa/", views.address, name="address"),
    path("<int:pk>/calitate/", views.role, name="role"),
    path("<int:pk>/cnp/", views.cnp, name="cnp"),
]
