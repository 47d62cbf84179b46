"""Displays (afișări), rule by rule: A5 to A10 of law/rules.md, section 7."""

from __future__ import annotations

from datetime import date

import pytest

from condica.correspondence import api as correspondence
from condica.court_papers import actions
from condica.court_papers.models import Display
from condica.court_papers.tests.factories import asked, fresh, make_display, moment, on
from condica.foundation.refusal import RuleBroken
from condica.registry import api as registry
from condica.registry.tests.factories import make_entry


def refusal(call):
    with pytest.raises(RuleBroken) as broken:
        call()
    return broken.value.code


def test_a8_the_whole_way_of_a_land_offer(clerk):
    with on(9, 1, 9):
        one = make_display(clerk)
        assert (one.stage, one.owed_on) == ("asked", date(2026, 9, 8))  # five working days to put it up
        up = actions.post(one, at=moment(9, 1, 8, 30), by=clerk)
    assert (up.last_on, up.planned_on) == (date(2026, 11, 3), date(2026, 11, 4))
    assert up.posting_minute.register.key == "afisari"
    assert fresh(up.entry).due_on == date(2026, 11, 4)
    with on(11, 3, 16):
        assert refusal(lambda: actions.take_down(up, by=clerk)) == "display-still-runs"
    with on(11, 4, 8):
        down = actions.take_down(up, by=clerk)
        assert (down.stage, down.owed_on) == ("down", date(2026, 11, 4))
        assert down.taking_minute != down.posting_minute
        actions.record_answer(down, way="email", reference="vasile@example.org", by=clerk)
    done = fresh(one)
    assert (done.stage, done.owed_on, fresh(done.entry).settled_as) == ("answered", None, "answered")
    assert [step.stage for step in done.steps.all()] == ["asked", "asked", "posted", "down", "answered"]


def test_a5_a_citation_by_publicity_hangs_until_the_hearing(clerk):
    with on(11, 9, 9):
        one = make_display(clerk, basis="citation", lasting="until", until=date(2026, 12, 15), places=("board",))
        up = actions.post(one, by=clerk)
    assert (up.term, up.last_on, up.planned_on) == (None, date(2026, 12, 15), date(2026, 12, 16))
    assert up.steps.last().note == ""
    with on(12, 2, 9):
        late = make_display(clerk, basis="citation", lasting="until", until=date(2026, 12, 15), places=("board",))
        assert "cel târziu luni, 30 noiembrie" in actions.post(late, by=clerk).steps.last().note.replace("\xa0", " ")


def test_a6_a_tax_notice_hangs_at_the_seat_and_on_the_site_for_fifteen_days(clerk):
    with on(11, 3, 9):
        one = make_display(clerk, basis="tax", places=("seat",))
        assert refusal(lambda: actions.post(one, by=clerk)) == "place-asked-by-law"
        actions.change(one, asked(basis="tax", places=("seat", "site")), by=clerk)
        assert refusal(lambda: actions.post(one, by=clerk)) == "url-missing"
        actions.change(one, asked(basis="tax", places=("seat", "site"), url="https://example.org/a"), by=clerk)
        up = actions.post(one, by=clerk)
    assert (up.last_on, up.planned_on) == (date(2026, 11, 19), date(2026, 11, 20))
    assert up.term["cites"][0] == "Codul de procedură fiscală, art. 47"


def test_a7_a_contravention_is_posted_before_a_witness(clerk):
    with on(11, 3, 9):
        one = make_display(clerk, basis="contravention", places=("home",), lasting="days", days=5)
        assert refusal(lambda: actions.post(one, by=clerk)) == "witness-missing"
        assert actions.post(one, witness="Maria Lung", by=clerk).witness == "Maria Lung"


def test_a10_without_a_duration_somebody_asks(clerk):
    with on(11, 3, 9):
        one = make_display(clerk, basis="hall", lasting="")
        assert one.chip(date(2026, 11, 3)).words == "întreabă cât stă"
        assert refusal(lambda: actions.post(one, by=clerk)) == "duration-missing"
        actions.change(one, asked(basis="hall", lasting="working", days=10, basis_words="Adresa 41/2026"), by=clerk)
        up = actions.post(one, by=clerk)
    assert (up.last_on, up.term["cites"][0]) == (date(2026, 11, 17), "Adresa 41/2026")


