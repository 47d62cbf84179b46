"""The daily folder: gathered by rule, frozen by the database, resolved, undone, closed one paper at a time."""

from __future__ import annotations

from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import DatabaseError, connection, transaction

from condica.casework import api as casework
from condica.desk import access, actions
from condica.desk.models import Folder, NamedUnit, Resolution
from condica.desk.queries import folders as reads
from condica.desk.queries.gathering import waiting_for
from condica.desk.rules import Effect, Wanted
from condica.desk.tests.factories import give, make_folder, make_papers, make_presenting, paper_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.petitions.tests.factories import make_petition
from condica.registry import api as registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def to(unit, text: str = "Propuneți răspuns", **more) -> Wanted:
    return Wanted(text=text, lead=unit, **more)


DEFER = Wanted(effect=Effect.DEFER, reason="discutăm vineri")


def words_of(folder: Folder) -> list[str]:
    return [line.words for line in reads.opened(folder).lines]


def refused(sql: str, *values: object) -> bool:
    """Whether the database itself refuses, whatever the code does."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


# What comes in


def test_the_rule_brings_papers_without_a_resolution_once(town) -> None:
    letter, cancelled, settled = make_papers(town)
    registry.cancel(cancelled, reason="greșit", by=town.registrar)
    registry.settle(settled, settled_as="closed", on=dates.today())
    petition = make_petition(town).entry
    given = make_petition(town, subject="Dată deja")
    casework.assign(given.case, text="Verificați", lead=town.lighting, by=town.mayor)
    folder = actions.prepare(make_presenting(town), by=town.registrar)
    assert [paper.entry for paper in folder.papers.all()] == [letter, petition]
    assert actions.prepare(folder.decider.presentings.get(), by=town.registrar) == folder
    assert folder.papers.count() == 2


def test_only_the_kinds_of_the_decider_come(town) -> None:
    make_papers(town, 1)
    invoice = make_papers(town, 1, kind="invoice")[0]
    folder = actions.prepare(make_presenting(town, kinds=["invoice"]), by=town.registrar)
    assert [paper.entry for paper in folder.papers.all()] == [invoice]


def test_who_leads_units_gets_what_was_given_to_them_as_a_whole(town) -> None:
    given, other = make_petition(town), make_petition(town, subject="A poliției")
    casework.assign(given.case, text="Verificați", lead=town.lighting, by=town.mayor)
    casework.assign(other.case, text="Verificați", lead=town.police, by=town.mayor)
    presenting = make_presenting(town, town.head, gathers="units")
    assert list(waiting_for(presenting)) == [given.entry]


def test_a_paper_lies_in_one_open_folder(town) -> None:
    first = make_folder(town, 1, presented=False)
    deputy = make_presenting(town, town.head)
    second = actions.prepare(deputy, by=town.registrar)
    assert second.papers.count() == 0
    with pytest.raises(RuleBroken) as broken:
        actions.add_paper(second, paper_of(first).entry, by=town.registrar)
    assert broken.value.code == "paper-in-folder"
    assert refused(
        "INSERT INTO desk_folderpaper (folder_id, entry_id, position, why, times, note, number, sender, subject, kind,"
        " state, refusal) VALUES (%s, %s, 1, 'new', 0, '', '1', '', 's', '', 'waiting', '')",
        second.pk, paper_of(first).entry_id,
    )  # fmt: skip


def test_the_registry_adds_takes_out_and_reorders_until_it_presents(town) -> None:
    folder = make_folder(town, 3, presented=False)
    first, second, third = folder.papers.order_by("position")
    actions.move_paper(third, to=1, by=town.registrar)
    actions.take_out(second, by=town.registrar)
    actions.add_paper(folder, second.entry, by=town.registrar)
    actions.present(folder, by=town.registrar)
    now = list(folder.papers.order_by("position"))
    assert [(paper.position, paper.entry) for paper in now] == [(1, third.entry), (2, first.entry), (3, second.entry)]
    assert now[2].why == "added"
    for act in (
        lambda: actions.take_out(now[0], by=town.registrar),
        lambda: actions.move_paper(now[0], to=3, by=town.registrar),
        lambda: actions.add_paper(folder, make_papers(town, 1)[0], by=town.registrar),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.code == "folder-presented"


def test_an_empty_folder_is_not_presented(town) -> None:
    folder = actions.prepare(make_presenting(town), by=town.registrar)
    with pytest.raises(RuleBroken, match="goală"):
        actions.present(folder, by=town.registrar)


# Frozen by the database


def test_the_database_freezes_what_was_presented(town) -> None:
    folder = make_folder(town, 2)
    paper = paper_of(folder)
    other = make_papers(town, 1)[0]
    assert refused("UPDATE desk_folderpaper SET subject = 'altul' WHERE id = %s", paper.pk)
    assert refused("UPDATE desk_folderpaper SET position = 9 WHERE id = %s", paper.pk)
    assert refused("DELETE FROM desk_folderpaper WHERE id = %s", paper.pk)
    assert refused("TRUNCATE desk_folderpaper CASCADE")
    assert refused("UPDATE desk_folder SET state = 'preparing', presented_at = NULL WHERE id = %s", folder.pk)
    assert refused("UPDATE desk_folder SET day = day - 1 WHERE id = %s", folder.pk)
    assert refused("UPDATE desk_folder SET state = 'closed', closed_at = now() WHERE id = %s", folder.pk)
    assert refused(
        "INSERT INTO desk_folderpaper (folder_id, entry_id, position, why, times, note, number, sender, subject, kind,"
        " state, refusal) VALUES (%s, %s, 7, 'new', 0, '', '1', '', 's', '', 'waiting', '')",
        folder.pk, other.pk,
    )  # fmt: skip


def test_the_words_stay_as_presented_though_the_register_is_corrected(town) -> None:
    folder = make_folder(town, 1)
    registry.correct(paper_of(folder).entry, subject="Corectat", reason="greșit", by=town.registrar)
    assert paper_of(folder).subject == "Adresa 1"


def test_the_database_keeps_resolutions_as_given(town) -> None:
    folder = make_folder(town, 1)
    made = give(folder, 1, to(town.lighting), by=town.mayor)
    assert refused("UPDATE desk_resolution SET text = 'alta' WHERE id = %s", made.pk)
    assert refused("DELETE FROM desk_resolution WHERE id = %s", made.pk)
    actions.close_folder(folder, by=town.mayor)
    assert refused("UPDATE desk_resolution SET undone_at = now() WHERE id = %s", made.pk)
    assert refused("UPDATE desk_folderpaper SET state = 'waiting', settled_at = NULL WHERE folder_id = %s", folder.pk)


# Resolved


def test_a_closed_folder_becomes_assignments_one_by_one(town) -> None:
    folder = make_folder(town, 2)
    due = dates.today() + timedelta(days=9)
    give(folder, 1, to(town.lighting, joint=[town.police], informed=[town.hall], due_on=due), by=town.mayor)
    give(folder, 2, to(town.police, "La dosar"), by=town.mayor)
    assert not casework.Case.objects.exists()
    folder = actions.close_folder(folder, by=town.mayor)
    assert folder.state == "closed"
    case = casework.case_of(paper_of(folder).entry)
    task = casework.open_task(case)
    assert (task.text, task.lead, task.due_on, task.given_by) == ("Propuneți răspuns", town.lighting, due, town.mayor)
    assert [part.unit for part in case.parts.all()] == [town.police]
    assert case.entry.unit == town.lighting
    assert paper_of(folder, 2).state == "given"
    verbs = set(Line.objects.values_list("verb", flat=True))
    assert {"desk.folder_presented", "desk.folder_closed", "casework.task_given", "desk.paper_informed"} <= verbs


def test_nothing_leaves_before_the_closing_and_undo_takes_it_back(town) -> None:
    folder = make_folder(town, 2)
    give(folder, 1, to(town.lighting), by=town.mayor)
    last = give(folder, 2, to(town.police), by=town.mayor)
    assert reads.last_resolution(folder) == last
    actions.undo(last, by=town.mayor)
    actions.undo(last, by=town.mayor)
    assert reads.opened(folder).left == 1
    give(folder, 2, to(town.lighting), by=town.mayor)
    actions.close_folder(folder, by=town.mayor)
    assert {task.lead for task in casework.Task.objects.all()} == {town.lighting}
    assert Resolution.objects.exclude(undone_at=None).count() == 1
    with pytest.raises(RuleBroken):
        actions.undo(Resolution.objects.filter(undone_at=None).first(), by=town.mayor)


def test_two_tabs_do_not_overwrite_each_other(town) -> None:
    folder = make_folder(town, 1)
    paper = paper_of(folder)
    first = actions.resolve(paper, to(town.lighting), seen=None, by=town.mayor)
    assert actions.resolve(paper, to(town.lighting), seen=None, by=town.mayor) == first
    with pytest.raises(RuleBroken) as broken:
        actions.resolve(paper, to(town.police), seen=None, by=town.mayor)
    assert broken.value.code == "resolved-meanwhile"
    assert actions.resolve(paper, to(town.police), seen=first.pk, by=town.mayor).lead == town.police


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(text="Verificați"), "lead-missing"),
        (Wanted(effect=Effect.INFORM), "informed-nobody"),
        (Wanted(effect=Effect.RETURN), "reason-missing"),
        (Wanted(effect=Effect.DEFER, due_on=date(2020, 1, 1)), "task-day-past"),
    ],
)
def test_a_resolution_says_enough_for_what_it_does(town, wanted, code) -> None:
    folder = make_folder(town, 1)
    with pytest.raises(RuleBroken) as broken:
        give(folder, 1, wanted, by=town.mayor)
    assert broken.value.code == code


def test_a_refused_one_stays_with_its_reason_and_the_others_leave(town) -> None:
    folder = make_folder(town, 2)
    give(folder, 1, to(town.lighting), by=town.mayor)
    give(folder, 2, to(town.police), by=town.mayor)
    registry.cancel(paper_of(folder).entry, reason="dublură", by=town.registrar)
    folder = actions.close_folder(folder, by=town.mayor)
    stays = paper_of(folder)
    assert (folder.state, stays.state, paper_of(folder, 2).state) == ("presented", "refused", "given")
    assert "anulat" in stays.refusal
    give(folder, 1, DEFER, by=town.mayor)
    assert actions.close_folder(folder, by=town.mayor).state == "closed"


def test_killed_between_two_papers_the_closing_goes_on_where_it_stopped(town) -> None:
    folder = make_folder(town, 3)
    for place in (1, 2, 3):
        give(folder, place, to(town.lighting), by=town.mayor)
    real, calls = casework.assign, []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit
        return real(*args, **kwargs)

    with mock.patch.object(casework, "assign", dies), pytest.raises(SystemExit):
        actions.close_folder(folder, by=town.mayor)
    assert [paper_of(folder, place).state for place in (1, 2, 3)] == ["given", "waiting", "waiting"]
    assert casework.Task.objects.count() == 1
    assert actions.close_folder(folder, by=town.mayor).state == "closed"
    assert casework.Task.objects.count() == 3


def test_carried_over_twice_is_counted_and_undecided_ones_go_along(town) -> None:
    folder = make_folder(town, 2)
    give(folder, 1, DEFER, by=town.mayor)
    actions.close_folder(folder, by=town.mayor)
    for times in (1, 2):
        folder = actions.prepare(town.mayor.presentings.get(), by=town.registrar)
        assert [(paper.why, paper.times) for paper in folder.papers.all()] == [("carried", times)] * 2
        actions.present(folder, by=town.registrar)
        actions.close_folder(folder, by=town.mayor)
    assert folder.number == f"{dates.numeric(dates.today())}/3"


def test_sent_back_to_the_registry_it_waits_there_until_put_in_again(town) -> None:
    folder = make_folder(town, 1)
    give(folder, 1, Wanted(effect=Effect.RETURN, reason="lipsește anexa"), by=town.mayor)
    actions.close_folder(folder, by=town.mayor)
    assert [paper.number for paper in reads.sent_back()] == [paper_of(folder).number]
    again = actions.prepare(town.mayor.presentings.get(), by=town.registrar)
    assert again.papers.count() == 0
    actions.add_paper(again, paper_of(folder).entry, by=town.registrar)
    assert not reads.sent_back()


def test_kept_for_oneself_it_is_the_deciders_own_work(town) -> None:
    folder = make_folder(town, 1)
    give(folder, 1, Wanted(effect=Effect.KEEP, text="Audiență joi"), by=town.mayor)
    actions.close_folder(folder, by=town.mayor)
    case = casework.case_of(paper_of(folder).entry)
    assert (case.owner, case.unit) == (town.mayor, town.hall)
    assert case in casework.work_list(town.mayor)


def test_a_unit_that_sent_work_back_shows_why_in_the_next_folder(town) -> None:
    petition = make_petition(town)
    task = casework.assign(petition.case, text="Verificați", lead=town.lighting, by=town.mayor)
    casework.return_task(task, reason="nu e al nostru", by=town.head)
    folder = actions.prepare(make_presenting(town), by=town.registrar)
    assert [(paper.why, paper.note) for paper in folder.papers.all()] == [("returned", "nu e al nostru")]


# For information


def test_for_information_is_seen_acknowledged_and_ends_the_paper(town) -> None:
    folder = make_folder(town, 1)
    give(folder, 1, Wanted(effect=Effect.INFORM, text="Spre știință", informed=[town.lighting]), by=town.mayor)
    entry = paper_of(folder).entry
    assert not registry.visible_to(town.clerk).filter(pk=entry.pk).exists()
    actions.close_folder(folder, by=town.mayor)
    assert registry.visible_to(town.clerk).filter(pk=entry.pk).exists()
    assert not access.informed(town.police_head).exists()
    told = access.informed(town.clerk).get()
    actions.acknowledge(told, by=town.clerk)
    assert actions.acknowledge(told, by=town.head).seen_by == town.clerk
    entry.refresh_from_db()
    assert (entry.settled_as, entry.settled_note) == ("closed", "spre știință")
    assert refused("UPDATE desk_namedunit SET seen_at = now() WHERE id = %s", told.pk)
    assert Line.objects.filter(verb="desk.paper_acknowledged").count() == 1


def test_what_the_law_gives_a_term_to_is_never_only_for_information(town) -> None:
    make_petition(town)
    folder = actions.present(actions.prepare(make_presenting(town), by=town.registrar), by=town.registrar)
    give(folder, 1, Wanted(effect=Effect.INFORM, informed=[town.lighting]), by=town.mayor)
    actions.close_folder(folder, by=town.mayor)
    assert paper_of(folder).state == "refused"
    assert not NamedUnit.objects.filter(resolution__paper__settled_at__isnull=False).exists()
