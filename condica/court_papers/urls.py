"""Addresses of court papers and displays (acte de procedură, afișări)."""

from django.urls import path

from condica.court_papers import views

app_name = "court_papers"
ACT = "act/<slug:register>/<int:year>/<int:number>/"
ONE = "afisari/<int:pk>/"

urlpatterns = [
    path("", views.papers, name="papers"),
    path("lista.pdf", views.papers_print, name="papers_print"),
    path("act-nou/", views.new, name="new"),
    path("inapoiaza/", views.give_back_many, name="give_back_many"),
    path("trimise/", views.send_many, name="send_many"),
    path("dovezi.pdf", views.proofs, name="proofs"),
    path("cifre/", views.figures, name="figures"),
    path("registru/<slug:key>.<slug:form>", views.book, name="book"),
    path(ACT, views.paper, name="paper"),
    path(f"{ACT}completeaza/", views.describe, name="describe"),
    path(f"{ACT}preda/", views.hand_over, name="hand_over"),
    path(f"{ACT}inapoiaza/", views.give_back, name="give_back"),
    path(f"{ACT}nu-e-de-predat/", views.set_aside, name="set_aside"),
    path(f"{ACT}trimis/", views.record_sent, name="record_sent"),
    path(f"{ACT}scrisoare/", views.letter, name="letter"),
    path(f"{ACT}dovada.pdf", views.proof, name="proof"),
    path("afisari/", views.displays, name="displays"),
    path("afisari/lista.pdf", views.displays_print, name="displays_print"),
    path("afisari/noua/", views.new_display, name="new_display"),
    path("afisari/selectie/", views.move_displays, name="move_displays"),
    path(ONE, views.display, name="display"),
    path(f"{ONE}completeaza/", views.change, name="change"),
    path(f"{ONE}alt-document/", views.another, name="another"),
    path(f"{ONE}afisat/", views.post, name="post"),
    path(f"{ONE}dezafisat/", views.take_down, name="take_down"),
    path(f"{ONE}nu-se-afiseaza/", views.drop, name="drop"),
    path(f"{ONE}raspuns/", views.answer, name="answer"),
    path(f"{ONE}raspuns-trimis/", views.record_answer, name="record_answer"),
    path(f"{ONE}afisare.pdf", views.posting_minute, name="posting_minute"),
    path(f"{ONE}dezafisare.pdf", views.taking_minute, name="taking_minute"),
]
