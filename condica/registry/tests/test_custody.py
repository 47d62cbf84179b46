"""The book of hand-overs (condica de predare-primire): one place for an original, both people, both moments."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.api import use_demo_clock
from condica.journal.models import Line
from condica.journal.rules import Verb
from condica.organisation.models import Unit
from condica.organisation.tests.factories import make_desk, make_member, make_unit
from condica.registry import api as registry
from condica.registry.actions import custody, differing, losing, signing
from condica.registry.actions.differing import Counted
from condica.registry.models import Confirmed, Custody, Entry, HandoverLine, PlaceKind, Sign
from condica.registry.queries import custody as queries
from condica.registry.tests.factories import make_entry, make_registrar


@dataclass
class Office:
    """A desk, a unit with two people, another unit."""

    registrar: User
    urbanism: Unit
    clerk: User
    head: User
    other: User

    def papers(self, count: int = 1) -> list[Entry]:
        return [make_entry(by=self.registrar, leaves=2, annexes=1) for _ in range(count)]


def make_office() -> Office:
    urbanism, taxes = make_unit("Urbanism"), make_unit("Taxe")
    return Office(
        registrar=make_registrar(),
        urbanism=urbanism,
        clerk=make_member(urbanism, "clerk"),
        head=make_member(urbanism, "unit_head", is_head=True),
        other=make_member(taxes, "clerk"),
    )


@pytest.fixture
def office(db) -> Office:
    return make_office()


def code_of(verb) -> str:
    """The code of the refusal."""
    with pytest.raises(RuleBroken) as caught:
        verb()
    return caught.value.code


def refused(sql: str, *params: object) -> str:
    """What the database itself says."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(caught.value)


def test_a_paper_begins_at_the_desk_where_it_was_registered(office):
    desk = make_desk(office.urbanism)
    entry = make_entry(by=office.registrar, desk=desk)
    here = registry.where_is(entry)
    assert (here.kind, here.words, here.since) == (PlaceKind.DESK, f"la {desk}", entry.registered_at)
    mail = make_entry(by=office.registrar, channel="email")
    assert (registry.where_is(mail).kind, registry.where_is(mail).words) == (None, "original electronic")
    assert registry.moved(mail, place="post", by=office.registrar) is None


def test_handed_over_it_stays_with_the_giver_until_accepted(office):
    """R7: predare-primire, with both people and both moments."""
    entry = office.papers()[0]
    made = registry.hand_over([entry], to_unit=office.urbanism, by=office.registrar)
    waiting = registry.where_is(entry)
    assert waiting.kind == PlaceKind.DESK
    assert "predat către Urbanism" in waiting.waiting
    registry.accept(made, by=office.clerk)
    here = registry.where_is(entry)
    assert (here.kind, here.words, here.who, here.waiting) == (
        PlaceKind.UNIT, "la Urbanism", str(office.clerk), "",
    )  # fmt: skip
    line = queries.book_lines(queries.BookFilter(dates.today(), dates.today()))[0]
    assert (line.given_by, line.received_by, line.what) == (
        str(office.registrar), str(office.clerk), "2 file, 1 anexă",
    )  # fmt: skip
    assert line.received_at is not None
    assert line.given_at <= line.received_at
    entry.refresh_from_db()
    assert entry.unit == office.urbanism  # the register's column was empty
    assert registry.accept(list(made.lines.all()), by=office.clerk) == []  # done twice, nothing changes
    assert entry.stays.count() == 2
    verbs = list(Line.objects.filter(entry_id=entry.pk).values_list("verb", flat=True))
    assert {Verb.ORIGINAL_HANDED, Verb.ORIGINAL_RECEIVED} <= set(verbs)


def test_a_refusal_has_a_reason_and_goes_back_visibly(office):
    first, second = office.papers(2)
    made = registry.hand_over([first, second], to_unit=office.urbanism, by=office.registrar)
    line = made.lines.get(entry=first)
    assert code_of(lambda: registry.refuse([line], reason=" ", by=office.clerk)) == "reason-missing"
    registry.refuse([line], reason="Nu e al nostru", by=office.clerk)
    back = queries.came_back(office.registrar)
    assert [(one.entry, one.reason) for one in back] == [(first, "Nu e al nostru")]
    assert registry.where_is(first).kind == PlaceKind.DESK
    assert code_of(lambda: registry.accept([line], by=office.clerk)) == "handover-decided"
    registry.hand_over([first], to_unit=office.urbanism, by=office.registrar)
    assert queries.came_back(office.registrar) == []


