"""Signing keys of the demo town (certificate demonstrative): a made-up issuer, files to sign with, signed papers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import typst
from django.conf import settings

from condica.accounts.api import User
from condica.config.demo.town import ACCOUNTS, PASSWORD
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import dates, typesetting
from condica.foundation.signatures import open_pkcs12, prepare, sign_pdf
from condica.foundation.signatures.making import Authority, Issued
from condica.registry import api as registry
from condica.registry.models import Entry

ISSUER = "DEMO Autoritate de certificare (fără valoare)"
SIGNATORIES = ("primar", "director", "sef", "sef.iluminat")
PAPER = """
#set document(title: "Petiție", date: auto)
#set page(paper: "a4", margin: 25mm)
#set text(lang: "ro", font: "Source Serif 4", size: 11pt)
= Petiție
Subsemnatul(a) {name} vă rog să analizați cele scrise în petiția mea, pe care o semnez electronic.
#v(10mm)
#link("condica:petitionar", block(width: 78mm, height: 17mm)[])
"""
SEEN = '#set page(width: 221pt, height: 48pt, margin: 4pt)\n#set text(font: "Inter", size: 8pt)\nSemnat electronic'


class Certificates:
    """The town's made-up issuer and what it gave out."""

    def __init__(self, since: datetime, until: datetime) -> None:
        self.since, self.until = since - timedelta(days=1), until + timedelta(days=1100)
        self.authority = Authority(ISSUER, self.since, self.until)
        self._issued: dict[int, Issued] = {}

    def of(self, user: User) -> Issued:
        """Somebody's certificate, with the account's e-mail in it."""
        if user.pk not in self._issued:
            self._issued[user.pk] = self.authority.issue(f"{user.full_name} (DEMO)", email=user.email, qualified=False)
        return self._issued[user.pk]

    def key_of(self, user: User) -> documents.Key:
        """The key with which somebody signs now."""
        return documents.key_from_file(self.of(user).pkcs12(PASSWORD), PASSWORD, by=user)

    def write(self, folder: Path) -> list[Path]:
        """The files that a visitor signs with, one an account, and the issuer's certificate."""
        folder.mkdir(parents=True, exist_ok=True)
        users = {user.username: user for user in User.objects.filter(username__in=SIGNATORIES)}
        files = {f"{name}.p12": self.of(user).pkcs12(PASSWORD) for name, user in users.items()}
        files["emitent-demo.cer"] = self.authority.root.der
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return [folder / name for name in files]


def folder() -> Path:
    """Where the files for signing lie in a demo installation."""
    return Path(settings.DATA) / "certificate-demo"


def accepted(since: date, until: datetime, *, by: User) -> Certificates:
    """A made-up issuer that the town accepts."""
    made = Certificates(dates.at(since), until)
    documents.trust(made.authority.root.der, by=by)
    return made


def furnish(certificates: Certificates, until: datetime, *, by: User) -> None:
    """The files to sign with, and three papers that came signed."""
    certificates.write(folder())
    signed_papers(certificates, by, until)


def signed_papers(certificates: Certificates, by: User, at: datetime) -> list[Document]:
    """Three petitions with a file signed by its sender: as it should be, changed afterwards, from an unknown issuer."""
    unknown = Authority("Emitent necunoscut DEMO", certificates.since, certificates.until)
    papers = Entry.objects.filter(kind="petition", direction="in", cancelled=False).order_by("-pk")[:3]
    made = []
    for entry, (issuer, harm) in zip(papers, ((certificates.authority, False), (certificates.authority, True),
                                              (unknown, False)), strict=False):  # fmt: skip
        content = _signed(issuer.issue(f"{entry.sender_name} (DEMO)", qualified=False), entry.sender_name, at)
        content = content.replace(b"/MediaBox", b"/MediaBoy", 1) if harm else content
        with dates.frozen(at):
            kept = documents.store(content, name="petitie-semnata.pdf", title="Petiția semnată electronic", by=by)
            registry.attach(entry, kept, by=by)
        made.append(kept)
    return made


def _signed(issued: Issued, name: str, at: datetime) -> bytes:
    blank = prepare(_typeset(PAPER.format(name=name)), {"petitionar": "Semnătura petiționarului"})
    signer = open_pkcs12(issued.pkcs12(PASSWORD), PASSWORD)
    picture = _typeset(SEEN, tagged=False)
    earlier = at - timedelta(hours=3)
    return sign_pdf(
        blank, field="petitionar", signer=signer, moment=earlier, name=name, reason="Petiție", picture=picture
    ).content


def _typeset(source: str, *, tagged: bool = True) -> bytes:
    files = {"main.typ": source.encode()}
    return typst.compile(cast("Any", files), font_paths=typesetting.fonts(), format="pdf", pdf_tags=tagged)


def told() -> list[str]:
    """What the command says of them."""
    if not folder().is_dir():
        return []
    named = ", ".join(plan.username for plan in ACCOUNTS if (folder() / f"{plan.username}.p12").exists())
    return [f"Certificate de semnare DEMO, cu aceeași parolă, în {folder()}: {named}."]
