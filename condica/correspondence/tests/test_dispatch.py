"""A letter leaves: by e-mail to a real SMTP server, by post, at the counter; the out line; what comes back."""

from __future__ import annotations

import email
import email.policy
import io
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unittest import mock

import pikepdf
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session
from django.db import DatabaseError, transaction

from condica.correspondence import actions, queries
from condica.correspondence.actions import dispatching
from condica.correspondence.models import Dispatch, Letter
from condica.correspondence.signals import letter_left
from condica.correspondence.tests.factories import (
    Town,
    make_approved,
    make_letterhead,
    make_paper,
    make_signed,
    make_town,
)
from condica.documents import api as documents
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.registry import api as registry
from condica.registry.models import Exit
from condica.registry.signals import delivery_failed, letter_delivered

pytestmark = pytest.mark.django_db


class Server:
    """A mail server on loopback; what it answers to RCPT can be set."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.letters: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(envelope)
        return "250 OK"

    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(e.content, policy=email.policy.default) for e in self.letters]  # type: ignore[arg-type, misc]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def smtp(settings: Any) -> Iterator[Server]:
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 5
    settings.DEFAULT_FROM_EMAIL = "Registratura <registratura@valeamuresului.ro>"
    yield server
    controller.stop()


@pytest.fixture
def town() -> Town:
    make_letterhead()
    return make_town()


def test_by_email_it_really_leaves_and_the_register_says_so(smtp: Server, town: Town) -> None:
    letter = make_signed(town)
    sent = actions.dispatch(letter, "email", by=town.registrar, at_once=True)
    assert (sent.state, sent.attempts) == ("sent", 1)
    (message,) = smtp.messages()
    assert smtp.letters[0].rcpt_tos == ["elena.chirila@exemplu.ro"]
    assert message["Message-ID"] == sent.message_id
    assert str(sent.message_id).endswith("@valeamuresului.ro>")
    assert message["From"] == "Registratura <registratura@valeamuresului.ro>"
    assert letter.entry is not None
    assert message["Subject"].strip() == f"Răspuns la nr. {letter.entry.paper_number}: {letter.subject}"
    assert "Iluminatul va funcționa din nou" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == f"raspuns-{letter.entry.value}-{letter.entry.registered_at:%d.%m.%Y}.pdf"
    with documents.open_file(letter.pdf) as kept:  # type: ignore[arg-type]
        assert attached.get_content() == kept.read()
    assert len(pikepdf.open(io.BytesIO(attached.get_content())).pages) == 1
    letter.refresh_from_db()
    assert (letter.stage, letter.dispatched_at) == ("dispatched", sent.at)
    line = Exit.objects.get(entry=letter.entry)
    assert (line.channel, line.way, line.addressee, line.document_id) == (
        "email",
        "favorabil",
        "Elena Chirilă",
        letter.pdf_id,
    )


def test_the_answer_is_tied_to_the_email_it_answers(smtp: Server, town: Town) -> None:
    raw = b"From: a@b.ro\r\nSubject: Petitie\r\nMessage-ID:\r\n <abc.1@mail.exemplu.ro>\r\n\r\nText\r\n"
    kept = documents.store(raw, name="mesaj.eml", by=town.registrar)
    assert kept.blob.mime == "message/rfc822"
    letter = make_signed(town, make_paper(town, channel="email", documents=[kept]))
    actions.dispatch(letter, "email", by=town.registrar, at_once=True)
    (message,) = smtp.messages()
    assert message["In-Reply-To"] == message["References"] == "<abc.1@mail.exemplu.ro>"


def test_a_second_order_while_one_waits_is_the_same(town: Town) -> None:
    letter = make_signed(town)
    first = actions.dispatch(letter, "post", by=town.registrar)
    assert actions.dispatch(letter, "post", by=town.registrar) == first
    assert Exit.objects.count() == 0


def test_sent_once_it_is_not_sent_again(smtp: Server, town: Town) -> None:
    sent = actions.dispatch(make_signed(town), "email", by=town.registrar, at_once=True)
    actions.send_email(sent)
    assert len(smtp.letters) == 1
    assert Exit.objects.count() == 1


def test_an_address_that_is_refused_is_shown_with_its_reason_and_remedy(smtp: Server, town: Town) -> None:
    smtp.answer = "550 5.1.1 nu exista aceasta cutie"
    letter = make_signed(town)
    failed = actions.dispatch(letter, "email", by=town.registrar, at_once=True)
    assert failed.state == "failed"
    assert "nu exista aceasta cutie" in failed.problem
    assert "prin poștă" in failed.remedy
    assert (Letter.objects.get(pk=letter.pk).stage, Exit.objects.count()) == ("numbered", 0)
    assert letter in queries.letters_in(queries.BOX["probleme"], town.registrar)
    smtp.answer = "250 OK"
    again = actions.dispatch(letter, "email", by=town.registrar, address="elena@exemplu.ro", at_once=True)
    assert (again.state, again.address) == ("sent", "elena@exemplu.ro")
    assert letter not in queries.letters_in(queries.BOX["probleme"], town.registrar)


def test_a_server_that_says_later_is_tried_again_and_then_a_person_is_told(smtp: Server, town: Town) -> None:
    smtp.answer = "451 4.3.0 mai tarziu"
    letter = make_signed(town)
    waiting = Dispatch.objects.get(pk=actions.dispatch(letter, "email", by=town.registrar).pk)
    for attempt in range(1, dispatching.MOST_ATTEMPTS):
        with pytest.raises(dispatching.TryAgain, match="mai tarziu"):
            actions.send_email(waiting)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.attempts) == ("waiting", attempt)
    last = actions.send_email(waiting)
    assert (last.state, last.attempts) == ("failed", dispatching.MOST_ATTEMPTS)
    assert "Verifică serverul" in last.remedy


def test_no_server_at_all(settings: Any, town: Town) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 2
    waiting = actions.dispatch(make_signed(town), "email", by=town.registrar)
    with pytest.raises(dispatching.TryAgain, match="nu răspunde"):
        actions.send_email(waiting)


def test_without_a_server_nothing_pretends_to_have_left(settings: Any, town: Town, tmp_path: Path) -> None:
    """In a demonstration what leaves is kept in a folder; in a real house that would be a lie in the register."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    kept = actions.dispatch(make_signed(town), "email", by=town.registrar, at_once=True)
    assert (kept.state, len(list(tmp_path.iterdir()))) == ("sent", 1)
    with mock.patch.object(dispatching, "is_demo", return_value=False):
        failed = actions.dispatch(make_signed(town), "email", by=town.registrar, at_once=True)
    assert failed.state == "failed"
    assert "CONDICA_SMTP_HOST" in failed.remedy


