"""Paper of the registry (tipărituri): the receipt (bon de înregistrare) and the label (etichetă) of an entry.

Both read one entry and its letterhead, and are set in milliseconds; nothing here writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from condica.foundation import codes, dates, richtext, typesetting
from condica.foundation.romanian import NBSP, plural, tie
from condica.organisation import api as organisation
from condica.registry.models import Direction, Entry
from condica.registry.rules import kind_label, register_sign

LABELS_A_SHEET = 27  # 3 × 9 of 62 × 29 mm on A4


@dataclass(frozen=True, slots=True)
class Promise:
    """What a receipt tells its owner about a kind of paper: a note with its article, and what follows, step by step.

    Steps may carry `<strong>`; the registry adds the date itself from the entry's term.
    """

    note: str
    steps: Sequence[str]
    kind_words: str = ""


_PROMISES: dict[str, Callable[[Entry], Promise | None]] = {}


def register_promise(kind: str, promise: Callable[[Entry], Promise | None]) -> None:
    """A room above says what the receipt of its kind of paper promises."""
    _PROMISES[kind] = promise


def paper_code(entry: Entry) -> str:
    """What the label's codes say: register, year, number and a check character: `R2026041388*`."""
    return codes.checked(f"{register_sign(entry.register.prefix)}{entry.year}{entry.value:06d}")


def label_code(entry: Entry) -> str:
    """What the label's QR says: the same, and the sign of the house; the bars are too narrow for it."""
    return f"{paper_code(entry)}{organisation.house_mark().mark}"


@dataclass(frozen=True, slots=True)
class LabelCode:
    """A label as a scanner reads it (cod de etichetă), of whichever house; `text` without the house's sign."""

    text: str
    sign: str
    year: int
    value: int
    mark: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it says itself that this house printed it; bars, and labels of earlier years, do not say."""
        return self.mark == organisation.house_mark().mark

    @property
    def is_foreign(self) -> bool:
        """Whether another house that runs the same program printed it."""
        return bool(self.mark) and not self.is_ours


def read_label(text: str) -> LabelCode | None:
    """A label's code, with or without a house's sign; None when it is no label or was misread."""
    said = re.fullmatch(r"([A-Z]+\d{10,13}[0-9A-Z*])([A-Z][0-9A-Z]{3})?", text.strip().upper())
    plain = codes.unchecked(said[1]) if said else None
    found = re.fullmatch(r"([A-Z]+)(\d{4})(\d{6,9})", plain or "")
    return LabelCode(said[1], found[1], int(found[2]), int(found[3]), said[2] or "") if said and found else None


def read_code(text: str) -> tuple[str, int, int] | None:
    """Sign, year and number of a scanned label; None when it is none of ours or was misread."""
    label = read_label(text)
    return None if label is None or label.is_foreign else (label.sign, label.year, label.value)


def receipt_pdf(entry: Entry) -> bytes:
    """The receipt (bon de înregistrare) of a paper; the same bytes each time it is printed."""
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(entry.registered_at)))
    data = receipt_data(entry)
    images |= {
        "receipt-qr.svg": codes.qr_svg(data["qr_words"]).encode(),
        "bars.svg": codes.code128_svg(data["code"]).encode(),
    }
    data["letterhead"] = head
    data["ends"] = _ends(head)
    return typesetting.render("registry/receipt.typ", data, moment=entry.registered_at, images=images)


def receipt_data(entry: Entry) -> dict[str, Any]:
    """The receipt's words, for the paper and for the screen."""
    at = dates.local(entry.registered_at)
    promise = _promise(entry)
    return {
        "paper_number": entry.paper_number,
        "register": entry.register.name,
        "number": f"{entry.register.prefix}{entry.value}",
        "day": tie(dates.long_day(at.date(), year=True)),
        "time": dates.clock(at),
        "place": f"la {entry.desk}" if entry.desk else "",
        "facts": _facts(entry, promise),
        "tracking_code": entry.tracking_code,
        "qr_words": _qr_words(entry),
        "note": tie(promise.note),
        "code": paper_code(entry),
        "steps": [richtext.tree(tie(step)) for step in promise.steps],
    }


def _qr_words(entry: Entry) -> str:
    """What a phone reads from the receipt: the portal's page, with number and code already written."""
    asked = urlencode({"nr": f"{entry.value}/{entry.year}", "cod": entry.tracking_code}, safe="/")
    return f"{settings.PUBLIC_URL}/portal/urmarire/?{asked}"


