"""Addresses of the mailroom (adrese): /posta/…"""

from __future__ import annotations

from django.urls import path

from condica.mailroom import views

app_name = "mailroom"
urlpatterns = [
    path("", views.messages, name="list"),
    path("lista.pdf", views.print_messages, name="print_messages"),
    path("selectie/", views.decide_many, name="decide_many"),
    path("preluare/", views.fetch_now, name="fetch"),
    path("confruntare/", views.reconciliations, name="reconciliations"),
    path("confirmare-automata/", views.acknowledging, name="acknowledging"),
    path("casute/", views.mailboxes, name="mailboxes"),
    path("casute/noua/", views.new_mailbox, name="new-mailbox"),
    path("casute/<int:pk>/", views.mailbox, name="mailbox"),
    path("casute/<int:pk>/verificare/", views.try_mailbox, name="try-mailbox"),
    path("scanari/", views.stacks, name="stacks"),
    path("scanari/aducere/", views.bring, name="bring"),
    path("scanari/lista.pdf", views.stacks_print, name="stacks_print"),
    path("scanari/de-hotarat/lista.pdf", views.scan_queue_print, name="scan_queue_print"),
    path("scanari/de-hotarat/", views.scan_queue, name="scan_queue"),
    path("scanari/grup/<int:pk>/", views.batch_decide, name="batch_decide"),
    path("scanari/<int:pk>/", views.stack, name="stack"),
    path("scanari/<int:pk>/fisier", views.stack_file, name="stack_file"),
    path("scanari/<int:pk>/oprire/", views.stack_stop, name="stack_stop"),
    path("scanari/<int:pk>/reluare/", views.stack_resume, name="stack_resume"),
    path("scanari/<int:pk>/pagina/<int:number>.png", views.sheet_picture, name="sheet_picture"),
    path("scanere/", views.scanners, name="scanners"),
    path("scanere/nou/", views.new_scanner, name="new_scanner"),
    path("scanere/<int:pk>/", views.scanner, name="scanner"),
    path("inventare/", views.inventories, name="inventories"),
    path("inventare/nou/", views.new_inventory, name="new_inventory"),
    path("inventare/<int:pk>/", views.inventory, name="inventory"),
    path("inventare/<int:pk>/pozitie/", views.add_position, name="add_position"),
    path("inventare/<int:pk>/despartitoare.pdf", views.separators, name="separators"),
    path("inventare/<int:pk>/<int:number>/", views.position, name="position"),
    path("<int:pk>/", views.message, name="message"),
    path("<int:pk>/inregistrare/", views.register, name="register"),
    path("<int:pk>/continua/", views.continue_paper, name="continue"),
    path("<int:pk>/deoparte/", views.aside, name="aside"),
    path("<int:pk>/mesaj.eml", views.raw, name="raw"),
    path("<int:pk>/fisier/<int:number>/", views.attachment, name="attachment"),
]
