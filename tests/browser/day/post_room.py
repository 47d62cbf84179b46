"""Answers written, signed together, put in twenty-five envelopes, handed to the post (expedierea)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO

from playwright.sync_api import expect

from condica.foundation import dates
from tests.browser.day.hands_over import unit
from tests.browser.day.plan import UNIT_CODE, Day, Paper, eventually, fetch, send
from tests.browser.day.reading import Printed
from tests.browser.hands import Hands

POST = "/corespondenta/expediere/"
BASIS = "art. 8 alin. (1) din Ordonanța Guvernului nr. 27/2002"
#: The papers that are answered, by the kind of their envelope; a sender's two answers share one.
KINDS = {
    "simple": range(13, 22), "simple+": (22, 23), "registered": range(24, 30), "receipt": range(30, 39),
    "receipt+": (39, 40),
}  # fmt: skip
BY_READER = 20  # its label is read, the others are chosen in the list
ENVELOPES, LETTERS = 25, 28
WORDS = {"simple": "simplă", "registered": "recomandată (R)", "receipt": "recomandată cu confirmare de primire (R, AR)"}
WEIGHTS = (12, 18, 20, 21, 34, 50, 51, 88, 100, 120)
STAMP = "OP Valea Mureșului 1, ștampila zilei, ora 15"
CAME_BACK = ("unclaimed", "expirat termenul de păstrare")


def answered(day: Day) -> list[Paper]:
    """The papers that get an answer today."""
    return day.these(place for places in KINDS.values() for place in places)


def the_answers_are_written(day: Day) -> None:
    """The inspector takes each task over and writes; the head of the unit approves: each by their own session."""
    clerk, head, own = day.at("clerk"), day.at("unit_head"), unit(day, UNIT_CODE)
    for paper in answered(day):
        send(clerk, f"/lucrari/sarcini/{paper.task}/primeste/")
        words = {
            "subject": paper.subject, "addressee_name": paper.sender, "addressee_address": paper.address,
            "addressee_email": "",
        }  # fmt: skip
        where = send(clerk, f"/corespondenta/nou/?la={paper.path}", template="raspuns-favorabil", unit=own, **words)
        paper.letter = int(where.rstrip("/").split("/")[-2])
        text = f"<p>Bună ziua,</p><p>Am remediat cele sesizate prin nr. {paper.shown}.</p><p>Cu stimă,</p>"
        send(clerk, where, **words, channel="post", body=text, legal_basis=BASIS, way="favorabil", revision="")
        send(clerk, f"/corespondenta/{paper.letter}/pas/", step="submit")
        send(head, f"/corespondenta/{paper.letter}/pas/", step="approve")


def the_mayor_signs_them_together(day: Day) -> None:
    """In the folder of letters to sign, those of the day; each says what became of it."""
    hands = day.at("authority_head")
    hands.go("/corespondenta/semnare/")
    choose(hands, (paper.letter for paper in answered(day)))
    hands.press("s")
    done = hands.page.locator("[data-outcome]", has_text="semnată")
    expect(done).to_have_count(LETTERS, timeout=60_000)


def choose(hands: Hands, keys: Iterable[int]) -> None:
    """Tick rows of a list by what they stand for."""
    for key in keys:
        hands.page.locator(f"[name=ales][value='{key}']").check()


def they_go_into_envelopes(day: Day) -> None:
    """Kind by kind from the list, one by reading its label; answers to one person at one address share one."""
    hands = day.at("registrar", " expediere")
    hands.go(POST)
    hands.has_focus("#citire-cod")
    hands.page.locator("#citire-fel").select_option("simple")
    hands.page.locator("#citire-cod").fill(day.paper(BY_READER).code)
    hands.page.locator("#citire-cod").focus()
    hands.goes("Enter")
    for kind, places in KINDS.items():
        hands.go(f"{POST}?fila=de-trimis")
        choose(hands, (day.paper(place).letter for place in places if place != BY_READER))
        hands.page.locator("#id_fel").select_option(kind)
        hands.goes("p")
    rows = day.town.ask(
        "SELECT e.kind || CASE WHEN e.priority THEN '+' ELSE '' END, e.id, count(*) FROM correspondence_envelope e"
        " JOIN correspondence_dispatch d ON d.envelope_id = e.id WHERE d.letter_id = ANY(%s) GROUP BY 1, 2",
        [paper.letter for paper in answered(day)],
    )  # fmt: skip
    assert (len(rows), sum(count for *_, count in rows)) == (ENVELOPES, LETTERS), rows
    assert sorted(count for *_, count in rows)[-4:] == [1, 2, 2, 2]
    assert {kind for kind, *_ in rows} == set(KINDS)


def envelopes(day: Day) -> list[int]:
    """The envelopes of the day."""
    rows = day.town.ask(
        "SELECT DISTINCT envelope_id FROM correspondence_dispatch WHERE letter_id = ANY(%s) AND envelope_id IS NOT NULL"
        " ORDER BY 1", [paper.letter for paper in answered(day)],
    )  # fmt: skip
    return [pk for (pk,) in rows]


def they_are_weighed_and_listed(day: Day) -> None:
    """The scale's figures are typed in the list itself; one key makes a post list of each kind."""
    hands = day.at("registrar", " expediere")
    hands.go(f"{POST}?fila=plicuri")
    made = envelopes(day)
    for place, pk in enumerate(made):
        hands.page.locator(f"[name=g-{pk}]").fill(str(WEIGHTS[place % len(WEIGHTS)]))
    choose(hands, made)
    hands.goes("b")
    rows = day.town.ask(
        "SELECT l.id, l.kind, count(*) FROM correspondence_postlist l JOIN correspondence_envelope e"
        " ON e.post_list_id = l.id WHERE e.id = ANY(%s) GROUP BY 1, 2 ORDER BY l.id", made,
    )  # fmt: skip
    assert {kind: count for _, kind, count in rows} == {"simple": 10, "registered": 5, "receipt": 10}, rows
    day.lists = [pk for pk, *_ in rows]


