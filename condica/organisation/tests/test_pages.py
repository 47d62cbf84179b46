"""Pages of the organisation (organizare)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.organisation import api, queries
from condica.organisation.models import BridgeDay, Desk, Holding, Post, Substitution, Unit
from condica.organisation.rules import UnitKind
from condica.organisation.tests.factories import make_desk, make_member, make_post, make_substitution, make_unit, place

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def admin(client):
    user = make_user("administrator")
    client.force_login(user)
    return user


READING = ("chart", "substitutions", "desks", "letterhead", "choices")
EDITING = ("new_unit", "name_substitute", "new_desk", "new_letterhead", "add_bridge_day", "adopt_reading")


def address(name, *args):
    return reverse(f"organisation:{name}", args=args)


@pytest.mark.parametrize("name", READING)
def test_everybody_inside_reads_and_nobody_else(client, name):
    assert client.get(address(name)).url.startswith(reverse("account_login"))
    client.force_login(make_user("clerk"))
    assert client.get(address(name)).status_code == 200
    client.force_login(make_user())
    assert client.get(address(name)).status_code == 404


@pytest.mark.parametrize("name", EDITING)
def test_only_administrators_edit(client, name):
    client.force_login(make_user("director"))
    assert client.get(address(name)).status_code == 404
    client.force_login(make_user("administrator"))
    assert client.get(address(name)).status_code == 200


@pytest.mark.parametrize("name", READING)
def test_buttons_that_edit_are_shown_to_administrators_only(client, admin, name):
    make_desk()
    button = address("choose", "near_days") if name == "choices" else ""
    edits = [address(edit) for edit in EDITING] + [button]
    assert any(edit and edit in client.get(address(name)).content.decode() for edit in edits)
    client.force_login(make_user("clerk"))
    assert not any(edit and edit in client.get(address(name)).content.decode() for edit in edits)


def test_the_contents_page_shows_what_one_may_open(client, admin):
    text = client.get(address("administration")).content.decode()
    assert reverse("accounts:users") in text
    client.force_login(make_user("director"))
    text = client.get(address("administration")).content.decode()
    assert reverse("accounts:users") not in text
    assert address("chart") in text
    client.force_login(make_user("clerk"))
    assert client.get(address("administration")).status_code == 404


def test_the_chart_and_a_unit_show_posts_and_people(client, admin):
    top = make_unit("Primăria Exemplu", kind=UnitKind.AUTHORITY)
    service = make_unit("Serviciul Fântâni", parent=top)
    make_member(service, "unit_head", is_head=True, full_name="Ana Șefa")
    make_post(service)
    text = client.get(address("chart")).content.decode()
    assert "Serviciul Fântâni" in text
    assert "Ana Șefa" in text
    assert "posturi: 1 ocupate, 1 vacante" in text
    text = client.get(service.get_absolute_url()).content.decode()
    assert "vacant" in text
    assert "Primăria Exemplu" in text
    assert "Serviciul Fântâni" in client.get(top.get_absolute_url()).content.decode()


def test_a_unit_is_founded_corrected_moved_and_dissolved(client, admin):
    top = make_unit()
    form = {"name": "Direcția Nouă", "short_name": "Nouă", "code": "DN", "kind": "directorate", "sort_order": "1"}
    assert client.post(address("new_unit"), form).status_code == 302
    unit = Unit.objects.get(code="DN")
    client.post(address("edit_unit", unit.pk), {**form, "name": "Direcția Veche", "parent": top.pk})
    unit.refresh_from_db()
    assert (unit.name, unit.trail) == ("Direcția Veche", [top.pk, unit.pk])
    page = client.get(address("edit_unit", top.pk)).content.decode()
    assert f'<option value="{unit.pk}"' not in page
    assert client.post(address("dissolve_unit", top.pk), {"until": dates.today()}).status_code == 422
    client.post(address("dissolve_unit", unit.pk), {"until": dates.today()})
    assert unit not in api.units(dates.today() + DAY)
    assert client.post(address("new_unit"), {"name": ""}).status_code == 200


def test_a_post_is_founded_filled_vacated_and_abolished(client, admin):
    unit, person = make_unit(), make_user("clerk", full_name="Ion Nou")
    client.post(address("new_post", unit.pk), {"title": "inspector", "regime": "public"})
    post = Post.objects.get(unit=unit)
    client.post(address("edit_post", post.pk), {"title": "inspector principal", "regime": "contract"})
    client.post(address("fill_post", post.pk), {"user": person.pk, "since": dates.today()})
    assert "Ion Nou" in client.get(unit.get_absolute_url()).content.decode()
    assert client.post(address("abolish_post", post.pk), {"until": dates.today()}).status_code == 422
    holding = Holding.objects.get(post=post)
    for name, pk in (
        ("vacate_post", holding.pk),
        ("abolish_post", post.pk),
        ("edit_post", post.pk),
        ("fill_post", post.pk),
    ):
        assert client.get(address(name, pk)).status_code == 200
    client.post(address("vacate_post", holding.pk), {"until": dates.today()})
    client.post(address("abolish_post", post.pk), {"until": dates.today()})
    post.refresh_from_db()
    assert (post.title, post.until) == ("inspector principal", dates.today())


def test_a_substitute_is_named_and_ended(client, admin):
    one, other = make_user("unit_head", full_name="Cel Plecat"), make_user("clerk", full_name="Cel Rămas")
    until = dates.today() + 5 * DAY
    form = {"user": one.pk, "substitute": other.pk, "since": dates.today(), "until": until, "with_roles": "on"}
    assert client.post(address("name_substitute"), form).status_code == 302
    assert client.post(address("name_substitute"), form).status_code == 422
    assert "Cel Rămas pentru Cel Plecat" in client.get(address("substitutions")).content.decode()
    row = Substitution.objects.get()
    client.post(address("end_substitution", row.pk))
    row.refresh_from_db()
    assert row.until == dates.today()


def test_desks_and_their_hours(client, admin):
    unit = make_unit()
    client.post(address("new_desk"), {"name": "Registratură", "code": "R1", "unit": unit.pk, "place": "parter"})
    desk = Desk.objects.get(code="R1")
    client.post(address("edit_desk", desk.pk), {"name": "Registratura", "unit": unit.pk, "place": "etaj"})
    form = {"since": dates.today(), "day1": "8–12, 13:00-16:30", "day5": "8.30–13"}
    assert client.post(address("hours", desk.pk), form).status_code == 302
    text = client.get(address("desks")).content.decode()
    assert "08:00–12:00, 13:00–16:30" in text
    assert "08:30–13:00" in text
    assert "08:00–12:00, 13:00–16:30" in client.get(address("hours", desk.pk)).content.decode()
    for wrong in ("dimineața", "25–26", "8–12–13"):
        answer = client.post(address("hours", desk.pk), {**form, "day2": wrong})
        assert "Scrie orele așa" in answer.content.decode()
    assert client.post(address("hours", desk.pk), {**form, "day2": "12–8"}).status_code == 422
    client.post(address("close_desk", desk.pk))
    assert not queries.desks(dates.today())


def test_the_letterhead_with_its_coat_of_arms(client, admin):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><path d="M0 0h9"/></svg>'
    form = {"name": "Municipiul Exemplu", "address": "Piața Mare 1", "since": "2026-01-01"}
    client.post(address("new_letterhead"), {**form, "arms": SimpleUploadedFile("stema.svg", svg)})
    row = api.letterhead()
    answer = client.get(address("coat_of_arms", row.pk))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert b"script" not in answer.content
    assert "Municipiul Exemplu" in client.get(address("letterhead")).content.decode()
    client.post(address("new_letterhead"), {**form, "name": "Primăria Exemplu", "since": dates.today()})
    now = api.letterhead()
    assert (now.name, now.coat_of_arms_svg) == ("Primăria Exemplu", row.coat_of_arms_svg)
    bad = client.post(address("new_letterhead"), {**form, "arms": SimpleUploadedFile("x.svg", b"\xff\xfe\x00")})
    assert "nu este un desen SVG" in bad.content.decode()


def test_choices_of_the_house(client, admin):
    client.post(address("add_bridge_day"), {"day": "2026-12-24", "cites": "HG 100/2026"})
    client.post(
        address("adopt_reading"),
        {"rule": "og27-answer", "counting": "INCL", "cites": "Dispoziția 7", "since": "2026-02-01"},
    )
    client.post(address("choose", "near_days"), {"value": "7", "since": dates.today()})
    text = client.get(address("choices")).content.decode()
    assert "HG 100/2026" in text
    assert "Dispoziția 7" in text
    assert ": 7</h3>" in text
    assert client.post(address("choose", "near_days"), {"value": "99", "since": dates.today()}).status_code == 200
    assert api.setting("near_days") == 7
    client.post(address("remove_bridge_day", BridgeDay.objects.get().pk))
    assert not BridgeDay.objects.exists()
    assert client.get(address("choose", "altceva")).status_code == 404


def test_nothing_is_written_on_get(client, admin):
    unit = make_unit()
    holding = place(make_user(), unit)
    row = make_substitution(holding.user, admin, dates.today(), dates.today())
    for name, pk in (("close_desk", make_desk(unit).pk), ("end_substitution", row.pk), ("remove_bridge_day", 1)):
        assert client.get(address(name, pk)).status_code == 405


@pytest.mark.parametrize("name", ["record_absence", "name_substitute"])
def test_a_choice_not_made_yet_says_what_to_choose(client, admin, name):
    page = client.get(address(name)).content.decode()
    assert "alege persoana" in page
    assert "------" not in page
