"""What the day brings (planul zilei): forty papers and the people who work on them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import uuid4

from condica.foundation import codes, dates
from tests.browser.conftest import Open, Town
from tests.browser.hands import Hands

Found = TypeVar("Found")
PAPERS, OFFLINE, TYPED = 40, 6, 6
LIGHTING, UNIT_CODE, LIGHTING_NAME = "Iluminat Public", "SE", "Serviciul Energetic"
TOPICS = (
    "Stâlp de iluminat înclinat", "Lampă stinsă la trecerea de pietoni", "Cablu rupt după furtună",
    "Iluminat aprins ziua", "Tablou electric deschis", "Racordarea stației de autobuz",
    "Lucrări la rețeaua din parc", "Consumul de energie al școlii",
)  # fmt: skip
FIRST_NAMES = ("Ana", "Mihai", "Doina", "Vasile", "Ilinca", "Petru", "Sanda", "Horia")
LAST_NAMES = ("Zlătar", "Țurcanu", "Șandru", "Vâlcan", "Bîrsan", "Hărăguș", "Ștețco")
CORRECTED = 11  # its sender is written wrong at first
#: Who shares a sender with the paper before: their answers go in one envelope.
WITH_THE_ONE_BEFORE = frozenset({14, 25, 32})


@dataclass
class Paper:
    """A paper of the day, from the counter to its envelope."""

    place: int  # in the mayor's folder
    subject: str
    sender: str
    address: str
    leaves: int
    kind: str = ""
    old_sender: str = ""  # as it was first written, where it was corrected
    number: int = 0
    pk: int = 0
    letter: int = 0
    task: int = 0

    @property
    def code(self) -> str:
        """What its label says."""
        return codes.checked(f"R{dates.today().year}{self.number:06d}")

    @property
    def shown(self) -> str:
        """`412/22.11.2026`."""
        return f"{self.number}/{dates.numeric(dates.today())}"

    @property
    def path(self) -> str:
        """Where it stands in addresses: `general/2026/412`."""
        return f"general/{dates.today().year}/{self.number}"


def _paper(place: int, run: str) -> Paper:
    whose = place - 1 if place in WITH_THE_ONE_BEFORE else place
    name = f"{FIRST_NAMES[whose % len(FIRST_NAMES)]} {LAST_NAMES[whose % len(LAST_NAMES)]}"
    return Paper(
        place, f"{TOPICS[place % len(TOPICS)]} ({run}-{place:02})", name, f"str. Lungă nr. {whose}, bl. {run}",
        leaves=1 + place % 2, kind="petition" if place == 8 else "",
    )  # fmt: skip


@dataclass
class Day:
    """The day: its town, its people at their browsers, its papers."""

    town: Town
    open_page: Open
    run: str = field(default_factory=lambda: f"Z{uuid4().hex[:4].upper()}")
    papers: list[Paper] = field(default_factory=list)
    sitting: dict[str, Hands] = field(default_factory=dict)
    block: int = 0
    wrong: int = 0  # the number given by mistake, and cancelled
    folder: int = 0
    lists: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.papers = [_paper(place, self.run) for place in range(1, PAPERS + 1)]
        self.papers[CORRECTED - 1].old_sender = self.papers[CORRECTED - 1].sender[:-1]

    @property
    def today(self) -> date:
        """The day itself."""
        return dates.today()

    def at(self, role: str, which: str = "") -> Hands:
        """Somebody at a browser of their own, the whole day long."""
        key = role + which
        if key not in self.sitting:
            self.sitting[key] = self.open_page(role)
        return self.sitting[key]

    def paper(self, place: int) -> Paper:
        """A paper by its place in the folder."""
        return self.papers[place - 1]

    def these(self, places: Iterable[int]) -> list[Paper]:
        """Papers by their places."""
        return [self.paper(place) for place in places]

    def one(self, statement: str, *values: object) -> Any:
        """One value of the database."""
        rows = self.town.ask(statement, *values)
        assert rows, f"niciun rând: {statement} {values}"
        return rows[0][0]

    def everybody_is_well(self) -> None:
        """No browser had anything to complain of, but for the cable that was pulled."""
        said = {
            who: [one for one in hands.complaints if "ERR_INTERNET_DISCONNECTED" not in one]
            for who, hands in self.sitting.items()
        }
        assert not any(said.values()), json.dumps(said, ensure_ascii=False, indent=1)


def send(hands: Hands, path: str, pairs: Iterable[tuple[str, object]] | None = None, **form: object) -> str:
    """A form sent by the browser's own session; where it leads."""
    context = hands.page.context
    token = next((one["value"] for one in context.cookies() if one["name"] == "csrftoken"), "")
    answer = context.request.post(
        path, data=urlencode([*(pairs or ()), *form.items()]), max_redirects=0,
        headers={"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token},
    )  # fmt: skip
    assert answer.status in {302, 303}, f"{path}: {answer.status}\n{_told(answer.text())}"
    return str(answer.headers["location"])


def _told(page: str) -> str:
    """The refusals on a page that was not left."""
    return page[max(0, page.find("<main")) :][:4000]


def fetch(hands: Hands, path: str) -> bytes:
    """A file as the browser's own session gets it."""
    answer = hands.page.context.request.get(path)
    assert answer.status == 200, f"{path}: {answer.status} {answer.text()[:500]}"
    return answer.body()


def eventually(fits: Callable[[], Found], what: str, seconds: float = 60) -> Found:
    """What the worker does in its own time: asked again until there is something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := fits():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what}, în {seconds:.0f} s")
