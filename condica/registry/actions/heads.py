"""Putting the chains' heads apart (capetele lanțurilor): a file a day outside the database, sealed, sent where asked.

Whoever could rewrite the whole database, or restore an older one, cannot make these files agree with it.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import date, timedelta
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates, signatures
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.actions.sealing import has_seal
from condica.registry.models import Number
from condica.registry.queries.heads import digest_of, heads_of, kept_files

MOST_DAYS = 31  # caught up at once, after the server stood still
MARK = ".trimis"  # beside a file that has left by e-mail
log = logging.getLogger(__name__)


def keep_waiting(*, by: User) -> list[Path]:
    """Put apart the heads of every day that ended since the last one kept, then send what was not sent."""
    made = [keep_heads(day, by=by) for day in _days_waiting()]
    send_waiting()
    return made


def _days_waiting() -> list[date]:
    yesterday = dates.today() - timedelta(days=1)
    kept = kept_files()
    first = Number.objects.order_by("pk").first()
    if kept:
        since = date.fromisoformat(kept[-1].stem) + timedelta(days=1)
    elif first:
        since = dates.bucharest_day(first.moment)
    else:
        return []
    since = max(since, yesterday - timedelta(days=MOST_DAYS - 1))
    return [since + timedelta(days=n) for n in range((yesterday - since).days + 1)]


@transaction.atomic
def keep_heads(day: date, *, by: User) -> Path:
    """Put the heads of a day apart (o zi încheiată); a file once written is never written again."""
    if day >= dates.today():
        raise RuleBroken(
            "day-not-ended", f"Ziua de {dates.numeric(day)} nu s-a sfârșit.", remedy="Așteaptă miezul nopții."
        )
    path = Path(settings.HEADS_ROOT) / f"{day.year}" / f"{day.isoformat()}.json"
    if path.exists():
        return path
    earlier = [one for one in kept_files() if one.stem < path.stem]
    previous = digest_of(earlier[-1]) if earlier else ""
    content = {**heads_of(day), "previous": previous, "made_at": dates.now().isoformat()}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path, text)
    _prove(path, text)
    record(Verb.HEADS_KEPT, on=("registry.heads", 0, day.isoformat()), by=by,
           data={"day": day.isoformat(), "sha256": digest_of(path)})  # fmt: skip
    return path


def _prove(path: Path, text: bytes) -> None:
    """The authority's seal beside the file, where the server has one; else its plain SHA-256."""
    if has_seal():
        try:
            _write(path.with_suffix(".p7s"), signatures.sign_apart(text, documents.seal_key().signer, dates.now()))
            return
        except RuleBroken as refused:  # a seal that expired does not stop the night's work
            log.warning("Capetele din %s rămân fără sigiliu: %s", path.stem, refused)
    _write(path.with_suffix(".sha256"), f"{digest_of(path)}  {path.name}\n".encode())


def _write(path: Path, content: bytes) -> None:
    """Written aside and moved: a cut file never looks like a whole one; never over another."""
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def send_waiting() -> int:
    """Send the kept heads to the address that the house chose; tells how many left."""
    if not settings.HEADS_EMAIL:
        return 0
    waiting = [path for path in kept_files()[-MOST_DAYS:] if not path.with_suffix(MARK).exists()]
    return sum(_send(path) for path in waiting)


def _send(path: Path) -> bool:
    beside = [one for one in (path, path.with_suffix(".p7s"), path.with_suffix(".sha256")) if one.exists()]
    words = (
        f"Capetele lanțurilor registrelor și jurnalului la sfârșitul zilei de {path.stem}.\n"
        "Păstrați mesajul: cu el se dovedește că registrul nu a fost rescris („condica verify”).\n"
        f"SHA-256: {digest_of(path)}\n"
    )
    message = EmailMessage(f"Capetele registrelor, {path.stem}", words, to=[settings.HEADS_EMAIL])
    for one in beside:
        message.attach(one.name, one.read_bytes(), "application/octet-stream")
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.warning("Capetele din %s nu au plecat: %s", path.stem, error)
        return False
    path.with_suffix(MARK).touch()
    return True
