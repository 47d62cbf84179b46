"""Addresses of the mailroom (adrese): /posta/…"""

from __future__ import annotations

from django.urls import path

from condica.mailroom import views

app_name = "mailroom"
urlpatterns = [
    path("", views.messages, name="list"),
    path("preluare/", views.fetch_now, name="fetch"),
    path("confruntare/", views.reconciliations, name="reconciliations"),
    path("confirmare-automata/", views.acknowledging, name="acknowledging"),
    path("casute/", views.mailboxes, name="mailboxes"),
    path("casute/noua/", views.new_mailbox, name="new-mailbox"),
    path("casute/<int:pk>/", views.mailbox, name="mailbox"),
    path("casute/<int:pk>/verificare/", views.try_mailbox, name="try-mailbox"),
    path("<int:pk>/", views.message, name="message"),
    path("<int:pk>/inregistrare/", views.register, name="register"),
    path("<int:pk>/continua/", views.continue_paper, name="continue"),
    path("<int:pk>/deoparte/", views.aside, name="aside"),
    path("<int:pk>/mesaj.eml", views.raw, name="raw"),
    path("<int:pk>/fisier/<int:number>/", views.attachment, name="attachment"),
]
