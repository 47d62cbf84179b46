"""Addresses of the portal (portalul cetățeanului): /portal/…"""

from __future__ import annotations

from django.urls import path

from condica.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("stema.svg", views.arms, name="arms"),
    path("date-personale/", views.privacy, name="privacy"),
    path("petitie/trimisa/", views.sent, name="sent"),
    path("petitie/bon.pdf", views.sent_receipt, name="sent_receipt"),
    path("petitie/renunt/", views.drop, name="drop"),
    path("petitie/alta/", views.another, name="another"),
    path("petitie/<slug:step>/", views.step, name="step"),
    path("urmarire/", views.lookup, name="lookup"),
    path("urmarire/stare/", views.status, name="status"),
    path("urmarire/bon.pdf", views.receipt, name="receipt"),
    path("urmarire/completare/", views.addition, name="addition"),
    path("urmarire/raspuns/", views.answer, name="answer"),
    path("urmarire/raspuns/cod/", views.ask_code, name="ask_code"),
    path("urmarire/raspuns/<uuid:uuid>.pdf", views.answer_file, name="answer_file"),
    path("urmarire/parere/", views.feedback, name="feedback"),
    path("urmarire/inchid/", views.leave, name="leave"),
    path("carantina/", views.quarantine, name="quarantine"),
    path("carantina/<uuid:uuid>/", views.release, name="release"),
]
