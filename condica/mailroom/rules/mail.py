"""What happens to a message that came (regulile poștei); pure."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken

from condica.foundation.mime import Kind, Letter, Recognised
from condica.foundation.refusal import RuleBroken


class State(StrEnum):
    """Where a message stands (starea mesajului)."""

    QUEUED = "queued"
    REGISTERED = "registered"
    AUTOMATIC = "automatic"
    SET_ASIDE = "set_aside"


class Outcome(StrEnum):
    """What one look at one message came to; the sum of the outcomes is what was seen."""

    REGISTERED = "registered"
    AUTOMATIC = "automatic"
    QUEUED = "queued"
    KNOWN = "known"


# A person may always register, and put aside what has no number; a number is never taken back here.
NEXT: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.REGISTERED, State.SET_ASIDE}),
    State.AUTOMATIC: frozenset({State.REGISTERED, State.SET_ASIDE}),
    State.SET_ASIDE: frozenset({State.REGISTERED}),
    State.REGISTERED: frozenset(),
}


@dataclass
class Counts:
    """What an intake came to; `seen` is the sum of the others."""

    seen: int = 0
    registered: int = 0
    automatic: int = 0
    queued: int = 0
    known: int = 0

    def add(self, outcome: Outcome) -> None:
        """One more message looked at."""
        self.seen += 1
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(**{name: value + getattr(other, name) for name, value in asdict(self).items()})

    def as_dict(self) -> dict[str, int]:
        """For JSON and for the journal."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Decision:
    """The state a message begins in, and why, as a sentence."""

    state: State
    reason: str = ""


def decide(letter: Letter, found: Recognised, *, registers: bool, own_addresses: frozenset[str]) -> Decision:
    """What to do with a message: whatever is doubtful waits for a person, whole."""
    if found.kind != Kind.LETTER and found.sure:
        return Decision(State.AUTOMATIC, found.reason)
    if found.kind != Kind.LETTER:
        return Decision(State.QUEUED, found.reason)
    if not letter.readable:
        return Decision(State.QUEUED, " ".join(letter.problems))
    if letter.sender.email.lower() in own_addresses and not letter.by_form:
        return Decision(State.QUEUED, "Mesajul a fost trimis chiar de pe adresa noastră.")
    if not registers:
        return Decision(State.QUEUED, "Căsuța nu înregistrează singură.")
    return Decision(State.REGISTERED)


#: What an acknowledgement says unless the house wrote its own; the words in braces are filled in.
ACKNOWLEDGEMENT = (
    "Bună ziua,\n\n"
    "Mesajul dumneavoastră „{subiect}” a fost primit și are numărul {numar} din {data}.\n"
    "Codul de urmărire este {cod}. Cu numărul și cu codul vedeți oricând unde a ajuns: {adresa}\n\n"
    "Dacă este o petiție, răspundem în cel mult 30 de zile de la înregistrare (OG 27/2002, art. 8).\n\n"
    "{institutia}\n\n"
    "Acest mesaj a plecat automat. Dacă răspundeți la el, ce scrieți se adaugă la aceeași lucrare."
)
#: The words in braces that an acknowledgement may carry.
FILLED = ("subiect", "numar", "data", "cod", "adresa", "institutia")
_NOBODY = re.compile(
    r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply|nu-?raspunde\w*|bounces?|listserv)\b", re.IGNORECASE
)
ACKNOWLEDGED_DAYS = 7  # what arrived long ago (an old mailbox read in) is not acknowledged


def filled(text: str, words: Mapping[str, str]) -> str:
    """The acknowledgement with its words put in; braces that are no word of ours stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), text)


def may_acknowledge(letter: Letter, found: Recognised, *, own_addresses: frozenset[str]) -> bool:
    """Whether an automatic answer may go to who wrote (RFC 3834): never to machines, lists, bounces or ourselves."""
    address = letter.author.email.lower()
    headers = letter.headers
    machine = headers.token("precedence") in {"bulk", "list", "junk"} or headers.has("list-id")
    asked_not_to = headers.token("x-auto-response-suppress") in {"all", "autoreply", "oof"}
    unanswerable = headers.text("return-path").strip() == "<>"
    if found.kind != Kind.LETTER or machine or asked_not_to or unanswerable:
        return False
    return "@" in address and not _NOBODY.match(address) and address not in own_addresses


def subject_of(letter: Letter) -> str:
    """The subject for the register; of a letter without one, its first words."""
    if letter.subject.strip():
        return letter.subject.strip()[:1000]
    words = " ".join(letter.text.split())
    if not words:
        return "Mesaj fără subiect"
    return f"Fără subiect: {words[:100]}{'…' if len(words) > 100 else ''}"


def check_move(before: State, after: State) -> None:
    """Refuse what cannot follow; the same state again is harmless."""
    if after not in NEXT[before]:
        raise RuleBroken(
            "mail-settled",
            "Mesajul are deja un număr în registru." if before == State.REGISTERED else "Mesajul a fost deja hotărât.",
            remedy="Deschide mesajul din nou ca să vezi ce s-a hotărât.",
        )


def sealed(secret: str, *, key: str) -> str:
    """A password as it is stored: readable only with the installation's own key."""
    return _cipher(key).encrypt(secret.encode()).decode() if secret else ""


def unsealed(stored: str, *, key: str) -> str:
    """The password back; a refusal when the installation's key has changed."""
    if not stored:
        return ""
    try:
        return _cipher(key).decrypt(stored.encode()).decode()
    except InvalidToken:
        raise RuleBroken(
            "mailbox-password-unreadable",
            "Parola căsuței nu mai poate fi citită: cheia instalării s-a schimbat.",
            remedy="Scrie din nou parola în setările căsuței.",
        ) from None


def _cipher(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"condica mailbox " + key.encode()).digest()))
