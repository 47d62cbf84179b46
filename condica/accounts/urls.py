"""Addresses of accounts (utilizatori)."""

from __future__ import annotations

from django.urls import path

from condica.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.users, name="users"),
    path("nou/", views.new_user, name="new"),
    path("<int:pk>/", views.user, name="user"),
    path("<int:pk>/date/", views.edit_user, name="edit"),
    path("<int:pk>/parola/", views.give_password, name="password"),
    path("<int:pk>/dezactivare/", views.disable, name="disable"),
    path("<int:pk>/reactivare/", views.enable, name="enable"),
    path("<int:pk>/sesiuni/", views.end_sessions, name="end_sessions"),
    path("<int:pk>/al-doilea-factor/", views.reset_second_factor, name="reset_second_factor"),
    path("<int:pk>/rol/", views.grant, name="grant"),
    path("rol/<int:pk>/retragere/", views.withdraw, name="withdraw"),
    path("al-doilea-factor/", views.duties, name="duties"),
    path("chei/", views.tokens, name="tokens"),
    path("chei/noua/", views.new_token, name="new_token"),
    path("chei/<int:pk>/revocare/", views.revoke, name="revoke"),
]
