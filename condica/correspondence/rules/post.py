"""Decisions about envelopes (reguli ale expedierii): kinds, S10 numbers, weight, cost, what comes back; pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from condica.correspondence.rules.ways import Way
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import fold


class Kind(StrEnum):
    """What is asked of who carries an envelope (felul trimiterii), as Poșta Română sells it; or who carries it."""

    SIMPLE = "simple"
    REGISTERED = "registered"
    RECEIPT = "receipt"
    COURIER = "courier"
    HAND = "hand"

    @property
    def label(self) -> str:
        """The kind in words."""
        return KIND_LABELS[self]

    @property
    def way(self) -> Way:
        """By which way it leaves."""
        return {Kind.COURIER: Way.COURIER, Kind.HAND: Way.HAND}.get(self, Way.POST)

    @property
    def registered(self) -> bool:
        """Whether the post registers it by a number: a receipt (AR) is sold only with a registered letter."""
        return self in {Kind.REGISTERED, Kind.RECEIPT}

    @property
    def signed_for(self) -> bool:
        """Whether a paper with the addressee's signature comes back to us."""
        return self in {Kind.RECEIPT, Kind.HAND}


KIND_LABELS: Mapping[Kind, str] = {
    Kind.SIMPLE: "simplă",
    Kind.REGISTERED: "recomandată (R)",
    Kind.RECEIPT: "recomandată cu confirmare de primire (R, AR)",
    Kind.COURIER: "curier",
    Kind.HAND: "prin agent",
}
#: The short words of lists and labels.
KIND_SIGNS: Mapping[Kind, str] = {
    Kind.SIMPLE: "simplă", Kind.REGISTERED: "R", Kind.RECEIPT: "R, AR", Kind.COURIER: "curier", Kind.HAND: "agent",
}  # fmt: skip


def kind_words(kind: str, *, priority: bool = False, short: bool = False) -> str:
    """`recomandată (R), prioritară`; short: `R, prioritară`."""
    words = KIND_SIGNS[Kind(kind)] if short else Kind(kind).label
    return f"{words}, prioritară" if priority else words


class EnvelopeState(StrEnum):
    """Where an envelope stands (starea plicului)."""

    OPEN = "open"
    HANDED = "handed"
    DELIVERED = "delivered"
    RETURNED = "returned"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """The state in words."""
        return {
            "open": "de predat", "handed": "predat", "delivered": "primit de destinatar", "returned": "întors",
            "undone": "desfăcut",
        }[self.value]  # fmt: skip


#: From where to where an envelope goes. A receipt may come after the envelope was taken for returned by mistake only
#: through a new envelope: what was noted stays.
ENVELOPE_NEXT: Mapping[EnvelopeState, frozenset[EnvelopeState]] = {
    EnvelopeState.OPEN: frozenset({EnvelopeState.HANDED, EnvelopeState.UNDONE}),
    EnvelopeState.HANDED: frozenset({EnvelopeState.DELIVERED, EnvelopeState.RETURNED}),
    EnvelopeState.DELIVERED: frozenset(),
    EnvelopeState.RETURNED: frozenset(),
    EnvelopeState.UNDONE: frozenset(),
}


class ListState(StrEnum):
    """Where a post list stands (starea borderoului)."""

    PREPARED = "prepared"
    HANDED = "handed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state in words."""
        return {"prepared": "pregătit", "handed": "predat", "cancelled": "anulat"}[self.value]


