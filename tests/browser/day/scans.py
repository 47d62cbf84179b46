"""A stack of sixty sheets (scanarea): good ones go to their papers by themselves, bad ones wait for a person."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.day.plan import Day, Paper, eventually
from tests.browser.running import ROOT

SHEETS = 60
#: What is wrong with the sheets of which papers; of the looks the reader makes nothing, of the others a person decides.
LOOKS = {13: "turned", 17: "faint", 21: "stained", 25: "turned", 33: "faint"}
BAD = {
    4: "foreign", 8: "missing", 11: "address", 15: "ean", 19: "wrong_digit", 23: "two", 27: "disagree",
    29: "other_house", 31: "stranger", 36: "hidden", 38: "bars_only",
}  # fmt: skip
#: Without a code of their own they lie under the paper before: that one has more leaves than it was registered with.
UNSEEN = {place for place, bad in BAD.items() if bad in {"missing", "hidden"}}
DECIDED = 19  # by a person, reading the number on it


class Stack:
    """The stack: being drawn, brought, read."""

    def __init__(self, day: Day, folder: Path) -> None:
        self.day, self.folder, self.pk = day, folder, 0
        plan = [[one.code, one.leaves, self._bad(one), day.papers[one.place - 2].code] for one in day.papers]
        assert sum(leaves for _, leaves, *_ in plan) == SHEETS
        self.drawing = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.day.stack", str(folder)], cwd=ROOT, text=True,
            env=day.town.surroundings,
            stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert self.drawing.stdin is not None
        self.drawing.stdin.write(json.dumps(plan))
        self.drawing.stdin.close()
        self.drawing.stdin = None

    @staticmethod
    def _bad(paper: Paper) -> str:
        return BAD.get(paper.place) or LOOKS.get(paper.place, "")

    def is_brought(self) -> None:
        """The file is chosen on the page of scans and sent, as by dragging it there."""
        _, said = self.drawing.communicate(timeout=120)
        assert self.drawing.returncode == 0, said
        hands = self.day.at("registrar", " scaner")
        hands.go("/posta/scanari/")
        hands.page.locator("input[type=file][name=files]").set_input_files(self.folder / "teanc.pdf")
        row = hands.page.locator("#teancuri tbody tr").first
        expect(hands.page.locator("body")).to_contain_text("se citește acum", timeout=20_000)
        self.pk = int(str(row.get_attribute("data-row")))

    def is_read(self) -> None:
        """The worker has read it to the end and given what is sure."""
        given = (
            "SELECT 1 FROM mailroom_stack s WHERE s.id = %s AND s.state <> 'reading' AND NOT EXISTS (SELECT 1 FROM"
            " mailroom_batch b WHERE b.stack_id = s.id AND b.state = 'matched')"
        )
        eventually(lambda: self._ask(given), "teancul nu s-a citit până la capăt")
        hands = self.day.at("registrar", " scaner")
        hands.go(f"/posta/scanari/{self.pk}/")
        expect(hands.page.locator("#mers [role=status]").first).to_contain_text(f"citit · {SHEETS} de pagini")

    def every_sheet_is_where_it_belongs(self) -> None:
        """No sheet at a wrong paper; each good paper has exactly its own; each bad sheet waits."""
        truth = {number: code for number, code, _, _ in self.truth}
        where = self._ask(
            "SELECT s.number, b.state, b.entry_id FROM mailroom_sheet s JOIN mailroom_batch b ON b.id = s.batch_id"
            " WHERE s.stack_id = %s ORDER BY s.number"
        )
        assert [number for number, _, _ in where] == list(range(1, SHEETS + 1))
        codes = {paper.pk: paper.code for paper in self.day.papers}
        attached = {number: codes.get(entry, "") for number, state, entry in where if state == "attached"}
        wrong = {number: code for number, code in attached.items() if truth[number] != code}
        assert not wrong, f"foi la alt document decât al lor: {wrong}"
        waiting = {state for number, state, _ in where if not truth[number]}
        assert waiting == {"queued"}, f"foi rele care nu așteaptă o hotărâre: {waiting}"
        self._whole_papers(attached, truth)

    def _whole_papers(self, attached: dict[int, str], truth: dict[int, str]) -> None:
        own: dict[str, list[int]] = defaultdict(list)
        for number, code in truth.items():
            own[code].append(number)
        doubted = {place - 1 for place in UNSEEN}
        for paper in self.day.papers:
            have = [number for number, code in attached.items() if code == paper.code]
            wanted = [] if paper.place in BAD or paper.place in doubted else own[paper.code]
            assert have == wanted, f"{paper.shown} are foile {have}, ale lui sunt {wanted}"

    def a_person_decides_one(self) -> None:
        """The sheet with the wrong check digit goes to the paper whose number a person reads on it."""
        paper, hands = self.day.paper(DECIDED), self.day.at("registrar", " scaner")
        first = next(number for number, _, bad, _ in self.truth if bad == BAD[DECIDED])
        ((batch,),) = self._ask(f"SELECT id FROM mailroom_batch WHERE stack_id = %s AND first = {first}")
        hands.go(f"/posta/scanari/de-hotarat/?grup={batch}")
        expect(hands.page.locator("main")).to_contain_text("cifra de control e greșită")
        hands.press("n")
        hands.write(f"{paper.number}/{self.day.today.year}")
        hands.goes("Enter")
        rows = self.day.town.ask("SELECT state, entry_id FROM mailroom_batch WHERE id = %s", batch)
        assert rows == [("attached", paper.pk)]

    def words_are_read(self) -> None:
        """Optical reading goes on in the background; one paper is waited for, the rest is left for the night."""
        hands = self.day.at("registrar", " scaner")
        done = (
            "SELECT b.first, t.text FROM mailroom_batch b JOIN documents_document d ON d.uuid = b.document_id"
            " JOIN documents_rendition r ON r.source_id = d.blob_id JOIN documents_blobtext t ON t.blob_id = d.blob_id"
            " WHERE b.stack_id = %s AND r.state = 'done' AND t.method = 'ocr' ORDER BY r.done_at LIMIT 1"
        )
        ((first, text),) = eventually(lambda: self._ask(done), "niciun document citit optic")
        words = {word for number, _, _, words in self.truth if number == first for word in words.split()}
        read = {word for word in words if word in text}
        assert len(read) * 2 > len(words), f"din {sorted(words)} s-au citit numai {sorted(read)}"
        hands.go(f"/posta/scanari/{self.pk}/")
        stop = hands.page.locator("form[action$='/oprire/'] button")
        if stop.count():  # a quick machine has read them all
            stop.click()
            hands.page.wait_for_load_state()
        left = (
            "SELECT count(*) FROM mailroom_batch b JOIN documents_document d ON d.uuid = b.document_id"
            " JOIN documents_rendition r ON r.source_id = d.blob_id WHERE b.stack_id = %s"
            " AND r.state IN ('waiting', 'running')"
        )
        eventually(lambda: self._ask(left) == [(0,)], "citirea optică nu s-a oprit")

    @property
    def truth(self) -> list[tuple[int, str, str, str]]:
        """What whoever made the stack knows of each page."""
        return [tuple(page) for page in json.loads((self.folder / "adevarul.json").read_text())]

    def _ask(self, statement: str) -> list[tuple[object, ...]]:
        return self.day.town.ask(statement, self.pk)
