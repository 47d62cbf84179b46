"""What `condica doctor` looks at (verificările instalării): small questions about the machine and the installation."""

from __future__ import annotations

import json
import os
import shutil
import smtplib
import stat
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from condica.config.cli import ready
from condica.config.env import Env, read_env

DISK_BAD, DISK_LOW = 500 * 10**6, 5 * 10**9
CLOCK_SECONDS = 5
LATE_JOB = timedelta(minutes=15)
BACKUP_DAYS = 2
LANGUAGES = {"ron", "hun", "eng"}
PROGRAMS = {
    "pdftotext": "poppler-utils",
    "gs": "ghostscript",
    "unpaper": "unpaper",
}


class State(StrEnum):
    """How a thing is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Result:
    """How a thing is, in words, and what to do about it."""

    state: State
    told: str
    remedy: str = ""


def good(told: str) -> Result:
    """As it should be."""
    return Result(State.GOOD, told)


def warn(told: str, remedy: str) -> Result:
    """It works, but somebody should know."""
    return Result(State.WARNING, told, remedy)


def bad(told: str, remedy: str) -> Result:
    """It stops the work."""
    return Result(State.BAD, told, remedy)


@cache
def env() -> Env:
    """The settings of this installation."""
    return read_env()


def configuration() -> Result:
    """The environment has no wrong value."""
    address = urlsplit(env().public_url or f"http://{env().host}:{env().port}")
    if address.scheme == "http" and address.hostname not in {"127.0.0.1", "localhost", "::1"}:
        return warn(
            f"paginile se deschid la {address.geturl()}, fără criptare",
            "Pune un server HTTPS în față (docs/operate.md) și dă CONDICA_HTTPS=1, CONDICA_PUBLIC_URL=https://…",
        )
    return good(f"date în {env().data.resolve()}, pagini la {address.geturl()}")


def data_folder() -> Result:
    """The data folder can be written."""
    env().data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=env().data):
        return good("se poate scrie")


def documents_folder() -> Result:
    """So can the documents' folder."""
    folder = env().data / "documents"
    if not folder.exists():
        return good("se face la primul document")
    with tempfile.TemporaryFile(dir=folder):
        return good("se poate scrie")


def disk() -> Result:
    """There is room."""
    free = shutil.disk_usage(env().data).free
    told = f"{free / 10**9:.1f} GB liberi".replace(".", ",")
    if free < DISK_BAD:
        return bad(told, "Eliberează loc acum: fără loc, baza de date se oprește.")
    if free < DISK_LOW:
        return warn(told, "Eliberează loc sau mută datele pe un disc mai mare (CONDICA_DATA).")
    return good(told)


def secret_key() -> Result:
    """The key that signs sessions is long and nobody else reads it."""
    if env().secret_key:
        if len(env().secret_key) < 32:
            return bad("CONDICA_SECRET_KEY e prea scurtă", "Dă una de cel puțin 50 de caractere întâmplătoare.")
        return good("dată prin CONDICA_SECRET_KEY")
    path = env().data / "secret_key"
    if not path.exists():
        return good("se face la prima pornire")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return bad("o pot citi și alte conturi", f"chmod 600 {path}")
    return good("o citește numai contul Condicăi")


def database() -> Result:
    """The server answers and is new enough."""
    ready.bring_up(migrate=False)
    from django.db import connection  # noqa: PLC0415

    kind = "dată prin DATABASE_URL" if env().database_url else "încorporată"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('server_encoding')")
        version, encoding = cursor.fetchone() or ("?", "?")
    if encoding != "UTF8":
        return bad(f"codarea e {encoding}", "Fă baza de date cu ENCODING 'UTF8' și mută datele cu backup și restore.")
    return good(f"PostgreSQL {str(version).split()[0]}, {kind}")


def tables() -> Result:
    """The tables are those of this version."""
    missing = ready.pending_migrations()
    if not missing:
        return good("la zi")
    return warn(f"{len(missing)} migrări de aplicat ({missing[0]}…)", "Se aplică singure la „condica up”.")


