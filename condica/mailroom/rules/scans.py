"""What the codes of a stack say (regulile scanării): which sheets belong together, and whose they are; pure.

A sheet goes to a paper by itself only when everything on it agrees. Whatever is doubtful begins a group that waits for
a person: a foreign code, a wrong check digit, two labels, a label that cannot be read, sheets without any label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from condica.foundation import codes
from condica.foundation.scans import Sheet as Seen

if TYPE_CHECKING:
    from condica.registry.print import LabelCode

_LIKE_OURS = re.compile(r"[A-Z]{1,12}\d{10,13}[0-9A-Z*]([A-Z][0-9A-Z]{3})?")
_LIKE_POSITION = re.compile(r"INV\d+P\d+[0-9A-Z*]")
_POSITION = re.compile(r"INV(\d{1,9})P(\d{1,9})")
_POSTAL = re.compile(r"([A-Z]{2})(\d{8})(\d)([A-Z]{2})")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


class Finding(StrEnum):
    """What stands on a sheet, or what a group of sheets was found to be (constatare)."""

    LABEL = "label"
    FOLLOWS = "follows"
    BLANK = "blank"
    POSITION = "position"
    POSTAL = "postal"
    FOREIGN = "foreign"
    OTHER_HOUSE = "other_house"
    MISREAD = "misread"
    DAMAGED = "damaged"
    TWO_LABELS = "two_labels"
    DISAGREE = "disagree"
    NO_LABEL = "no_label"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    UNMARKED = "unmarked"
    LEAVES = "leaves"
    LEAVES_UNKNOWN = "leaves_unknown"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    SPLIT = "split"
    UNDONE = "undone"


class BatchState(StrEnum):
    """Where a group of sheets stands (starea grupului)."""

    MATCHED = "matched"
    QUEUED = "queued"
    ATTACHED = "attached"
    TAKEN = "taken"
    FILED = "filed"
    DISCARDED = "discarded"
    JOINED = "joined"

    @property
    def label(self) -> str:
        """The state in words."""
        return _STATE_WORDS[self.value]


_STATE_WORDS = {
    "matched": "recunoscut", "queued": "de hotărât", "attached": "la document", "taken": "confirmare predată",
    "filed": "la dosarul din inventar", "discarded": "pus deoparte ca gol", "joined": "unit cu cel dinainte",
}  # fmt: skip

SENTENCES: Mapping[Finding, str] = {
    Finding.LABEL: "Eticheta este a noastră și se potrivește.",
    Finding.FOLLOWS: "Foaie fără etichetă.",
    Finding.BLANK: "Pagină goală.",
    Finding.POSITION: "Foaie despărțitoare a unui dosar din inventar.",
    Finding.POSTAL: "Un număr de trimitere poștală pe care nu l-a recunoscut nicio scrisoare a noastră.",
    Finding.FOREIGN: "Codul de pe foaie nu este al nostru.",
    Finding.OTHER_HOUSE: "Eticheta este a altei instituții care ține registrul cu Condica: poartă alt semn de casă.",
    Finding.MISREAD: "Codul seamănă cu al nostru, dar cifra de control e greșită.",
    Finding.DAMAGED: "Pe foaie este un cod care nu se poate citi.",
    Finding.TWO_LABELS: "Pe aceeași foaie sunt două etichete diferite.",
    Finding.DISAGREE: "Codul QR și codul de bare de pe foaie spun numere diferite.",
    Finding.NO_LABEL: "Foile stau înaintea primei etichete.",
    Finding.UNKNOWN: "Eticheta are un număr care nu există în registru.",
    Finding.CANCELLED: "Numărul de pe etichetă este anulat.",
    Finding.UNMARKED: "De pe etichetă s-au citit numai barele, fără semnul casei: poate fi a altei instituții.",
    Finding.LEAVES: "Sunt mai multe file decât s-au scris la înregistrare: poate lipsește o etichetă.",
    Finding.LEAVES_UNKNOWN: "La înregistrare nu s-a scris numărul filelor: nu se poate ști unde se termină documentul.",
    Finding.REFUSED: "Registrul nu primește scanarea.",
    Finding.UNREADABLE: "Pagina nu se poate desena.",
    Finding.SPLIT: "Despărțit de un om din grupul dinainte.",
    Finding.UNDONE: "Legătura de dinainte a fost desfăcută.",
}
SHORT: Mapping[Finding, str] = {
    Finding.LABEL: "etichetă", Finding.FOLLOWS: "fără etichetă", Finding.BLANK: "goală",
    Finding.POSITION: "despărțitoare",
    Finding.POSTAL: "număr poștal", Finding.FOREIGN: "cod străin", Finding.OTHER_HOUSE: "altă instituție",
    Finding.MISREAD: "cifră de control greșită",
    Finding.DAMAGED: "cod necitit", Finding.TWO_LABELS: "două etichete", Finding.DISAGREE: "coduri diferite",
    Finding.UNREADABLE: "nu se desenează",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one sheet says: a finding and, where there is one, the code."""

    finding: Finding
    code: str = ""
    postal: str = ""  # an S10 number beside our own label
    marked: bool = False  # the label says itself that it is this house's


