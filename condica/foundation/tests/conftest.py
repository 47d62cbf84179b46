"""An authority of certification, its people, a paper to sign (fixturi ale semnăturilor)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import typst

from condica.foundation import typesetting
from condica.foundation.signatures import Trust, open_pkcs12, prepare, sign_pdf
from condica.foundation.signatures.making import Authority, Issued

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
WORD = "parola corectă"
PAPER = """
#set document(title: "Răspuns", date: auto)
#set text(lang: "ro", font: "Inter")
= Răspuns
Textul scrisorii.
#grid(columns: (1fr, 1fr), column-gutter: 10mm,
  link("condica:cap", block(width: 100%, height: 17mm)[]), link("condica:sef", block(width: 100%, height: 17mm)[]))
"""
STAMP = '#set page(width: 212pt, height: 48pt, margin: 4pt)\n#set text(font: "Inter", size: 8pt)\nSemnat de ș ț'


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("DEMO Autoritate de certificare", NOW - YEAR, NOW + YEAR)


@pytest.fixture(scope="module")
def head(authority: Authority) -> Issued:
    return authority.issue("Victor Morariu", email="victor.morariu@example.org", code="RO-1")


@pytest.fixture(scope="module")
def chief(authority: Authority) -> Issued:
    return authority.issue("Sorin Fărcaș", email="Sorin.Farcas@example.org", with_rsa=True)


@pytest.fixture(scope="module")
def trust(authority: Authority) -> Trust:
    return Trust((authority.root.der,))


@pytest.fixture(scope="module")
def paper() -> bytes:
    made = typst.compile(
        {"main.typ": PAPER.encode()}, format="pdf", font_paths=typesetting.fonts(), pdf_standards=["a-2a", "ua-1"],
        timestamp=NOW,
    )  # fmt: skip
    return prepare(made, {"cap": "Semnătura primarului", "sef": "Semnătura șefului de serviciu"})


@pytest.fixture(scope="module")
def picture() -> bytes:
    return typst.compile({"main.typ": STAMP.encode()}, format="pdf", font_paths=typesetting.fonts(), pdf_tags=False)


@pytest.fixture(scope="module")
def both(paper: bytes, picture: bytes, chief: Issued, head: Issued) -> bytes:
    first = put(paper, "sef", chief, picture, NOW - timedelta(hours=1))
    return put(first, "cap", head, picture)


def put(content: bytes, field: str, issued: Issued, picture: bytes, moment: datetime = NOW, **more: object) -> bytes:
    signer = open_pkcs12(issued.pkcs12(WORD), WORD)
    return sign_pdf(
        content, field=field, signer=signer, moment=moment, name="Nume", reason="ca Primar", picture=picture,
        **more,  # type: ignore[arg-type]
    ).content  # fmt: skip