def _facts(entry: Entry, promise: Promise) -> list[tuple[str, str, bool]]:
    sender = ", ".join(filter(None, [entry.sender_name, entry.sender_address]))
    kind = promise.kind_words or (kind_label(entry.kind) if entry.kind else "")
    rows = [
        ("De la", sender, False),
        ("Conținut", entry.subject, False),
        ("Fel", kind, False),
        ("File și anexe", leaves_words(entry), False),
        ("Răspuns până la", dates.long(entry.due_on, year=True) if entry.due_on else "", True),
        ("A înregistrat", str(entry.registered_by), False),
    ]
    return [(name, tie(value), strong) for name, value, strong in rows if value]


def leaves_words(entry: Entry) -> str:
    """`2 file, 1 anexă`."""
    parts = [
        plural(entry.leaves, "filă", "file") if entry.leaves else "",
        plural(entry.annexes, "anexă", "anexe") if entry.annexes else "",
    ]
    return ", ".join(filter(None, parts))


def _promise(entry: Entry) -> Promise:
    made = _PROMISES[entry.kind](entry) if entry.kind in _PROMISES else None
    return made or Promise(
        note="Păstrați acest bon: dovedește că documentul a fost primit și înregistrat.",
        steps=(
            "Documentul ajunge la <strong>compartimentul care îl poate rezolva</strong>.",
            "Răspunsul poartă <strong>același număr</strong>, cu data la care pleacă.",
            "Cu numărul și cu codul de urmărire aflați oricând, la telefon sau la ghișeu, unde a ajuns.",
        ),
    )


def _ends(head: dict[str, Any]) -> list[tuple[str, str]]:
    contact = [_asked_at(row) for row in head["contact"] if row]
    asked = "; ".join(contact[:3]) or "la ghișeul registraturii"
    return [
        ("Întrebări", tie(f"{asked}.")),
        (
            "Datele dumneavoastră",
            "Numele, adresa și ce ați scris se folosesc numai ca să rezolvăm documentul și să vă răspundem.",
        ),
    ]


def _asked_at(row: str) -> str:
    """A line of the letterhead as a place to ask: the telephone alone, in one piece."""
    phone = row.split(" · ", maxsplit=1)[0].removeprefix("tel. ")
    return phone.replace(" ", NBSP) if row.startswith("tel. ") else row


def label_pdf(entry: Entry) -> bytes:
    """The label (etichetă) of a paper, 62 × 29 mm."""
    return labels_pdf([entry])


def labels_pdf(entries: Sequence[Entry], *, sheet: bool = False, skip: int = 0) -> bytes:
    """Labels one after another for a label printer, or on A4 sheets from the place `skip` on."""
    data, images = _labels(entries, sheet=sheet, skip=skip % LABELS_A_SHEET)
    return typesetting.render("registry/label.typ", data, moment=entries[-1].registered_at, images=images)


def label_png(entry: Entry, *, ppi: int = 203) -> bytes:
    """The label as a picture; 203 dots an inch is what label printers burn."""
    data, images = _labels([entry], sheet=False, skip=0)
    return typesetting.render_png("registry/label.typ", data, moment=entry.registered_at, images=images, ppi=ppi)[0]


def _labels(entries: Sequence[Entry], *, sheet: bool, skip: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    head, _ = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(entries[-1].registered_at)))
    labels = [_label(entry, place, head["name"]) for place, entry in enumerate(entries)]
    images = {label["qr"]: codes.qr_svg(label["qr_code"], error="q").encode() for label in labels}
    images |= {label["bars"]: codes.code128_svg(label["code"]).encode() for label in labels}
    title = f"Etichetă {entries[0].paper_number}" if len(entries) == 1 else f"Etichete ({len(entries)})"
    return {"letterhead": head, "title": title, "sheet": sheet, "skip": skip, "labels": labels}, images


def _label(entry: Entry, place: int, house: str) -> dict[str, Any]:
    at = dates.local(entry.registered_at)
    number = f"{entry.register.prefix}{entry.value}"
    return {
        "house": house or entry.register.name,
        "number": number,
        "number_size": 17 if len(number) <= 8 else 13,
        "day": dates.numeric(at.date()),
        "time": dates.clock(at),
        "direction": Direction(entry.direction).label,
        "leaves": " · ".join(filter(None, [leaves_words(entry), entry.register.name])),
        "code": paper_code(entry),
        "qr_code": label_code(entry),
        "qr": f"qr-{place}.svg",
        "bars": f"bars-{place}.svg",
    }
