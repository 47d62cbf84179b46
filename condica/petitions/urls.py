"""Addresses of petitions (petiții): the verbs; the page itself is the case's."""

from django.urls import path

from condica.petitions import views

app_name = "petitions"
PAPER = "<slug:register>/<int:year>/<int:number>/"
urlpatterns = [
    path(f"{PAPER}fisa/", views.describe, name="describe"),
    path(f"{PAPER}propune-prelungirea/", views.ask_extension, name="ask_extension"),
    path(f"{PAPER}prelungeste/", views.extend, name="extend"),
    path(f"{PAPER}cere-completari/", views.ask_papers, name="ask_papers"),
    path(f"{PAPER}scrie-instiintarea/", views.write_notice, name="write_notice"),
    path(f"{PAPER}anuntat-altfel/", views.tell_otherwise, name="tell_otherwise"),
    path(f"{PAPER}hotararea-instantei/", views.obey_court, name="obey_court"),
    path(f"{PAPER}redirectioneaza/", views.redirect, name="redirect"),
    path(f"{PAPER}renunta-la-redirectionare/", views.keep, name="keep"),
    path(f"{PAPER}primita-de-la/", views.receive_from, name="receive_from"),
    path(f"{PAPER}claseaza-anonima/", views.anonymous, name="anonymous"),
    path(f"{PAPER}claseaza-repetata/", views.repeated, name="repeated"),
    path(f"{PAPER}conexeaza/", views.connect, name="connect"),
    path(f"{PAPER}desface-conexarea/", views.disconnect, name="disconnect"),
    path(f"{PAPER}retrage/", views.withdraw, name="withdraw"),
    path(f"{PAPER}reia/", views.resume, name="resume"),
    path(f"{PAPER}inchide/", views.close, name="close"),
]
