"""Nobody forgets (amintiri): a month with a stopped clock, each told once, never twice, in the right order."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.casework import actions
from condica.casework import api as casework
from condica.casework.models import Case, Digest, NoDigest, Reminder
from condica.casework.rules import CaseKind, register_kind
from condica.casework.tests.factories import NEXT, STAGES, make_case
from condica.foundation import dates
from condica.law.calendar import add_working
from condica.law.terms import compute
from condica.organisation import actions as organisation
from condica.organisation.tests.factories import make_member, make_unit, place
from condica.registry import api as registry

START = datetime(2026, 11, 3, 10, tzinfo=dates.BUCHAREST)


def at(day: date, hour: int = 8):
    return dates.frozen(datetime(day.year, day.month, day.day, hour, tzinfo=dates.BUCHAREST))


@pytest.fixture
def started(db):
    with dates.frozen(START):
        yield


@pytest.fixture
def hall(unit):
    top = make_unit("Direcția Tehnică")
    organisation.move_unit(unit, parent=top, by=system_user())
    unit.refresh_from_db()
    return top


@pytest.fixture
def director(hall):
    return make_member(hall, "director", is_head=True)


@pytest.fixture
def mayor(db):
    return make_member(make_unit("Primar"), "authority_head", is_head=True)


@pytest.fixture
def given(*, started, case, unit, clerk, head, director, mayor):
    for user in (clerk, head):
        user.email = f"{user.username}@exemplu.ro"
        user.save(update_fields=["email"])
    task = casework.assign(case, text="Verificați.", lead=unit, assignee=clerk, by=head)
    casework.accept(task, by=clerk)
    return Case.objects.get(pk=case.pk)


def live(until: date, since: date | None = None) -> None:
    """Every morning from one day to another."""
    day = since or START.date()
    while day <= until:
        with at(day):
            actions.remind(by=system_user())
        day += timedelta(days=1)


def told(user) -> list[tuple[str, date]]:
    return list(Reminder.objects.filter(for_user=user).order_by("pk").values_list("kind", "on"))


def test_a_month_tells_each_in_turn(given, clerk, head, director, mayor):
    live(given.due_on + timedelta(days=4))
    assert told(clerk) == [("soon", add_working(given.internal_on, -3))]
    assert told(head) == [("internal", given.internal_on), ("late", given.due_on + timedelta(days=1))]
    assert told(director) == [("safe", given.safe_on)]
    assert told(mayor) == [("late", given.due_on + timedelta(days=1))]


def test_the_sentence_says_which_when_and_why(given, clerk):
    live(given.internal_on)
    sentence = Reminder.objects.get(for_user=clerk).sentence
    assert sentence.startswith(f"{given.entry.paper_number}: ")
    assert dates.long(given.internal_on) in sentence
    assert f"lucrează {clerk}" in sentence
    assert given.title not in sentence


def test_killed_and_run_again_it_says_nothing_twice(given, head, monkeypatch):
    with at(given.internal_on):
        whole = Reminder.objects.bulk_create

        def killed(*args, **words):
            whole(*args, **words)
            raise SystemExit

        monkeypatch.setattr(Reminder.objects, "bulk_create", killed)
        with pytest.raises(SystemExit), transaction.atomic():
            actions.remind(by=system_user())
        monkeypatch.undo()
        assert not Reminder.objects.exists()
        assert actions.remind(by=system_user()) == 3
        assert actions.remind(by=system_user()) == 0


def test_days_when_the_machine_stood_still_are_made_up_for(given, clerk, head):
    with at(given.internal_on):
        actions.remind(by=system_user())
    assert [kind for kind, _ in told(clerk)] == ["soon"]
    assert [kind for kind, _ in told(head)] == ["internal"]


def test_a_term_that_moved_is_told_anew(given, clerk, head):
    live(given.internal_on)
    with at(given.internal_on):
        case = casework.locked(given)
        longer = compute("og27-extension", dates.bucharest_day(case.entry.registered_at), extra_days=15)
        casework.extend_clock(case, longer, days=15, reason="Se sapă.", by=head)
    case = Case.objects.get(pk=given.pk)
    live(case.internal_on, given.internal_on)
    assert [kind for kind, _ in told(clerk)] == ["soon", "soon"]


def test_the_days_are_the_houses_own_choice(given, clerk):
    organisation.choose("remind_worker_days", 10, since=date(2026, 1, 1), by=system_user())
    live(given.internal_on)
    assert told(clerk) == [("soon", add_working(given.internal_on, -10))]


def test_what_is_answered_reminds_nobody(given):
    registry.settle(given.entry, settled_as="answered", on=START.date())
    live(given.due_on + timedelta(days=2))
    assert not Reminder.objects.exists()


def test_the_absents_substitute_is_told(given, unit, clerk, head):
    other = make_member(unit, "clerk")
    organisation.record_absence(clerk, since=START.date(), until=given.due_on, substitute=other, by=head)
    live(given.internal_on)
    assert told(clerk) == []
    assert [kind for kind, _ in told(other)] == ["soon"]


def test_work_left_with_the_absent_is_told_to_the_head(given, clerk, head):
    organisation.record_absence(clerk, since=START.date(), until=given.due_on, by=head)
    live(START.date() + timedelta(days=2))
    assert told(head) == [("uncovered", START.date())]
    assert str(clerk) in Reminder.objects.get().sentence


def test_whom_the_law_keeps_out_is_told_nothing(given, head, director):
    kept = CaseKind(
        "test", "lucrare de probă", STAGES, NEXT, keeps_out=lambda user, cases: set(cases) if user == head else set()
    )
    register_kind(kept)
    live(given.due_on + timedelta(days=2))
    assert told(head) == []
    assert told(director) == [("safe", given.safe_on)]


def test_who_owes_a_part_is_told_before_its_day_and_the_asker_after(given, other, clerk):
    boss = make_member(other, "unit_head", is_head=True)
    day = given.internal_on - timedelta(days=14)
    part = casework.ask_opinion(given, unit=other, text="Ce ați văzut?", due_on=day, by=clerk)
    live(day + timedelta(days=2))
    assert [kind for kind, _ in told(boss)] == ["part_soon", "part_late"]
    assert [kind for kind, _ in told(clerk)] == ["part_late"]
    assert Reminder.objects.filter(part=part).count() == 3


def test_a_commissions_chair_is_told(given, clerk, stranger, head):
    casework.name_commission(given, members=[stranger], chair=clerk, asked="Cercetați.", by=head)
    live(given.internal_on)
    assert "commission" in [kind for kind, _ in told(clerk)]


def test_what_nobody_was_given_is_told_to_the_registry(started, case, registrar):
    live(case.internal_on)
    assert [kind for kind, _ in told(registrar)] == ["soon", "internal"]


def test_a_reminder_told_is_not_rewritten(given):
    live(given.internal_on)
    with pytest.raises(Exception, match="amintire nu se rescrie"), transaction.atomic():
        Reminder.objects.update(sentence="Altceva.")
    with pytest.raises(Exception, match=r"[Cc]ondica"), transaction.atomic():
        Reminder.objects.all().delete()


def test_one_email_a_day_gathers_them(given, head, clerk, unit):
    place(head, unit)
    second = make_case(make_user("registrar"))
    casework.assign(second, text="Verificați.", lead=unit, by=head)
    with at(given.internal_on):
        actions.remind(by=system_user())
        assert actions.gather_digests(by=system_user()) == Digest.objects.count() > 0
        assert actions.gather_digests(by=system_user()) == 0
        actions.send_digests(by=system_user())
        actions.send_digests(by=system_user())
    mine = [message for message in mail.outbox if message.to == [head.email]]
    assert len(mine) == 1
    assert given.entry.paper_number in mine[0].body
    assert second.entry.paper_number in mine[0].body
    assert "<" in mine[0].extra_headers["Message-ID"]


def test_the_email_can_be_switched_off_the_reminder_cannot(given, clerk):
    actions.set_digest(wanted=False, by=clerk)
    with at(given.internal_on):
        actions.remind(by=system_user())
        actions.gather_digests(by=system_user())
    assert Reminder.objects.filter(for_user=clerk).exists()
    assert not Digest.objects.filter(user=clerk).exists()
    actions.set_digest(wanted=True, by=clerk)
    assert not NoDigest.objects.exists()


def test_free_days_bring_no_email(given):
    with at(add_working(given.internal_on, 1)):
        actions.remind(by=system_user())
    with at(date(2026, 12, 25)):
        assert actions.gather_digests(by=system_user()) == 0


def test_a_server_that_does_not_answer_is_asked_again(given, monkeypatch):
    def away(*args, **words):
        raise OSError

    with at(given.internal_on):
        actions.remind(by=system_user())
        actions.gather_digests(by=system_user())
        monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
        assert actions.send_digests(by=system_user()) == 0
        monkeypatch.undo()
        assert actions.send_digests(by=system_user()) == Digest.objects.count()


def test_the_mornings_job_does_all_three(given):
    from condica.casework.jobs import remind_all, send_again

    with at(given.internal_on):
        remind_all(timestamp=0)
        send_again(timestamp=0)
    assert Reminder.objects.exists()
    assert mail.outbox
