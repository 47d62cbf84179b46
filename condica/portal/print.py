"""What a petition from the portal looks like on paper (petiția tipărită), for who works on it and for the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from condica.foundation import dates, typesetting
from condica.foundation.languages import NAMES
from condica.foundation.romanian import tie
from condica.organisation import api as organisation
from condica.registry.models import Entry

WAYS = {"email": "pe e-mail", "post": "prin poștă", "counter": "la ghișeu"}


def petition_pdf(words: Mapping[str, Any], *, language: str, files: Sequence[str], moment: datetime) -> bytes:
    """The petition as it was written, with who sent it and how the answer is wanted."""
    signatories = words.get("signatories")
    facts = [
        ("De la", words["name"]),
        ("Organizația", words.get("organisation", "")),
        ("Semnatari", f"{signatories}, reprezentați de cel de mai sus" if signatories else ""),
        ("Adresa", words["address"]),
        ("E-mail", words.get("email", "")),
        ("Telefon", words.get("phone", "")),
        ("Locul", words.get("place", "")),
        ("Răspunsul", WAYS[words["way"]]),
        ("Limba", NAMES[language] if language != "ro" else ""),
        ("Fișiere", ", ".join(files)),
    ]
    return _set(words["subject"], words["text"], facts, language=language, moment=moment)


def addition_pdf(entry: Entry, words: str, *, language: str, files: Sequence[str], moment: datetime) -> bytes:
    """What was added to a request, as it was written."""
    facts = [("Completează", entry.paper_number), ("Fișiere", ", ".join(files))]
    return _set(f"Completare la nr. {entry.paper_number}", words, facts, language=language, moment=moment)


def _set(title: str, text: str, facts: Sequence[tuple[str, Any]], *, language: str, moment: datetime) -> bytes:
    head = organisation.letterhead(dates.bucharest_day(moment))
    data = {
        "title": title,
        "to": head.name if head else "",
        "language": language,
        "paragraphs": [line.strip() for line in text.splitlines() if line.strip()] or [""],
        "facts": [(name, str(value)) for name, value in facts if value],
        "sent": tie(
            f"Trimisă din portal {dates.long(dates.bucharest_day(moment), year=True)}, ora {dates.clock(moment)}."
        ),
    }
    return typesetting.render("portal/petition.typ", data, moment=moment)
