"""Addresses of documents (adrese): /documente/…"""

from __future__ import annotations

from django.urls import path

from condica.documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/fisier", views.file, name="file"),
    path("<uuid:uuid>/pagina/<int:number>.png", views.preview, name="preview"),
    path("<uuid:uuid>/vizor", views.viewer, name="viewer"),
    path("<uuid:uuid>/recitire", views.read_again, name="read-again"),
]
