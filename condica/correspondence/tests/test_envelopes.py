"""Envelopes, post lists, receipts and returns (plicuri, borderouri, confirmări, retururi), through the database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from condica.accounts.api import system_user
from condica.correspondence import actions, queries, rules
from condica.correspondence.access import visible_to
from condica.correspondence.models import Dispatch, Envelope, Letter, NumberRange, PostList, Tariff
from condica.correspondence.tests.factories import Town, make_paper, make_rates, make_signed, make_town
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.registry import api as registry
from condica.registry.models import Exit, Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = make_town()
    make_rates(town.registrar)
    return town


def here(town: Town) -> Letter:
    return make_signed(town, make_paper(town, sender_email=""))


def other_place(town: Town, number: int = 12) -> Letter:
    address = f"strada Morii nr. {number}"
    return make_signed(town, make_paper(town, sender_name="Ion Pop", sender_address=address, sender_email=""))


def envelope(town: Town, kind: str = "receipt", **more: Any) -> Envelope:
    (made,) = actions.put_in_envelopes([make_signed(town)], kind, by=town.registrar, **more)
    return made


def handed(town: Town, kind: str = "receipt") -> Envelope:
    agent = town.clerk if kind == "hand" else None
    (row,) = actions.prepare([envelope(town, kind)], agent=agent, by=town.registrar)
    actions.hand_over(row, stamp="OP 1, 22.11.2026", by=town.registrar)
    return row.envelopes.get()


def test_letters_for_one_address_go_together(town: Town) -> None:
    letters = [here(town), here(town), other_place(town)]
    rows = queries.to_send(queries.letters_to_send(town.registrar))
    assert sorted(len(row.others) for row in rows) == [0, 1, 1]
    made = actions.put_in_envelopes(letters, "receipt", by=town.registrar)
    assert [one.dispatches.count() for one in made] == [2, 1]
    assert [(one.sheets, one.grams, one.cost) for one in made] == [(2, 17, Decimal("10.00")), (1, 12, Decimal("10.00"))]
    assert [one.number for one in made] == [rules.s10("RR", 100), rules.s10("RR", 101)]
    assert not queries.letters_to_send(town.registrar).exists()


def test_a_letter_is_in_one_open_envelope_only(town: Town) -> None:
    made = envelope(town)
    letter = made.dispatches.get().letter
    with pytest.raises(RuleBroken, match="e deja în plicul"):
        actions.put_in_envelopes([letter], "simple", by=town.registrar)
    other = envelope(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispatch.objects.create(
            letter=letter, way="post", addressee="x", address="y", ordered_by=town.registrar,
            ordered_at=dates.now(), envelope=other,
        )  # fmt: skip


def test_apart_if_so_wished_and_then_joined(town: Town) -> None:
    letters = [here(town), here(town)]
    (first,) = actions.put_in_envelopes(letters[:1], "simple", by=town.registrar)
    assert queries.companions(first, town.registrar) == letters[1:]
    actions.add_to(first, letters[1], by=town.registrar)
    first.refresh_from_db()
    assert (first.sheets, first.grams) == (2, 15)
    with pytest.raises(RuleBroken, match="alt destinatar sau la altă adresă"):
        actions.add_to(first, other_place(town), by=town.registrar)
    actions.take_from(first.dispatches.get(letter=letters[0]), by=town.registrar)
    assert first.dispatches.get().letter == letters[1]


def test_the_price_follows_the_weight_and_the_day(town: Town) -> None:
    made = envelope(town, "simple")
    assert (made.cost, made.tariff.upto) == (Decimal("2.50"), 20)  # type: ignore[union-attr]
    heavier = actions.complete(made, grams=95, by=town.registrar)
    assert (heavier.cost, heavier.weighed) == (Decimal("4.00"), True)
    tomorrow = dates.today() + timedelta(days=1)
    later = actions.add_tariff(
        kind="simple", priority=False, upto=100, price=Decimal(5), source="Act adițional", since=tomorrow,
        by=town.registrar,
    )  # fmt: skip
    actions.numbers.price(made, dates.today())
    assert made.cost == Decimal("2.50")
    with mock.patch.object(dates, "today", return_value=tomorrow):
        assert actions.complete(made, grams=96, by=town.registrar).tariff == later
    assert Tariff.objects.get(kind="simple", upto=100, until=dates.today()).price == Decimal("4.00")


def test_without_a_tariff_nothing_stands_on_a_list(town: Town) -> None:
    made = envelope(town, "simple", priority=True)
    assert made.cost is None
    with pytest.raises(RuleBroken, match="Nu există tarif pentru simplă, prioritară, 10 g"):
        actions.prepare([made], by=town.registrar)
    assert actions.complete(made, cost=Decimal("3.10"), by=town.registrar).cost == Decimal("3.10")
    assert actions.prepare([made], by=town.registrar)[0].kind == "simple"


def test_numbers_are_drawn_once_and_stickers_are_passed_over(town: Town) -> None:
    NumberRange.objects.update(next=297)
    sticker = rules.s10("RR", 298)
    loose = envelope(town, "simple")
    with pytest.raises(RuleBroken, match="nu e recomandat"):
        actions.complete(loose, number=sticker, by=town.registrar)
    NumberRange.objects.update(closed_at=None)
    with mock.patch.object(actions.envelopes, "draw_number", return_value=None):
        typed = envelope(town, "registered")
    assert typed.number is None
    with pytest.raises(RuleBroken, match="Recomandata nu are număr"):
        actions.prepare([typed], by=town.registrar)
    actions.complete(typed, number=" rr 000 002 98 " + sticker[10] + " ro", by=town.registrar)
    drawn = [envelope(town).number for _ in range(2)]
    assert drawn == [rules.s10("RR", 297), rules.s10("RR", 299)]
    assert envelope(town).number is None
    assert queries.post_warnings(dates.today()) == ["Au mai rămas 0 numere de recomandată; cere poștei altele."]
    with pytest.raises(RuleBroken, match="e al plicului"):
        actions.complete(envelope(town), number=sticker, by=town.registrar)


def test_ranges_do_not_overlap_and_go_forward(town: Town) -> None:
    with pytest.raises(RuleBroken, match="sunt deja scrise"):
        actions.add_range(first=rules.s10("RR", 250), last=rules.s10("RR", 400), source="PV", by=town.registrar)
    row = NumberRange.objects.get()
    words = {"added_by": town.registrar, "added_at": dates.now(), "source": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberRange.objects.create(prefix="RR", first=299, last=310, next=299, **words)
    with pytest.raises(DatabaseError, match="numai înainte"), transaction.atomic():
        NumberRange.objects.filter(pk=row.pk).update(next=100, first=90)
    actions.close_range(row, by=town.registrar)
    assert envelope(town).number is None


def test_a_list_freezes_with_its_totals_and_the_letters_leave(town: Town) -> None:
    letters = [here(town), here(town), other_place(town)]
    made = actions.put_in_envelopes(letters, "receipt", by=town.registrar)
    (row,) = actions.prepare(made, by=town.registrar)
    assert (row.number, row.carrier, Exit.objects.count()) == (1, "CN Poșta Română SA", 0)
    with pytest.raises(RuleBroken, match="nu are dovadă"):
        actions.hand_over(row, stamp=" ", by=town.registrar)
    done = actions.hand_over(row, stamp="OP 1, ora 15", by=town.registrar)
    assert (done.pieces, done.grams, done.cost) == (2, 29, Decimal("20.00"))
    assert actions.hand_over(row, stamp="altă", by=town.registrar).stamp == "OP 1, ora 15"
    assert {one.stage for one in Letter.objects.all()} == {"dispatched"}
    assert Exit.objects.count() == 3
    assert [one.reference for one in made[0].dispatches.all()] == [made[0].number] * 2
    for change in (lambda: PostList.objects.update(cost=1), lambda: Envelope.objects.update(grams=1),
                   lambda: PostList.objects.all().delete(), lambda: Envelope.objects.update(number=None)):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(RuleBroken, match="Plicul este predat"):
        actions.undo(made[0], by=town.registrar)


def test_the_database_checks_the_totals_and_the_numbering(town: Town) -> None:
    (row,) = actions.prepare([envelope(town)], by=town.registrar)
    with pytest.raises(DatabaseError, match="totalurile"), transaction.atomic():
        PostList.objects.filter(pk=row.pk).update(
            state="handed", handed_at=dates.now(), handed_by=town.registrar, stamp="x", pieces=1, grams=1, cost=1
        )
    with pytest.raises(DatabaseError, match="urmează borderoul 2"), transaction.atomic():
        PostList.objects.create(year=row.year, number=3, kind="simple", made_by=town.registrar, made_at=dates.now())
    with pytest.raises(DatabaseError, match="pleacă odată cu plicul"), transaction.atomic():
        Dispatch.objects.update(state="sent", at=dates.now())


def test_off_the_list_undone_cancelled(town: Town) -> None:
    first, second = envelope(town), envelope(town)
    (row,) = actions.prepare([first, second], by=town.registrar)
    with pytest.raises(RuleBroken, match="Scoate-l întâi"):
        actions.undo(first, by=town.registrar)
    actions.take_off(first, by=town.registrar)
    undone = actions.undo(first, by=town.registrar)
    assert (undone.state, undone.number is not None) == ("undone", True)
    letter = Letter.objects.get(dispatches__envelope=None)
    assert list(queries.letters_to_send(town.registrar)) == [letter]
    actions.cancel_list(row, reason="poșta e închisă", by=town.registrar)
    (again,) = actions.prepare([second], by=town.registrar)
    assert again.number == 2
    with pytest.raises(RuleBroken, match="este anulat"):
        actions.hand_over(row, stamp="x", by=town.registrar)


def test_an_order_is_taken_back_for_another_way(town: Town) -> None:
    made = envelope(town)
    letter = made.dispatches.get().letter
    actions.withdraw(made.dispatches.get(), reason="vine la ghișeu", by=town.registrar)
    made.refresh_from_db()
    assert made.state == "undone"
    given = actions.dispatch(letter, "counter", reference="Elena Chirilă", by=town.registrar)
    assert given.state == "sent"
    with pytest.raises(RuleBroken, match="nu se mai retrage"):
        actions.withdraw(given, by=town.registrar)
    for state in ("waiting", "failed", "withdrawn"):
        with pytest.raises(DatabaseError), transaction.atomic():
            Dispatch.objects.filter(pk=given.pk).update(state=state)


def test_another_way_withdraws_the_first_order(town: Town) -> None:
    letter = make_signed(town)
    actions.dispatch(letter, "post", by=town.registrar)
    (made,) = actions.put_in_envelopes([letter], "courier", by=town.registrar)
    assert sorted(letter.dispatches.values_list("way", "state")) == [("courier", "waiting"), ("post", "withdrawn")]
    assert made.dispatches.get().way == "courier"


def test_the_card_comes_back_with_its_day(town: Town) -> None:
    made = handed(town)
    with pytest.raises(RuleBroken, match="nu e între predare"):
        actions.note_receipt(made, on=date(2000, 1, 1), by=town.registrar)
    card = documents.store(b"%PDF-1.4 ar", name="ar.pdf", by=town.registrar)
    got = actions.note_receipt(made, on=dates.today(), received_by="Elena Chirilă, destinatar", by=town.registrar)
    assert (got.state, got.received_on) == ("delivered", dates.today())
    assert actions.note_receipt(made, on=dates.today(), proof=card, by=town.registrar).proof == card
    sent = made.dispatches.get()
    assert (sent.proof, sent.confirmed_at is not None) == (card, True)
    assert card in documents.visible_to(town.clerk)
    with pytest.raises(RuleBroken, match="nu mai poate fi întors"):
        actions.note_return(made, on=dates.today(), reason="refused", by=town.registrar)


def test_a_scanned_card_finds_its_letter_and_no_other(town: Town) -> None:
    made = handed(town)
    card = documents.store(b"%PDF-1.4 ar2", name="ar.pdf", by=town.registrar)
    assert made.number is not None
    assert not registry.tell_scanned_code(rules.s10("RR", 777), card, by=town.registrar)
    assert not registry.tell_scanned_code("R2026041388*", card, by=town.registrar)
    assert not registry.tell_scanned_code(made.number, card, by=town.clerk)
    assert registry.tell_scanned_code(rules.s10_words(made.number), card, by=town.registrar)
    assert made.dispatches.get().proof == card
    second = documents.store(b"%PDF-1.4 ar3", name="ar.pdf", by=town.registrar)
    assert not registry.tell_scanned_code(made.number, second, by=town.registrar)


def test_what_is_awaited_too_long_is_listed(town: Town) -> None:
    made = handed(town)
    simple = handed(town, "simple")
    assert simple.state == "handed"
    assert not queries.awaited(town.registrar).exists()
    assert list(queries.awaited(town.registrar, late=False)) == [made]
    assert list(queries.awaited(town.registrar, dates.today() + timedelta(days=16))) == [made]


def test_a_returned_envelope_is_told_to_the_author_and_can_go_again(town: Town) -> None:
    made = handed(town)
    letter = made.dispatches.get().letter
    back = actions.note_return(made, on=dates.today(), reason="no_residence", by=town.registrar)
    assert (back.state, back.get_return_reason_display()) == ("returned", "lipsă domiciliu")
    sent = made.dispatches.get()
    assert (sent.state, "evidența persoanelor" in sent.remedy) == ("bounced", True)
    assert letter in queries.letters_in(queries.BOX["probleme"], town.clerk)
    assert queries.waiting_for(town.clerk) == 1
    assert queries.came_back(town.registrar).filter(open_still=True).count() == 1
    assert Line.objects.filter(entry_id=letter.entry_id, verb="correspondence.bounced").exists()
    first = Exit.objects.get().moment
    actions.dispatch(letter, "counter", reference="Elena Chirilă", by=town.registrar)
    assert Exit.objects.get(ordinal=1).moment == first
    assert queries.came_back(town.registrar).filter(open_still=True).count() == 0


def test_by_our_agent_with_tries_and_a_signature(town: Town) -> None:
    with pytest.raises(RuleBroken, match="le duce cineva"):
        actions.prepare([envelope(town, "hand")], by=town.registrar)
    made = handed(town, "hand")
    assert (made.cost, made.post_list.agent) == (Decimal(0), town.clerk)  # type: ignore[union-attr]
    actions.note_attempt(made, outcome="absent", at=dates.now(), by=town.registrar)
    with pytest.raises(RuleBroken, match="Cine a primit"):
        actions.note_attempt(made, outcome="delivered", at=dates.now(), by=town.registrar)
    done = actions.note_attempt(
        made, outcome="delivered", at=dates.now(), recipient="Ana Chirilă", quality="fiică", by=town.registrar
    )
    made.refresh_from_db()
    assert (made.state, made.received_by, done.agent) == ("delivered", "Ana Chirilă, fiică", town.clerk)
    assert Exit.objects.get().channel == "courier"
    with pytest.raises(DatabaseError), transaction.atomic():
        made.attempts.update(note="x")


def test_only_who_sends_out_makes_envelopes(town: Town) -> None:
    letter = make_signed(town)
    with pytest.raises(Refused):
        actions.put_in_envelopes([letter], "simple", by=town.clerk)
    with pytest.raises(Refused):
        actions.add_contract(carrier="x", number="1", franking="", since=dates.today(), by=town.clerk)
    assert not queries.envelopes_open(town.clerk).exists()


def test_the_costs_are_those_of_the_lists(town: Town) -> None:
    """One envelope with letters of two units costs each its half; all together, what the lists say."""
    letters = [here(town), here(town)]
    Letter.objects.filter(pk=letters[0].pk).update(unit=None)
    made = actions.put_in_envelopes([*letters, other_place(town)], "registered", by=town.registrar)
    made += actions.put_in_envelopes([other_place(town, 14)], "simple", by=town.registrar)
    rows = [actions.hand_over(row, stamp="OP 1", by=town.registrar) for row in actions.prepare(made, by=town.registrar)]
    cost = queries.costs_of(town.registrar, dates.today().year)
    by_kind, by_unit = cost.tables()
    assert cost.total == sum(row.cost for row in rows) == Decimal("16.50")
    assert by_kind.totals[-2:] == [Decimal("16.50"), sum(row.pieces for row in rows)]
    assert [figures[-1] for _, figures in by_unit.rows] == [Decimal("13.00"), Decimal("3.50")]
    assert by_unit.totals[-1] == cost.total
    assert "16,50 lei pentru 3 plicuri" in cost.chart.title


def test_a_restricted_registers_letters_are_not_in_the_post_room(town: Town) -> None:
    """Who sees all papers does not see those of a register that they were not let into: no letter, envelope or list."""
    apart = registry.open_register(
        name="Registrul avertizorilor", prefix="AV-", minute_number="7", minute_on=dates.today(), by=system_user()
    )
    letter = make_signed(town, make_paper(town, register=apart.key))
    (row,) = actions.prepare(actions.put_in_envelopes([letter], "receipt", by=town.registrar), by=town.registrar)
    actions.hand_over(row, stamp="OP 1", by=town.registrar)
    assert queries.lists_of(town.registrar).exists()
    Register.objects.filter(pk=apart.pk).update(confidentiality="restricted")
    assert not visible_to(town.registrar).exists()
    assert not queries.awaited(town.registrar, late=False).exists()
    assert not queries.lists_of(town.registrar).exists()
    assert not queries.costs_of(town.registrar, dates.today().year).pieces
