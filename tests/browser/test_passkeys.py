"""Keys of access (chei de acces): added, named, used instead of the password and beside it, lost, put away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Town
from tests.browser.hands import Hands
from tests.browser.keys import KEYS, Key, add_key
from tests.browser.town import HOLDER

pytestmark = pytest.mark.xdist_group("keys")  # one account holds them: one test at a time

SIGN_IN = "/cont/intrare/"
TESTS = [
    "test_a_key_that_suffices_replaces_the_password",
    "test_a_key_beside_the_password_is_asked_after_it",
    "test_it_confirms_who_one_is_before_a_change",
    "test_a_lost_key_is_said_and_the_password_stays",
    "test_a_key_is_renamed_and_put_away",
]


@pytest.fixture
def account(request: pytest.FixtureRequest) -> str:
    """An account of this test alone: keys of one test are nothing to another, wherever it runs."""
    return f"{HOLDER}.{TESTS.index(request.node.originalname)}"


@pytest.fixture
def holder(town: Town, open_page: Open, account: str) -> Hands:
    """Somebody without a key yet, signed in, with one in hand."""
    hands = open_page()
    hands.sign_in(account, town.password)
    return hands


def way_in(town: Town, account: str) -> str:
    """How the journal says that the person came in, the last time."""
    rows = town.ask(
        "SELECT l.data FROM journal_line l JOIN accounts_user u ON u.id = l.actor_id"
        " WHERE l.verb = 'accounts.signed_in' AND u.username = %s ORDER BY l.id DESC LIMIT 1", account,
    )  # fmt: skip
    return str(rows[0][0]["method"])


def test_a_key_that_suffices_replaces_the_password(town: Town, holder: Hands, account: str) -> None:
    key = Key(holder)
    add_key(holder, "Amprenta", town.password, alone=True)
    assert len(key.credentials) == 1
    holder.page.context.clear_cookies()
    holder.go(SIGN_IN)
    holder.tab_to("#passkey_login", at_most=8)
    holder.goes("Enter")
    assert SIGN_IN not in holder.page.url
    assert way_in(town, account) == "cheie de acces"
    assert holder.complaints == []


def test_a_key_beside_the_password_is_asked_after_it(town: Town, holder: Hands, account: str) -> None:
    Key(holder)
    add_key(holder, "Cheia de la birou", town.password, alone=False)
    holder.page.context.clear_cookies()
    holder.sign_in(account, town.password)
    assert holder.page.url.endswith("/cont/al-doilea-factor/intrare/")
    holder.tab_to("#mfa_webauthn_authenticate", at_most=10)
    holder.goes("Enter")
    expect(holder.page.locator(".cd-rail")).to_be_visible()
    assert way_in(town, account) == "parolă și cheie de acces"


def test_it_confirms_who_one_is_before_a_change(town: Town, holder: Hands, account: str) -> None:
    Key(holder)
    add_key(holder, "Degetul mare", town.password, alone=True)
    holder.go(f"{KEYS}confirmare/?next={KEYS}")
    holder.tab_to("#mfa_webauthn_reauthenticate", at_most=10)
    holder.goes("Enter")
    assert holder.page.url.endswith(KEYS)


def test_a_lost_key_is_said_and_the_password_stays(town: Town, holder: Hands, account: str) -> None:
    key = Key(holder)
    add_key(holder, "Cheia pierdută", town.password, alone=True)
    key.lose()
    holder.page.context.clear_cookies()
    holder.go(SIGN_IN)
    holder.tab_to("#passkey_login", at_most=8)
    holder.press("Enter")
    expect(holder.page.locator("[data-key-problem]")).to_contain_text("folosește parola", timeout=20_000)
    assert holder.complaints == []


def test_a_key_is_renamed_and_put_away(town: Town, holder: Hands, account: str) -> None:
    Key(holder)
    add_key(holder, "Cheia 1", town.password, alone=False)
    holder.page.get_by_role("link", name="Schimbă numele").press("Enter")
    holder.tab_to("#id_name", at_most=40)
    holder.press("Control+a")
    holder.write("Cheia de acasă")
    holder.goes("Enter")
    expect(holder.page.get_by_role("heading", name="Cheia de acasă")).to_be_visible()
    holder.page.get_by_role("link", name="Renunță").press("Enter")
    expect(holder.page.get_by_role("heading", level=1)).to_contain_text("Cheia de acasă")
    holder.tab_to(holder.page.get_by_role("button", name="Renunță la cheie"), at_most=40)
    holder.goes("Enter")
    expect(holder.page.locator("main")).to_contain_text("Aici vor sta cheile tale de acces")
