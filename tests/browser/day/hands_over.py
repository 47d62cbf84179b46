"""Originals from hand to hand (condica): handed over at the counter, accepted, refused, counted, signed by PIN."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from playwright.sync_api import expect

from condica.foundation import dates
from tests.browser.day.plan import UNIT_CODE, Day, Paper, fetch
from tests.browser.day.reading import Printed
from tests.browser.hands import Hands

CONDICA = "/registratura/condica/"
REFUSED, LACKING, PIN = 13, 40, "4680"
REASON = "E pentru Drumuri, nu pentru noi"
ACCEPTED, COUNTED = range(14, 33), (8, *range(33, 41))
TO_URBANISM, TAKEN_BACK, KEPT, KNOWN = (1, 2, 3, 12), 12, 10, (4, 5, 11)


def unit(day: Day, code: str) -> int:
    """A unit by its code."""
    return int(day.one("SELECT id FROM organisation_unit WHERE code = %s AND until IS NULL", code))


def hand_over(day: Day, papers: Iterable[Paper], **to: int) -> int:
    """Scan the labels of a batch and hand it over; which hand-over it is."""
    hands, ((field, who),) = day.at("registrar", " 1"), to.items()
    hands.go(f"{CONDICA}predare/")
    hands.page.locator(f"#id_{field}").select_option(str(who))
    hands.page.locator("#id_codes").fill("\n".join(paper.code for paper in papers))
    hands.goes("Control+Enter")
    assert "/predari/" in hands.page.url, hands.page.locator("main").inner_text()[:2000]
    return int(hands.page.url.rstrip("/").rsplit("/", 1)[1])


def tick(day: Day, hands: Hands, handover: int, places: Iterable[int]) -> None:
    """On the page of what waits for somebody, only these papers of a hand-over."""
    lines = dict(day.town.ask("SELECT entry_id, id FROM registry_handoverline WHERE handover_id = %s", handover))
    hands.go(CONDICA)
    hands.page.locator("#primire [data-select-all]").uncheck()
    for paper in day.these(places):
        hands.page.locator(f"#primire [name=ales][value='{lines[paper.pk]}']").check()


def a_batch_is_received_but_one(day: Day) -> None:
    """Twenty originals to the lighting unit: one is refused with a reason, the others accepted with one key."""
    made = hand_over(day, day.these([REFUSED, *ACCEPTED]), to_unit=unit(day, UNIT_CODE))
    hands = day.at("clerk")
    tick(day, hands, made, [REFUSED])
    hands.press("r")
    hands.page.locator("#id_motiv").fill(REASON)
    hands.page.locator("#refuz footer button").click()
    expect(hands.page.locator("body")).to_contain_text("refuzată")
    tick(day, hands, made, ACCEPTED)
    hands.goes("p")
    expect(hands.page.locator("body")).to_contain_text(f"Ai primit {len(ACCEPTED)} originale")


def a_batch_is_counted(day: Day) -> None:
    """The list says nine; one is not in the stack, another is that was not listed: both sign the differences."""
    made = hand_over(day, day.these(COUNTED), to_unit=unit(day, UNIT_CODE))
    hands, giver = day.at("clerk"), day.at("registrar", " 1")
    there = [place for place in (*COUNTED, REFUSED) if place != LACKING]
    hands.go(f"{CONDICA}predari/{made}/")
    hands.page.locator("#id_codes").fill("\n".join(paper.code for paper in day.these(there)))
    hands.goes("Control+Enter")
    differences = hands.page.locator("section[aria-labelledby=t-dif]")
    expect(differences).to_contain_text(day.paper(LACKING).shown)
    expect(differences).to_contain_text(day.paper(REFUSED).shown)
    giver.go(f"{CONDICA}predari/{made}/")
    giver.goes("s")
    expect(giver.page.locator("main")).to_contain_text("A semnat și")
    listed = Printed(fetch(giver, f"{CONDICA}predari/{made}/pdf/"), "lista de diferențe")
    listed.rows([str(place), paper.shown] for place, paper in enumerate(day.these([*COUNTED, REFUSED]), start=1))
    listed.says("Predate pe listă 9, primite 8, lipsă 1, în plus 1.")


def one_signs_at_the_counter(day: Day) -> None:
    """The paper that was missing is found; its receiver signs by PIN at the counter's screen."""
    own = day.at("clerk")
    own.go(f"{CONDICA}semnul-meu/")
    for field in ("pin", "again"):
        own.page.locator(f"#id_{field}").fill(PIN)
    own.goes("Enter")
    made = hand_over(day, [day.paper(LACKING)], to_unit=unit(day, UNIT_CODE))
    counter = day.at("registrar", " 1")
    counter.page.locator("#id_signer").select_option(label="Ovidiu Buda")
    counter.page.locator("#id_secret").fill(PIN)
    counter.goes("Enter")
    expect(counter.page.locator("main tbody tr").first).to_contain_text("primit")
    assert day.one("SELECT confirmed FROM registry_handoverline WHERE handover_id = %s", made) == "pin"


