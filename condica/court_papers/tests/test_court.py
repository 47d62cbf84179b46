"""Court papers (acte de procedură), rule by rule: A1 to A4 of law/rules.md, section 7."""

from __future__ import annotations

from datetime import date

import pytest

from condica.correspondence import api as correspondence
from condica.court_papers import actions
from condica.court_papers.models import CourtPaper
from condica.court_papers.rules.court import Stage
from condica.court_papers.tests.factories import act, fresh, hand, make_act, moment, on
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.registry import api as registry
from condica.registry.models import Exit
from condica.registry.tests.factories import make_entry


def refusal(call):
    with pytest.raises(RuleBroken) as broken:
        call()
    return broken.value.code


def test_the_whole_way_of_an_act_that_is_collected(clerk):
    with on(11, 20, 9):
        paper = make_act(clerk, moment(11, 19, 14))
    assert (paper.stage, paper.due_on, paper.owed_on) == ("waiting", date(2026, 11, 26), date(2026, 11, 27))
    assert paper.entry.register.key == "acte-de-procedura"
    assert paper.term["explanation"][1] == "Se numără 7 zile: 20 noiembrie – 26 noiembrie."
    with on(11, 24, 11, 5):
        handed = hand(paper, clerk)
    assert (handed.stage, handed.identity_last4, handed.owed_on) == ("handed", "3471", date(2026, 11, 24))
    assert registry.where_is(handed.entry).words == "la cetățean"
    with on(11, 24, 15):
        actions.record_sent(paper, way="post", reference="RR123456785RO", by=clerk)
    done = fresh(paper)
    assert (done.stage, done.sent_way) == ("proved", "post")
    assert [step.stage for step in done.steps.all()] == ["new", "waiting", "handed", "proved"]
    assert all(step.cites for step in done.steps.all())
    assert (done.entry.settled_as, done.entry.due_on) == ("answered", date(2026, 11, 24))
    assert Exit.objects.get(entry=done.entry).addressee == done.court


def test_a1_a2_one_may_come_from_the_day_after_until_the_last_day(clerk):
    with on(11, 16, 12):
        paper = make_act(clerk, moment(11, 16, 10))
        assert refusal(lambda: hand(paper, clerk)) == "too-early"
    with on(11, 24, 8):  # the 7th day was Monday the 23rd
        assert refusal(lambda: hand(paper, clerk)) == "too-late"
    with on(11, 23, 16):
        assert hand(paper, clerk).stage == Stage.HANDED


def test_a1_three_days_when_it_is_urgent(clerk):
    with on(11, 16, 12):
        paper = make_act(clerk, moment(11, 16, 10), urgent=True)
    assert (paper.due_on, paper.owed_on) == (date(2026, 11, 19), date(2026, 11, 20))


def test_a3_more_than_24_hours_is_told_and_changes_no_term(clerk):
    from condica.court_papers.rules.court import late_deposit

    with on(11, 18, 12):
        paper = make_act(clerk, moment(11, 17, 9))
    assert "3 ore peste cele 24" in late_deposit(paper.posted_at, moment(11, 18, 12))
    assert late_deposit(paper.posted_at, moment(11, 18, 9)) == ""
    assert paper.due_on == date(2026, 11, 24)


def test_a3_a_notice_posted_after_the_deposit_is_a_slip(clerk):
    with on(11, 18, 12):
        entry = make_entry(by=clerk, kind="court_paper", sender_name="Judecătoria Arad")
        paper = CourtPaper.objects.get(pk=entry.pk)
        assert refusal(lambda: actions.describe(paper, act(moment(11, 18, 13)), by=clerk)) == "posted-after-deposit"


def test_a3_not_collected_it_goes_back_at_once(clerk):
    with on(11, 16, 12):
        paper = make_act(clerk, moment(11, 16, 10))
    with on(11, 23, 9):
        assert refusal(lambda: actions.give_back(paper, why="uncollected", by=clerk)) == "still-waiting"
    with on(11, 24, 9):
        back = actions.give_back(paper, why="uncollected", by=clerk)
        assert back.owed_on == date(2026, 11, 24)
        assert back.chip(date(2026, 11, 24)).words == "înapoiază azi"
        assert back.chip(date(2026, 11, 25)).state == "late"
        assert actions.give_back(paper, why="uncollected", by=clerk).steps.filter(stage="returned").count() == 1
    with on(11, 25, 9):
        actions.record_sent(paper, way="courier", by=clerk)
        assert fresh(paper).chip(date(2026, 11, 26)).words == "înapoiat târziu"
        assert registry.where_is(fresh(paper).entry).words.startswith("la instanță")


@pytest.mark.parametrize("why", ["refused", "elsewhere", "mistake"])
def test_refused_or_mistaken_goes_back_before_the_term_ends(clerk, why):
    with on(11, 17, 12):
        paper = make_act(clerk, moment(11, 16, 10))
        back = actions.give_back(paper, why=why, note="Nu mai locuiește aici.", by=clerk)
        assert (back.stage, back.owed_on) == ("returned", date(2026, 11, 17))
        assert refusal(lambda: hand(paper, clerk)) == "already-returned"
        assert "Nu mai locuiește" in " ".join(actions.proof_sentences(back))


