"""Addresses of the queue (ordine la ghișeu)."""

from django.urls import path

from condica.queue import views

app_name = "queue"

urlpatterns = [
    path("", views.home, name="home"),
    path("ghiseu/<int:pk>/", views.desk, name="desk"),
    path("ghiseu/<int:pk>/urmatorul/", views.call, name="call"),
    path("ghiseu/<int:pk>/bon/", views.give, name="give"),
    path("bon/<int:pk>/din-nou/", views.again, name="again"),
    path("bon/<int:pk>/absent/", views.absent, name="absent"),
    path("bon/<int:pk>/gata/", views.done, name="done"),
    path("bon/<int:pk>/mutare/", views.send_on, name="send_on"),
    path("cifre/", views.figures, name="figures"),
    path("cifre/lista.pdf", views.figures_print, name="figures_print"),
    path("cifre/bonuri.pdf", views.tickets_print, name="tickets_print"),
    path("servicii/", views.services, name="services"),
    path("servicii/noi/", views.new_service, name="new_service"),
    path("servicii/<int:pk>/", views.edit_service, name="edit_service"),
    path("servicii/<int:pk>/inchidere/", views.close_service, name="close_service"),
    path("servicii/<int:pk>/ghisee/", views.add_desk, name="add_desk"),
    path("servicii/ghisee/<int:pk>/scoatere/", views.remove_desk, name="remove_desk"),
    path("ecrane/", views.open_screen, name="open_screen"),
    path("ecrane/<int:pk>/inchidere/", views.close_screen, name="close_screen"),
    path("bonuri/<slug:secret>/", views.kiosk, name="kiosk"),
    path("bonuri/<slug:secret>/<uuid:uuid>/", views.kiosk_ticket, name="kiosk_ticket"),
    path("tiparit/<uuid:uuid>/", views.ticket_paper, name="ticket_paper"),
    path("numere/<slug:secret>/", views.display, name="display"),
    path("numere/<slug:secret>/acum/", views.display_now, name="display_now"),
]
