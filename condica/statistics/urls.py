"""Addresses of the reports (adrese)."""

from django.urls import path

from condica.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.index, name="index"),
    path("registre/<slug:key>/", views.book, name="book"),
    path("registre/<slug:key>/registru.<slug:form>", views.book_export, name="book_export"),
    path("<slug:key>/", views.report, name="report"),
    path("<slug:key>/lista/", views.papers, name="papers"),
    path("<slug:key>/raport.<slug:form>", views.export, name="export"),
]
