"""The registry's decisions (reguli): codes, the state of a term, what may be corrected; pure."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from condica.foundation import dates, romanian

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread on paper
ADDITION = "addition"  # the kind of a paper that only completes another
CODE_LENGTH = 12  # 60 bits: cannot be guessed
NEAR_DAYS = 5  # fills begin five days before the safe day

CORRECTABLE = {
    "subject": "conținutul",
    "sender_name": "expeditorul",
    "sender_address": "adresa expeditorului",
    "sender_email": "e-mailul expeditorului",
    "addressee_name": "destinatarul",
    "document_number": "numărul emitentului",
    "document_date": "data emitentului",
    "leaves": "numărul filelor",
    "annexes": "numărul anexelor",
    "file_code": "indicativul dosarului",
}


def new_tracking_code() -> str:
    """A random public code (cod de urmărire), as `7KQ4-M2XD-93TB`."""
    raw = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(raw[place : place + 4] for place in range(0, CODE_LENGTH, 4))


#: A tracking code as people write it: with lines, blanks, or nothing between its groups.
CODE = re.compile(r"\b[0-9A-Z]{4}[- ]?[0-9A-Z]{4}[- ]?[0-9A-Z]{4}\b")
_MISREAD = str.maketrans("ILOU", "110V")


def plain_code(text: str) -> str:
    """A tracking code without lines, with the letters that are not in it read as what they resemble."""
    return re.sub(r"[^0-9A-Z]", "", text.upper()).translate(_MISREAD)[:CODE_LENGTH]


#: Words that stand in addresses where a register's key may stand.
TAKEN_KEYS = frozenset(
    {
        "document",
        "drept",
        "expeditori",
        "export",
        "fara-retea",
        "ghiseu",
        "inregistrare",
        "nou",
        "pastrare",
        "plic",
        "registre",
        "rezervari",
        "selectie",
        "tiparire",
        "ziua",
    }
)


def register_key(name: str) -> str:
    """A register's key for addresses: `Registrul audiențelor` is `registrul-audientelor`."""
    return re.sub(r"[^a-z0-9]+", "-", romanian.fold(name)).strip("-")[:50].rstrip("-")


def register_sign(prefix: str) -> str:
    """A register's sign inside codes: its prefix's letters, `R` for the one without."""
    return re.sub(r"[^A-Z]", "", prefix.upper()) or "R"


def bare_id(message_id: str) -> str:
    """A Message-ID without the brackets that some write around it."""
    return message_id.strip().strip("<>").strip()


def written_digest(salt: bytes, written: Mapping[str, Any]) -> bytes:
    """The salted digest of what stood in the register at registration; the number's chain covers it."""
    text = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(salt + text.encode()).digest()


#: What of a register's line names people; the rest stays when they are erased.
PERSONAL = frozenset({"subject", "sender_name", "sender_address", "sender_email", "addressee_name"})
ERASED = "[șters"  # how a mark begins


def remains_digest(written: Mapping[str, Any]) -> str:
    """The digest of what remains of a line after its people were erased; the journal's chain covers it."""
    return written_digest(b"", written).hex()


class TermKind(StrEnum):
    """The states of a term (stările termenului), each one look of the chip."""

    CALM = "calm"
    NEAR = "near"
    TODAY = "today"
    PAST = "past"
    LATE = "late"
    NONE = "none"
    ASK = "ask"
    DONE = "done"
    DONE_LATE = "donelate"
    JOINED = "joined"
    MOVED = "moved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class TermState:
    """What a chip says: its state, the words in bold, the date beside them (either may be empty)."""

    state: TermKind
    words: str
    on: date | None = None
    date: str = ""
    extended: bool = False

    @property
    def sentence(self) -> str:
        """The chip read aloud."""
        return f"{self.words} · {self.date}" if self.date else self.words


def term_state(
    *,
    today: date,
    due_on: date | None,
    safe_on: date | None,
    extended: bool = False,
    settled_as: str = "",
    settled_on: date | None = None,
    note: str = "",
    needs_kind: bool = False,
) -> TermState:
    """The one place where a term becomes state, words and date.

    Days, date and colour all speak of the safe day until it passes, then of the legal day („legal:").
    """
    if settled_as:
        return _settled(settled_as, settled_on, due_on, note)
    if due_on is None or safe_on is None:
        return TermState(TermKind.ASK, "de încadrat") if needs_kind else TermState(TermKind.NONE, "fără termen")
    if today > due_on:
        late = (today - due_on).days
        return TermState(TermKind.LATE, f"întârziat {romanian.plural(late, 'zi', 'zile')}", due_on, dates.short(due_on))
    if today > safe_on:
        return TermState(TermKind.PAST, f"legal: {_nearness(due_on, today)}", due_on, dates.short(due_on), extended)
    left = (safe_on - today).days
    kind = TermKind.TODAY if left == 0 else TermKind.NEAR if left <= NEAR_DAYS else TermKind.CALM
    words = _nearness(safe_on, today)
    return TermState(kind, f"prelungit, {words}" if extended else words, safe_on, dates.short(safe_on), extended)