def test_only_the_receiver_signs_and_never_the_giver(office):
    made = registry.hand_over(office.papers(), to_unit=office.urbanism, by=office.registrar)
    assert code_of(lambda: registry.accept(made, by=office.other)) == "custody-not-receiver"
    assert code_of(lambda: registry.accept(made, by=office.registrar)) == "custody-two-people"
    line = made.lines.get()
    sql = "UPDATE registry_handoverline SET state = 'refused', reason = 'x', decided_by_id = %s, decided_at = now()"
    assert "primește altul" in refused(sql, office.registrar.pk)
    custody.withdraw([line], by=office.registrar)
    assert registry.where_is(line.entry).waiting == ""


@pytest.mark.parametrize(
    ("why", "code"),
    [("twice", "custody-waiting"), ("theirs", "custody-not-held"), ("mail", "custody-electronic"),
     ("none", "handover-empty"), ("there", "custody-there")],
)  # fmt: skip
def test_what_cannot_be_handed_over(office, why, code):
    paper = office.papers()[0]
    give = {"papers": [paper], "by": office.registrar, "to_unit": office.urbanism}
    if why == "twice":
        registry.hand_over([paper], to_person=office.other, by=office.registrar)
    elif why == "theirs":
        give["by"] = office.other
    elif why == "mail":
        give["papers"] = [make_entry(by=office.registrar, channel="email")]
    elif why == "none":
        give["papers"] = []
    else:
        registry.accept(registry.hand_over([paper], to_unit=office.urbanism, by=office.registrar), by=office.clerk)
        give["by"] = office.head
    papers = give.pop("papers")
    assert code_of(lambda: registry.hand_over(papers, **give)) == code


def test_the_unit_returns_it_and_the_head_hands_over_for_who_leaves(office):
    entry = office.papers()[0]
    made = registry.hand_over([entry], to_unit=office.urbanism, by=office.registrar)
    registry.accept(made, by=office.clerk, keep=True)
    assert registry.where_is(entry).words == f"la {office.clerk}"
    assert list(queries.at_place(office.registrar, person=office.clerk)) == list(entry.stays.filter(until=None))
    desk = make_desk(office.urbanism)
    back = registry.hand_over([entry], to_desk=desk, note="greșit repartizat", by=office.head)
    registry.accept(back, by=office.registrar)
    assert registry.where_is(entry).words == f"la {desk}"


def test_counting_tells_missing_and_extra_and_both_sign(office):
    listed, missing, extra = office.papers(3)
    made = registry.hand_over([listed, missing], to_unit=office.urbanism, by=office.registrar)
    counted = Counted([listed, extra], ["RO123"])
    difference = differing.count(made, counted, by=office.clerk)
    assert difference is not None
    said = [(row.kind, row.entry, row.code) for row in difference.lines.order_by("pk")]
    assert said == [("missing", missing, ""), ("extra", extra, ""), ("extra", None, "RO123")]
    assert registry.where_is(listed).words == "la Urbanism"
    assert {registry.where_is(one).kind for one in (missing, extra)} == {PlaceKind.DESK}
    assert list(queries.to_sign(office.registrar)) == [difference]
    assert code_of(lambda: differing.sign_difference(difference, by=office.other)) == "difference-not-giver"
    differing.sign_difference(difference, by=office.registrar)
    assert registry.where_is(extra).words == "la Urbanism"  # handed over and received by both signatures
    assert registry.where_is(missing).kind == PlaceKind.DESK
    assert "nu se rescrie" in refused("UPDATE registry_difference SET at = now()")
    agreeing = registry.hand_over([missing], to_unit=office.urbanism, by=office.registrar)
    assert differing.count(agreeing, Counted([missing]), by=office.clerk) is None