@pytest.mark.parametrize("basis", ["l544", "mol"])
def test_a10_what_must_be_public_comes_down_only_for_a_written_reason(clerk, basis):
    with on(11, 3, 9):
        one = make_display(clerk, basis=basis, lasting="told", places=("site",), url="https://example.org/b")
        up = actions.post(one, by=clerk)
        assert (up.planned_on, up.owed_on, up.entry.direction) == (None, None, "internal")
    with on(11, 30, 9, year=2029):
        assert refusal(lambda: actions.take_down(up, by=clerk)) == "display-never-alone"
        assert actions.take_down(up, reason="înlocuit prin HCL 4/2029", by=clerk).stage == "down"


def test_earlier_than_its_last_day_only_when_somebody_asked_in_writing(clerk):
    with on(11, 3, 9):
        one = actions.post(make_display(clerk, basis="hall", lasting="days", days=30), by=clerk)
    with on(11, 10, 9):
        assert refusal(lambda: actions.take_down(one, by=clerk)) == "display-still-runs"
        down = actions.take_down(one, reason="cerut de emitent prin adresa 9/2026", by=clerk)
        assert "cerut de emitent" in actions.display_sentences(down)[1]


def test_moments_stand_in_order(clerk):
    with on(11, 3, 9):
        one = make_display(clerk, basis="hall", lasting="days", days=1)
        assert refusal(lambda: actions.post(one, at=moment(11, 3, 10), by=clerk)) == "moment-out-of-order"
        assert refusal(lambda: actions.post(one, at=moment(11, 2, 10), by=clerk)) == "moment-out-of-order"
        actions.post(one, at=moment(11, 3, 8), by=clerk)
    with on(11, 9, 9):
        assert refusal(lambda: actions.take_down(one, at=moment(11, 3, 7), by=clerk)) == "moment-out-of-order"


def test_a_paper_that_asks_for_a_display_opens_one_at_the_counter(clerk):
    with on(11, 3, 9):
        entry = make_entry(by=clerk, kind="display_request", subject="Vă rugăm afișați", sender_name="Primăria Pecica")
        one = Display.objects.get(entry=entry)
        assert (one.requester, one.lasting) == ("Primăria Pecica", "")
        registry.decide_kind(entry, "letter", by=clerk)
        assert fresh(one).stage == "dropped"
        registry.decide_kind(fresh(entry), "display_request", by=clerk)
        assert (fresh(one).stage, fresh(one).dropped_reason) == ("asked", "")


def test_a_request_with_several_documents_is_settled_when_all_are_down(clerk):
    with on(11, 3, 9):
        one = make_display(clerk, basis="hall", lasting="days", days=1, reply_wanted=False)
        other = actions.ask(one.entry, asked(title="Anexa", basis="hall", lasting="days", days=1), by=clerk)
        actions.post(one, by=clerk)
        assert fresh(one.entry).due_on == date(2026, 11, 3)
    with on(11, 5, 9):
        actions.take_down(one, by=clerk)
        assert fresh(one.entry).settled_as == ""
        actions.drop(other, reason="retras", by=clerk)
        assert fresh(one.entry).settled_as == "answered"


def test_a9_the_answer_is_a_letter_with_both_minutes(clerk):
    with on(11, 3, 9):
        one = actions.post(make_display(clerk, basis="hall", lasting="days", days=1), by=clerk)
    with on(11, 5, 9):
        down = actions.take_down(one, by=clerk)
        letter = actions.write_answer(down, by=clerk)
        assert actions.write_answer(down, by=clerk) == letter
        assert str(down.posting_minute) in letter.body
        assert str(down.taking_minute) in letter.body

        class Left:
            at, way, reference = moment(11, 5, 15), "post", ""

        correspondence.letter_left.send(type(letter), letter=letter, dispatch=Left, by=clerk)
        assert fresh(one).stage == "answered"
