"""The chains' heads (capetele lanțurilor): what they were at a day's end, and whether the database still agrees."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from condica.foundation import dates
from condica.foundation.signatures import Trust, Verdict, check
from condica.journal.api import Finding
from condica.journal.models import Line, Seal
from condica.journal.rules import Verb
from condica.registry.models import Number, Register
from condica.registry.queries.lists import start_of

OLDER = "baza a fost refăcută dintr-o copie mai veche, sau i s-a tăiat capătul"


def heads_of(day: date) -> dict[str, Any]:
    """The head of each register at the end of a day, and of the journal as it is now; plain JSON."""
    until = start_of(day + timedelta(days=1))
    registers = [row for one in Register.objects.order_by("pk") if (row := _head(one, day, until))]
    seal = Seal.objects.order_by("-seq").first()
    journal = {"seq": seal.seq, "hash": bytes(seal.hash).hex()} if seal else {"seq": 0, "hash": ""}
    return {"day": day.isoformat(), "registers": registers, "journal": journal}


def _head(register: Register, day: date, until: Any) -> dict[str, Any] | None:
    drawn = Number.objects.filter(register=register, moment__lt=until)
    last = drawn.order_by("-moment").first()
    if last is None:
        return None
    return {
        "register": register.key,
        "year": last.year,
        "last": last.number,
        "hash": bytes(last.hash).hex(),
        "of_day": drawn.filter(moment__gte=start_of(day)).count(),
    }


def kept_files() -> list[Path]:
    """The heads put apart, day after day."""
    root = Path(settings.HEADS_ROOT)
    return sorted(root.glob("*/????-??-??.json")) if root.is_dir() else []


def digest_of(path: Path) -> str:
    """The SHA-256 of a kept file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- the check -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    content: dict[str, Any]

    @property
    def where(self) -> str:
        """How a finding calls it."""
        return f"capetele puse deoparte în {self.path.stem}"


def verify_heads() -> Iterator[Finding]:
    """Compare the heads kept apart with the database: each file whole, none missing, every head still in its chain."""
    before = ""
    told = dict(Line.objects.filter(verb=Verb.HEADS_KEPT).values_list("data__day", "data__sha256"))
    for path in kept_files():
        kept = _read(path)
        if isinstance(kept, Finding):
            yield kept
            before = digest_of(path)
            continue
        yield from _file_findings(kept, before)
        yield from _register_findings(kept)
        yield from _journal_findings(kept)
        before = digest_of(path)
        if told.pop(path.stem, before) != before:
            yield Finding(kept.where, "fișierul nu este cel consemnat în jurnal")
    for day in sorted(told):
        yield Finding(f"capetele puse deoparte în {day}", f"fișierul lipsește din {settings.HEADS_ROOT}")


def _read(path: Path) -> _Kept | Finding:
    try:
        content = json.loads(path.read_text())
        return _Kept(path, {"registers": content["registers"], "journal": content["journal"], **content})
    except (ValueError, KeyError, TypeError, OSError):
        return Finding(f"capetele puse deoparte în {path.stem}", "fișierul nu se poate citi: a fost stricat")


def _file_findings(kept: _Kept, before: str) -> Iterator[Finding]:
    if kept.content.get("previous", "") != before:
        yield Finding(kept.where, "nu urmează după fișierul dinainte: unul lipsește sau a fost schimbat")
    plain, signed = kept.path.with_suffix(".sha256"), kept.path.with_suffix(".p7s")
    if signed.exists():
        found = check(signed.read_bytes(), "application/pkcs7-signature", Trust(), dates.now(), kept.path.read_bytes())
        if found.problem or any(one.verdict in (Verdict.BROKEN, Verdict.CHANGED) for one in found.signatures):
            yield Finding(kept.where, "sigiliul electronic al fișierului nu se mai potrivește")
    elif not plain.exists() or plain.read_text().split()[:1] != [digest_of(kept.path)]:
        yield Finding(kept.where, "fișierul a fost schimbat: nu are amprenta cu care a fost pus deoparte")


def _register_findings(kept: _Kept) -> Iterator[Finding]:
    for head in kept.content["registers"]:
        rows = Number.objects.filter(register__key=head["register"], year=head["year"])
        said = f"registrul „{head['register']}”, numărul {head['last']}/{head['year']}"
        found = rows.filter(number=head["last"]).first()
        if found is None:
            yield Finding(kept.where, f"{said} nu mai este în bază: {OLDER}")
        elif bytes(found.hash).hex() != head["hash"]:
            yield Finding(kept.where, f"{said} are alt lanț decât în ziua aceea: coada registrului a fost rescrisă")
        else:
            yield from _count_findings(kept, head, said)


def _count_findings(kept: _Kept, head: dict[str, Any], said: str) -> Iterator[Finding]:
    day = date.fromisoformat(kept.content["day"])
    moments = {"moment__gte": start_of(day), "moment__lt": start_of(day + timedelta(days=1))}
    count = Number.objects.filter(register__key=head["register"], **moments).count()
    if count != head["of_day"]:
        yield Finding(kept.where, f"{said}: în ziua aceea erau {head['of_day']} numere, în bază sunt {count}")


def _journal_findings(kept: _Kept) -> Iterator[Finding]:
    head = kept.content["journal"]
    if not head["seq"]:
        return
    seal = Seal.objects.filter(seq=head["seq"]).first()
    if seal is None:
        yield Finding(kept.where, f"veriga {head['seq']} a jurnalului nu mai este în bază: {OLDER}")
    elif bytes(seal.hash).hex() != head["hash"]:
        yield Finding(kept.where, f"veriga {head['seq']} a jurnalului este alta: coada jurnalului a fost rescrisă")
