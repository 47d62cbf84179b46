"""Addresses of signing in (contul meu): allauth's pages under Romanian addresses; only those that we use exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path

from condica.accounts import views
from condica.accounts.access import public, signed_in

urlpatterns: list[URLPattern] = [
    path("", views.own_account, name="account_home"),
    path("intrare/", public(account.login), name="account_login"),
    path("iesire/", public(account.logout), name="account_logout"),
    path("dezactivat/", public(account.account_inactive), name="account_inactive"),
    path("confirmare/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("parola/", signed_in(account.password_change), name="account_change_password"),
    path("sesiuni/", signed_in(sessions.list_usersessions), name="usersessions_list"),
    path("al-doilea-factor/", signed_in(mfa.index), name="mfa_index"),
    path("al-doilea-factor/intrare/", public(mfa.authenticate), name="mfa_authenticate"),
    path("al-doilea-factor/confirmare/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("al-doilea-factor/aplicatie/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("al-doilea-factor/aplicatie/renunta/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("al-doilea-factor/coduri/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("al-doilea-factor/coduri/noi/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "al-doilea-factor/coduri/fisier/", signed_in(codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("al-doilea-factor/chei/", signed_in(keys.list_webauthn), name="mfa_list_webauthn"),
    path("al-doilea-factor/chei/noua/", signed_in(keys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "al-doilea-factor/chei/confirmare/", signed_in(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("al-doilea-factor/chei/intrare/", public(keys.login_webauthn), name="mfa_login_webauthn"),
    path("al-doilea-factor/chei/<int:pk>/", signed_in(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("al-doilea-factor/chei/<int:pk>/renunta/", signed_in(keys.remove_webauthn), name="mfa_remove_webauthn"),
]