class ReturnReason(StrEnum):
    """Why an envelope came back (motivul returnării), as the post writes it on the envelope."""

    UNCLAIMED = "unclaimed"
    REFUSED = "refused"
    WRONG_ADDRESS = "wrong_address"
    NO_RESIDENCE = "no_residence"
    MOVED = "moved"
    UNKNOWN = "unknown"
    DECEASED = "deceased"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in words."""
        return RETURN_WORDS[self][0]

    @property
    def remedy(self) -> str:
        """What the author of the letter can do next."""
        return RETURN_WORDS[self][1]


RETURN_WORDS: Mapping[ReturnReason, tuple[str, str]] = {
    ReturnReason.UNCLAIMED: ("expirat termenul de păstrare", "Trimite din nou sau prin agent, cu semnătură."),
    ReturnReason.REFUSED: ("refuzat de destinatar", "Păstrează plicul ca dovadă; poți trimite și pe altă cale."),
    ReturnReason.WRONG_ADDRESS: ("adresă greșită", "Verifică adresa cu destinatarul, apoi trimite din nou."),
    ReturnReason.NO_RESIDENCE: ("lipsă domiciliu", "Caută adresa în evidența persoanelor sau trimite pe e-mail."),
    ReturnReason.MOVED: ("destinatar mutat", "Caută noua adresă și trimite acolo."),
    ReturnReason.UNKNOWN: ("destinatar necunoscut la adresă", "Verifică numele și adresa în lucrare."),
    ReturnReason.DECEASED: ("destinatar decedat", "Lucrarea o reia compartimentul: vezi dacă o continuă moștenitorii."),
    ReturnReason.OTHER: ("alt motiv", "Citește mențiunea de pe plic și alege altă adresă sau altă cale."),
}  # fmt: skip


class Outcome(StrEnum):
    """How a try of our own agent ended (încercarea de predare)."""

    DELIVERED = "delivered"
    ABSENT = "absent"
    REFUSED = "refused"
    WRONG_ADDRESS = "wrong_address"

    @property
    def label(self) -> str:
        """The outcome in words."""
        return {
            "delivered": "predat sub semnătură", "absent": "destinatar negăsit", "refused": "refuzat",
            "wrong_address": "adresă greșită",
        }[self.value]  # fmt: skip


# --- S10 numbers ------------------------------------------------------------------------------------------------------

S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
COUNTRY = "RO"
S10_LAST = 99_999_999
_S10 = re.compile(r"([A-Z]{2})(\d{8})(\d)([A-Z]{2})")


def s10_check_digit(serial: int) -> int:
    """The check digit of eight digits (UPU S10): 11 less the weighed sum modulo 11; 10 is written 0, and 11 is 5."""
    digits = f"{serial:08d}"
    left = 11 - sum(weight * int(digit) for weight, digit in zip(S10_WEIGHTS, digits, strict=True)) % 11
    return {10: 0, 11: 5}.get(left, left)


def s10(prefix: str, serial: int) -> str:
    """The whole number: `RR473124829RO`."""
    if not re.fullmatch(r"[A-Z]{2}", prefix) or not 0 <= serial <= S10_LAST:
        raise ValueError(f"{prefix} {serial} nu dă un număr S10")
    return f"{prefix}{serial:08d}{s10_check_digit(serial)}{COUNTRY}"


def read_s10(text: str) -> str | None:
    """A number as a reader or a hand gives it, spaces and case aside; None when it is none, or was misread."""
    found = _S10.fullmatch(re.sub(r"[\s.\-]+", "", text).upper())
    good = found and found[4] == COUNTRY and s10_check_digit(int(found[2])) == int(found[3])
    return found[0] if found and good else None


def check_s10(text: str) -> str:
    """The number of a sticker, or a refusal that says what is wrong with it."""
    number = read_s10(text)
    if number is None:
        raise RuleBroken(
            "s10-wrong", f"„{text.strip()}” nu este un număr de recomandată: cifra de control nu se potrivește.",
            cites=("UPU S10",), remedy="Are 2 litere, 9 cifre și RO, de exemplu RR473124829RO; citește-l din nou.",
        )  # fmt: skip
    if not number.startswith("R"):
        raise RuleBroken(
            "s10-not-registered", f"{s10_words(number)} nu este numărul unei recomandate.",
            cites=("UPU S10",), remedy="Recomandatele au indicativul RA–RZ.",
        )  # fmt: skip
    return number


def s10_words(number: str) -> str:
    """As it is printed for people: `RR 473 124 829 RO`."""
    return f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:11]} {number[11:]}" if number else ""


# --- weight and cost --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Format:
    """An envelope of paper (formatul plicului): how many sheets of A4 fit, what it weighs empty."""

    name: str
    sheets: int
    grams: int


#: A sheet of A4 at 80 g/m² is 1/16 m²: 5 g.
SHEET_GRAMS = 5
FORMATS: Sequence[Format] = (Format("DL", 3, 5), Format("C5", 12, 8), Format("C4", 400, 18))


def format_for(sheets: int) -> Format:
    """The smallest envelope in which so many sheets fit."""
    return next((one for one in FORMATS if sheets <= one.sheets), FORMATS[-1])


def estimated_grams(sheets: int, *, receipt: bool = False) -> int:
    """What an envelope with so many sheets weighs, with the form of the receipt where there is one."""
    sheets = max(1, sheets)
    return sheets * SHEET_GRAMS + format_for(sheets).grams + (2 if receipt else 0)


@dataclass(frozen=True, slots=True)
class TariffStep:
    """A step of a tariff (treaptă de greutate)."""

    upto: int
    price: Decimal
    pk: int = 0


def step_for(steps: Iterable[TariffStep], grams: int) -> TariffStep | None:
    """The lowest step that carries a weight; none when it is too heavy for all of them."""
    return min((step for step in steps if step.upto >= grams), key=lambda step: step.upto, default=None)


def shares(cost: Decimal, parts: int) -> list[Decimal]:
    """A cost divided among the letters of one envelope: equal to the ban, the rest on the first ones."""
    if parts < 1:
        return []
    bani = int(cost * 100)
    each, rest = divmod(bani, parts)
    return [Decimal(each + (place < rest)) / 100 for place in range(parts)]


def same_place(name: str, address: str) -> str:
    """What two letters for the same person at the same address have in common, however they are typed."""
    words = re.findall(r"[a-z0-9]+", fold(f"{name} | {address}"))
    dropped = {"strada", "str", "nr", "numarul", "bulevardul", "bd", "aleea", "al", "judetul", "jud", "loc", "bl", "ap"}
    return " ".join(word for word in words if word not in dropped) if address.strip() else ""


def few_left(used: int, all_of_them: int, warn_at: int) -> bool:
    """Whether a range is near its end."""
    return all_of_them - used <= warn_at


def days_waiting(handed: date, today: date) -> int:
    """For how many days a receipt is awaited."""
    return max(0, (today - handed).days)


def check_envelope_move(at: EnvelopeState, to: EnvelopeState) -> None:
    """Refuse what does not follow from where an envelope stands."""
    if to in ENVELOPE_NEXT[at]:
        return
    raise RuleBroken(
        "envelope-state", f"Plicul este {at.label}; nu mai poate fi {to.label}.",
        remedy="Reîncarcă pagina: altcineva l-a mutat între timp. Pentru altă trimitere fă o expediere nouă.",
    )  # fmt: skip


def check_number_for(kind: Kind, number: str) -> None:
    """Refuse a registered envelope without its number, which the post asks for (and a plain one with)."""
    if kind.registered and not number:
        raise RuleBroken(
            "envelope-no-number", "Recomandata nu are număr.", cites=("UPU S10",),
            remedy="Citește-l de pe eticheta poștei sau scrie o plajă de numere la „Tarife și numere”.",
        )  # fmt: skip


def check_weight(grams: int) -> None:
    """Refuse what is no weight of a letter: up to 2 kg."""
    if not 1 <= grams <= MOST_GRAMS:
        raise RuleBroken(
            "envelope-weight", f"{grams} g nu este greutatea unui plic.",
            remedy=f"Scrie greutatea în grame, între 1 și {math.floor(MOST_GRAMS)}; ce e mai greu pleacă drept colet.",
        )  # fmt: skip


MOST_GRAMS = 2000
