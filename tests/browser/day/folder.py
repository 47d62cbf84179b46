"""The mayor's folder of forty papers (mapa zilnică): gathered, presented, resolved by keyboard, closed, printed."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import expect

from condica.foundation import dates
from tests.browser.day.plan import LIGHTING, PAPERS, UNIT_CODE, Day, fetch, send
from tests.browser.day.reading import Printed
from tests.browser.hands import Hands

DECIDER = "Victor Morariu"
TOGETHER = range(21, PAPERS + 1)  # resolved at once
REFUSED = 8  # a petition: nobody may leave it „spre știință”
CHANGED = 12  # put off by a slip of the hand, then undone


@dataclass(frozen=True)
class Wanted:
    """A resolution: what is pressed, and what must come of it."""

    words: str
    state: str = "given"
    way: str = ""  # the key of what is done, where papers are not simply given
    phrase: str = ""  # of the library; pressed by its key
    lead: str = ""
    joint: str = ""
    informed: tuple[str, ...] = ()
    reason: str = ""


def _to_lighting(phrase: str, joint: str = "", named: str = "") -> Wanted:
    said = f"{LIGHTING}{f', cu {named}' if named else ''}: {phrase}."
    return Wanted(said, phrase=phrase, lead=UNIT_CODE, joint=joint)


def _known(*codes: str, words: str) -> Wanted:
    return Wanted(f"Spre știință: {words}.", "informed", way="p", informed=codes)


SOLVE, ANSWER, CHECK = "Spre soluționare", "Propuneți răspuns", "Verificați în teren"
RESOLUTIONS: dict[int, Wanted] = {
    1: Wanted("Urbanism, cu Poliția Locală: Propuneți răspuns.", phrase=ANSWER, lead="DU", joint="DPL"),
    2: Wanted("Urbanism: Spre soluționare.", phrase=SOLVE, lead="DU"),
    3: Wanted(
        "Urbanism: Propuneți răspuns; spre știință: Relații cu Publicul.", phrase=ANSWER, lead="DU", informed=("SRP",)
    ),
    4: _known("SRP", "DPL", words="Relații cu Publicul și Poliția Locală"),
    5: _known("SRP", words="Relații cu Publicul"),
    6: Wanted("Se amână.", "carried", way="a"),
    7: Wanted("Se amână.", "carried", way="a"),
    8: Wanted(
        f"{LIGHTING}: {ANSWER}; spre știință: Relații cu Publicul.", phrase=ANSWER, lead=UNIT_CODE, informed=("SRP",)
    ),
    9: Wanted(
        "Se restituie registraturii: lipsește anexa 2.", "returned", way="z", reason="lipsește anexa 2"
    ),
    10: Wanted("La mine.", "kept", way="l"),
    11: _known("SRP", words="Relații cu Publicul"),
    12: Wanted("Urbanism: Verificați în teren.", phrase=CHECK, lead="DU"),
    **{place: _to_lighting(CHECK, joint="DPL", named="Poliția Locală") for place in (13, 14, 15)},
    **{place: _to_lighting(ANSWER) for place in range(16, TOGETHER.start)},
    **{place: _to_lighting(SOLVE) for place in TOGETHER},
}  # fmt: skip


def the_registry_presents_it(day: Day) -> None:
    """The folder gathers what came; other papers of the town are taken out; then nothing in it changes any more."""
    hands = day.at("registrar", " 1")
    hands.go("/mapa/")
    hands.page.locator("li", has_text=DECIDER).locator("form[action$='/pregateste/'] button").click()
    hands.page.wait_for_url("**/mapa/*/")
    day.folder = int(hands.page.url.rstrip("/").rsplit("/", 1)[1])
    mine = {paper.pk for paper in day.papers}
    for pk in (pk for pk, entry in inside(day) if entry not in mine):
        send(hands, f"/mapa/{day.folder}/document/{pk}/scoate/")
    for paper in day.papers:  # who of two at once was first is chance: the folder gets the order of the plan
        if inside(day)[paper.place - 1][1] != paper.pk:
            row = next(pk for pk, entry in inside(day) if entry == paper.pk)
            send(hands, f"/mapa/{day.folder}/document/{row}/muta/", loc=paper.place)
    hands.page.reload()
    expect(hands.page.locator("main tbody tr")).to_have_count(PAPERS)
    hands.goes("p")
    expect(hands.page.locator("main")).to_contain_text("Prezentată de")
    assert [entry for _, entry in inside(day)] == [paper.pk for paper in day.papers]


def inside(day: Day) -> list[tuple[int, int]]:
    """The rows of the folder and their papers, in order."""
    return day.town.ask("SELECT id, entry_id FROM desk_folderpaper WHERE folder_id = %s ORDER BY position", day.folder)


def the_mayor_resolves_it(day: Day) -> None:
    """Twenty at once, twenty one after another, by keyboard; one slip undone; one refused by the law, then changed."""
    hands = day.at("authority_head")
    the_alike_at_once(day, hands)
    for place in range(1, TOGETHER.start):
        arrived(hands, place)
        if place == REFUSED:
            resolve(hands, _known("SRP", words="Relații cu Publicul"))
            continue
        if place == CHANGED:
            resolve(hands, RESOLUTIONS[6])
            arrived(hands, place + 1)
            hands.goes("u")
            arrived(hands, place)
        resolve(hands, RESOLUTIONS[place])
    hands.page.wait_for_url("**/inchide/")
    hands.press("Control+Enter")
    refusal = hands.page.locator("main [role=alert]")
    expect(refusal).to_contain_text(day.paper(REFUSED).shown)
    refusal.get_by_role("link").first.click()
    arrived(hands, REFUSED)
    resolve(hands, RESOLUTIONS[REFUSED], again=True)
    hands.page.wait_for_url("**/inchide/")
    hands.press("Control+Enter")
    hands.page.wait_for_url(f"**/mapa/{day.folder}/")
    expect(hands.page.locator("main")).to_contain_text("închisă de")


def the_alike_at_once(day: Day, hands: Hands) -> None:
    """The same resolution to twenty papers."""
    hands.go(f"/mapa/{day.folder}/impreuna/")
    boxes = hands.page.locator("[name=papers]")
    for place in TOGETHER:
        boxes.nth(place - 1).check()
    say(hands, SOLVE)
    pick(hands, "c", UNIT_CODE)
    expect(hands.page.locator("[data-sentence]")).to_have_text(RESOLUTIONS[TOGETHER.start].words)
    hands.goes("Control+Enter")


def arrived(hands: Hands, place: int) -> None:
    """The page of this place is ready for keys."""
    hands.page.wait_for_url(f"**/locul/{place}/")
    expect(hands.page.locator("[data-sentence]")).not_to_be_empty()


def say(hands: Hands, phrase: str) -> None:
    """A phrase of the library by its key."""
    hands.press(str(hands.page.locator(f"[name=phrase][data-short='{phrase}']").get_attribute("data-key")))


def pick(hands: Hands, key: str, *codes: str) -> None:
    """Units by their codes."""
    hands.press(key)
    for code in codes:
        hands.write(code)
        hands.press("Enter")


def resolve(hands: Hands, wanted: Wanted, *, again: bool = False) -> None:
    """Press what the resolution needs; its sentence is read back before it is given; who was to know stays so."""
    if wanted.way or again:
        hands.press(wanted.way or "r")
    if wanted.reason:
        hands.write(wanted.reason)
    if wanted.phrase:
        say(hands, wanted.phrase)
    for key, codes in (("c", (wanted.lead,)), ("i", (wanted.joint,)), ("o", () if again else wanted.informed)):
        if any(codes):
            pick(hands, key, *codes)
    said = hands.page.locator("[data-sentence]").inner_text()
    assert said == _on_screen(wanted), f"pagina spune „{said}”, se voia „{wanted.words}”"
    hands.press("Control+Enter")


def _on_screen(wanted: Wanted) -> str:
    return wanted.words.replace("Se amână.", "Se amână pentru mapa următoare.")


def each_task_exists_once(day: Day) -> None:
    """What was decided is what there is: one state a paper, one task where one was given, at the right unit."""
    states = day.town.ask(
        "SELECT p.position, p.state FROM desk_folderpaper p WHERE p.folder_id = %s ORDER BY p.position", day.folder
    )
    assert states == [(place, RESOLUTIONS[place].state) for place in range(1, PAPERS + 1)]
    tasks = day.town.ask(
        "SELECT p.position, u.code, coalesce((SELECT string_agg(ju.code, ',') FROM casework_jointunit j"
        " JOIN organisation_unit ju ON ju.id = j.unit_id WHERE j.task_id = t.id), ''), t.id"
        " FROM casework_task t JOIN casework_case c ON c.id = t.case_id JOIN desk_folderpaper p ON"
        " p.entry_id = c.entry_id JOIN organisation_unit u ON u.id = t.lead_id WHERE p.folder_id = %s"
        " ORDER BY p.position, t.id", day.folder,
    )  # fmt: skip
    given = {place: one for place, one in RESOLUTIONS.items() if one.state in {"given", "kept"}}
    wanted = [(place, one.lead or "PMVM", one.joint) for place, one in sorted(given.items())]
    assert [row[:3] for row in tasks] == wanted
    for place, *_, task in tasks:
        day.paper(place).task = task
    told = day.town.ask(
        "SELECT p.position, u.code FROM desk_namedunit n JOIN organisation_unit u ON u.id = n.unit_id"
        " JOIN desk_resolution r ON r.id = n.resolution_id JOIN desk_folderpaper p ON p.id = r.paper_id"
        " WHERE p.folder_id = %s AND n.role = 'informed' AND r.undone_at IS NULL ORDER BY p.position, n.id",
        day.folder,
    )  # fmt: skip
    assert told == [(place, code) for place, one in sorted(RESOLUTIONS.items()) for code in one.informed]


def it_is_printed(day: Day) -> None:
    """The folder on paper: each paper once, in order, with its code, its sender and its resolution."""
    kinds = dict(day.town.ask("SELECT position, kind FROM desk_folderpaper WHERE folder_id = %s", day.folder))
    pdf = Printed(fetch(day.at("authority_head"), f"/mapa/{day.folder}/mapa.pdf"), "mapa tipărită")
    pdf.rows(
        [str(one.place), one.shown, one.code, kinds[one.place], one.sender, one.subject, RESOLUTIONS[one.place].words]
        for one in day.papers
    )
    pdf.says(f"Pentru {DECIDER}", f"{PAPERS} de documente", f"Închisă de {DECIDER}", dates.numeric(day.today))
