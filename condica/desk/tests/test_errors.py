"""Error pages are sentences: what happened, why, what to do; with nothing lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_says_where_to_look(town, visit) -> None:
    answer = visit(town.clerk, "/nu-exista/")
    assert answer.status_code == 404
    assert "Caută numărul documentului" in answer.content.decode()


def test_a_stranger_learns_no_more_than_that(client) -> None:
    answer = client.get("/registratura/general/2026/99999999/")
    assert answer.status_code == 302
    assert client.get("/nu-exista/").status_code == 404


def test_a_form_left_open_too_long_says_that_nothing_is_lost(town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.clerk)
    answer = client.post(reverse("desk:read"), {"pana_la": "1"})
    assert answer.status_code == 403
    assert "ce ai scris s-a păstrat" in answer.content.decode()


def test_the_accepted_draft_is_named_to_the_browser(town, client) -> None:
    client.force_login(town.clerk)
    answer = client.post(reverse("desk:read"), {"pana_la": "1", "draft_id": "abc-123"})
    assert answer.cookies["cd-done"].value == "abc-123"


def test_a_draft_is_kept_when_the_session_has_ended(client) -> None:
    answer = client.post(reverse("desk:read"), {"pana_la": "1", "draft_id": "abc-123"})
    assert answer.status_code == 302
    assert "cd-done" not in answer.cookies


def test_pages_go_out_packed(town, visit) -> None:
    answer = visit(town.clerk, "/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><x', "auto"), (None, "auto")])
def test_the_theme_is_the_persons_own(town, client, cookie, theme) -> None:
    client.force_login(town.clerk)
    if cookie:
        client.cookies["cd-theme"] = cookie
    assert f'data-bs-theme="{theme}"' in client.get("/").content.decode()
