"""Addresses of cases (lucrări)."""

from django.urls import path

from condica.casework import views

app_name = "casework"
urlpatterns = [
    path("", views.work_list_page, name="list"),
    path("pe-oameni/", views.load, name="load"),
    path("saptamana-viitoare/", views.next_week, name="next_week"),
    path("lista.pdf", views.print_work, name="print_work"),
    path("selectie/", views.bulk, name="bulk"),
    path("amintiri/e-mail/", views.set_digest, name="digest"),
    path("<int:pk>/", views.case_by_id, name="by_id"),
    path("<slug:register>/<int:year>/<int:number>/", views.case_page, name="case"),
    path("<slug:register>/<int:year>/<int:number>/repartizeaza/", views.assign, name="assign"),
    path("<slug:register>/<int:year>/<int:number>/punct-de-vedere/", views.ask_opinion, name="ask_opinion"),
    path("<slug:register>/<int:year>/<int:number>/comisie/", views.name_commission, name="name_commission"),
    path("<slug:register>/<int:year>/<int:number>/nota/", views.add_note, name="note"),
    path("<slug:register>/<int:year>/<int:number>/incheie/", views.close, name="close"),
    path("sarcini/<int:pk>/primeste/", views.accept, name="accept"),
    path("sarcini/<int:pk>/intoarce/", views.return_task, name="return"),
    path("sarcini/<int:pk>/incheie/", views.finish_task, name="finish"),
    path("puncte-de-vedere/<int:pk>/", views.give_opinion, name="opinion"),
    path("puncte-de-vedere/<int:pk>/primeste/", views.accept_part, name="part_accept"),
    path("puncte-de-vedere/<int:pk>/da/", views.give_part, name="part_give"),
    path("puncte-de-vedere/<int:pk>/restituie/", views.return_part, name="part_return"),
    path("puncte-de-vedere/<int:pk>/retrage/", views.withdraw_part, name="part_withdraw"),
    path("comisii/<int:pk>/", views.commission, name="commission"),
    path("comisii/<int:pk>/proces-verbal/", views.file_minutes, name="minutes"),
    path("comisii/<int:pk>/desfiinteaza/", views.withdraw_commission, name="commission_withdraw"),
]
