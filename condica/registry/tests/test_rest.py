"""The registry for machines (API)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from condica.accounts.api import make_token
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.registry.models import Entry, Number
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db
PAPER = {"register": "general", "direction": "in", "channel": "api", "subject": "Rigolă", "sender": "Radu Pintea"}


@pytest.fixture
def machine() -> Client:
    key = make_token("site", Role.REGISTRAR, by=make_user(role=Role.ADMINISTRATOR))
    return Client(headers={"Authorization": f"Bearer {key}"})


def post(machine: Client, data: Any, *, key: str = "", **files: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return machine.post("/api/v1/entries", {"data": json.dumps(data), **files}, headers=headers)


def test_a_paper_with_files_gets_its_number(machine: Client) -> None:
    files = [SimpleUploadedFile("a.txt", b"unu"), SimpleUploadedFile("b.txt", b"doi")]
    answer = post(machine, PAPER, files=files)
    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {"register", "year", "number", "moment", "tracking_code"}
    entry = Entry.objects.get(year=body["year"], value=body["number"])
    assert body["tracking_code"] == entry.tracking_code
    assert [a.document.file_name for a in entry.attachments.order_by("ordinal")] == ["a.txt", "b.txt"]
    read = machine.get(f"/api/v1/entries/general/{body['year']}/{body['number']}").json()
    assert (read["subject"], read["sender"], read["files"]) == ("Rigolă", "Radu Pintea", ["a.txt", "b.txt"])


def test_the_data_part_may_come_as_a_json_file(machine: Client) -> None:
    part = SimpleUploadedFile("data.json", json.dumps(PAPER).encode(), content_type="application/json")
    assert machine.post("/api/v1/entries", {"data": part}).status_code == 201


def test_a_repeat_with_the_same_key_returns_the_first_answer(machine: Client) -> None:
    first = post(machine, PAPER, key="abc", files=SimpleUploadedFile("a.txt", b"unu"))
    again = post(machine, PAPER, key="abc", files=SimpleUploadedFile("a.txt", b"unu"))
    assert (again.status_code, again.json()) == (201, first.json())
    assert Number.objects.count() == 1
    other = post(machine, PAPER | {"subject": "Altceva"}, key="abc")
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency-key-reused"


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"subject": " "}, 422, "subject"),
        ({"channel": "porumbel"}, 422, "channel"),
        ({"register": "nu-este"}, 422, "Nu există registrul"),
        ({"kind": "nu-este"}, 422, "Nu există felul"),
        ({"received_at": "2999-01-01T00:00:00+02:00"}, 422, "în viitor"),
        ({"received_at": "2026-01-01T00:00:00"}, 422, "received_at"),
        ({"nume": "x"}, 422, "nume"),
    ],
)
def test_a_wrong_paper_is_refused_with_a_sentence_and_draws_nothing(machine, change, status, says) -> None:
    answer = post(machine, PAPER | change)
    assert answer.status_code == status
    assert says in answer.json()["message"]
    assert not Number.objects.exists()


def test_a_body_that_is_not_json_is_refused(machine: Client) -> None:
    assert machine.post("/api/v1/entries", {"data": "{"}).status_code == 400
    assert machine.post("/api/v1/entries", {}).json()["code"] == "data-missing"


def test_without_a_key_or_with_a_wrong_one_nothing_is_read() -> None:
    entry = make_entry()
    for client in (Client(), Client(headers={"Authorization": "Bearer nimic"})):
        assert client.get("/api/v1/entries").status_code == 401
        assert client.get(f"/api/v1/entries/general/{entry.year}/{entry.value}").status_code == 401
        assert post(client, PAPER).status_code == 401


def test_a_key_has_the_rights_of_its_role() -> None:
    key = make_token("arhiva", Role.ARCHIVIST, by=make_user(role=Role.ADMINISTRATOR))
    reader = Client(headers={"Authorization": f"Bearer {key}"})
    assert post(reader, PAPER).status_code == 403
    key = make_token("admin", Role.ADMINISTRATOR, by=make_user(role=Role.ADMINISTRATOR))
    blind = Client(headers={"Authorization": f"Bearer {key}"})
    entry = make_entry()
    assert blind.get("/api/v1/entries").json()["items"] == []
    assert blind.get(f"/api/v1/entries/general/{entry.year}/{entry.value}").status_code == 404


def test_the_list_is_paged_by_cursor_and_searched(machine: Client) -> None:
    made = [make_entry(subject=f"Rigolă {n}") for n in range(5)]
    make_entry(subject="Câini fără stăpân")
    first = machine.get("/api/v1/entries?q=rigole&limit=2").json()
    rest = machine.get("/api/v1/entries", {"q": "rigole", "limit": 3, "after": first["next"]}).json()
    numbers = [item["number"] for item in first["items"] + rest["items"]]
    assert numbers == [entry.value for entry in reversed(made)]
    assert rest["next"] is None


def test_openapi_names_the_paths(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/entries", "/api/v1/entries/{register}/{year}/{number}"} <= set(schema["paths"])
    assert "Idempotency-Key" in json.dumps(schema["paths"]["/api/v1/entries"]["post"])


def test_a_nul_character_is_no_word(machine: Client) -> None:
    """PostgreSQL refuses a text with NUL; in an address it is dropped, in a paper it is refused."""
    assert machine.get("/api/v1/entries?q=rigol%00a&register=gen%00eral").status_code == 200
    assert machine.get("/api/v1/entries/gen%00eral/2026/1").status_code == 404
    assert post(machine, PAPER | {"subject": "a\0b"}).status_code == 422