def test_the_job_is_queued_with_the_order(town: Town, django_capture_on_commit_callbacks: Any) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    with django_capture_on_commit_callbacks(execute=True):
        made = actions.dispatch(make_signed(town), "email", by=town.registrar)
    job = ProcrastinateJob.objects.get(task_name="correspondence.send_letter")
    assert (job.args, job.queue_name) == ({"dispatch": made.pk}, "mail")


def test_by_post_it_waits_to_be_handed_over(town: Town) -> None:
    letter = make_signed(town)
    made = actions.dispatch(letter, "post", by=town.registrar)
    assert (made.state, made.address) == ("waiting", "strada Morii nr. 11")
    assert list(queries.letters_to_send(town.registrar, "post")) == [letter]
    handed = actions.confirm_handed(made, by=town.registrar, reference="RO123456789RO")
    assert (handed.state, handed.reference) == ("sent", "RO123456789RO")
    assert Exit.objects.get().channel == "post"
    assert actions.confirm_handed(made, by=town.registrar).at == handed.at
    assert Exit.objects.count() == 1


def test_the_condica_knows_that_a_letter_from_office_left(town: Town) -> None:
    """Its original is the signed letter; of an answer, the paper answered stays in the house."""
    words = {"subject": "Adresă", "addressee_name": "Prefectura", "addressee_address": "Piața 1", "channel": "post"}
    made = actions.draft(
        entry=None, by=town.clerk, unit=town.unit, body="<p>Vă comunicăm.</p>", legal_basis="art. 1", **words
    )
    letter = actions.sign(actions.approve(made, by=town.head), by=town.mayor)
    sent = actions.dispatch(letter, "post", by=town.registrar)
    actions.confirm_handed(sent, by=town.registrar)
    assert letter.entry is not None
    assert "poșt" in registry.where_is(letter.entry).words


def test_at_the_counter_it_has_left_at_once(town: Town) -> None:
    heard: list[str] = []

    def hear(letter: Letter, dispatch: Dispatch, **_: Any) -> None:
        heard.append(dispatch.way)

    letter_left.connect(hear)
    made = actions.dispatch(make_signed(town), "counter", by=town.registrar, reference="Elena Chirilă, CI MS 123456")
    letter_left.disconnect(hear)
    assert (made.state, heard) == ("sent", ["counter"])
    assert Exit.objects.get().channel == "counter"


@pytest.mark.parametrize(("way", "words"), [("email", "adresa de e-mail lipsește"), ("post", "lipsește adresa")])
def test_a_missing_address_is_refused(way: str, words: str, town: Town) -> None:
    letter = make_signed(town, make_paper(town, sender_email="", sender_address=""))
    with pytest.raises(RuleBroken, match=words):
        actions.dispatch(letter, way, by=town.registrar)


def test_unsigned_it_does_not_leave(town: Town) -> None:
    with pytest.raises(RuleBroken, match="fără cele două semnături") as refusal:
        actions.dispatch(make_approved(town), "post", by=town.registrar)
    assert refusal.value.cites == ("OG 27/2002, art. 13",)
    with pytest.raises(DatabaseError), transaction.atomic():
        Dispatch.objects.create(
            letter=make_approved(town), way="post", addressee="x", address="y", ordered_by=town.registrar,
            ordered_at="2026-01-01T00:00:00Z",
        )  # fmt: skip


