"""Three desks register (registrarea): two at their counters at once, the third without network on reserved numbers."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.day.plan import OFFLINE, TYPED, Day, Paper, fetch, send
from tests.browser.day.reading import Printed
from tests.browser.hands import Hands

NEW, OUTSIDE = "/registratura/inregistrare/", "/registratura/fara-retea/"
RESERVED = OFFLINE + 2  # one is annulled by hand, one is left for the minute
MISTAKE = "Scris din greșeală, era pentru vecini"


def at(day: Day, which: int) -> Hands:
    """One of the two counters with network."""
    return day.at("registrar", f" {which}")


def the_third_desk_goes_offline(day: Day) -> None:
    """Numbers are reserved for it, its page is opened once, the cable is pulled."""
    hands = day.at("registrar", " fără rețea")
    hands.go("/registratura/rezervari/noi/")
    hands.page.locator("#id_desk").select_option(label="Ghișeul Urbanism")
    hands.page.locator("#id_count").fill(str(RESERVED))
    hands.page.locator("#id_reason").fill(f"lucrări la cablu ({day.run})")
    hands.goes("Control+Enter")
    day.block = int(hands.page.url.rstrip("/").rsplit("/", 1)[1])
    page = hands.page
    hands.go(OUTSIDE)
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.active && true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-state-words]")).to_contain_text("Fără rețea", timeout=15_000)
    page.locator("#bloc").select_option(str(day.block))


def it_writes_without_network(day: Day) -> None:
    """Six papers, each under the next number of its block."""
    hands, first = day.at("registrar", " fără rețea"), first_reserved(day)
    page = hands.page
    for place in range(OFFLINE):
        paper = day.papers[place]
        expect(page.locator("[data-next]")).to_have_text(str(first + place))
        page.locator("#o_subject").fill(paper.subject)
        page.locator("#o_sender").fill(paper.sender)
        page.locator("#o_address").fill(paper.address)
        page.locator("#o_leaves").fill(str(paper.leaves))
        hands.press("Control+Enter")
        expect(page.locator("[data-given-number]")).to_contain_text(f"{first + place}/")
        paper.number = first + place
    expect(page.locator("[data-kept=queued]")).to_have_count(OFFLINE)
    assert written(day) == [], "s-a trimis ceva, deși cablul e tras"


def written(day: Day) -> list[int]:
    """The numbers of the block under which a paper stands."""
    rows = day.town.ask(
        "SELECT e.value FROM registry_block b JOIN registry_entry e ON e.register_id = b.register_id"
        " AND e.year = b.year AND e.value BETWEEN b.first AND b.last WHERE b.id = %s ORDER BY 1", day.block,
    )  # fmt: skip
    return [value for (value,) in rows]


def first_reserved(day: Day) -> int:
    """The first number of the block."""
    return int(day.one("SELECT first FROM registry_block WHERE id = %s", day.block))


def two_counters_register_at_once(day: Day) -> None:
    """Three papers each, typed; both forms leave before either is answered; the rest of the stack by their sessions."""
    typed = day.papers[OFFLINE : OFFLINE + TYPED]
    for first, second in zip(typed[::2], typed[1::2], strict=True):
        pair = ((at(day, 1), first), (at(day, 2), second))
        for hands, paper in pair:
            type_paper(hands, paper)
        for hands, _ in pair:
            hands.press("Control+Enter")
        for hands, paper in pair:
            drawn = hands.page.locator("#gata")
            expect(drawn).to_be_visible(timeout=20_000)
            paper.number = int(drawn.inner_text())
    for paper in day.papers[OFFLINE + TYPED :]:
        where = send(
            at(day, 1 + paper.place % 2), NEW, subject=paper.subject, sender_name=paper.sender, leaves=paper.leaves,
            sender_address=paper.address, channel="counter", register="general",
        )  # fmt: skip
        paper.number = int(where.rstrip("/").split("/")[-2])


def type_paper(hands: Hands, paper: Paper) -> None:
    """A paper at the counter, without the mouse."""
    hands.go(NEW)
    hands.has_focus("#id_subject")
    hands.write(paper.subject)
    if paper.kind:
        hands.page.locator(f"#fel-{paper.kind}").check()
    hands.tab_to("#id_sender_name")
    hands.write(paper.old_sender or paper.sender)
    hands.tab_to("#id_leaves", at_most=8)
    hands.write(str(paper.leaves))
    hands.press("Alt+m")
    hands.tab_to("#id_sender_address", at_most=12)
    hands.write(paper.address)


def one_is_cancelled_and_one_corrected(day: Day) -> None:
    """A number given by mistake is struck out with its reason; a name written wrong is written again."""
    hands = at(day, 1)
    where = send(hands, NEW, subject=f"Greșeală ({day.run}-00)", sender_name="Nimeni", channel="counter")
    day.wrong = int(where.rstrip("/").split("/")[-2])
    hands.go(f"/registratura/general/{day.today.year}/{day.wrong}/anulare/")
    hands.page.locator("#id_reason").fill(MISTAKE)
    hands.goes("Control+Enter")
    paper = next(one for one in day.papers if one.old_sender)
    hands.go(f"/registratura/{paper.path}/corectare/")
    hands.page.locator("#id_sender_name").fill(paper.sender)
    hands.page.locator("#id_reason").fill("nume scris greșit")
    hands.goes("Control+Enter")
    expect(hands.page.locator("main")).to_contain_text(paper.sender)


def the_cable_is_back(day: Day) -> None:
    """What was written without network is sent once, though two windows send it."""
    page = day.at("registrar", " fără rețea").page
    other = page.context.new_page()
    other.goto(OUTSIDE)
    page.context.set_offline(False)
    for each in (page, other):
        expect(each.locator("[data-kept=registered]")).to_have_count(OFFLINE, timeout=30_000)
    other.close()
    rows = day.town.ask(
        "SELECT subject, value, number_id FROM registry_entry WHERE subject LIKE %s ORDER BY subject",
        f"%({day.run}-%",
    )  # fmt: skip
    wanted = sorted([(paper.subject, paper.number) for paper in day.papers] + [(f"Greșeală ({day.run}-00)", day.wrong)])
    assert sorted((subject, value) for subject, value, _ in rows) == wanted
    keys = {value: pk for _, value, pk in rows}
    for paper in day.papers:
        paper.pk = keys[paper.number]


def the_block_is_closed_by_its_minute(day: Day) -> None:
    """One number is annulled by hand, one as unused; the minute says of each number what became of it."""
    hands, first = day.at("registrar", " fără rețea"), first_reserved(day)
    page = hands.page
    hands.go(f"/registratura/rezervari/{day.block}/")
    hands.press("a")
    page.locator("#id_value").select_option(str(first + OFFLINE))
    page.locator("form[action$='/anulare/'] button[type=submit]").click()
    expect(page.locator("main .cd-struck")).to_have_count(1)
    hands.goes("i")
    expect(page.locator("main")).to_contain_text(str(first + OFFLINE + 1))
    hands.goes("Control+Enter")
    minute = Printed(fetch(hands, f"/registratura/rezervari/{day.block}/proces-verbal/"), "procesul-verbal al blocului")
    minute.rows(_fates(day, page, first))
    minute.says(
        f"rezervate{RESERVED}", f"folosite{OFFLINE}", "anulate, în total2", f"folosite + anulate{RESERVED}",
        f"{first}–{first + RESERVED - 1}", "Ghișeul Urbanism",
    )  # fmt: skip


def _fates(day: Day, page: Page, first: int) -> list[list[str]]:
    """Each number of the block, as the database has it."""
    assert written(day) == list(range(first, first + OFFLINE))
    expect(page.locator("main tbody tr")).to_have_count(RESERVED)
    used = [[str(value), "folosit"] for value in written(day)]
    return [*used, *([str(first + OFFLINE + place), "anulat"] for place in range(2))]
