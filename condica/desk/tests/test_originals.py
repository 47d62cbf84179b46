"""Originals in the daily folder: presented together, handed on through the condica when the folder is closed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from condica.desk import actions, queries
from condica.desk.queries import folders as reads
from condica.desk.rules import Effect, Wanted
from condica.desk.tests.factories import give, make_folder, make_papers, make_presenting, paper_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.registry import api as registry
from condica.registry.models import Handover, PlaceKind
from condica.registry.queries import custody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
COUNTER = {"channel": "counter"}


def closed_folder(town):
    """Five papers: two for lighting, one for the police, one kept by the mayor, one put off."""
    folder = make_folder(town, 5, **COUNTER)
    to = [
        Wanted(text="Verificați", lead=town.lighting), Wanted(text="Verificați", lead=town.lighting),
        Wanted(text="La dosar", lead=town.police), Wanted(effect=Effect.KEEP, text="Audiență joi"),
        Wanted(effect=Effect.DEFER, reason="discutăm vineri"),
    ]  # fmt: skip
    for place, wanted in enumerate(to, start=1):
        give(folder, place, wanted, by=town.mayor)
    return actions.close_folder(folder, by=town.mayor)


def place_of(folder, position: int):
    return registry.where_is(paper_of(folder, position).entry)


def test_presented_the_originals_lie_with_the_decider(town) -> None:
    folder = make_folder(town, 3, **COUNTER)
    assert {place_of(folder, one).words for one in (1, 2, 3)} == {f"în {folder}"}
    assert Line.objects.filter(verb="registry.original_moved").count() == 3
    assert list(custody.verify_places()) == []


def test_presenting_many_asks_no_more_than_presenting_few(town) -> None:
    def asked(count: int) -> int:
        folder = make_folder(town, count, presented=False, **COUNTER)
        with CaptureQueriesContext(connection) as found:
            actions.present(folder, by=town.registrar)
        assert folder.papers.count() == count
        return len(found)

    few = asked(3)
    assert asked(30) <= few + 2
    assert few < 40


def test_one_promised_to_somebody_stays_with_its_giver(town) -> None:
    folder = make_folder(town, 2, presented=False, **COUNTER)
    first = paper_of(folder).entry
    registry.hand_over([first], to_unit=town.police, by=town.registrar)
    actions.present(folder, by=town.registrar)
    assert (place_of(folder, 1).kind, place_of(folder, 2).kind) == (PlaceKind.DESK, PlaceKind.FOLDER)


def test_closed_each_unit_is_handed_its_own_in_one_step(town) -> None:
    folder = closed_folder(town)
    assert [(one.to, len(one.papers)) for one in reads.givings(folder)] == [
        (town.lighting.short_name, 2), (town.police.short_name, 1), ("rămân la decident", 1),
    ]  # fmt: skip
    assert place_of(folder, 1).kind == PlaceKind.FOLDER, "nothing moves silently"
    done, refused = actions.hand_on(folder, by=town.registrar)
    assert (len(done), refused) == (3, [])
    assert {one.to_unit for one in Handover.objects.all()} == {town.lighting, town.police}
    assert "încă neprimit" in place_of(folder, 1).waiting
    assert place_of(folder, 4).words == f"la {town.mayor}"
    assert place_of(folder, 5).kind == PlaceKind.FOLDER, "put off, it waits for the next folder"
    assert reads.givings(folder) == []
    assert actions.hand_on(folder, by=town.registrar) == ([], [])
    for handover in Handover.objects.filter(to_unit=town.lighting):
        registry.accept(handover, by=town.clerk)
    assert place_of(folder, 2).words == f"la {town.lighting.short_name}"
    assert list(custody.verify_places()) == []


def test_only_a_closed_folder_and_only_by_who_carries_it(town) -> None:
    folder = make_folder(town, 1, **COUNTER)
    with pytest.raises(RuleBroken) as broken:
        actions.hand_on(folder, by=town.mayor)
    assert broken.value.code == "folder-open"


def test_the_page_and_home_call_for_it(town, visit, client) -> None:
    folder = closed_folder(town)
    words = "Predă 4 originale din mapele închise"
    assert words in [one.verb for one in queries.todo(town.registrar, dates.today()).first]
    assert words in [one.verb for one in queries.todo(town.mayor, dates.today()).first]
    page = visit(town.registrar, folder.get_absolute_url()).content.decode()
    assert "Originalele sunt încă în mapă" in page
    answer = client.post(reverse("desk:hand_originals", args=[folder.pk]), follow=True).content.decode()
    assert "4 originale predate" in answer.replace("\u00a0", " ")
    assert "Originalele sunt încă în mapă" not in answer
    assert words not in [one.verb for one in queries.todo(town.registrar, dates.today()).first]
    client.force_login(town.clerk)
    assert client.post(reverse("desk:hand_originals", args=[folder.pk])).status_code == 404


def test_the_bell_counts_hand_overs_that_wait_and_what_was_refused(town, visit) -> None:
    papers = make_papers(town, 3, **COUNTER)
    before, mine = queries.unread(town.clerk), queries.unread(town.registrar)
    made = registry.hand_over(papers, to_unit=town.lighting, by=town.registrar)
    assert queries.unread(town.clerk) == before + 1, "a hand-over is one thing to do, however many papers"
    page = visit(town.clerk, reverse("desk:news")).content.decode().replace("\u00a0", " ")
    assert "3 originale; așteaptă primirea" in page
    assert made.get_absolute_url() in page
    line = made.lines.first()
    registry.refuse([line], reason="nu e al nostru", by=town.clerk)
    registry.accept(made, by=town.clerk)
    assert [rows.count() for rows in custody.calling(town.clerk)] == [0, 0]
    assert [rows.count() for rows in custody.calling(town.registrar)] == [0, 1]
    assert queries.unread(town.registrar) == mine + 1
    assert "nu e al nostru" in visit(town.registrar, reverse("desk:news")).content.decode()
    assert "Ia înapoi 1 original nepredat" in [one.verb for one in queries.todo(town.registrar, dates.today()).first]


def test_a_folder_of_two_hundred_is_stepped_in_as_many_questions_as_a_small_one(town, visit) -> None:
    def asked(count: int) -> int:
        folder = make_folder(town, count, **COUNTER)
        visit(town.mayor, paper_of(folder).get_absolute_url())
        with CaptureQueriesContext(connection) as found:
            assert visit(town.mayor, paper_of(folder).get_absolute_url()).status_code == 200
        actions.close_folder(folder, by=town.mayor)
        return len(found)

    make_presenting(town)
    few = asked(2)
    assert asked(20) <= few + 2
