"""A paper released at the desk (eliberarea): who takes it signs with a pen on the screen."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.browser.day.plan import Day, fetch
from tests.browser.day.reading import Printed

STROKES = (((0.1, 0.7), (0.25, 0.2), (0.4, 0.8), (0.5, 0.4)), ((0.6, 0.6), (0.75, 0.3), (0.9, 0.65)))


def a_permit_is_released_with_a_drawn_signature(day: Day) -> None:
    """Received from its unit, released to its holder; the drawn signature is kept and printed on the sheet."""
    hands = day.at("registrar", " 2")
    page, number = hands.page, f"{day.run}/1"
    hands.go("/registratura/eliberare/primire/")
    page.locator("#id_number").fill(number)
    page.locator("#id_holder_name").fill("Sabina Țurcanu")
    hands.goes("Control+Enter")
    issued = day.one("SELECT id FROM registry_issued WHERE number = %s", number)
    hands.go(f"/registratura/eliberare/{issued}/")
    page.locator("#id_identity").select_option("card")
    draw(hands.page.locator("canvas[data-sign]"))
    assert str(page.locator("[data-sign-into]").input_value()).startswith("data:image/png;base64,")
    hands.goes("Control+Enter")  # the last four signs were forgotten: nothing drawn is lost
    expect(page.locator("main .cd-err")).to_have_count(1)
    assert ink(page.locator("canvas[data-sign]").evaluate("(el) => el.toDataURL('image/png')")) > 200
    page.locator("#id_last4").fill("4821")
    hands.goes("Control+Enter")
    expect(page.locator("main")).to_contain_text("eliberat la ghișeu")
    kept = day.one(
        "SELECT signature_id::text FROM registry_outcome WHERE issued_id = %s AND signature_id IS NOT NULL", issued
    )
    assert _dark(Image.open(BytesIO(fetch(hands, f"/documente/{kept}/fisier")))) > 200
    sheet = Printed(fetch(hands, f"/registratura/eliberare/{issued}/foaie/"), "foaia de eliberare")
    sheet.says(number, "Sabina Țurcanu", "terminat în 4821")


def draw(canvas: object) -> None:
    """Two strokes with a pointer."""
    canvas.scroll_into_view_if_needed()  # type: ignore[attr-defined]
    box, mouse = canvas.bounding_box(), canvas.page.mouse  # type: ignore[attr-defined]
    for stroke in STROKES:
        for place, (x, y) in enumerate(stroke):
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
            if place == 0:
                mouse.down()
        mouse.up()


def ink(address: str) -> int:
    """How many dots of ink a picture in an address has."""
    import base64

    return _dark(Image.open(BytesIO(base64.b64decode(address.partition(",")[2]))))


def _dark(picture: Image.Image) -> int:
    return sum(picture.convert("RGBA").getchannel("A").histogram()[128:])
