"""Addresses of the reports (adrese)."""

from django.urls import path

from condica.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:key>/", views.report, name="report"),
    path("<slug:key>/lista/", views.papers, name="papers"),
    path("<slug:key>/raport.<slug:form>", views.export, name="export"),
]
