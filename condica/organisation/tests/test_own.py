"""What a person keeps (ale mele): saved views of lists, one's own or shared with the unit."""

from __future__ import annotations

import pytest
from django.test import Client

from condica.foundation.refusal import RuleBroken
from condica.organisation import actions
from condica.organisation.models import SavedView
from condica.organisation.tests.factories import make_member, make_unit

LIST = "/contacte/?q=popa&fel=person"


@pytest.fixture
def unit(db):
    return make_unit("Iluminat Public")


@pytest.fixture
def clerk(unit):
    return make_member(unit, "clerk", full_name="Ioana Hossu")


def test_a_view_is_kept_and_given_up_by_its_owner_alone(client: Client, clerk, unit):
    client.force_login(clerk)
    answer = client.post("/organizare/vederi/", {"name": "Popa", "address": LIST})
    assert (answer.status_code, answer.url) == (302, LIST)
    view = SavedView.objects.get()
    assert (view.user, view.page, view.query, view.unit) == (clerk, "/contacte/", "?q=popa&fel=person", None)
    assert ">Popa</a>" in client.get("/contacte/").content.decode()
    client.force_login(make_member(unit, "unit_head"))
    assert ">Popa</a>" not in client.get("/contacte/").content.decode()
    client.post(f"/organizare/vederi/{view.pk}/renunta/")
    assert SavedView.objects.exists()
    client.force_login(clerk)
    assert client.post(f"/organizare/vederi/{view.pk}/renunta/", {"inapoi": LIST}).url == LIST
    assert not SavedView.objects.exists()


def test_a_view_shared_with_the_unit_is_seen_by_its_people_and_only_by_them(client: Client, clerk, unit):
    client.force_login(clerk)
    client.post("/organizare/vederi/", {"name": "Ale noastre", "address": LIST, "unit": unit.pk})
    colleague, stranger = make_member(unit, "clerk"), make_member(make_unit("Taxe"), "clerk")
    client.force_login(colleague)
    page = client.get("/contacte/").content.decode()
    assert ">Ale noastre</a>" in page
    assert "de la Ioana Hossu, pentru Iluminat Public" in page
    assert "/renunta/" not in page
    client.force_login(stranger)
    assert "Ale noastre" not in client.get("/contacte/").content.decode()


def test_nobody_shares_with_a_unit_of_others(client: Client, clerk):
    other = make_unit("Taxe")
    with pytest.raises(RuleBroken) as broken:
        actions.keep_view(name="X", address=LIST, unit=other, by=clerk)
    assert broken.value.code == "view-unit"
    client.force_login(clerk)
    client.post("/organizare/vederi/", {"name": "X", "address": LIST, "unit": other.pk})
    assert not SavedView.objects.exists()


def test_the_same_name_is_replaced(clerk):
    actions.keep_view(name="Ale mele", address=LIST, by=clerk)
    actions.keep_view(name="Ale mele", address="/contacte/?fel=media", by=clerk)
    assert SavedView.objects.get().query == "?fel=media"


@pytest.mark.parametrize("address", ["https://alt.exemplu.ro/", "//alt.exemplu.ro/", "lucrari/", "javascript:alert(1)"])
def test_only_our_own_pages_are_kept(clerk, address):
    with pytest.raises(RuleBroken) as broken:
        actions.keep_view(name="X", address=address, by=clerk)
    assert broken.value.code == "view-address"


def test_a_view_without_a_name_is_asked_for_one(client: Client, clerk):
    client.force_login(clerk)
    assert client.post("/organizare/vederi/", {"name": "", "address": LIST, "inapoi": LIST}).url == LIST
    assert not SavedView.objects.exists()


def test_a_list_has_so_many_views(clerk):
    for place in range(20):
        actions.keep_view(name=f"Vederea {place}", address=LIST, by=clerk)
    with pytest.raises(RuleBroken) as broken:
        actions.keep_view(name="Încă una", address=LIST, by=clerk)
    assert broken.value.code == "view-many"