def clock() -> Result:
    """This machine's clock agrees with the database's: the register writes the database's moment."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone() or (datetime.now(UTC),)
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > CLOCK_SECONDS:
        return bad(
            f"diferă cu {apart:.0f} s de al bazei de date", "Pornește sincronizarea (NTP) pe ambele calculatoare."
        )
    if _asked("timedatectl", "show", "-p", "NTPSynchronized", "--value") == "no":
        return warn("nu e sincronizat cu un server de timp", "timedatectl set-ntp true")
    return good("potrivit cu al bazei de date")


def worker() -> Result:
    """The worker lives, and nothing waits for long."""
    failed = _one("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    oldest = _one(
        "SELECT min(e.at) FROM procrastinate_jobs j "
        "JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred' "
        "WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()"
    )
    left = _one(
        "SELECT string_agg(DISTINCT j.task_name, ', ') FROM procrastinate_jobs j "
        "LEFT JOIN procrastinate_workers w ON w.id = j.worker_id "
        "WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '60 s')"
    )
    if not ready.is_worker_alive():
        behind = f"; a lăsat neterminat: {left}" if left else ""
        return warn(
            f"niciun lucrător în ultimul minut{behind}", "Pornește „condica up”: el preia mesaje și citește documente."
        )
    if left:
        return warn(f"un lucrător a căzut în timpul unei lucrări: {left}", "Se reia singură în cel mult două minute.")
    if oldest and datetime.now(UTC) - oldest > LATE_JOB:
        return bad(f"o lucrare așteaptă din {oldest:%d.%m.%Y %H:%M} UTC", "Repornește „condica up”; vezi mesajele lui.")
    if failed:
        return warn(f"{failed} lucrări nereușite", "Vezi mesajele lui „condica up”; cele cu mesaje așteaptă la Poștă.")
    return good("la lucru")


def text_from_images() -> Result:
    """Scans can be read (OCR)."""
    said = _asked("tesseract", "--list-langs")
    if said is None:
        return bad("lipsește tesseract", "apt install tesseract-ocr tesseract-ocr-ron tesseract-ocr-hun")
    if lacking := LANGUAGES - set(said.split()):
        packages = " ".join(f"tesseract-ocr-{language}" for language in sorted(lacking))
        return Result(
            State.BAD if "ron" in lacking else State.WARNING, f"lipsesc limbi: {packages}", f"apt install {packages}"
        )
    return good("tesseract cu română, maghiară, engleză")


def other_programs() -> Result:
    """The programs that read PDF and clean scans."""
    lacking = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if lacking:
        return warn(f"lipsesc: {', '.join(lacking)}", f"apt install {' '.join(lacking)}")
    return good("toate la locul lor")


def outgoing_mail() -> Result:
    """The SMTP server answers."""
    if not env().smtp_host:
        return warn("fără server SMTP: ce pleacă pe e-mail rămâne în folderul outbox", "Dă CONDICA_SMTP_HOST.")
    kind = smtplib.SMTP_SSL if env().smtp_security == "tls" else smtplib.SMTP
    try:
        with kind(env().smtp_host, env().smtp_port, timeout=10) as server:
            if env().smtp_security == "starttls":
                server.starttls()
            if env().smtp_user:
                server.login(env().smtp_user, env().smtp_password)
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        return bad(f"{env().smtp_host}:{env().smtp_port} nu merge: {error}", "Verifică valorile CONDICA_SMTP_….")
    return good(f"{env().smtp_host}:{env().smtp_port} răspunde")


def administrators() -> Result:
    """Somebody can administer it."""
    from condica.accounts.api import Role, users_with_role  # noqa: PLC0415

    if not users_with_role(Role.ADMINISTRATOR):
        return bad("niciun administrator", "Fă unul: condica admin CONT --name 'Numele Omului'")
    return good("există")


def page_files() -> Result:
    """The pages' files were collected."""
    if (env().data / "static" / "stamp").exists():
        return good("pregătite")
    return warn("nepregătite", "Se pregătesc singure la „condica up”.")


def backups() -> Result:
    """A recent backup exists."""
    note = env().data / "last_backup.json"
    if not note.exists():
        return warn("nicio salvare făcută", "condica backup; vezi docs/operate.md pentru salvarea zilnică.")
    made: dict[str, Any] = json.loads(note.read_text())
    age = datetime.now(UTC) - datetime.fromisoformat(made["made_at"])
    if age > timedelta(days=BACKUP_DAYS):
        return warn(f"ultima salvare e de acum {age.days} zile", "condica backup, sau pornește salvarea zilnică.")
    return good(f"ultima: {made['file']}")


def erasures() -> Result:
    """No restored backup brought back people who were erased."""
    from condica.contacts.actions import erasure_list  # noqa: PLC0415

    back = erasure_list.missing()
    if back:
        return bad(
            f"{len(back)} ștergeri de date personale lipsesc din baza de date, refăcută dintr-o salvare mai veche",
            "condica restore le repetă; altfel cere-le din nou după erasures.jsonl (docs/operate.md).",
        )
    return good(f"lista are {sum(1 for _ in erasure_list.remembered())}, toate în baza de date")


def _one(query: str) -> Any:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return row[0] if row else None


def _asked(*words: str) -> str | None:
    """What a program of the machine answers; None when there is no such program."""
    if not shutil.which(words[0]):
        return None
    quiet = os.environ | {"LC_ALL": "C"}
    return subprocess.run(words, capture_output=True, text=True, check=False, env=quiet, timeout=20).stdout.strip()


ALL: dict[str, Callable[[], Result]] = {
    "Configurarea": configuration,
    "Folderul de date": data_folder,
    "Loc pe disc": disk,
    "Cheia instalării": secret_key,
    "Baza de date": database,
    "Tabelele": tables,
    "Ceasul": clock,
    "Documentele": documents_folder,
    "Fișierele paginilor": page_files,
    "Lucrătorul": worker,
    "Citirea scanărilor": text_from_images,
    "Programele de PDF": other_programs,
    "E-mailul care pleacă": outgoing_mail,
    "Administratorul": administrators,
    "Salvările": backups,
    "Ștergerile de date personale": erasures,
}
