"""What the townspeople's letters look like (scrisorile): words, PDF, scans; and what they are answered."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, cast

import pypdfium2
import typst
from PIL import Image, ImageFilter

from condica.config.demo.people import DISTRICTS, STREETS, Person, house
from condica.config.demo.subjects import Domain, Matter
from condica.foundation import dates, mime, typesetting

HERE = Path(__file__).parent
OPENINGS = (
    "Subsemnat{a}, {name}, domiciliat{a} în municipiul Valea Mureșului, {address}, vă aduc la cunoștință următoarele:",
    "Mă numesc {name}, locuiesc în {address} și vă scriu pentru că nu mai am altă cale.",
    "Subsemnat{a} {name}, din {address}, vă rog să luați în considerare această sesizare.",
)
ASKING = "Vă rog {asked}."
CLOSINGS = ("Cu stimă,", "Vă mulțumesc pentru timpul acordat.", "Aștept răspunsul dumneavoastră în termenul legal.")


@dataclass(frozen=True, slots=True)
class Wording:
    """A matter with its places filled in."""

    subject: str
    told: str
    asked: str
    answer: str
    favourable: bool


def worded(matter: Matter, rng: Random, on: date) -> Wording:
    """The matter as one person lives it: where, since when."""
    place, street, district = house(rng).split(", bl.")[0], rng.choice(STREETS), rng.choice(DISTRICTS)
    day = dates.long_day(on - timedelta(days=rng.randint(2, 25)))
    words = {"place": place, "street": street, "district": district, "day": day, "n": str(rng.randint(100, 9999))}
    return Wording(
        subject=matter.subject.format_map(words),
        told=matter.told.format_map(words),
        asked=matter.asked.format_map(words),
        answer=matter.answer.format_map(words),
        favourable=matter.favourable,
    )


def filled(subject: str, rng: Random) -> str:
    """A subject with its places filled in."""
    return subject.format(
        place=house(rng).split(", bl.")[0],
        street=rng.choice(STREETS),
        district=rng.choice(DISTRICTS),
        n=rng.randint(100, 9999),
    )


def paragraphs(person: Person, wording: Wording, rng: Random) -> list[str]:
    """The letter's text."""
    ending = "a" if person.woman else "ul"
    opening = rng.choice(OPENINGS).format(a=ending, name=person.name, address=person.address)
    if person.kind != "person":
        opening = f"{person.name}, cu sediul în {person.address}, prin reprezentant legal, vă aduce la cunoștință:"
    return [opening, wording.told, ASKING.format(asked=wording.asked), rng.choice(CLOSINGS)]


def letter_pdf(person: Person, wording: Wording, rng: Random, on: date) -> bytes:
    """The letter as people send it in a file, or print and sign."""
    data = {
        "to": "Primăria Municipiului Valea Mureșului",
        "subject": wording.subject,
        "paragraphs": paragraphs(person, wording, rng),
        "day": dates.long_day(on, year=True),
        "name": person.name,
        "plain": rng.random() < 0.5,
        "signed": rng.random() < 0.8,
    }
    return _typeset(data)


def _typeset(data: Mapping[str, Any]) -> bytes:
    files = {"main.typ": _template(), "data.json": json.dumps(data, ensure_ascii=False).encode()}
    return typst.compile(cast("Any", files), font_paths=typesetting.fonts(), format="pdf")


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (HERE / "petition.typ").read_bytes()


def letter_file(person: Person, wording: Wording, rng: Random, channel: str, moment: datetime) -> tuple[str, bytes]:
    """The letter as it comes by that way: a file, now and then only a scan, or the e-mail itself."""
    day = dates.bucharest_day(moment)
    turn = rng.random()
    if channel == "email" and turn < 0.5:
        return "mesaj.eml", _email(person, wording, rng, moment)
    pdf = letter_pdf(person, wording, rng, day)
    if channel in {"post", "counter"} and turn < 0.03:
        return "scan.pdf", scanned(pdf, rng)
    return rng.choice(("petitie.pdf", "sesizare.pdf", "cerere.pdf", "Scrisoare primarie.pdf")), pdf


def known_text(name: str, content: bytes) -> str | None:
    """What the file says, where it can be had at once; a scan waits for its OCR like any other."""
    if name.endswith(".eml"):
        return mime.parse(content).text
    if name == "scan.pdf":
        return None
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def _email(person: Person, wording: Wording, rng: Random, moment: datetime) -> bytes:
    message = EmailMessage()
    message["From"] = f"{person.name} <{person.email}>"
    message["To"] = "Registratura <registratura@example.org>"
    message["Subject"] = wording.subject
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = f"<{rng.getrandbits(64):016x}@{person.email.partition('@')[2] or 'example.com'}>"
    message.set_content("\n\n".join([*paragraphs(person, wording, rng), person.name]))
    return message.as_bytes()


def scanned(pdf: bytes, rng: Random) -> bytes:
    """The same letter from the scanner: a grey, slightly turned picture without any text in it."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=150 / 72).to_pil().convert("L")
    turned = picture.rotate(rng.uniform(-0.7, 0.7), fillcolor=252, resample=Image.Resampling.BICUBIC)
    out = io.BytesIO()
    turned.filter(ImageFilter.GaussianBlur(0.5)).save(out, "PDF", resolution=150, quality=60)
    return out.getvalue()


def answer_html(person: Person, wording: Wording, domain: Domain, number: str, others: list[str]) -> str:
    """The answer's text, as the clerk writes it in the editor."""
    joined = f", precum și a celor conexate, nr. {', '.join(others)}," if others else ","
    return (
        f"<p>{person.dear}</p>"
        f"<p>Ca urmare a petiției dumneavoastră, înregistrată sub nr. {number}{joined} vă comunicăm următoarele.</p>"
        f"<p>{wording.answer}</p>"
        f"<p>Soluția se întemeiază pe {domain.basis} și pe art. 8 alin. (1) din Ordonanța Guvernului nr. 27/2002.</p>"
        "<p>Cu stimă,</p>"
    )