def test_an_act_of_another_locality_goes_back_without_a_term(clerk):
    with on(11, 17, 12):
        entry = make_entry(by=clerk, kind="court_paper", sender_name="Judecătoria Arad")
        back = actions.give_back(CourtPaper.objects.get(pk=entry.pk), why="elsewhere", by=clerk)
        assert (back.stage, back.term) == ("returned", None)


def test_several_acts_for_one_person_in_one_visit(clerk):
    from condica.court_papers.access import same_recipient

    with on(11, 17, 12):
        first = make_act(clerk, moment(11, 16, 10))
        other = make_act(clerk, moment(11, 16, 10), file_number="9/55/2026", recipient="POPESCU Ioana")
        make_act(clerk, moment(11, 16, 10), recipient="Ioana Pop")
        assert list(same_recipient(clerk, first)) == [other]
        words = {"to": "Ion Popescu", "identity_kind": "passport", "identity_last4": "a01b", "delegate": "procura 4"}
        both = actions.hand_over([first, other], **words, by=clerk)
        assert [one.identity_last4 for one in both] == ["A01B", "A01B"]
        assert "împuternicit prin procura 4" in actions.proof_sentences(both[0])[0]


def test_all_or_none_when_one_of_them_may_not_be_handed(clerk):
    with on(11, 17, 12):
        first = make_act(clerk, moment(11, 16, 10))
        today = make_act(clerk, moment(11, 17, 10))
        words = {"to": "Ioana Popescu", "identity_kind": "ci", "identity_last4": "3471"}
        assert refusal(lambda: actions.hand_over([first, today], **words, by=clerk)) == "too-early"
        assert fresh(first).stage == "waiting"


def test_a_second_clerk_learns_who_handed_it(clerk):
    with on(11, 17, 12):
        paper = make_act(clerk, moment(11, 16, 10))
        hand(paper, clerk)
        assert refusal(lambda: hand(paper, clerk)) == "already-handed"
        assert refusal(lambda: actions.give_back(paper, why="refused", by=clerk)) == "already-handed"


def test_what_was_mistyped_is_written_again_and_counted_again(clerk):
    with on(11, 17, 12):
        paper = make_act(clerk, moment(11, 16, 10))
        again = actions.describe(paper, act(moment(11, 15, 10), urgent=True), by=clerk)
        assert again.due_on == date(2026, 11, 18)
        assert again.steps.count() == 3
        hand(paper, clerk)
        assert refusal(lambda: actions.describe(paper, act(moment(11, 15, 10)), by=clerk)) == "court-stage"


def test_a_citation_to_the_town_hall_itself_is_set_aside_and_can_come_back(clerk):
    with on(11, 17, 12):
        entry = make_entry(by=clerk, kind="court_paper", subject="Citație")
        paper = CourtPaper.objects.get(pk=entry.pk)
        assert entry.pk in CourtPaper.objects.filter(stage="new").values_list("pk", flat=True)
        assert refusal(lambda: actions.set_aside(paper, reason=" ", by=clerk)) == "reason-missing"
        actions.set_aside(paper, reason="primăria e pârâtă", by=clerk)
        registry.decide_kind(fresh(entry), "letter", by=clerk)
        registry.decide_kind(fresh(entry), "court_paper", by=clerk)
        assert fresh(paper).stage == "new"
        registry.decide_kind(fresh(entry), "letter", by=clerk)
        assert fresh(paper).stage == "left"


def test_an_act_with_its_term_is_no_other_kind_of_paper(clerk):
    with on(11, 17, 12):
        paper = make_act(clerk, moment(11, 16, 10))
        assert refusal(lambda: registry.decide_kind(paper.entry, "letter", by=clerk)) == "court-stage"


def test_the_letter_to_the_court_ends_the_act_when_it_leaves(clerk):
    with on(11, 17, 12):
        paper = make_act(clerk, moment(11, 16, 10))
        hand(paper, clerk)
        letter = actions.write_to_court(paper, by=clerk)
        assert actions.write_to_court(paper, by=clerk) == letter
        assert letter.addressee_name == "Judecătoria Arad"
        assert "carte de identitate terminată în 3471" in letter.body

        class Left:
            at, way, reference = moment(11, 17, 15), "email", "arad@example.org"

        correspondence.letter_left.send(type(letter), letter=letter, dispatch=Left, by=clerk)
        done = fresh(paper)
        assert (done.stage, done.sent_way, done.sent_reference) == ("proved", "email", "arad@example.org")


def test_every_step_has_its_line_and_no_name_outside_the_personal_part(clerk):
    with on(11, 17, 12):
        paper = make_act(clerk, moment(11, 16, 10))
        hand(paper, clerk)
    lines = Line.objects.filter(entry_id=paper.pk, verb__startswith="court_papers.")
    assert list(lines.order_by("pk").values_list("verb", flat=True)) == [
        "court_papers.opened", "court_papers.described", "court_papers.handed",
    ]  # fmt: skip
    assert not any("Popescu" in str(line.data) for line in lines)


def test_without_its_own_register_an_act_stands_in_the_general_one(db):
    from condica.registry.tests.factories import make_registrar

    with on(11, 17, 12):
        assert make_act(make_registrar(), moment(11, 16, 10)).entry.register.is_default
