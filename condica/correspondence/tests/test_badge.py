"""The badge of the menu is what the boxes list, at once after anything that changes who sees or does what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from condica.accounts import actions as accounts
from condica.accounts.models import User
from condica.accounts.rules import Permission, Role
from condica.accounts.tests.factories import make_user
from condica.correspondence import actions, queries
from condica.correspondence.models import Letter
from condica.correspondence.queries.boxes import WAITS_FOR
from condica.correspondence.tests.factories import Town, make_approved, make_letter, make_signed, make_town
from condica.foundation import dates
from condica.foundation.memo import reading
from condica.organisation import actions as organisation
from condica.organisation.tests.factories import make_member, make_unit, place
from condica.registry import actions as registers
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def on_the_page(user: User) -> int:
    """What the next page shows."""
    with reading():
        return queries.waiting_for(User.objects.get(pk=user.pk))


def listed(user: User) -> int:
    """What lies in the lists that wait for this person, read one by one."""
    user = User.objects.get(pk=user.pk)
    keys = {"de-vizat", "de-semnat"} if user.may(Permission.LETTER_SIGN) else set(WAITS_FOR)
    keys |= {"probleme"} if user.may(Permission.LETTER_DISPATCH) else set()
    return sum(len(queries.letters_in(box, user)) for box in queries.boxes_of(user) if box.key in keys)


def same(users: Iterable[User]) -> list[int]:
    """The badges, twice (made anew, then with words that are known), each as the lists say."""
    users = list(users)
    found = [on_the_page(user) for user in users]
    assert found == [on_the_page(user) for user in users] == [listed(user) for user in users]
    return found


def test_each_step_moves_the_badges(town: Town) -> None:
    people = [town.clerk, town.head, town.mayor, town.registrar]
    assert same(people) == [0, 0, 0, 0]
    actions.submit(make_letter(town), by=town.clerk)
    assert same(people) == [0, 1, 0, 0]
    make_approved(town)
    make_signed(town)
    assert same(people) == [0, 1, 1, 1]


def test_who_stands_in_has_the_letters_from_that_moment(town: Town) -> None:
    other = make_member(make_unit(), "unit_head")
    actions.submit(make_letter(town), by=town.clerk)
    assert same([other]) == [0]
    today = dates.today()
    organisation.name_substitute(
        town.head, other, since=today, until=today + timedelta(days=3), by=make_user("administrator")
    )
    assert same([other]) == [1]
    with dates.frozen(dates.now() + timedelta(days=5)):
        assert same([other]) == [0]


def test_a_post_given_and_left(town: Town) -> None:
    above = make_unit("Direcția")
    director = make_member(above, "unit_head", is_head=True)
    actions.submit(make_letter(town), by=town.clerk)
    assert same([director]) == [0]
    held = place(director, town.unit)
    assert same([director]) == [1]
    held.delete()
    assert same([director]) == [0]


def test_a_mandate_a_role_and_a_visa_count_at_once(town: Town) -> None:
    today, admin = dates.today(), make_user("administrator")
    secretary = make_member(make_unit("Secretariat"), "unit_head", is_head=True)
    make_approved(town)
    assert same([secretary]) == [0]
    mandate = actions.give_mandate(secretary, act="D 1", since=today, by=town.mayor)
    assert same([secretary]) == [1]
    letter = make_letter(town)
    actions.ask_visa(letter, title="viză", user=secretary, by=town.clerk)
    actions.send_to_visas(letter, by=town.clerk)
    assert same([secretary]) == [2]
    accounts.grant_role(secretary, Role.REGISTRAR, by=admin)
    make_signed(town)
    assert same([secretary]) == [3]
    actions.end_mandate(mandate, until=today, by=town.mayor)
    assert same([secretary]) == [3]
    with dates.frozen(dates.now() + timedelta(days=1)):
        assert same([secretary]) == [2]


def test_a_letter_of_a_restricted_register_counts_for_who_was_let_in() -> None:
    admin, writer, unit = make_user("administrator"), make_registrar(), make_unit("Audit")
    head, now = make_member(unit, "unit_head", is_head=True), dates.now()
    hidden = registers.open_register(
        name="Registrul avertizorilor", prefix="AV-", minute_number="1", minute_on=dates.today(),
        confidentiality="restricted", by=admin,
    )  # fmt: skip
    registers.let_in(hidden, user=writer, may_write=True, by=admin)
    Letter.objects.create(
        entry=make_entry(by=writer, register=hidden.key, kind="petition"), subject="Răspuns", stage="submitted",
        drafted_by=writer, unit=unit, created_at=now, changed_at=now,
    )  # fmt: skip
    assert same([head]) == [0]
    registers.let_in(hidden, user=head, by=admin)
    assert same([head]) == [1]
