"""Addresses of the desk (masa de lucru)."""

from django.urls import path

from condica.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("cautare/", views.search, name="search"),
    path("noutati/", views.news, name="news"),
    path("noutati/citite/", views.read_news, name="read"),
    path("jurnal/", views.journal, name="journal"),
    path("termen/<int:pk>/", views.term, name="term"),
    path("mapa/", views.folders, name="folders"),
    path("mapa/fraze/", views.phrases, name="phrases"),
    path("mapa/fraze/<int:pk>/renunta/", views.drop_phrase, name="drop_phrase"),
    path("mapa/decidenti/", views.deciders, name="deciders"),
    path("mapa/decidenti/<int:pk>/incheie/", views.end_presenting, name="end_presenting"),
    path("mapa/decidenti/<int:pk>/pregateste/", views.prepare, name="prepare_folder"),
    path("mapa/spre-stiinta/", views.informations, name="informations"),
    path("mapa/spre-stiinta/<int:pk>/", views.acknowledge, name="acknowledge"),
    path("mapa/sugestii/", views.suggestions, name="suggestions"),
    path("mapa/restituite/<int:paper>/din-nou/", views.put_again, name="put_again"),
    path("mapa/<int:pk>/", views.folder, name="folder"),
    path("mapa/<int:pk>/mapa.pdf", views.folder_pdf, name="folder_pdf"),
    path("mapa/<int:pk>/originale/", views.hand_originals, name="hand_originals"),
    path("mapa/<int:pk>/strange/", views.gather, name="gather_folder"),
    path("mapa/<int:pk>/adauga/", views.add, name="add_paper"),
    path("mapa/<int:pk>/prezinta/", views.present, name="present_folder"),
    path("mapa/<int:pk>/document/<int:paper>/scoate/", views.take_out, name="take_out"),
    path("mapa/<int:pk>/document/<int:paper>/muta/", views.move, name="move_paper"),
    path("mapa/<int:pk>/deschide/", views.opened, name="open_folder"),
    path("mapa/<int:pk>/locul/<int:position>/", views.decide, name="folder_paper"),
    path("mapa/<int:pk>/anuleaza/", views.undo, name="undo_resolution"),
    path("mapa/<int:pk>/impreuna/", views.batch, name="batch"),
    path("mapa/<int:pk>/inchide/", views.close_page, name="close_folder"),
]
