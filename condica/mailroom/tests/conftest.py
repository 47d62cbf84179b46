"""A real mail server on loopback, for the tests of this room."""

from __future__ import annotations

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

from condica.foundation.imap import Server

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
log_path = {root}/dovecot.log
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_login_user = {internal}
default_internal_group = {group}
mail_location = maildir:{root}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
last_valid_gid = 0
first_valid_gid = 1
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={root}/home/%u
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass
class MailServer:
    """A running dovecot; every account exists, its password is `secret`."""

    root: Path
    port: int

    def account(self, name: str) -> Server:
        """How Condica gets in."""
        return Server("127.0.0.1", name, "secret", self.port, "none")

    def client(self, name: str) -> imaplib.IMAP4:
        """A signed-in client; when the server does not answer, the test says what the server said."""
        try:
            client = imaplib.IMAP4("127.0.0.1", self.port, timeout=60)
            client.login(name, "secret")
        except (OSError, imaplib.IMAP4.error) as error:
            pytest.fail(f"Dovecot nu răspunde ({error}):\n{(self.root / 'dovecot.log').read_text()[-4000:]}")
        return client

    def deliver(self, name: str, messages: list[bytes], folder: str = "INBOX") -> None:
        """Put messages into a mailbox."""
        client = self.client(name)
        if folder != "INBOX":
            client.create(folder)
        for raw in messages:
            status, answer = client.append(folder, None, None, raw)  # type: ignore[arg-type]
            assert status == "OK", answer
        client.logout()

    def served(self, name: str, folder: str = "INBOX") -> list[bytes]:
        """The messages as the server gives them out."""
        client = self.client(name)
        client.select(folder, readonly=True)
        _, found = client.uid("SEARCH", "ALL")
        raws = [client.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1][0][1] for uid in found[0].split()]
        client.logout()
        return raws

    def forget_numbers(self, name: str) -> None:
        """Make the folder a new generation: every message gets another number and the folder another UIDVALIDITY."""
        for file in (self.root / "mail" / name).glob("dovecot*"):
            file.unlink()


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """Dovecot with a configuration of its own, on a free port."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/lib/dovecot")
    if program is None:
        pytest.fail("Lipsește programul dovecot; instalează pachetul dovecot-imapd.")
    # The path of a socket is short by nature: pytest's own folders are too deep for it.
    # A folder of its own for each: a module that imports this fixture has a server of its own beside the session's.
    root = Path(mkdtemp(prefix="condica-dovecot-", dir="/tmp"))
    root.chmod(0o755)
    server = MailServer(root, _free_port())
    process = _started(program, server)
    try:
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(root, ignore_errors=True)


def _started(program: str, server: MailServer) -> subprocess.Popen[bytes]:
    root = server.root
    user = getpass.getuser() if os.getuid() else "nobody"
    group = pwd.getpwnam(user).pw_gid
    internal = user if os.getuid() else "dovecot"
    for folder in ("run", "mail", "home"):
        (root / folder).mkdir()
        if not os.getuid():
            shutil.chown(root / folder, user if folder != "run" else "root", group if folder != "run" else None)
    text = CONFIG.format(root=root, port=server.port, user=user, group=grp.getgrgid(group).gr_name, internal=internal)
    (root / "dovecot.conf").write_text(text)
    process = subprocess.Popen([program, "-F", "-c", str(root / "dovecot.conf")], stderr=subprocess.PIPE)
    for _ in range(100):
        if process.poll() is not None:
            pytest.fail(f"Dovecot nu pornește: {process.stderr.read().decode()}")  # type: ignore[union-attr]
        try:
            client = imaplib.IMAP4("127.0.0.1", server.port)
            client.login("first", "secret")
            client.logout()
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.1)
        else:
            return process
    log = root / "dovecot.log"
    pytest.fail(f"Dovecot nu răspunde: {log.read_text() if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
