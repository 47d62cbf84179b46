"""Every page has its pictures (capturi), wide, middle and narrow; six of them stand in docs/screens."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import Open, Town
from tests.browser.town import WHO
from tests.browser.walk import WIDTHS, Findings, picture_name

KEPT = Path(__file__).resolve().parents[2] / "docs" / "screens"
LIMIT = 250_000  # bytes of one kept picture
CHOSEN = ("acasa", "registratura", "lucrare", "raport", "saptamana", "portal")


@pytest.mark.xdist_group("walk-nobody")
def test_every_page_seen_has_its_pictures(walk: Callable[[str], Findings]) -> None:
    found = [walk(role) for role in WHO]
    names = {picture_name(name) for one in found for name in one.judged}
    pictures = [Path(path) for one in found for path in one.screens]
    assert len(names) > 50
    assert all(path.stat().st_size > 2000 for path in pictures)
    for width in WIDTHS:
        shown = {path.stem.partition("-")[0] for path in pictures if path.stem.endswith(f"-{width}")}
        assert sorted(names - shown) == []


@pytest.mark.skipif(not os.environ.get("CONDICA_KEEP_SCREENS"), reason="numai cu „make screens”")
def test_keep_the_chosen_pictures(town: Town, open_page: Open) -> None:
    """Draws the pictures of the README anew."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, (role, path) in chosen(town).items():
        hands = open_page(role)
        hands.go(path)
        keep(hands.page.screenshot(), KEPT / f"{name}.png")


def test_the_kept_pictures_are_small() -> None:
    for name in CHOSEN:
        path = KEPT / f"{name}.png"
        assert path.exists(), f"Lipsește {path.name}; fă capturile din nou cu „make screens”."
        assert path.stat().st_size <= LIMIT


def chosen(town: Town) -> dict[str, tuple[str, str]]:
    """Who looks at what in the pictures."""
    case = town.ask(
        "SELECT '/lucrari/general/' || e.year || '/' || e.value || '/' FROM casework_case c"
        " JOIN registry_entry e ON e.number_id = c.entry_id JOIN accounts_user u ON u.id = c.owner_id"
        " WHERE c.closed_at IS NULL AND u.username = 'consilier' ORDER BY (SELECT count(*) FROM casework_caseentry b"
        " WHERE b.case_id = c.entry_id) DESC, c.entry_id LIMIT 1"
    )[0][0]
    return {
        "acasa": ("registrar", "/"),
        "registratura": ("registrar", "/registratura/"),
        "lucrare": ("consilier", case),
        "raport": ("authority_head", "/rapoarte/petitii/"),
        "saptamana": ("director", "/lucrari/saptamana-viitoare/"),
        "portal": ("", "/portal/"),
    }


def keep(picture: bytes, target: Path) -> None:
    """With few colours: small enough for a repository, sharp enough to be read."""
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(192, dither=Image.Dither.NONE)
    image.save(target, optimize=True)
