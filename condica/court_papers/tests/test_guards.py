"""What the database itself holds, whatever a program does: each refusal without any of our verbs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from condica.court_papers import actions
from condica.court_papers.models import CourtPaper
from condica.court_papers.rules.court import worked_out
from condica.court_papers.tests.factories import hand, make_act, make_display, moment, on
from condica.foundation import dates
from condica.law.calendar import is_working


def refuses(write):
    with pytest.raises((IntegrityError, DatabaseError)) as broken, transaction.atomic():
        write()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(broken.value)


def update(row, **values):
    return lambda: type(row).objects.filter(pk=row.pk).update(**values)


def delete(row):
    """Without asking Django what stands on it."""
    return lambda: type(row).objects.filter(pk=row.pk)._raw_delete("default")


@pytest.fixture
def waiting(clerk):
    with on(11, 17, 12):
        return make_act(clerk, moment(11, 16, 10))


def handing(clerk, at):
    return {"stage": "handed", "handed_at": at, "handed_by": clerk, "handed_to": "x", "identity_kind": "ci",
            "identity_last4": "1234"}  # fmt: skip


def returning(clerk, at, why="uncollected"):
    return {"stage": "returned", "returned_at": at, "returned_by": clerk, "returned_why": why}


def test_handed_over_or_returned_never_both(clerk, waiting):
    both = handing(clerk, moment(11, 18)) | returning(clerk, moment(11, 18), "refused") | {"stage": "handed"}
    assert "court_paper" in refuses(update(waiting, **both))


@pytest.mark.parametrize("at", [moment(11, 16, 12), moment(11, 24, 8)])
def test_a1_handed_over_only_in_its_days(clerk, waiting, at):
    assert "court_paper_days" in refuses(update(waiting, **handing(clerk, at)))


def test_a3_uncollected_only_after_its_days(clerk, waiting):
    assert "court_paper_days" in refuses(update(waiting, **returning(clerk, moment(11, 23))))


@pytest.mark.parametrize("missing", ["handed_to", "identity_last4", "identity_kind"])
def test_nothing_is_handed_over_without_an_identity(clerk, waiting, missing):
    assert "court_paper_identity" in refuses(update(waiting, **handing(clerk, moment(11, 18)) | {missing: ""}))


def test_no_more_than_four_characters_of_an_identity(clerk, waiting):
    wrong = handing(clerk, moment(11, 18)) | {"identity_last4": "RX123456"}
    assert "court_paper_identity_short" in refuses(update(waiting, **wrong))


def test_a_term_is_stored_with_its_explanation(waiting):
    assert "court_paper_explained" in refuses(update(waiting, term=waiting.term | {"explanation": []}))
    assert "court_paper_explained" in refuses(update(waiting, due_on=date(2026, 11, 24)))
    assert "nu se șterge" in refuses(update(waiting, term=None))


def test_the_stage_is_that_of_the_last_step(clerk, waiting):
    assert "ultimul din istoric" in refuses(update(waiting, **handing(clerk, moment(11, 18))))


def test_steps_follow_their_arrows_and_stay(clerk, waiting):
    assert "nu trece de la" in refuses(update(waiting, stage="proved"))
    step = waiting.steps.last()
    assert "interzis" in refuses(update(step, note="altfel"))
    assert "interzis" in refuses(delete(step))
    assert "interzis" in refuses(delete(waiting))


def test_what_was_handed_over_is_written_once(clerk, waiting):
    with on(11, 18):
        handed = hand(waiting, clerk)
    assert "o singură dată" in refuses(update(handed, handed_at=moment(11, 19)))
    assert "o singură dată" in refuses(update(handed, handed_to="altcineva"))
    assert "nu se mai schimbă" in refuses(update(handed, urgent=True))
    with on(11, 18, 11):
        actions.record_sent(handed, way="post", by=clerk)
    assert "o singură dată" in refuses(update(handed, sent_at=moment(11, 20)))


@pytest.fixture
def up(clerk):
    with on(11, 3, 9):
        return actions.post(make_display(clerk, basis="hall", lasting="days", days=10), by=clerk)


def test_what_went_up_is_written_once(clerk, up):
    assert "o singură dată" in refuses(update(up, posted_at=moment(11, 2)))
    assert "o singură dată" in refuses(update(up, planned_on=date(2026, 11, 5)))
    assert "o singură dată" in refuses(update(up, title="altceva"))
    assert "nu trece" in refuses(update(up, stage="asked"))
    step = up.steps.last()
    assert "interzis" in refuses(update(step, note="altfel"))
    assert "interzis" in refuses(delete(step))
    assert "interzis" in refuses(delete(up))


def test_it_comes_down_after_its_days_with_a_minute_or_for_a_reason(clerk, up):
    down = {"stage": "down", "taken_at": moment(11, 13, 8), "taken_by": clerk, "taking_minute": up.entry}
    assert "display_taken_after" in refuses(update(up, **down))
    assert "display_moments" in refuses(update(up, **down | {"taken_at": moment(11, 3, 8), "taken_reason": "x"}))
    assert "display_taken" in refuses(update(up, **down | {"taking_minute": None, "taken_reason": "x"}))


def test_a10_nothing_goes_up_without_a_duration_nor_is_the_lasting_planned_away(clerk):
    with on(11, 3, 9):
        one = make_display(clerk, basis="hall", lasting="")
        open_one = make_display(clerk, basis="l544", lasting="told", places=("board",))
    going = {"stage": "posted", "posted_at": moment(11, 3, 9), "posted_by": clerk, "posting_minute": one.entry}
    assert "display_duration_and_place" in refuses(update(one, **going))
    planned = {"last_on": date(2026, 11, 10), "planned_on": date(2026, 11, 11)}
    assert "display_never_alone" in refuses(update(open_one, **planned))
    assert "display_planned_after" in refuses(update(one, last_on=date(2026, 11, 11), planned_on=date(2026, 11, 11)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(day=st.dates(date(2021, 1, 1), date(2034, 10, 1)), urgent=st.booleans())
def test_every_term_that_is_worked_out_is_one_the_database_takes(waiting, day, urgent):
    """Property: days counted one by one, explained, owed on a working day, and stored whole."""
    term, last, owed = worked_out(day, urgent=urgent)
    assert (last - day).days == (3 if urgent else 7)
    assert owed > last
    assert is_working(owed)
    with transaction.atomic():
        at = dates.at(day, 10)
        update(waiting, posted_at=at, urgent=urgent, term=term, due_on=last, owed_on=owed)()
        assert CourtPaper.objects.get(pk=waiting.pk).chip(last + timedelta(days=1)).on == owed
        transaction.set_rollback(True)