def test_an_original_is_lost_by_a_minute_and_found_again(office):
    entry = office.papers()[0]
    minute = {"minute_number": "7", "minute_on": dates.today(), "words": "Nu mai e în dosar"}
    late = {**minute, "minute_on": dates.today() + timedelta(days=1)}
    assert code_of(lambda: losing.declare_lost(entry, **late, by=office.registrar)) == "loss-minute"
    losing.declare_lost(entry, **minute, by=office.registrar)
    assert registry.where_is(entry).words == "pierdut"
    give = lambda: registry.hand_over([entry], to_unit=office.urbanism, by=office.registrar)  # noqa: E731
    assert code_of(give) == "custody-not-held"
    losing.declare_found(entry, words="Sub dulap", by=office.clerk)
    assert registry.where_is(entry).words == f"la {office.clerk}"
    assert [stay.place for stay in queries.trail(entry)] == ["person", "lost", "desk"]


def test_it_leaves_the_house_by_one_signature_but_not_while_promised(office):
    entry = office.papers()[0]
    made = registry.hand_over([entry], to_unit=office.urbanism, by=office.registrar)
    assert code_of(lambda: registry.moved(entry, place="court", by=office.registrar)) == "custody-waiting"
    custody.withdraw(made.lines.all(), by=office.registrar)
    registry.moved(entry, place="post", words="RO1", by=office.registrar)
    registry.moved(entry, place="post", words="RO1", by=office.registrar)
    assert entry.stays.count() == 2
    assert registry.where_is(entry).words == "plecat prin poștă, RO1"


def test_the_database_holds_one_place_for_an_original(office):
    entry, second = office.papers(2)
    stay = entry.stays.get()
    row = "INSERT INTO registry_custody (entry_id, place, words, by_id, since) VALUES (%s, 'archive', '', %s, %s)"
    assert "registry_custody_one_place" in refused(row, entry.pk, office.registrar.pk, dates.now())
    assert "nu se rescrie" in refused("UPDATE registry_custody SET place = 'archive' WHERE id = %s", stay.pk)
    assert "fără loc" in refused("UPDATE registry_custody SET until = clock_timestamp() WHERE id = %s", stay.pk)
    assert "interzis" in refused("DELETE FROM registry_custody")
    assert "interzis" in refused("TRUNCATE registry_custody CASCADE")
    registry.moved(entry, place="archive", by=office.registrar)
    assert "goluri" in refused(row, entry.pk, office.registrar.pk, dates.now() + timedelta(hours=1))
    made = registry.hand_over([second], to_unit=office.urbanism, by=office.registrar)
    assert "încă neprimit" in refused(row, second.pk, office.registrar.pk, dates.now())
    assert "semnează o singură dată" in refused("UPDATE registry_handoverline SET leaves = 9")
    accepted = (
        "UPDATE registry_handoverline SET state = 'accepted', confirmed = 'pin', decided_at = now(), decided_by_id = %s"
    )
    assert "schimbă locul" in refused(accepted, office.clerk.pk)
    assert "rămâne cum a fost scrisă" in refused("UPDATE registry_handover SET at = now()")
    assert HandoverLine.objects.get(handover=made).is_waiting


def test_a_pin_signs_at_the_counter_and_a_wrong_one_tells_nothing(office):
    signing.set_sign(pin="2468", badge="AB-001234", by=office.clerk)
    assert "2468" not in Sign.objects.get().pin
    assert signing.signed_by(office.clerk, "2468", at=office.registrar) == Confirmed.PIN
    assert signing.signed_by(office.clerk, " AB-001234 ", at=office.registrar) == Confirmed.BADGE
    wrong = {code_of(lambda: signing.signed_by(office.clerk, "1111", at=office.registrar)) for _ in range(5)}
    wrong.add(code_of(lambda: signing.signed_by(office.clerk, "2468", at=office.registrar)))  # closed for a while
    wrong.add(code_of(lambda: signing.signed_by(office.other, "2468", at=office.registrar)))  # has none
    assert wrong == {"sign-unknown"}
    told = Line.objects.filter(verb__in=[Verb.SIGN_WRONG, Verb.SIGN_BLOCKED]).values_list("verb", flat=True)
    assert (list(told).count(Verb.SIGN_WRONG), list(told).count(Verb.SIGN_BLOCKED)) == (7, 1)
    with dates.frozen(dates.now() + timedelta(minutes=16)):
        assert signing.signed_by(office.clerk, "2468", at=office.registrar) == Confirmed.PIN


