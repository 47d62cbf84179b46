"""Addresses of cases (lucrări)."""

from django.urls import path

from condica.casework import views

app_name = "casework"
urlpatterns = [
    path("", views.work_list_page, name="list"),
    path("<int:pk>/", views.case_by_id, name="by_id"),
    path("<slug:register>/<int:year>/<int:number>/", views.case_page, name="case"),
    path("<slug:register>/<int:year>/<int:number>/repartizeaza/", views.assign, name="assign"),
    path("<slug:register>/<int:year>/<int:number>/punct-de-vedere/", views.ask_opinion, name="ask_opinion"),
    path("<slug:register>/<int:year>/<int:number>/nota/", views.add_note, name="note"),
    path("sarcini/<int:pk>/primeste/", views.accept, name="accept"),
    path("sarcini/<int:pk>/intoarce/", views.return_task, name="return"),
    path("sarcini/<int:pk>/incheie/", views.finish_task, name="finish"),
    path("puncte-de-vedere/<int:pk>/", views.give_opinion, name="opinion"),
]
