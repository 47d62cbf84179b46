"""Numbers, weights and prices of envelopes (UPU S10, trepte de tarif): pure, with the standard's own examples."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.correspondence import rules
from condica.correspondence.rules import DELIVERY_NEXT, ENVELOPE_NEXT, Delivery, EnvelopeState, Kind, TariffStep, Way
from condica.foundation.refusal import RuleBroken

SERIALS = st.integers(0, rules.S10_LAST)
PREFIXES = st.from_regex(r"\AR[A-Z]\Z")


def test_the_standards_example() -> None:
    """UPU S10: 47312482 → 4·8 + 7·6 + 3·4 + 1·2 + 2·3 + 4·5 + 8·9 + 2·7 = 200; 11 − (200 mod 11) = 9."""
    assert rules.s10_check_digit(47312482) == 9
    assert rules.s10("RR", 47312482) == "RR473124829RO"
    assert rules.s10_words("RR473124829RO") == "RR 473 124 829 RO"


def test_ten_is_written_zero_and_eleven_five() -> None:
    sums = {serial: 11 - sum(w * int(d) for w, d in zip(rules.S10_WEIGHTS, f"{serial:08d}", strict=True)) % 11
            for serial in range(200)}  # fmt: skip
    ten = next(serial for serial, left in sums.items() if left == 10)
    eleven = next(serial for serial, left in sums.items() if left == 11)
    assert (rules.s10_check_digit(ten), rules.s10_check_digit(eleven)) == (0, 5)
    assert rules.s10_check_digit(0) == 5


@given(PREFIXES, SERIALS)
def test_what_is_made_is_read_back_however_it_is_typed(prefix: str, serial: int) -> None:
    number = rules.s10(prefix, serial)
    assert rules.read_s10(number) == rules.read_s10(rules.s10_words(number).lower()) == number


@given(PREFIXES, SERIALS, st.integers(2, 9), st.integers(1, 9))
def test_one_wrong_digit_of_eight_is_noticed(prefix: str, serial: int, place: int, more: int) -> None:
    """11 is prime and no weight is its multiple: but for 10 → 0 (beside 11 → 5), each wrong digit changes the check."""
    number = rules.s10(prefix, serial)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    same_digit = rules.s10_check_digit(int(wrong[2:10])) == int(number[10])
    assert (rules.read_s10(wrong) is None) is not same_digit


@pytest.mark.parametrize("typed", ["RR473124828RO", "RR473124829GB", "473124829", "R2026041388*", ""])
def test_what_is_no_number_of_ours_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="nu este un număr de recomandată"):
        rules.check_s10(typed)


def test_a_parcel_is_no_registered_letter() -> None:
    with pytest.raises(RuleBroken, match="nu este numărul unei recomandate"):
        rules.check_s10(rules.s10("CP", 47312482))


@given(st.lists(st.integers(1, 2000), unique=True, min_size=1), st.integers(1, 2100))
def test_the_lowest_step_that_carries_the_weight(upto: list[int], grams: int) -> None:
    found = rules.step_for([TariffStep(one, Decimal(one)) for one in upto], grams)
    fitting = [one for one in upto if one >= grams]
    assert (found.upto if found else None) == (min(fitting) if fitting else None)


@given(st.integers(0, 10**7), st.integers(1, 40))
def test_the_parts_of_a_cost_add_up_to_the_ban(bani: int, parts: int) -> None:
    cost = Decimal(bani) / 100
    divided = rules.shares(cost, parts)
    assert sum(divided, Decimal(0)) == cost
    assert max(divided) - min(divided) <= Decimal("0.01")


def test_one_person_at_one_address_however_it_is_typed() -> None:
    first = rules.same_place("Elena Chirilă", "strada Morii nr. 11")
    assert rules.same_place("ELENA CHIRILA", "Str. Morii, 11") == first
    assert rules.same_place("Elena Chirilă", "strada Morii nr. 12") != first
    assert rules.same_place("Ion Chirilă", "strada Morii nr. 11") != first
    assert rules.same_place("Elena Chirilă", " ") == ""


def test_weights_and_formats() -> None:
    assert [rules.format_for(sheets).name for sheets in (1, 3, 4, 12, 13)] == ["DL", "DL", "C5", "C5", "C4"]
    assert rules.estimated_grams(1) == 10
    assert rules.estimated_grams(3, receipt=True) == 22
    with pytest.raises(RuleBroken, match="2500 g"):
        rules.check_weight(2500)


def test_a_receipt_is_sold_only_with_a_registered_letter() -> None:
    assert [kind for kind in Kind if kind.registered] == [Kind.REGISTERED, Kind.RECEIPT]
    assert [kind for kind in Kind if kind.signed_for] == [Kind.RECEIPT, Kind.HAND]
    assert {kind.way for kind in Kind} == {Way.POST, Way.COURIER, Way.HAND}
    assert rules.kind_words("receipt", priority=True, short=True) == "R, AR, prioritară"


def test_what_left_only_comes_back() -> None:
    assert set(DELIVERY_NEXT) == set(Delivery)
    assert set(ENVELOPE_NEXT) == set(EnvelopeState)
    with pytest.raises(RuleBroken, match="Plicul este întors; nu mai poate fi primit"):
        rules.check_envelope_move(EnvelopeState.RETURNED, EnvelopeState.DELIVERED)