def the_post_takes_them(day: Day) -> None:
    """Each list gets the stamp of the office; from then on its letters have left."""
    hands = day.at("registrar", " expediere")
    for pk in day.lists:
        hands.go(f"/corespondenta/borderouri/{pk}/")
        hands.page.locator("#id_stamp").fill(STAMP)
        hands.page.locator("#id_stamp").focus()
        hands.goes("Control+Enter")
        expect(hands.page.locator("main")).to_contain_text(STAMP)
    left = day.town.ask("SELECT stage FROM correspondence_letter WHERE id = ANY(%s)",
                        [paper.letter for paper in answered(day)])  # fmt: skip
    assert left == [("dispatched",)] * LETTERS


def one_receipt_and_one_envelope_come_back(day: Day, card: bytes) -> None:
    """The AR card is scanned and finds its letter; the envelope's number is read and its reason is chosen."""
    hands, scanner = day.at("registrar", " expediere"), day.at("registrar", " scaner")
    received, returned = _registered(day)[:2]
    scanner.go("/posta/scanari/")
    scanner.page.locator("input[type=file][name=files]").set_input_files(
        {"name": f"confirmare-{day.run}.pdf", "mimeType": "application/pdf", "buffer": card}
    )
    expect(scanner.page.locator("body")).to_contain_text("se citește acum", timeout=20_000)
    state = "SELECT state FROM correspondence_envelope WHERE id = %s"
    eventually(lambda: day.one(state, received[0]) == "delivered", "confirmarea scanată n-a ajuns la plic")
    assert day.one("SELECT count(*) FROM correspondence_dispatch WHERE envelope_id = %s AND proof_id IS NOT NULL"
                   " AND confirmed_at IS NOT NULL", received[0]) >= 1  # fmt: skip
    hands.go(f"{POST}?fila=intoarse")
    hands.page.locator("#citire-cod").fill(returned[1])
    hands.goes("Enter")
    assert hands.page.url.endswith(f"/corespondenta/plicuri/{returned[0]}/#retur"), hands.page.url
    hands.page.locator("#id_retur-reason").select_option(CAME_BACK[0])
    hands.page.locator("button[name=ce][value=retur]").click()
    expect(hands.page.locator("main")).to_contain_text(CAME_BACK[1])
    assert day.one(state, returned[0]) == "returned"


def _registered(day: Day) -> list[tuple[int, str]]:
    rows = day.town.ask(
        "SELECT id, number FROM correspondence_envelope WHERE id = ANY(%s) AND kind = 'receipt' ORDER BY id",
        envelopes(day),
    )
    return [(int(pk), str(number)) for pk, number in rows]


