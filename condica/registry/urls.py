"""Addresses of the registry (registratura)."""

from django.urls import path

from condica.registry import views

app_name = "registry"
_PAPER = "<slug:register>/<int:year>/<int:number>/"

urlpatterns = [
    path("", views.papers, name="list"),
    path("inregistrare/", views.new, name="new"),
    path("inregistrare/fel/", views.guess, name="guess"),
    path("expeditori/", views.senders, name="senders"),
    path("export/", views.export, name="export"),
    path("ziua/<slug:register>/<int:year>-<int:month>-<int:day>/", views.day_book, name="day"),
    path("document/<int:pk>/", views.by_id, name="by_id"),
    path("pastrare/", views.keeping, name="keeping"),
    path("pastrare/selectionare/", views.begin_selection, name="begin_selection"),
    path("pastrare/<int:pk>/", views.selection, name="selection"),
    path("pastrare/<int:pk>/confirmare/", views.confirm_selection, name="confirm_selection"),
    path("selectie/", views.bulk, name="bulk"),
    path("selectie/etichete/", views.labels, name="labels"),
    path("rezervari/", views.blocks, name="blocks"),
    path("rezervari/noi/", views.reserve, name="reserve"),
    path("rezervari/<int:pk>/", views.block, name="block"),
    path("rezervari/<int:pk>/foaie/", views.block_sheet, name="block_sheet"),
    path("rezervari/<int:pk>/completare/", views.fill, name="fill_block"),
    path("rezervari/<int:pk>/anulare/", views.annul, name="annul_number"),
    path("rezervari/<int:pk>/reconciliere/", views.reconcile, name="reconcile"),
    path("rezervari/<int:pk>/proces-verbal/", views.block_minute, name="block_minute"),
    path("rezervari/rand/<int:pk>/", views.offline_line, name="offline_line"),
    path("fara-retea/", views.offline, name="offline"),
    path("fara-retea/lucrator.js", views.offline_worker, name="offline_worker"),
    path("fara-retea/date/", views.offline_data, name="offline_data"),
    path("fara-retea/trimite/", views.offline_send, name="offline_send"),
    path(_PAPER, views.paper, name="entry"),
    path(f"{_PAPER}inregistrat/", views.registered, name="registered"),
    path(f"{_PAPER}bon/", views.receipt, name="receipt"),
    path(f"{_PAPER}eticheta/", views.label, name="label"),
    path(f"{_PAPER}anulare/", views.cancel, name="cancel"),
    path(f"{_PAPER}corectare/", views.correct, name="correct"),
    path(f"{_PAPER}incadrare/", views.decide_kind, name="kind"),
    path(f"{_PAPER}repartizare/", views.hand, name="hand"),
    path(f"{_PAPER}conexare/", views.connect, name="connect"),
    path(f"{_PAPER}conexare/<int:link>/desfacere/", views.disconnect, name="disconnect"),
    path(f"{_PAPER}fisiere/", views.attach, name="attach"),
]