def test_only_the_department_sends(town: Town) -> None:
    with pytest.raises(Refused):
        actions.dispatch(make_signed(town), "post", by=town.clerk)


def test_a_returned_message_is_noticed(smtp: Server, town: Town) -> None:
    letter = make_signed(town)
    sent = actions.dispatch(letter, "email", by=town.registrar, at_once=True)
    words = {"recipient": "elena.chirila@exemplu.ro", "status": "5.1.1", "sentence": "Cutia poștală nu există."}
    for _ in range(2):
        delivery_failed.send(None, message_id=sent.message_id, **words)
    sent.refresh_from_db()
    assert (sent.state, sent.problem) == ("bounced", "Cutia poștală nu există.")
    assert "poștă" in sent.remedy
    assert letter in queries.letters_in(queries.BOX["probleme"], town.registrar)
    again = actions.dispatch(letter, "post", by=town.registrar)
    actions.confirm_handed(again, by=town.registrar)
    assert [line.channel for line in Exit.objects.order_by("ordinal")] == ["email", "post"]


def test_a_message_that_came_back_before_its_leaving_was_written(town: Town) -> None:
    """The server took it, then the machine fell: the return is the first we hear. It left, so the register says so."""
    letter = make_signed(town)
    waiting = actions.dispatch(letter, "email", by=town.registrar)
    delivery_failed.send(None, message_id=waiting.message_id, recipient="x@y.ro", sentence="Nu există cutia.")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.at is not None) == ("bounced", True)
    assert Exit.objects.get().channel == "email"


def test_a_receipt_is_kept_with_its_moment(smtp: Server, town: Town) -> None:
    sent = actions.dispatch(make_signed(town), "email", by=town.registrar, at_once=True)
    letter_delivered.send(None, message_id=sent.message_id, recipient="x@y.ro", sentence="S-a citit mesajul.")
    sent.refresh_from_db()
    assert sent.confirmed_at is not None
    line = Line.objects.filter(verb="correspondence.confirmed").get()
    assert "S-a citit mesajul." in sentence(line)


def test_the_signed_slip_is_kept(town: Town) -> None:
    made = actions.dispatch(make_signed(town), "post", by=town.registrar)
    slip = documents.store(b"%PDF-1.4 x", name="ar.pdf", by=town.registrar)
    with pytest.raises(RuleBroken, match="n-a plecat"):
        actions.add_proof(made, slip, by=town.registrar)
    actions.confirm_handed(made, by=town.registrar)
    kept = actions.add_proof(made, slip, by=town.registrar)
    assert (kept.proof, kept.confirmed_at is not None) == (slip, True)
    assert slip in documents.visible_to(town.clerk)
    assert slip not in documents.visible_to(make_town().clerk)


def test_somebody_elses_message_is_not_ours(town: Town) -> None:
    delivery_failed.send(None, message_id="<alt@undeva.ro>", recipient="x@y.ro", status="5.0.0", sentence="nu")
    assert not Dispatch.objects.filter(state="bounced").exists()


def test_the_explanations() -> None:
    refused = smtplib.SMTPRecipientsRefused({"x@y.ro": (552, b"cutie plin\xc4\x83")})
    assert dispatching.explain(refused)[0] == "Adresa nu primește: 552 cutie plină"
    assert dispatching.explain(smtplib.SMTPSenderRefused(421, b"mai incolo", "a@b.ro"))[2] is False
    assert dispatching.explain(smtplib.SMTPAuthenticationError(535, b"nu"))[0].endswith("parolă greșite.")


SINK = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"


@pytest.mark.skipif(not Path(SINK).exists(), reason="smtp-sink vine cu pachetul Debian postfix")
def test_through_postfix_own_smtp_sink(settings: Any, town: Town) -> None:
    """A second server, not written in Python, keeps what it got in a file."""
    port, box = free_port(), Path(tempfile.mkdtemp())
    box.chmod(0o777)  # started as root, the program becomes nobody
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    sink = subprocess.Popen([SINK, *user, "-d", str(box / "m."), f"127.0.0.1:{port}", "10"])
    try:
        wait_for(port)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        sent = actions.dispatch(make_signed(town), "email", by=town.registrar, at_once=True)
        assert sent.state == "sent"
        (kept,) = box.iterdir()
        raw = kept.read_bytes().partition(b"Content-Type:")
        message = email.message_from_bytes(raw[1] + raw[2], policy=email.policy.default)
        (attached,) = message.iter_attachments()  # type: ignore[attr-defined]
        assert attached.get_content().startswith(b"%PDF-1.7")
    finally:
        sink.terminate()
        sink.wait(5)
        shutil.rmtree(box)


def wait_for(port: int) -> None:
    for _ in range(50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("smtp-sink nu a pornit")
