"""A key of access without metal (cheie de acces virtuală): Chromium's own virtual authenticator."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.hands import Hands

KEYS = "/cont/al-doilea-factor/chei/"
KIND = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Key:
    """A key in the hand of whoever sits at this page."""

    def __init__(self, hands: Hands) -> None:
        self._session = hands.page.context.new_cdp_session(hands.page)
        self._session.send("WebAuthn.enable")
        self._id = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": KIND})["authenticatorId"]

    @property
    def credentials(self) -> list[Any]:
        """What it has kept of the sites it was used for."""
        return list(self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})["credentials"])

    def lose(self) -> None:
        """It forgets everything; the site still believes in it."""
        self._session.send("WebAuthn.clearCredentials", {"authenticatorId": self._id})


def add_key(hands: Hands, name: str, password: str, *, alone: bool) -> None:
    """By keyboard: confirm with the password, name the key, add it; `alone` ones need no password afterwards."""
    hands.go(f"{KEYS}noua/")
    if "/confirmare/" in hands.page.url:
        hands.tab_to("#id_password", at_most=20)
        hands.write(password)
        hands.goes("Enter")
    hands.tab_to("#id_name", at_most=40)
    hands.press("Control+a")
    hands.write(name)
    if alone:
        hands.tab_to("#id_passwordless", at_most=3)
        hands.press("Space")
    hands.tab_to("#mfa_webauthn_add", at_most=4)
    hands.goes("Enter")
    hands.go(KEYS)
    expect(hands.page.get_by_role("heading", name=name)).to_be_visible()
