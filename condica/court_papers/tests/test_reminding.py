"""Nobody forgets the courts (amintiri): C. proc. civ. art. 163 and the board, at the bell and by one e-mail a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.casework import actions as casework
from condica.casework.api import Reminder, unseen
from condica.court_papers import actions
from condica.court_papers.models import CourtPaper
from condica.court_papers.tests.factories import fresh, hand, make_act, make_display, moment, on
from condica.organisation.models import Absence
from condica.organisation.tests.factories import make_unit, place


def morning(month: int, day: int) -> None:
    """What the clock does at six: reminders, then the e-mails of the day."""
    with on(month, day, 6):
        casework.remind(by=system_user())
        casework.gather_digests(by=system_user())
        casework.send_digests(by=system_user())


def told(user) -> list[tuple[str, date]]:
    return list(Reminder.objects.filter(for_user=user).order_by("pk").values_list("kind", "term_on"))


def test_an_act_is_told_the_working_day_before_it_goes_back_and_once_when_it_is_late(clerk):
    with on(11, 16, 12):
        paper = make_act(clerk, moment(11, 16, 10))  # may be taken until 23, goes back on 24
    for day in (20, 23, 24, 25, 26):
        morning(11, day)
    assert (fresh(paper).due_on, fresh(paper).owed_on) == (date(2026, 11, 23), date(2026, 11, 24))
    assert told(clerk) == [("owed_soon", date(2026, 11, 24)), ("owed_late", date(2026, 11, 24))]
    soon, late = Reminder.objects.order_by("pk")
    said = soon.sentence.replace("\xa0", " ")
    assert "se mai poate ridica până luni, 23 noiembrie; neridicat, se înapoiază marți, 24 noiembrie" in said
    assert late.sentence.replace("\xa0", " ").endswith("a trecut de 1 zi.")
    assert "Popescu" not in soon.sentence + late.sentence
    assert (soon.entry_id, soon.case_id, late.is_urgent) == (paper.pk, None, True)


def test_one_email_holds_acts_proofs_and_the_board(clerk):
    clerk.email = "registratura@exemplu.ro"
    clerk.save(update_fields=["email"])
    with on(11, 16, 9):
        actions.post(make_display(clerk, basis="hall", lasting="days", days=10), by=clerk)  # down on Friday 27
    with on(11, 20, 12):
        urgent = make_act(clerk, moment(11, 20, 10), urgent=True)  # until 23, back on 24
    with on(11, 24, 12):
        hand(make_act(clerk, moment(11, 20, 10)), clerk)
    morning(11, 25)
    morning(11, 26)
    first, second = (message.body.replace("\xa0", " ") for message in mail.outbox if message.to == [clerk.email])
    assert f"{urgent.entry.paper_number}: actul de procedură n-a fost ridicat; se înapoiază instanței" in first
    assert "dovada pleacă la instanță marți, 24 noiembrie; a trecut de 1 zi" in first
    assert "documentul se scoate de la afișier vineri, 27 noiembrie" in second
    assert "dovada" not in second, "what was told yesterday is not told again"


def test_what_was_done_meanwhile_no_longer_calls(clerk):
    with on(11, 16, 12):
        paper = make_act(clerk, moment(11, 16, 10))
    morning(11, 23)
    assert unseen(clerk).count() == 1
    with on(11, 23, 12):
        hand(paper, clerk)
    assert unseen(clerk).count() == 0


def test_its_head_hears_only_of_what_is_late_and_whoever_may_not_see_it_of_nothing(clerk):
    hall = make_unit("Registratura")
    place(clerk, hall)
    head = make_user("director")
    place(head, hall, is_head=True)
    with on(11, 16, 12):
        paper = make_act(clerk, moment(11, 16, 10))
    morning(11, 23)
    morning(11, 25)
    assert told(head) == []
    CourtPaper.objects.filter(pk=paper.pk).update(owed_on=date(2026, 11, 20))
    type(paper.entry).objects.filter(pk=paper.pk).update(unit=hall)
    morning(11, 26)
    assert told(head) == [("owed_late", date(2026, 11, 20))]


def test_who_is_away_alone_is_told_nothing_and_a_reminder_speaks_of_something(clerk):
    Absence.objects.create(user=clerk, since=date(2026, 11, 20), until=date(2026, 11, 30))
    with on(11, 16, 12):
        make_act(clerk, moment(11, 16, 10))
    morning(11, 23)
    assert told(clerk) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.create(
            kind="owed_soon", for_user=clerk, on=date(2026, 11, 23), sentence="–", at=moment(11, 23)
        )
