"""Every address, as every role: who gets in is what tests/permissions.csv says, and looking changes nothing."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import InternalError, connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from condica.accounts.access import signed_in
from condica.accounts.api import make_token, system_user
from condica.accounts.models import User
from condica.accounts.rules import ROLE_PERMISSIONS, Permission, Role
from condica.casework.api import unseen
from condica.contacts.models import Contact, ContactPoint
from condica.correspondence import queries as letters
from condica.correspondence.access import INSIDE
from condica.correspondence.access import seen_by as seen_letters
from condica.correspondence.access import visible_to as visible_letters
from condica.correspondence.models import Letter
from condica.desk.models import Reading
from condica.desk.queries.news import FRESH, lines_for
from condica.documents.access import visible_to as visible_files
from condica.foundation import dates, navigation
from condica.foundation.memo import reading
from condica.mailroom.access import waiting_for as groups_of
from condica.mailroom.models import Message
from condica.registry import access as papers
from condica.registry.models import Entry
from condica.registry.queries import custody
from tests import town
from tests.routes import Route, all_routes, paths

TABLE = Path(__file__).with_name("permissions.csv")
COLUMNS = ["anonymous", *town.ROLES]
YES, NO, LOGIN = "da", "nu", "intrare"
LOOKS = 3
ROUTES = {route.name: route for route in all_routes()}

pytestmark = [pytest.mark.xdist_group("town")]


@pytest.fixture(scope="module", autouse=True)
def the_town(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, shared: Path
) -> Iterator[None]:
    keep, fresh = request.config.getoption("reuse_db"), request.config.getoption("create_db")
    documents = override_settings(DOCUMENT_ROOT=Path(settings.DATA) / f"documents-{connection.settings_dict['NAME']}")
    with (
        documents,
        django_db_blocker.unblock(),
        town.own_database("town", fresh=fresh or not keep, keep=keep) as is_new,
    ):
        if is_new:
            town.build(entries=70, petitions=30)
            town.furnish(shared)
        yield


@pytest.fixture(autouse=True)
def undone(the_town: None, django_db_blocker: Any) -> Iterator[None]:
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


@dataclass
class Walk:
    """What one person met on the way through all addresses."""

    answers: dict[str, str] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)


@lru_cache
@override_settings(USERSESSIONS_TRACK_ACTIVITY=False)  # the sessions' own bookkeeping is no fact of the house
def walk(role: str) -> Walk:
    """Open every address as this person; every look is taken with a database that refuses to be written."""
    client, walked = signed_in_as(role), Walk()
    for name, route in ROUTES.items():
        if not route.is_api:
            walked.answers[name] = answer(client, route, walked.writes)
    return walked


def answer(client: Client, route: Route, writes: list[str]) -> str:
    """Let in, turned away, or sent to sign in; whoever is let in looks at something real, if there is such a thing."""
    found = NO
    for address in islice(paths(route), LOOKS):
        found, status = look(client, address, writes)
        if found != YES or status != 404:
            break
    return found


def look(client: Client, address: str, writes: list[str]) -> tuple[str, int]:
    """Open it while nothing can be written; where only verbs are taken, knock with an empty one."""
    try:
        found = knock(client.get, address, "SET TRANSACTION READ ONLY")
    except InternalError as error:
        writes.append(f"{address}: {error}")
        return YES, 200
    return knock(client.post, address) if found == (NO, 405) else found


def knock(ask: Callable[[str], Any], address: str, before: str = "SELECT 1") -> tuple[str, int]:
    """What happened at the door, and the answer's status; what it changed is undone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(before)
        try:
            response = ask(address)
        finally:
            transaction.set_rollback(True)
    return at_the_door(response), response.status_code


def at_the_door(response: Any) -> str:
    """Let in, as the guard itself noted; sent to sign in; or nothing of the two."""
    if getattr(response.wsgi_request, "condica_let_in", False) or is_public(response):
        return YES
    asked_to_sign_in = response.headers.get("Location", response.headers.get("HX-Redirect", "")).startswith(
        "/cont/intrare/"
    )
    return LOGIN if asked_to_sign_in else NO


def is_public(response: Any) -> bool:
    return getattr(response.resolver_match.func, "condica_access", None) == "public" and response.status_code < 404


@pytest.mark.parametrize("role", COLUMNS)
def test_the_server_does_what_the_table_says(role: str) -> None:
    found = walk(role).answers
    wrong = {name: (found[name], row[role]) for name, row in the_table().items() if found[name] != row[role]}
    assert wrong == {}, "(cum e, cum scrie)"


@pytest.mark.parametrize("role", COLUMNS)
def test_looking_writes_nothing(role: str) -> None:
    assert walk(role).writes == []


def test_a_door_left_open_is_seen() -> None:
    """The check of the server itself fails on a view that lets in somebody whom the table keeps out."""
    table = the_table()
    assert table["accounts:users"]["clerk"] == NO
    assert answer(signed_in_as("administrator"), ROUTES["accounts:users"], []) != table["accounts:users"]["clerk"]


# --- the frame: its figures are what the lists hold ---


def the_frame(user: User) -> dict[str, int]:
    """The signs of the menu and the bell, as a page that is read shows them; the figures are always of now."""
    with reading():
        user = User.objects.get(pk=user.pk)
        bell = navigation.fact("notices", user)
        return {"bell": bell, **{link.key: link.count for link in navigation.links(user, "/")}}