@pytest.mark.parametrize(("pin", "badge", "code"), [("", "", "sign-empty"), ("1111", "", "sign-pin"),
                                                    ("12", "", "sign-pin"), ("", "123", "sign-badge")])  # fmt: skip
def test_a_weak_sign_is_refused(office, pin, badge, code):
    assert code_of(lambda: signing.set_sign(pin=pin, badge=badge, by=office.clerk)) == code


def test_what_waits_for_more_than_a_working_day_is_reminded(office):
    with dates.frozen(datetime(2026, 11, 19, 10, tzinfo=dates.BUCHAREST)):  # Thursday
        made = registry.hand_over(office.papers(), to_unit=office.urbanism, by=office.registrar)
    with dates.frozen(datetime(2026, 11, 20, 12, tzinfo=dates.BUCHAREST)):
        assert queries.long_waiting(office.head) == []
    with dates.frozen(datetime(2026, 11, 23, 8, tzinfo=dates.BUCHAREST)):  # Monday
        assert queries.long_waiting(office.head) == queries.long_waiting(office.registrar) == list(made.lines.all())
        assert queries.long_waiting(office.other) == []


def test_the_book_of_a_unit_has_only_its_lines(office):
    first, second = office.papers(2)
    registry.hand_over([first], to_unit=office.urbanism, by=office.registrar)
    registry.hand_over([second], to_person=office.other, by=office.registrar)
    today = dates.today()
    mine = queries.book_lines(queries.BookFilter(today, today, office.urbanism))
    assert [line.entry for line in mine] == [first]
    assert len(queries.book_lines(queries.BookFilter(today, today))) == 2


def test_the_check_of_the_house_finds_a_broken_way(office):
    """`condica verify` proves it again from the rows, also where somebody took the guards away."""
    entry, second = office.papers(2)
    registry.moved(entry, place="archive", by=office.registrar)
    assert list(queries.verify_places()) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in ("registry_custody_guard", "registry_custody_somewhere"):
            cursor.execute(f"ALTER TABLE registry_custody DISABLE TRIGGER {trigger}")
        cursor.execute("UPDATE registry_custody SET since = since + interval '1 hour' WHERE place = 'archive'")
        cursor.execute("UPDATE registry_custody SET until = since WHERE entry_id = %s", [second.pk])
    said = [finding.what for finding in queries.verify_places()]
    assert said == ["drumul originalului are un gol", "originalul e în 0 locuri"]


def test_two_hand_over_the_same_original_at_once(own_database):
    """The second waits for the first and is refused in words; the original is promised once."""
    use_demo_clock()
    office = make_office()
    entry = office.papers()[0]
    second = make_registrar()

    def give(by):
        try:
            registry.hand_over([Entry.objects.get(pk=entry.pk)], to_unit=office.urbanism, by=by)
        except RuleBroken as broken:
            return broken.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(copy_context().run, give, by) for by in (office.registrar, second)]
        came = sorted(one.result(timeout=30) for one in waiting)
    assert came == ["custody-waiting", "done"]
    assert HandoverLine.objects.filter(entry=entry).count() == 1
    assert Custody.objects.filter(entry=entry, until=None).count() == 1


def test_whoever_leads_many_units_is_asked_for_at_once(office: Office, django_assert_num_queries) -> None:
    mayor_house = make_unit("Primăria")
    mayor = make_member(mayor_house, "authority_head", is_head=True)
    people = [make_member(make_unit(f"Serviciul {n}", parent=mayor_house)) for n in range(5)]
    with django_assert_num_queries(2):  # what they lead, who works there
        led = queries.people_led(mayor)
    assert set(led) == {mayor.pk, *(one.pk for one in people)}
    assert queries.people_led(people[0]) == []
