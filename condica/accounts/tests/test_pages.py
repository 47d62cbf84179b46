"""The administrator's pages (utilizatori, chei)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from condica.accounts import actions
from condica.accounts.api import system_user, token_for
from condica.accounts.models import ApiToken, SecondFactorDuty, User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import PASSWORD, make_user
from condica.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = make_user("administrator", full_name="Ană Șerban")
    client.force_login(user)
    return user


def test_only_who_may_sees_the_pages(client):
    for name in ("accounts:users", "accounts:new", "accounts:tokens", "accounts:duties"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
    client.force_login(make_user("registrar"))
    for name in ("accounts:users", "accounts:new", "accounts:tokens", "accounts:duties"):
        assert client.get(reverse(name)).status_code == 404


def test_the_list_shows_people_in_romanian_order_with_their_roles(client, admin):
    make_user("clerk", full_name="Țăran Ion")
    make_user("registrar", full_name="Toma Ion")
    off = make_user("clerk", full_name="Dan Plecat")
    actions.disable_user(off, by=admin)
    text = client.get(reverse("accounts:users")).content.decode()
    assert text.index("Toma Ion") < text.index("Țăran Ion")
    assert "registrator" in text
    assert "Dan Plecat" not in text
    assert "Dan Plecat" in client.get(reverse("accounts:users"), {"stare": "dezactivati"}).content.decode()
    assert "Toma Ion" not in client.get(reverse("accounts:users"), {"q": "țăran"}).content.decode()


def test_an_account_is_opened_with_a_provisional_password(client, admin):
    form = {"full_name": "Ioana Hossu", "username": "ioana.hossu", "email": "", "role": "clerk"}
    answer = client.post(reverse("accounts:new"), form)
    password = answer.context["password"]
    assert password in answer.content.decode()
    person = User.objects.get(username="ioana.hossu")
    assert person.check_password(password)
    assert person.must_change_password
    assert person.roles == {Role.CLERK}
    assert password not in client.get(reverse("accounts:user", args=[person.pk])).content.decode()
    again = client.post(reverse("accounts:new"), {**form, "username": "Ioana.Hossu"})
    assert "este luat" in again.content.decode()


def test_a_provisional_password_must_be_changed_before_work(client, admin):
    person = make_user("clerk")
    password = actions.set_provisional_password(person, by=admin)
    client.logout()
    client.login(username=person.username, password=password)
    assert client.get(reverse("accounts:users")).url == reverse("account_change_password")
    form = {"oldpassword": password, "password1": "un fir de iarbă verde", "password2": "un fir de iarbă verde"}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    person.refresh_from_db()
    assert not person.must_change_password
    assert client.get(reverse("account_home")).status_code == 200
    assert Line.objects.filter(verb="accounts.password_changed").count() == 1


def test_the_page_of_a_person_and_its_buttons(client, admin):
    person = make_user("clerk")
    page = reverse("accounts:user", args=[person.pk])
    assert "funcționar" in client.get(page).content.decode()
    grant = {"role": "archivist", "since": "2026-01-01", "until": ""}
    assert client.post(reverse("accounts:grant", args=[person.pk]), grant).url == page
    person.forget_standing()
    assert Role.ARCHIVIST in person.roles
    assert client.post(reverse("accounts:grant", args=[person.pk]), grant).status_code == 422
    assert client.post(reverse("accounts:grant", args=[person.pk]), {"role": "x"}).status_code == 200
    row = person.grants.get(role="archivist")
    assert client.post(reverse("accounts:withdraw", args=[row.pk])).url == page
    assert client.post(reverse("accounts:edit", args=[person.pk]), {"full_name": "Nume Nou"}).url == page
    for name in ("disable", "enable", "end_sessions", "reset_second_factor"):
        assert client.get(reverse(f"accounts:{name}", args=[person.pk])).status_code == 405
        assert client.post(reverse(f"accounts:{name}", args=[person.pk])).url == page
    person.refresh_from_db()
    assert (person.full_name, person.is_active) == ("Nume Nou", True)
    text = client.get(page).content.decode()
    assert "a reactivat contul" in text
    assert "a retras contului" in text


def test_disabling_ends_the_sessions(client, admin):
    person = make_user("clerk")
    other = type(client)()
    assert other.login(username=person.username, password=PASSWORD)
    assert other.get(reverse("account_home")).status_code == 200
    client.post(reverse("accounts:disable", args=[person.pk]))
    assert other.get(reverse("account_home")).status_code == 302


def test_nobody_disables_themselves(client, admin):
    answer = client.post(reverse("accounts:disable", args=[admin.pk]))
    assert answer.status_code == 422
    assert "propriul cont" in answer.content.decode()


def test_a_key_is_shown_once_and_kept_as_a_digest(client, admin):
    answer = client.post(reverse("accounts:new_token"), {"name": "Scaner hol", "role": "registrar"})
    raw = answer.context["raw"]
    token = token_for(raw)
    assert token.user.roles == {Role.REGISTRAR}
    assert token.user.is_service
    assert raw not in str(list(ApiToken.objects.values()))
    page = client.get(reverse("accounts:tokens")).content.decode()
    assert raw not in page
    assert token.hint in page
    assert client.post(reverse("accounts:new_token"), {"name": "Scaner hol", "role": "clerk"}).status_code == 422
    client.post(reverse("accounts:revoke", args=[token.pk]))
    assert token_for(raw) is None
    assert token_for("condica_altceva") is None
    assert client.post(reverse("accounts:new_token"), {"name": "Scaner hol", "role": "clerk"}).status_code == 200


def test_service_accounts_have_no_page(client, admin):
    actions.make_token("Portal", "registrar", by=admin)
    service = ApiToken.objects.get().user
    assert client.get(reverse("accounts:user", args=[service.pk])).status_code == 404


def test_a_role_can_be_made_to_need_a_second_factor(client, admin):
    client.post(reverse("accounts:duties"), {"role": "registrar", "require": "1"})
    clerk, registrar = make_user("clerk"), make_user("registrar")
    assert registrar.second_factor_required
    assert not clerk.second_factor_required
    assert "obligatoriu" in client.get(reverse("accounts:duties")).content.decode()
    other = type(client)()
    other.force_login(registrar)
    assert other.get(reverse("accounts:users")).url == reverse("mfa_index")
    assert other.get(reverse("mfa_index")).status_code == 200
    client.post(reverse("accounts:duties"), {"role": "registrar", "release": "1"})
    assert not SecondFactorDuty.objects.exists()
    assert other.get(reverse("accounts:users")).status_code == 404


def test_the_system_itself_cannot_sign_in(client):
    assert not client.login(username="sistem", password="!")
    assert not system_user().has_usable_password()
