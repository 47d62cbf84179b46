"""What a page weighs over the wire (greutatea paginilor), measured by the browser itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.hands import Hands

FIRST, AFTER = 150_000, 40_000  # bytes; design/ui.md


def weighed(hands: Hands, path: str) -> tuple[int, list[tuple[str, int]]]:
    """All bytes that came over the network for one page, headers included."""
    session = hands.page.context.new_cdp_session(hands.page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    came: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["response"]["url"]

    def finished(event: dict[str, Any]) -> None:
        came[event["requestId"]] = int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    hands.page.goto(path, wait_until="networkidle")
    session.detach()
    parts = sorted(((asked.get(key, "?"), size) for key, size in came.items()), key=lambda part: -part[1])
    return sum(came.values()), parts


@pytest.mark.parametrize("path", ["/registratura/", "/lucrari/", "/"])
def test_the_first_look_is_light_and_the_next_lighter(path: str, open_page: Open) -> None:
    hands = open_page("registrar")
    first, parts = weighed(hands, path)
    assert 0 < first <= FIRST, parts[:8]
    after, parts = weighed(hands, path)
    assert 0 < after <= AFTER, parts[:8]
    print(f"\n{path}: {first / 1000:.0f} kB întâi, {after / 1000:.0f} kB apoi")
