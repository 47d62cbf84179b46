"""What a person keeps (ale mele): saved views of lists, the e-mail of reminders."""

from __future__ import annotations

import pytest
from django.test import Client

from condica.casework import actions
from condica.casework.models import NoDigest, SavedView
from condica.foundation.refusal import RuleBroken

LIST = "/lucrari/?lista=toate&stare=depasite"


def test_a_view_is_kept_and_given_up(client: Client, clerk, head):
    client.force_login(clerk)
    answer = client.post("/lucrari/vederi/", {"name": "Depășitele mele", "address": LIST})
    assert (answer.status_code, answer.url) == (302, LIST)
    view = SavedView.objects.get()
    assert (view.user, view.page, view.query) == (clerk, "/lucrari/", "?lista=toate&stare=depasite")
    assert "Depășitele mele" in client.get("/lucrari/").content.decode()
    client.force_login(head)
    assert "Depășitele mele" not in client.get("/lucrari/").content.decode()
    client.post(f"/lucrari/vederi/{view.pk}/renunta/")
    assert SavedView.objects.exists()
    client.force_login(clerk)
    client.post(f"/lucrari/vederi/{view.pk}/renunta/", {"inapoi": LIST})
    assert not SavedView.objects.exists()


def test_the_same_name_is_replaced(clerk):
    actions.keep_view(name="Ale mele", address=LIST, by=clerk)
    actions.keep_view(name="Ale mele", address="/lucrari/?lista=inchise", by=clerk)
    assert SavedView.objects.get().query == "?lista=inchise"


@pytest.mark.parametrize("address", ["https://alt.exemplu.ro/", "//alt.exemplu.ro/", "lucrari/", "javascript:alert(1)"])
def test_only_our_own_pages_are_kept(clerk, address):
    with pytest.raises(RuleBroken) as broken:
        actions.keep_view(name="X", address=address, by=clerk)
    assert broken.value.code == "view-address"


def test_a_view_without_a_name_is_asked_for_one(client: Client, clerk):
    client.force_login(clerk)
    assert client.post("/lucrari/vederi/", {"name": "", "address": LIST, "inapoi": LIST}).url == LIST
    assert not SavedView.objects.exists()


def test_a_list_has_so_many_views(clerk):
    for place in range(20):
        actions.keep_view(name=f"Vederea {place}", address=LIST, by=clerk)
    with pytest.raises(RuleBroken) as broken:
        actions.keep_view(name="Încă una", address=LIST, by=clerk)
    assert broken.value.code == "view-many"


def test_the_email_is_switched_off_and_on(client: Client, clerk):
    client.force_login(clerk)
    assert client.post("/lucrari/amintiri/e-mail/", {"vreau": "0"}).status_code == 302
    assert NoDigest.objects.get().user == clerk
    client.post("/lucrari/amintiri/e-mail/", {"vreau": "1"})
    assert not NoDigest.objects.exists()
