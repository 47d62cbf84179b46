"""Every address, as every role: who gets in is what tests/permissions.csv says, and looking changes nothing."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from condica.accounts.access import signed_in
from condica.accounts.api import make_token, system_user
from condica.accounts.models import User
from condica.accounts.rules import ROLE_PERMISSIONS, Role
from tests import town
from tests.routes import Route, all_routes, paths

TABLE = Path(__file__).with_name("permissions.csv")
COLUMNS = ["anonymous", *town.ROLES]
YES, NO, LOGIN = "da", "nu", "intrare"
ROUTES = {route.name: route for route in all_routes()}
READ_ONLY_ROOMS = [name for name, route in ROUTES.items() if not route.is_api]

pytestmark = [pytest.mark.xdist_group("town")]


@pytest.fixture(scope="module", autouse=True)
def the_town(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, shared: Path) -> Iterator[None]:
    with django_db_blocker.unblock(), town.own_database("town"):
        town.build(entries=70, petitions=30)
        town.furnish(shared)
        yield


@pytest.fixture(autouse=True)
def undone(the_town: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """What a test does in the town is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in_as(role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(User.objects.get(username=town.ROLES[role]), "django.contrib.auth.backends.ModelBackend")
    return client


# --- who may: what the view says, what the table says, what the server does ---


def the_table() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {row["route"]: row for row in csv.DictReader(file)}


def said_by(route: Route, role: str) -> str:
    """The answer that the view's own mark promises."""
    if route.access == "public":
        return YES
    if role == "anonymous":
        return LOGIN
    if route.access == "signed_in":
        return YES
    return YES if route.access & ROLE_PERMISSIONS[Role(role)] else NO


def unmarked(routes: list[Route]) -> list[str]:
    return [r.name or r.pattern for r in routes if not r.is_api and r.access is None]


def test_every_view_says_who_may() -> None:
    assert unmarked(list(ROUTES.values())) == []


def test_a_view_that_does_not_say_is_found() -> None:
    def open_door(request: object) -> HttpResponse:
        return HttpResponse()

    class Addresses:
        url_patterns = [path("a/", open_door, name="open"), path("b/", signed_in(open_door), name="closed")]

    assert unmarked(all_routes(Addresses)) == ["open"]


def test_the_table_is_what_the_views_say() -> None:
    said = {
        name: {"route": name, **{role: said_by(route, role) for role in COLUMNS}}
        for name, route in ROUTES.items()
        if not route.is_api
    }
    if os.environ.get("CONDICA_WRITE_TABLE"):
        with TABLE.open("w", newline="") as file:
            writer = csv.DictWriter(file, ["route", *COLUMNS], lineterminator="\n")
            writer.writeheader()
            writer.writerows(said[name] for name in sorted(said))
    assert the_table() == said


@pytest.mark.parametrize("role", COLUMNS)
def test_the_server_does_what_the_table_says(role: str) -> None:
    client, table = signed_in_as(role), the_table()
    wrong = {}
    for name, row in table.items():
        found = answer(client, ROUTES[name])
        if found != row[role]:
            wrong[name] = f"{found} în loc de {row[role]}"
    assert wrong == {}


def answer(client: Client, route: Route) -> str:
    """Let in, turned away, or sent to sign in; let in means that some real thing of the kind may be seen there."""
    for address in paths(route):
        status = knock(client, address)
        if status == LOGIN:
            return LOGIN
        if status != 404:
            return YES
    return NO


def knock(client: Client, address: str) -> int | str:
    """The status of opening an address; where it takes only verbs, of an empty one, undone."""
    with transaction.atomic():
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address)
        transaction.set_rollback(True)
    where = response.headers.get("Location", "")
    return LOGIN if where.startswith("/cont/intrare/") and "next=" in where else response.status_code


def test_a_door_left_open_is_seen() -> None:
    """The check of the server itself fails on a view that lets in somebody whom the table keeps out."""
    table = the_table()
    assert table["accounts:users"]["clerk"] == NO
    assert answer(signed_in_as("administrator"), ROUTES["accounts:users"]) != table["accounts:users"]["clerk"]


# --- the API ---


def token(role: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {make_token(f'proba {role}', Role(role), by=system_user())}"}


@pytest.mark.parametrize("role", COLUMNS)
def test_the_api_asks_the_same_rights(role: str) -> None:
    headers = token(role) if role != "anonymous" else {}
    rights = ROLE_PERMISSIONS[Role(role)] if role != "anonymous" else frozenset()
    seen = Client().get("/api/v1/entries", **headers).status_code
    made = Client().post("/api/v1/entries", {"data": '{"subject": "x"}'}, **headers).status_code
    if role == "anonymous":
        assert (seen, made) == (401, 401)
        return
    assert seen == (200 if {"entry_see_all", "entry_see_unit"} & rights else 403)
    assert made == (201 if "entry_register" in rights else 403)


def test_every_operation_of_the_api_has_its_room_and_asks_for_a_key() -> None:
    from condica.config.rest import api

    assert ownerless(api.get_openapi_schema()) == []
    broken = {"paths": {"/x": {"get": {"operationId": "x"}}}}
    assert len(ownerless(broken)) == 2


def ownerless(schema: dict) -> list[str]:
    wrong = []
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            if not operation.get("tags"):
                wrong.append(f"{method} {address}: nicio cameră")
            if not operation.get("security"):
                wrong.append(f"{method} {address}: fără cheie")
    return wrong


# --- looking changes nothing ---


@pytest.mark.parametrize("role", COLUMNS)
@override_settings(USERSESSIONS_TRACK_ACTIVITY=False)  # the sessions' own bookkeeping is no fact of the house
def test_looking_writes_nothing(role: str) -> None:
    client = signed_in_as(role)
    if role != "anonymous":
        client.get("/cont/")  # the session is made
    for name in READ_ONLY_ROOMS:
        for address in list(paths(ROUTES[name]))[:3]:
            read_only(client, address)


def read_only(client: Client, address: str) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        client.get(address)
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", town.ROLES)
def test_reading_by_the_api_writes_nothing(role: str) -> None:
    headers = token(role)
    Client().get("/api/v1/entries", **headers)  # the day of the key's use is noted once a day
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        Client().get("/api/v1/entries", **headers)
        Client().get("/api/v1/openapi.json")
        transaction.set_rollback(True)


def test_a_look_that_writes_is_seen() -> None:
    from django.db import InternalError

    with pytest.raises(InternalError, match="read-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        User.objects.update(full_name="x")