def card(day: Day) -> bytes:
    """The receipt of the first of these envelopes, as the scanner makes it: its number in bars."""
    import zxingcpp
    from PIL import Image

    drawn = zxingcpp.create_barcode(_registered(day)[0][1], zxingcpp.BarcodeFormat.Code128)
    small = Image.fromarray(drawn.to_image(scale=1, add_quiet_zones=True)).convert("L")
    page = Image.new("L", (1240, 874), 250)  # A5 at 150 dots an inch
    page.paste(small.resize((small.width * 4, 120), Image.Resampling.NEAREST), (200, 300))
    out = BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()


ENVELOPE = """
SELECT e.id, e.number, e.addressee, e.address, e.grams, e.cost, e.kind, e.priority, e.returned_on,
       (SELECT string_agg(p.value || '/' || to_char(p.registered_at AT TIME ZONE 'Europe/Bucharest', 'DD.MM.YYYY'),
        ', ' ORDER BY d.id) FROM correspondence_dispatch d JOIN correspondence_letter l ON l.id = d.letter_id
        JOIN registry_entry p ON p.number_id = l.entry_id WHERE d.envelope_id = e.id),
       (SELECT t.price FROM correspondence_tariff t WHERE t.kind = e.kind AND t.priority = e.priority
        AND t.upto >= e.grams AND t.since <= %s AND (t.until IS NULL OR t.until >= %s) ORDER BY t.upto LIMIT 1)
FROM correspondence_envelope e WHERE e.post_list_id = %s ORDER BY e.id
"""


def the_lists_are_right_to_the_line(day: Day) -> None:
    """Each post list on paper: number, letters, addressee, address, weight, price, days; its sums; its kind."""
    hands, numbers = day.at("registrar", " expediere"), list[str]()
    for pk in day.lists:
        rows = day.town.ask(ENVELOPE, day.today, day.today, pk)
        printed = Printed(fetch(hands, f"/corespondenta/borderouri/{pk}/borderou.pdf"), f"borderoul {pk}")
        printed.rows(_line(day, place, row) for place, row in enumerate(rows, start=1))
        grams, cost = sum(row[4] for row in rows), sum((row[5] for row in rows), Decimal(0))
        printed.says(f"Total: {_pieces(len(rows))}", f"{_dotted(grams)} g{_lei(cost)} lei", STAMP, *_kinds(rows))
        assert [row[5] for row in rows] == [row[10] for row in rows], "costul nu e tariful felului și greutății"
        assert day.town.ask("SELECT pieces, grams, cost FROM correspondence_postlist WHERE id = %s", pk) == [
            (len(rows), grams, cost)
        ]
        numbers += [str(row[1]) for row in rows if row[1]]
    assert len(set(numbers)) == len(numbers) == 15
    assert all(map(is_s10, numbers)), numbers


def _line(day: Day, place: int, row: Sequence[object]) -> list[str]:
    _, number, addressee, address, grams, cost, _, _, returned, letters, _ = row
    back = f"{returned:%d.%m.%Y}" if returned else ""
    return [str(place), str(letters), str(addressee), " ".join(str(address).split()), str(number or "–"), str(grams),
            _lei(Decimal(str(cost))), dates.numeric(day.today), back]  # fmt: skip


def _kinds(rows: Sequence[Sequence[object]]) -> set[str]:
    return {WORDS[str(row[6])] + (", prioritară" if row[7] else "") for row in rows}


def _lei(value: Decimal) -> str:
    whole, _, cents = f"{value:.2f}".partition(".")
    return f"{_dotted(int(whole))},{cents}"


def _dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _pieces(count: int) -> str:
    return f"{count} plicuri" if count < 20 else f"{count} de plicuri"


def is_s10(number: str) -> bool:
    """The check digit of UPU S10: weights 8 6 4 2 3 5 9 7, 11 minus the rest; 10 is 0, 11 is 5."""
    digits = [int(sign) for sign in number[2:11]]
    rest = 11 - sum(one * weight for one, weight in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=False)) % 11
    return number[-2:] == "RO" and digits[8] == {10: 0, 11: 5}.get(rest, rest)