def others_wait_or_are_taken_back(day: Day) -> None:
    """To Urbanism nobody comes; one is taken back. The mayor takes his own; a clerk keeps what she is to know."""
    made = hand_over(day, day.these(TO_URBANISM), to_unit=unit(day, "DU"))
    counter = day.at("registrar", " 1")
    line = day.one(
        "SELECT id FROM registry_handoverline WHERE handover_id = %s AND entry_id = %s", made, day.paper(TAKEN_BACK).pk
    )
    counter.go(CONDICA)
    form = counter.page.locator("form[action$='/retragere/']")
    form.locator(f"[name=ales][value='{line}']").check()
    form.locator("button[type=submit]").click()
    expect(counter.page.locator("body")).to_contain_text("predare retrasă")
    mayor = int(day.one("SELECT id FROM accounts_user WHERE username = 'primar'"))
    takes(day, "authority_head", hand_over(day, [day.paper(KEPT)], to_person=mayor), [KEPT])
    takes(day, "consilier", hand_over(day, day.these(KNOWN), to_unit=unit(day, "SRP")), KNOWN, keep=True)


def takes(day: Day, role: str, handover: int, places: Iterable[int], *, keep: bool = False) -> None:
    """Somebody accepts what was handed over, on a page of their own."""
    hands = day.at(role)
    tick(day, hands, handover, places)
    if keep:
        hands.page.locator("#primire [name=tin]").check()
    hands.goes("p")
    expect(hands.page.locator("body")).to_contain_text("Ai primit")


def expected_places(day: Day) -> dict[int, tuple[str, str]]:
    """Where each original must be at the end of the day."""
    where = {paper.number: ("folder", f"în mapa {dates.numeric(day.today)}") for paper in day.papers}
    lighting = [REFUSED, *ACCEPTED, *COUNTED]
    where |= {paper.number: ("unit", "la Iluminat Public") for paper in day.these(lighting)}
    where |= {paper.number: ("person", "la Ioana Hossu") for paper in day.these(KNOWN)}
    return where | {day.paper(KEPT).number: ("person", "la Victor Morariu"), day.wrong: ("desk", "la ")}


#: The number and the place of each row of the page.
PLACES = """() => [...document.querySelectorAll("main tbody tr")].map((row) =>
  [row.querySelector("th").textContent.trim(), row.querySelectorAll("td")[2].textContent.trim()])"""


