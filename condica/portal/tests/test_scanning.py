"""Files and viruses: asked of a real clamd where there is one, else of one that speaks its protocol."""

from __future__ import annotations

import os
import shutil
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.foundation import clamd
from condica.foundation.clamd import Scan, Verdict
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.portal import actions
from condica.portal.models import DraftFile, FileScan
from condica.portal.tests.factories import PDF, WHAT, Visitor, a_pdf
from condica.registry.models import Entry

BAD = PDF + b"AceastaEsteOProbaDeVirus"
FOUND = Scan(Verdict.FOUND, "Proba.UNOFFICIAL")
SILENT = Scan(Verdict.SILENT, "timeout")


class Speaks(socketserver.BaseRequestHandler):
    """The four lines of INSTREAM; a chunk longer than 1 MB is a stream too long."""

    def handle(self) -> None:
        said = b""
        while not said.endswith(b"\0"):
            said += self.request.recv(1)
        content = b""
        while length := struct.unpack("!I", self.exactly(4))[0]:
            content += self.exactly(length)
        if said != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
        elif len(content) > 1_000_000:
            self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            found = b"stream: Proba.UNOFFICIAL FOUND\0" if b"ProbaDeVirus" in content else b"stream: OK\0"
            self.request.sendall(found)

    def exactly(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            got += self.request.recv(count - len(got))
        return got


@pytest.fixture(params=["real", "loopback"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A clamd's address."""
    if request.param == "loopback":
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Speaks) as listening:
            threading.Thread(target=listening.serve_forever, daemon=True).start()
            yield f"127.0.0.1:{listening.server_address[1]}"
            listening.shutdown()
        return
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.fail("Lipsește clamd; instalează pachetul Debian „clamav-daemon” (tools/bootstrap test).")
    yield from real(program, tmp_path)


def real(program: str, folder: Path) -> Iterator[str]:
    """Debian's clamd with one signature of our own: nothing is downloaded."""
    (folder / "db").mkdir()
    (folder / "db" / "proba.ndb").write_text(f"Proba:0:*:{b'ProbaDeVirus'.hex()}\n")
    address = str(folder / "clamd.ctl")
    config = folder / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {folder / 'db'}\nLocalSocket {address}\nForeground yes\nLogFile {folder / 'log'}\n"
        "StreamMaxLength 1M\nExitOnOOM no\n"
    )
    running = subprocess.Popen([program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not Path(address).exists() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        yield address
    finally:
        running.terminate()
        running.wait(20)


def test_clean_and_found_over_the_wire(server: str) -> None:
    assert clamd.scan(PDF, server) == Scan(Verdict.CLEAN)
    found = clamd.scan(BAD, server)
    assert found.verdict is Verdict.FOUND
    assert "Proba" in found.words
    assert clamd.scan(b"x" * 3_000_000, server).verdict is Verdict.SILENT
    assert clamd.scan(b"", server).verdict is Verdict.CLEAN


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nu/exista.ctl", "fără port"])
def test_silence_is_an_answer(address: str) -> None:
    assert clamd.scan(PDF, address, seconds=2).verdict is Verdict.SILENT


def sends_file(visitor: Visitor, content: bytes = PDF) -> Entry:
    visitor.fill()
    visitor.step("fisiere", fisiere=a_pdf(content=content))
    visitor.step("verificare", notice="on")
    return Entry.objects.latest("number")


@pytest.mark.django_db
def test_without_a_scanner_nothing_is_said_of_files(visitor: Visitor) -> None:
    sends_file(visitor)
    assert FileScan.objects.count() == 0


@pytest.mark.django_db
def test_a_found_virus_is_held_told_and_nobody_opens_it(visitor: Visitor, scanner: list[Scan]) -> None:
    scanner[:] = [FOUND]
    visitor.fill()
    page = visitor.step("fisiere", fisiere=a_pdf(), adauga="1")
    assert page.status_code == 302
    assert "Pare să aibă un virus" in visitor.get("step", "fisiere").text
    visitor.step("verificare", notice="on")
    row = FileScan.objects.select_related("entry").get()
    assert (row.state, row.signature) == ("found", "Proba.UNOFFICIAL")
    assert Line.objects.filter(verb="portal.file_held", entry_id=row.entry_id).count() == 1
    assert "Unul dintre fișiere pare să aibă un virus" in visitor.follows(row.entry).text
    clerk = Client()
    clerk.force_login(make_user("registrar"))
    assert clerk.get(reverse("documents:file", args=[row.pk])).status_code == 403


@pytest.mark.django_db
def test_a_person_lets_a_file_out_with_a_reason(visitor: Visitor, scanner: list[Scan]) -> None:
    scanner[:] = [FOUND]
    sends_file(visitor)
    row = FileScan.objects.get()
    registrar = make_user("registrar")
    clerk = Client()
    clerk.force_login(registrar)
    assert "Proba.UNOFFICIAL" in clerk.get(reverse("portal:quarantine")).text
    with pytest.raises(RuleBroken, match="motiv"):
        actions.release(row, reason=" ", by=registrar)
    for _ in range(2):
        clerk.post(reverse("portal:release", args=[row.pk]), {"reason": "verificat de informatică"})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("released", registrar)
    assert Line.objects.filter(verb="portal.file_released").count() == 1
    assert clerk.get(reverse("documents:file", args=[row.pk])).status_code == 200


@pytest.mark.django_db
def test_a_silent_scanner_delays_nothing_and_is_asked_again(visitor: Visitor, scanner: list[Scan]) -> None:
    scanner[:] = [SILENT]
    sends_file(visitor)
    assert FileScan.objects.get().state == "waiting"
    assert actions.scan_waiting(by=system_user()) == 0
    scanner[:] = [FOUND]
    assert actions.scan_waiting(by=system_user()) == 1
    assert FileScan.objects.get().state == "found"
    assert Line.objects.filter(verb="portal.file_held").count() == 1


@pytest.mark.django_db
def test_what_is_held_in_a_draft_can_be_taken_out(visitor: Visitor, scanner: list[Scan]) -> None:
    scanner[:] = [FOUND]
    visitor.step("ce", **WHAT)
    visitor.step("fisiere", fisiere=a_pdf())
    visitor.step("fisiere", sterge=str(DraftFile.objects.get().pk))
    assert DraftFile.objects.count() == 0


@pytest.mark.django_db
def test_whoever_does_not_register_sees_no_quarantine(db: Any) -> None:
    clerk = Client()
    clerk.force_login(make_user("clerk"))
    assert clerk.get(reverse("portal:quarantine")).status_code == 404
