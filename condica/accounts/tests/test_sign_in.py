"""Signing in, the lockout, the second factor, sessions (autentificare)."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from condica.accounts import actions
from condica.accounts.models import User
from condica.accounts.tests.factories import PASSWORD, make_user
from condica.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, user, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": user.username, "password": password, **more})


def test_signing_in_and_out_leaves_lines(client):
    user = make_user("clerk")
    page = client.get(reverse("account_login")).content.decode()
    assert "Utilizator" in page
    assert "Înregistrare" not in page
    answer = sign_in(client, user, next=reverse("account_home"))
    assert answer.url == reverse("account_home")
    assert client.get(reverse("account_home")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("account_home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_home")).status_code == 302
    line = Line.objects.select_related("personal").get(verb="accounts.signed_in")
    assert line.data == {"method": "parolă"}
    assert line.personal.data == {"ip": "127.0.0.1"}
    assert Line.objects.filter(verb="accounts.signed_out").count() == 1


def test_a_wrong_password_says_so_in_romanian(client):
    answer = sign_in(client, make_user(), "greșită")
    assert "Numele de utilizator sau parola nu sunt cele bune." in answer.content.decode()


def test_pages_are_romanian_in_any_browser(client):
    answer = client.post(reverse("account_login"), {}, headers={"Accept-Language": "en-US,en"})
    text = answer.content.decode()
    assert "required" not in " ".join(str(answer.context["form"].errors).split('"'))
    assert "obligatoriu" in text


def test_an_unknown_name_says_the_same(client):
    answer = client.post(reverse("account_login"), {"login": "nimeni", "password": "x"})
    assert "Numele de utilizator sau parola nu sunt cele bune." in answer.content.decode()


def test_after_five_wrong_passwords_the_account_waits_and_says_how_long(client):
    user = make_user()
    for _ in range(5):
        sign_in(client, user, "greșită")
    answer = sign_in(client, user)
    assert re.search(r"din nou peste 15\s+minute", answer.content.decode())
    assert client.get(reverse("account_home")).status_code == 302
    line = Line.objects.get(verb="accounts.locked_out")
    assert line.label == user.username
    assert sign_in(client, make_user()).status_code == 302


def test_a_disabled_account_does_not_enter(client):
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client, user)
    assert client.get(reverse("account_home")).status_code == 302


def test_nobody_signs_up(client):
    assert client.get("/cont/signup/").status_code == 404


def confirm(client, password=PASSWORD):
    """What touches the safety of the account is asked once more."""
    return client.post(reverse("account_reauthenticate"), {"password": password})


def _totp(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_the_second_factor_is_started_used_and_given_up(client, django_capture_on_commit_callbacks):
    user = make_user("clerk")
    sign_in(client, user)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    assert "Parola nu este cea bună." in confirm(client, "greșită").content.decode()
    confirm(client)
    client.get(reverse("mfa_activate_totp"))
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 200
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": _totp(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    kinds = set(Line.objects.filter(verb="accounts.second_factor_added").values_list("data__kind", flat=True))
    assert kinds == {"cod din aplicație", "coduri de rezervă"}

    client.post(reverse("account_logout"))
    assert sign_in(client, user).url == reverse("mfa_authenticate")
    assert client.get(reverse("account_home")).status_code == 302
    assert "Încă un pas" in client.get(reverse("mfa_authenticate")).content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": "wrong"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert client.get(reverse("account_home")).status_code == 200
    assert Line.objects.filter(verb="accounts.signed_in").last().data["method"] == "parolă și coduri de rezervă"

    confirm(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user, type="totp").exists()


def test_an_administrator_resets_a_lost_second_factor(client):
    user, admin = make_user(), make_user("administrator")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    sign_in(client, user)
    assert client.get(reverse("account_home")).status_code == 302
    actions.reset_second_factor(user, by=admin)
    client = type(client)()
    sign_in(client, user)
    assert client.get(reverse("account_home")).status_code == 200


def test_other_sessions_can_be_closed(client):
    user = make_user("clerk")
    other = type(client)()
    sign_in(client, user)
    sign_in(other, user)
    other.get(reverse("account_home"))
    page = client.get(reverse("usersessions_list"))
    assert page.context["session_count"] == 2
    assert "Închide celelalte sesiuni" in page.content.decode()
    client.post(reverse("usersessions_list"))
    assert other.get(reverse("account_home")).status_code == 302
    assert client.get(reverse("account_home")).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
    ],
)
def test_every_page_of_the_account_is_ours_and_romanian(client, name):
    sign_in(client, make_user("clerk"))
    confirm(client)
    answer = client.get(reverse(name))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Condica" in text
    for english in ("Two-Factor", "Password", "Security Key", "Confirm Access", "Sign In"):
        assert english not in text


def test_anonymous_are_sent_to_sign_in_and_back(client):
    answer = client.get(reverse("mfa_index"))
    assert answer.url == f"{reverse('account_login')}?next={reverse('mfa_index')}"


def test_a_fragment_without_a_session_moves_the_whole_page(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/registratura/?q=1"}
    answer = client.get(reverse("account_home"), headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == f"{reverse('account_login')}?next=/registratura/%3Fq%3D1"
