"""The verbs as pages (formulare): asked on GET, done on POST, refused in words, closed to who has no right."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import accepted, answered, at, fresh, give, make_paper, make_petition


@pytest.fixture
def petition(town):
    with at(10, 30):
        return accepted(town)


def case_url(petition, name):
    entry = petition.entry
    from django.urls import reverse

    return reverse(f"casework:{name}", args=[entry.register.key, entry.year, entry.value])


def post(client, user, url, **data):
    client.force_login(user)
    assert client.get(url).status_code == 200
    return client.post(url, data)


def test_extending(client, town, petition):
    with at(11, 20):
        data = {"days": 15, "reason": "Se sapă."}
        answer = post(client, town.mayor, petition.address("extend"), **data)
        assert (answer.status_code, answer["Location"]) == (302, petition.get_absolute_url())
        told = {"kind": "extension", "on": "2026-11-20", "proof": "semnătură de primire"}
        assert post(client, town.clerk, petition.address("tell_otherwise"), **told).status_code == 302
    assert fresh(petition).case.due_on == date(2026, 12, 15)


def test_a_refusal_stands_above_what_was_typed(client, town, petition):
    with at(12, 3):
        data = {"days": 15, "reason": "Se sapă adânc."}
        answer = post(client, town.mayor, petition.address("extend"), **data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-code="extension-late"' in page
    assert "art. 9" in page
    assert "Se sapă adânc." in page


def test_what_is_missing_is_said_beside_its_field(client, town, petition):
    with at(11, 20):
        answer = post(client, town.mayor, petition.address("extend"), days=15)
    assert answer.status_code == 422
    assert "cd-err" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("redirect", {"to": "Compania de Apă"}),
        ("describe", {"domain": "lighting", "nature": "report", "applicant": "person"}),
        ("ask_extension", {"days": "10", "reason": "Se sapă."}),
        ("receive_from", {"authority": "Prefectura"}),
        ("ask_papers", {"what": "Lista stâlpilor.", "until": "2026-11-13"}),
    ],
)
def test_a_clerks_verbs(client, town, petition, name, data):
    stage = Stage.REDIRECTING if name == "redirect" else Stage.ACCEPTED
    with at(11, 3):
        answer = post(client, town.clerk, petition.address(name), **data)
    assert answer.status_code == 302, answer.content.decode()
    assert fresh(petition).case.stage == stage


def test_filing_connecting_and_undoing(client, town, petition):
    with at(11, 3):
        later = make_petition(town)
        assert post(client, town.registrar, later.address("connect"), other=petition.pk).status_code == 302
        assert fresh(later).case.stage == Stage.JOINED
        assert post(client, town.registrar, later.address("disconnect")).status_code == 302
        assert fresh(later).case.stage == Stage.REGISTERED
        nobody = make_petition(town, sender_name="", sender_email="")
        assert post(client, town.registrar, nobody.address("anonymous"), reason="Fără nume.").status_code == 302
        assert fresh(nobody).case.stage == Stage.FILED


def test_repeated_and_closed(client, town, day):
    first = answered(town)
    second = make_petition(town)
    assert post(client, town.registrar, second.address("repeated"), other=first.pk).status_code == 302
    assert fresh(second).repeats == first
    assert post(client, town.registrar, first.address("close"), file_code="IP-12").status_code == 302
    assert fresh(first).case.stage == Stage.CLOSED


def test_the_resolution_its_acceptance_and_its_return(client, town, day):
    petition = make_petition(town)
    data = {"text": "Verificați.", "lead": town.lighting.pk, "joint": [town.police.pk]}
    assert post(client, town.mayor, case_url(petition, "assign"), **data).status_code == 302
    task = casework.open_task(petition.case)
    assert post(client, town.clerk, f"/lucrari/sarcini/{task.pk}/primeste/").status_code == 302
    assert fresh(petition).case.owner == town.clerk
    asked = task.joint_units.get()
    url = f"/lucrari/puncte-de-vedere/{asked.pk}/"
    assert post(client, town.police_head, url, text="Șase stâlpi sunt stinși.").status_code == 302
    assert post(client, town.clerk, case_url(petition, "note"), text="Am sunat.").status_code == 302
    url = f"/lucrari/sarcini/{task.pk}/intoarce/"
    assert post(client, town.clerk, url, reason="E a Poliției.").status_code == 302
    assert fresh(petition).case.stage == Stage.REGISTERED


def test_a_refused_resolution_keeps_what_was_written(client, town, petition):
    with at(11, 3):
        data = {"text": "Verificați repede.", "lead": town.lighting.pk, "due_on": "2026-11-01"}
        answer = post(client, town.mayor, case_url(petition, "assign"), **data)
    assert answer.status_code == 422
    assert "task-day-past" in answer.content.decode()
    assert "Verificați repede." in answer.content.decode()


def test_sending_on_keeping_it_and_the_letters_owed(client, town, petition):
    with at(11, 3):
        words = {"to": "Compania de Apă", "email": "apa@exemplu.ro"}
        assert post(client, town.clerk, petition.address("redirect"), **words).status_code == 302
        page = client.get(petition.get_absolute_url()).content.decode()
        assert "N-a plecat încă" in page
        assert "adresa către autoritatea competentă" in page
        assert client.get(petition.address("write_notice")).status_code == 302  # both are begun already
        assert post(client, town.clerk, petition.address("keep"), reason="E a noastră.").status_code == 302
    assert fresh(petition).case.stage == Stage.ACCEPTED


def test_withdrawn_resumed_and_opened_by_a_court(client, town, petition):
    with at(11, 3):
        paper = make_paper(town.registrar, kind="letter", subject="Renunț la petiție")
        assert post(client, town.registrar, petition.address("withdraw"), paper=paper.pk).status_code == 302
        assert fresh(petition).case.stage == Stage.WITHDRAWN
        assert post(client, town.registrar, petition.address("resume"), reason="Greșeală.").status_code == 302
        words = {
            "court": "Tribunalul Mureș",
            "number": "12",
            "dated": "2026-11-02",
            "counts_from": "2026-11-03",
            "days": 10,
        }
        assert post(client, town.registrar, petition.address("obey_court"), **words).status_code == 302
        page = client.get(petition.get_absolute_url()).content.decode()
        assert "Tribunalul Mureș" in page
    assert fresh(petition).case.due_rule == "l554-court"


VERBS = [
    "extend", "redirect", "describe", "anonymous", "repeated", "connect", "close", "keep", "withdraw", "resume",
    "obey_court", "ask_papers", "tell_otherwise", "write_notice",
]  # fmt: skip


@pytest.mark.parametrize("name", VERBS)
def test_strangers_find_nothing(client, town, petition, name):
    client.force_login(town.police_head)
    with at(11, 3):
        give(town, petition, text="Numai iluminatul.", joint=[])
        casework_before = fresh(petition).case.stage
        assert client.post(petition.address(name), {"to": "x", "reason": "x"}).status_code in {403, 404}
    assert fresh(petition).case.stage == casework_before
    client.logout()
    assert client.get(petition.address(name)).status_code == 302


def test_reading_writes_nothing(client, town, petition):
    from condica.journal.models import Line

    with at(11, 3):
        client.force_login(town.clerk)
        before = Line.objects.count()
        for name in VERBS[1:]:
            assert client.get(petition.address(name)).status_code in {200, 302}
        assert client.get(petition.get_absolute_url()).status_code == 200
    assert Line.objects.count() == before


def test_the_case_page_of_the_story(client, town, petition):
    with at(11, 24):
        client.force_login(town.clerk)
        page = client.get(petition.get_absolute_url()).content.decode()
    for words in ("3 zile", "Redactează răspunsul", "întregi: 31", "Propune prelungirea"):
        assert words in page


def test_another_view_is_asked_and_the_task_finished(client, town, petition):
    with at(11, 3):
        data = {"unit": town.hall.pk, "text": "Se poate anul acesta?"}
        assert post(client, town.clerk, case_url(petition, "ask_opinion"), **data).status_code == 302
        task = casework.open_task(petition.case)
        assert {joint.unit for joint in task.joint_units.all()} == {town.police, town.hall}
        url = f"/lucrari/sarcini/{task.pk}/incheie/"
        assert post(client, town.clerk, url, result="S-a verificat.").status_code == 302
        assert casework.open_task(petition.case) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("connect", "Nu există altă petiție"),
        ("repeated", "n-a primit încă niciun răspuns"),
        ("disconnect", "nu e conexată la alta"),
        ("withdraw", "Cererea de renunțare nu e înregistrată"),
        ("tell_otherwise", "Nicio scrisoare nu așteaptă"),
    ],
)
def test_where_nothing_can_be_chosen_the_page_says_so_and_leads_back(client, town, petition, name, words):
    client.force_login(town.registrar)
    page = client.get(petition.address(name)).content.decode().partition("<main")[2]
    assert words in page
    assert "None" not in page
    assert 'data-key="ctrl+enter"' not in page
    assert petition.get_absolute_url() in page