@dataclass(slots=True)
class Grouped:
    """Pages that belong together, as the codes say."""

    said: Said
    pages: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    turn: int = 0

    @property
    def first(self) -> int:
        """The page that it begins with."""
        return min(self.pages)

    def leaves(self, *, both_sides: bool) -> int:
        """How many leaves of paper it is: a leaf scanned on both sides is two pages, its blank back one of them."""
        return (len(self.pages) + len(self.blanks) + 1) // 2 if both_sides else len(self.pages)


def read_label(text: str) -> LabelCode | None:
    """The code of a label, ours or another house's (`registry.print.read_label`)."""
    from condica.registry import print as paper  # noqa: PLC0415 - its pages need the tables, which are made after us

    return paper.read_label(text)


def plain(text: str) -> str:
    """A code without the house's sign: the QR and the bars of one label say the same."""
    label = read_label(text)
    return label.text if label else text.strip().upper()


def understood(seen: Seen) -> Said:
    """What a sheet says, from every code on it."""
    if seen.problem:
        return Said(Finding.UNREADABLE)
    texts = [text.strip().upper() for text, _, _ in seen.codes]
    if not texts:
        return Said(Finding.DAMAGED if seen.damaged else Finding.BLANK if seen.blank else Finding.FOLLOWS)
    labels = [label for text in texts if (label := read_label(text))]
    ours = {label.text for label in labels if label.is_ours}
    foreign = {label.text for label in labels if label.is_foreign} - ours
    own = sorted({label.text for label in labels} - foreign | {text for text in texts if position_of(text)})
    postal = sorted({text for text in texts if is_postal(text)})
    if any(_imitates(text) for text in texts):
        return Said(Finding.DISAGREE if own else Finding.MISREAD, " ".join(texts)[:200])
    if foreign and not ours:  # what bears no sign beside another house's label may be that house's too
        return Said(Finding.TWO_LABELS if own else Finding.OTHER_HOUSE, " ".join([*own, *sorted(foreign)])[:200])
    if own:
        return replace(_own(seen, own, postal[0] if len(postal) == 1 else ""), marked=own[0] in ours)
    return Said(Finding.POSTAL, postal[0]) if len(postal) == 1 else Said(Finding.FOREIGN, " ".join(texts)[:200])


def _own(seen: Seen, own: Sequence[str], postal: str) -> Said:
    if len(own) > 1:
        return Said(_apart(seen, own), " ".join(own))
    return Said(Finding.LABEL if read_label(own[0]) else Finding.POSITION, own[0], postal)


def _imitates(text: str) -> bool:
    """Built like a label of ours, but misread or invented."""
    like = _LIKE_OURS.fullmatch(text) or _LIKE_POSITION.fullmatch(text)
    return bool(like) and not read_label(text) and not position_of(text)


def _apart(seen: Seen, own: Sequence[str]) -> Finding:
    """Two numbers: two labels, or one label whose two codes disagree."""
    kinds = [{"QR" in kind for text, kind, _ in seen.codes if plain(text) == one} for one in own]
    return Finding.DISAGREE if kinds in ([{True}, {False}], [{False}, {True}]) else Finding.TWO_LABELS


def position_code(inventory: int, number: int) -> str:
    """What a separator sheet says: inventory, position and a check character."""
    return codes.checked(f"INV{inventory}P{number}")


def position_of(text: str) -> tuple[int, int] | None:
    """Inventory and position of a separator sheet; None when it is none of ours."""
    found = _POSITION.fullmatch(codes.unchecked(text) or "")
    return (int(found[1]), int(found[2])) if found else None


def is_postal(text: str) -> bool:
    """A number of the post (UPU S10): two letters, eight digits, the check digit, the country."""
    found = _POSTAL.fullmatch(text)
    if not found:
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(found[2], _WEIGHTS, strict=True)) % 11
    return int(found[3]) == {10: 0, 11: 5}.get(check, check)


def grouped(sheets: Iterable[tuple[Seen, Said]]) -> list[Grouped]:
    """Sheets in their order as groups: each code begins one, sheets without a code belong to the one before."""
    groups: list[Grouped] = []
    for seen, said in sheets:
        last = groups[-1] if groups else None
        if said.finding == Finding.BLANK:
            if last:
                last.blanks.append(seen.number)
        elif last and (said.finding == Finding.FOLLOWS or _same_label(last.said, said)):
            last.pages.append(seen.number)
            last.said = replace(last.said, marked=last.said.marked or said.marked)
        else:
            begins = Said(Finding.NO_LABEL) if said.finding == Finding.FOLLOWS else said
            groups.append(Grouped(begins, [seen.number], turn=turn_of(seen, said)))
    return groups


def _same_label(last: Said, said: Said) -> bool:
    """The same label on the next sheet too: some desks put one on every leaf."""
    return said.finding in {Finding.LABEL, Finding.POSITION} and (last.finding, last.code) == (said.finding, said.code)


def turn_of(seen: Seen, said: Said) -> int:
    """How far to turn a page so that its label reads upright; a label put on askew does not lay a page down."""
    angles = {angle for text, _, angle in seen.codes if plain(text) == said.code}
    if len(angles) != 1:
        return 0
    angle = angles.pop()
    lies = seen.wide != (angle in {90, 270})
    return 0 if lies else (360 - angle) % 360


def doubt(leaves: int | None, found: int) -> Finding | None:
    """Why a group whose label is right still waits: a paper without its label may be hidden at its end."""
    if found <= 1 or (leaves is not None and found <= leaves):
        return None
    return Finding.LEAVES_UNKNOWN if leaves is None else Finding.LEAVES
