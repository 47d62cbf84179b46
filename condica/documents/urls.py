"""Addresses of documents (adrese): /documente/…"""

from __future__ import annotations

from django.urls import path

from condica.documents import views

app_name = "documents"
urlpatterns = [
    path("certificate/", views.trusted, name="trusted"),
    path("certificate/<int:pk>/scoatere/", views.distrust, name="distrust"),
    path("certificatele-mele/", views.my_certificates, name="my_certificates"),
    path("semnatari/", views.certificates, name="certificates"),
    path("semnatari/<int:pk>/confirmare/", views.confirm, name="confirm"),
    path("semnatari/<int:pk>/retragere/", views.withdraw, name="withdraw"),
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/fisier", views.file, name="file"),
    path("<uuid:uuid>/pagina/<int:number>.png", views.preview, name="preview"),
    path("<uuid:uuid>/vizor", views.viewer, name="viewer"),
    path("<uuid:uuid>/semnaturi/", views.signatures, name="signatures"),
    path("<uuid:uuid>/semnaturi.pdf", views.signatures_paper, name="signatures_paper"),
    path("<uuid:uuid>/semnaturi/verificare", views.recheck, name="recheck"),
    path("<uuid:uuid>/recitire", views.read_again, name="read-again"),
]