def _nearness(day: date, today: date) -> str:
    left = (day - today).days
    return {0: "azi", 1: "mâine"}.get(left) or romanian.plural(left, "zi", "zile")


def _settled(settled_as: str, on: date | None, due_on: date | None, note: str) -> TermState:
    shown = dates.short_day(on) if on else ""
    if settled_as == "answered":
        if on and due_on and on > due_on:
            return TermState(TermKind.DONE_LATE, "trimis târziu", on, shown)
        return TermState(TermKind.DONE, "trimis în termen" if due_on else "trimis", on, shown)
    if settled_as == "joined":
        return TermState(TermKind.JOINED, f"conexat la {note}".strip(), on)
    if settled_as == "moved":
        return TermState(TermKind.MOVED, "redirecționat", on, shown)
    if settled_as == "filed":
        return TermState(TermKind.CLOSED, f"clasat, {note}" if note else "clasat", on)
    return TermState(TermKind.CLOSED, "închis", on, shown)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper (felul documentului) as the counter chooses it; rooms above add theirs at start-up.

    `words` are beginnings of folded words that make it likely; `hint` tells the term a paper of this kind would get
    today; `opens` is called in the registering transaction, so that the clock starts with the number; `leaves`
    when a paper once of this kind is found to be of another.
    """

    key: str
    label: str
    order: int
    words: tuple[str, ...] = ()
    unit_code: str = ""  # the department that gets it first
    hint: Callable[[date], str] | None = None
    opens: Callable[[Any, Any], None] | None = None
    leaves: Callable[[Any, Any], None] | None = None
    common: bool = False  # stands as a chip of its own on the counter form


KINDS: dict[str, PaperKind] = {}


def register_kind(kind: PaperKind) -> None:
    """Add a kind, or replace the one with its key (a room takes over what the registry only named)."""
    KINDS[kind.key] = kind


def kinds() -> list[PaperKind]:
    """All kinds in the order of the counter."""
    return sorted(KINDS.values(), key=lambda kind: (kind.order, kind.label))


def kind_label(key: str) -> str:
    """The kind's name; an unknown key (a room since removed) stays readable."""
    return KINDS[key].label if key in KINDS else key.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Guess:
    """A likely kind and the words that it was guessed from."""

    kind: PaperKind
    words: tuple[str, ...]


def guess_kind(text: str) -> Guess | None:
    """The kind whose words stand most often in the text; none when nothing speaks for one. A person decides."""
    words = [(romanian.fold(word), word.lower()) for word in re.findall(r"\w+", text)]
    best: Guess | None = None
    for kind in kinds():
        hits = tuple(dict.fromkeys(said for word, said in words if word.startswith(kind.words))) if kind.words else ()
        if hits and (best is None or len(hits) > len(best.words)):
            best = Guess(kind, hits)
    return best


for _order, (_key, _label, _words, _common) in enumerate(
    [
        ("petition", "Petiție", ("petit", "sesiz", "reclam", "revenire", "plang", "propun", "nemultum"), True),
        ("information_request", "Cerere 544", ("544", "informatii", "foi", "informatiilor"), True),
        ("request", "Cerere", ("cerere", "solicit", "certificat", "adeverint", "autoriz", "aviz"), True),
        ("letter", "Adresă", ("adresa", "circular", "comunicare", "instiint", "raspuns"), True),
        ("invoice", "Factură", ("factur", "proform", "deviz"), True),
        ("court_paper", "Act de procedură", ("citatie", "instanta", "judecator", "dosar", "tribunal"), False),
        ("audience_request", "Înscriere în audiență", ("audient",), False),
        ("accreditation_request", "Cerere de acreditare", ("acredit",), False),
        ("press_question", "Întrebare de presă", ("presa", "redact", "ziar", "radio", "televiz"), False),
        ("consultation_proposal", "Propunere la un proiect de act", ("amendament", "hcl", "dezbatere"), False),
        ("invitation", "Invitație", ("invit",), False),
        ("owners_association_return", "Situația soldurilor", ("solduri", "soldurilor"), False),
        ("offer", "Ofertă", ("ofert",), False),
        ("report", "Raport sau referat", ("raport", "referat", "nota"), False),
        (ADDITION, "Completare la un document", (), False),
        ("other", "Alt document", (), False),
    ],
    start=1,
):
    register_kind(PaperKind(_key, _label, _order, words=_words, common=_common))