def listed(user: User) -> dict[str, int]:
    """The same from the lists themselves, each asked whole."""
    user = User.objects.get(pk=user.pk)
    signs, sends = user.may(Permission.LETTER_SIGN), user.may(Permission.LETTER_DISPATCH)
    waiting = {"de-vizat", "de-semnat"} | (set() if signs else {"de-verificat", "de-aprobat", "de-expediat"})
    boxes = [box for box in letters.boxes_of(user) if box.key in waiting or (sends and box.key == "probleme")]
    drafts = user.may(Permission.LETTER_DRAFT) and not sends
    own = letters.letters_in(letters.BOX["probleme"], user).filter(drafted_by=user) if drafts else ()
    inside = any(map(user.may, INSIDE))
    return {
        "bell": min(99, len(called(user))),
        "letters": sum(letters.letters_in(box, user).count() for box in boxes if inside) + len(own),
        "mail": Message.objects.filter(state="queued").count() if user.may(Permission.MAIL_SEE) else 0,
        "scans": len(groups_of(user)),
    }


def called(user: User) -> list[object]:
    """What the bell counts: unread lines, reminders, lists of originals to receive, papers that came back."""
    seen = Reading.objects.filter(user=user).first()
    lines = lines_for(user)
    unread = lines.filter(id__gt=seen.line) if seen else lines.filter(moment__gte=dates.now() - FRESH)
    handed = {line.handover_id for line in custody.to_receive(user)}
    return [*unread, *unseen(user), *handed, *custody.came_back(user)]


def test_the_frame_says_what_the_lists_hold_to_everybody() -> None:
    """Three people of each role, twice: once with questions made anew, once in words that are known."""
    met: Counter[str] = Counter()
    for user in three_of_each_role():
        right = listed(user)
        for frame in (the_frame(user), the_frame(user)):
            shown = {key: count for key, count in frame.items() if key in right}
            assert shown == {key: right[key] for key in shown}, user.username
        assert not any(right[key] for key in right.keys() - frame.keys() - {"letters"}), user.username
        met.update(key for key, count in shown.items() if count)
    assert met.keys() == {"bell", "letters", "mail", "scans"}, "the town has something of each"


def three_of_each_role() -> Iterator[User]:
    for role in town.ROLES:
        yield from User.objects.filter(grants__role=role).order_by("pk")[:3]


def test_what_stands_inside_other_questions_is_what_the_lists_show() -> None:
    """Papers, letters and files as everybody sees them, asked anew and then, twice, in words that are known."""
    kinds: list[tuple[Any, Any, Any]] = [
        (Entry, papers.visible_to, papers.seen_by),
        (Letter, visible_letters, seen_letters),
    ]
    for user in three_of_each_role():
        right = [set(shown(user).values_list("pk", flat=True)) for _, shown, _ in kinds]
        files = set(visible_files(user).values_list("pk", flat=True))
        for _ in range(2):
            with reading():
                again = User.objects.get(pk=user.pk)
                found = [
                    set(rows.objects.filter(pk__in=inner(again)).values_list("pk", flat=True))
                    for rows, _, inner in kinds
                ]
                assert found == right, user.username
                assert set(visible_files(again).values_list("pk", flat=True)) == files, user.username


# --- masks: numbers of the town's people, for who does not meet them ---


def peoples_numbers() -> dict[str, int]:
    """Every e-mail address, phone and CNP of a person of the town, and whose it is."""
    points = ContactPoint.objects.filter(contact__kind="person")
    numbers = {text: point.contact_id for point in points for text in (point.normal, str(point), point.value)}
    return numbers | {person.cnp: person.pk for person in Contact.objects.filter(kind="person").exclude(cnp="")}


def told(client: Client, numbers: dict[str, int]) -> dict[str, set[str]]:
    """The addresses whose pages say one of these numbers."""
    found = {}
    for route in ROUTES.values():
        for address in () if route.is_api else islice(paths(route), LOOKS):
            answer = client.get(address)
            text = "" if answer.streaming else answer.content.decode(errors="ignore")
            if said := {number for number in numbers if number in text}:
                found[address] = said
    return found


def test_who_meets_nobody_reads_no_number_of_a_person() -> None:
    """The administrator cares for the system: no e-mail, phone or CNP of the town on any page or by the API."""
    numbers = peoples_numbers()
    assert len(numbers) > 20
    assert told(signed_in_as("administrator"), numbers) == {}
    machine = Client().get("/api/v1/entries", **token("administrator")).content.decode()
    assert not any(number in machine for number in numbers)


def test_the_mask_is_seen_when_it_is_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("condica.contacts.views.people.shown_point", lambda point, whole: str(point))
    person = ContactPoint.objects.filter(contact__kind="person", contact__merged_links=None).first()
    assert person is not None
    text = signed_in_as("administrator").get(person.contact.get_absolute_url()).content.decode()
    assert str(person) in text


# --- the API ---


def token(role: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {make_token(f'proba {role}', Role(role), by=system_user())}"}


@pytest.mark.parametrize("role", COLUMNS)
def test_the_api_asks_the_same_rights(role: str) -> None:
    headers = token(role) if role != "anonymous" else {}
    rights = ROLE_PERMISSIONS[Role(role)] if role != "anonymous" else frozenset()
    seen = Client().get("/api/v1/entries", **headers)
    made = Client().post("/api/v1/entries", {"data": '{"subject": "x"}'}, **headers).status_code
    if role == "anonymous":
        assert (seen.status_code, made) == (401, 401)
        return
    assert seen.status_code in {200, 403}
    may_see = bool({"entry_see_all", "entry_see_unit"} & rights)
    assert may_see or '"subject"' not in seen.content.decode()
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


def test_a_look_that_writes_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def writing(address: str) -> HttpResponse:
        User.objects.update(full_name="x")
        return HttpResponse()

    client, writes = Client(), []
    monkeypatch.setattr(client, "get", writing)
    look(client, "/undeva/", writes)
    assert writes == ["/undeva/: cannot execute UPDATE in a read-only transaction"]
