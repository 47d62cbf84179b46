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
]