def every_original_is_in_one_place(day: Day) -> None:
    """The database knows one open place for each, and the page says the same one."""
    rows = day.town.ask(
        "SELECT e.value, c.place FROM registry_custody c JOIN registry_entry e ON e.number_id = c.entry_id"
        " WHERE c.until IS NULL AND e.subject LIKE %s ORDER BY e.value", f"%({day.run}-%",
    )  # fmt: skip
    wanted = expected_places(day)
    assert rows == sorted((number, place) for number, (place, _) in wanted.items())
    hands, shown = day.at("registrar", " 1"), dict[str, str]()
    for asked in ("compartiment=" + str(unit(day, UNIT_CODE)), "loc=person", "loc=folder", "loc=desk"):
        hands.go(f"/registratura/originale/?{asked}")
        rows = hands.evaluate(PLACES)
        for number, place in rows:
            assert shown.setdefault(number, place) == place, f"{number} e în două locuri: {shown[number]} și {place}"
    for number, (_, words) in wanted.items():
        told = shown.get(f"{number}/{dates.numeric(day.today)}", "nicăieri")
        assert told.startswith(words), f"{number}: pagina spune „{told}”, ar trebui „{words}”"


LINES = """
SELECT e.value, h.at, l.leaves, giver.full_name,
       CASE c.place WHEN 'desk' THEN 'la ' || coalesce(d.name, 'registratură') WHEN 'folder' THEN 'în ' || c.words
       WHEN 'unit' THEN 'la ' || cu.short_name ELSE 'la ' || cp.full_name END,
       coalesce(u.short_name, p.full_name), l.state, taker.full_name, l.decided_at, l.confirmed, l.reason
FROM registry_handoverline l JOIN registry_handover h ON h.id = l.handover_id
JOIN registry_entry e ON e.number_id = l.entry_id JOIN accounts_user giver ON giver.id = h.by_id
JOIN registry_custody c ON c.id = l.source_id LEFT JOIN organisation_desk d ON d.id = c.desk_id
LEFT JOIN organisation_unit cu ON cu.id = c.unit_id LEFT JOIN accounts_user cp ON cp.id = c.person_id
LEFT JOIN organisation_unit u ON u.id = h.to_unit_id LEFT JOIN accounts_user p ON p.id = h.to_person_id
LEFT JOIN accounts_user taker ON taker.id = l.decided_by_id
WHERE e.subject LIKE %s ORDER BY h.at, l.entry_id
"""
SIGNED = {"session": "din contul propriu", "pin": "cu PIN", "badge": "cu legitimația"}
STATES = {"waiting": "așteaptă primirea", "refused": "refuzat", "missing": "lipsă la primire",
          "withdrawn": "predare retrasă"}  # fmt: skip
HANDED = 20 + 9 + 1 + 1 + 4 + 1 + 3  # the third one was not listed, and counted


def the_book_is_right_to_the_line(day: Day) -> None:
    """The condica of the day on paper: every hand-over of the day, in order, with both people and both moments."""
    rows = day.town.ask(LINES, f"%({day.run}-%")
    assert len(rows) == HANDED, f"{len(rows)} poziții în condică"
    printed = Printed(fetch(day.at("registrar", " 1"), f"{CONDICA}carte/pdf/"), "condica tipărită")
    printed.rows(_cells(row) for row in rows)
    numbers = [int(found) for found in printed.found(rf"\d\d:\d\d(\d+)/{dates.numeric(day.today)}")]
    mine = {paper.number for paper in day.papers}
    assert [number for number in numbers if number in mine] == [row[0] for row in rows]


def _cells(row: tuple[Any, ...]) -> list[str]:
    number, at, leaves, giver, source, to, state, taker, decided, confirmed, reason = row
    what = "1 filă" if leaves == 1 else f"{leaves} file"
    head = [_moment(at), f"{number}/{dates.numeric(dates.bucharest_day(at))}", what, giver, source, to]
    if state == "accepted":
        return [*head, taker, _moment(decided), SIGNED[confirmed]]
    return [*head, f"{STATES[state]}: {reason}" if reason else STATES[state]]


def _moment(at: datetime) -> str:
    return f"{dates.local(at):%d.%m.%Y, %H:%M}"
