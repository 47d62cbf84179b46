"""Taking messages in: once each, with what each deserves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from condica.accounts.api import system_user
from condica.documents import api as documents
from condica.foundation.mime import parse
from condica.mailroom import actions
from condica.mailroom.actions import intake
from condica.mailroom.models import Message, Sighting
from condica.mailroom.rules import Outcome, State
from condica.mailroom.tests.factories import a_message, make_mailbox, samples, taken
from condica.registry.models import Entry
from condica.registry.signals import delivery_failed, letter_delivered

pytestmark = pytest.mark.django_db


def sample(shared: Path, name: str) -> bytes:
    return (shared / "samples/mail-ro" / name).read_bytes()


def test_every_sample_is_here_once_and_again_all_are_known(shared: Path) -> None:
    seen: list[tuple[int, int]] = []
    first = actions.import_folder(
        shared / "samples", by=system_user(), progress=lambda done, total: seen.append((done, total))
    )
    assert first.seen == len(samples(shared)) == 143
    assert first.seen == first.registered + first.automatic + first.queued + first.known
    assert seen[-1] == (143, 143)
    second = actions.import_folder(shared / "samples", by=system_user())
    assert (second.seen, second.known) == (143, 143)
    assert {documents.open_blob(row.raw) for row in Sighting.objects.select_related("raw")} == {
        file.read_bytes() for file in samples(shared)
    }
    assert Entry.objects.count() == Message.objects.filter(state="registered").count() == first.registered
    assert Message.objects.count() == 143 - first.known


def test_of_the_romanian_letters_three_are_automatic_and_one_is_a_copy(shared: Path) -> None:
    counts = actions.import_folder(shared / "samples/mail-ro", by=system_user())
    assert counts.as_dict() == {"seen": 40, "registered": 36, "automatic": 3, "queued": 0, "known": 1}
    assert Message.objects.get(message_id="VI1PR04MB7104C0E5D1A8F3@example.net").sightings.count() == 2
    assert Message.objects.filter(message_id="contact-form@example.org", state="registered").count() == 2


def test_a_letter_becomes_a_paper_with_its_files(shared: Path) -> None:
    message = taken(sample(shared, "ro-05.eml"), by=system_user())
    entry = message.entry
    assert entry is not None
    assert entry.channel == "email"
    assert entry.sender_name == "Judecătoria Cetatea Crișului – Registratura"
    assert entry.subject == "Dosar 4821/999/2026 – comunicare acte de procedură, pârât Mocan Florin-Dănuț"
    assert entry.received_at == datetime(2026, 10, 8, 6, 31, 13, tzinfo=UTC)
    assert entry.annexes == 3
    names = [row.document.file_name for row in entry.attachments.order_by("ordinal")]
    assert names[0].endswith(".eml")
    assert names[1:] == ["Citatie_4821_999_2026.pdf", "PV_afisare_4821_999_2026.pdf", "smime.p7s"]
    own = entry.attachments.order_by("ordinal")[0].document
    assert documents.open_blob(own.blob) == sample(shared, "ro-05.eml")


def test_a_form_is_registered_for_the_person_in_it(shared: Path) -> None:
    entry = taken(sample(shared, "ro-07.eml"), by=system_user()).entry
    assert entry is not None
    assert (entry.sender_name, entry.sender_email) == ("Maier Ștefan", "stefan.maier@example.net")
    assert entry.sender is not None
    assert entry.sender.name == "Maier Ștefan"


def test_an_empty_subject_takes_the_first_words(shared: Path) -> None:
    entry = taken(sample(shared, "ro-04.eml"), by=system_user()).entry
    assert entry is not None
    assert entry.subject.startswith("Fără subiect: ")


def test_the_same_letter_to_two_mailboxes_is_one(shared: Path) -> None:
    by = system_user()
    first = taken(sample(shared, "ro-16.eml"), by=by, mailbox=make_mailbox(by=by))
    second = taken(sample(shared, "ro-17.eml"), by=by, mailbox=make_mailbox(by=by))
    assert first == second
    assert Entry.objects.count() == 1
    kept = {documents.open_blob(row.raw) for row in first.sightings.select_related("raw")}
    assert kept == {sample(shared, "ro-16.eml"), sample(shared, "ro-17.eml")}


def test_a_bounce_is_told_to_whoever_sent_the_letter(shared: Path) -> None:
    told: list[dict[str, Any]] = []

    def hear(sender: object, **news: Any) -> None:
        told.append(news)

    delivery_failed.connect(hear)
    try:
        message = taken(sample(shared, "ro-22.eml"), by=system_user())
    finally:
        delivery_failed.disconnect(hear)
    assert (message.state, message.kind, message.entry) == (State.AUTOMATIC, "bounce", None)
    assert message.about_message_id == "20261023091517.39120@example.org"
    assert [(one["message_id"], one["recipient"], one["status"]) for one in told] == [
        ("20261023091517.39120@example.org", "petru.lacatus@example.com", "5.1.1")
    ]
    assert "adresa nu există" in told[0]["sentence"]


def test_a_listener_that_fails_does_not_lose_the_bounce(shared: Path) -> None:
    def fail(sender: object, **news: Any) -> None:
        raise ValueError("broken listener")

    delivery_failed.connect(fail)
    try:
        assert taken(sample(shared, "ro-22.eml"), by=system_user()).state == State.AUTOMATIC
    finally:
        delivery_failed.disconnect(fail)


def test_a_reading_receipt_is_told_too() -> None:
    told: list[str] = []

    def hear(sender: object, **news: Any) -> None:
        told.append(news["message_id"])

    parts = ("text/plain\r\n\r\nCitit", "message/disposition-notification\r\n\r\nDisposition: displayed")
    body = "".join(f"--b\r\nContent-Type: {part}\r\n" for part in parts) + "--b--"
    raw = (
        "From: a@example.com\r\nSubject: Citit: x\r\nIn-Reply-To: <41@example.org>\r\n"
        f"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n{body}"
    ).encode()
    letter_delivered.connect(hear)
    try:
        message = taken(raw, by=system_user())
    finally:
        letter_delivered.disconnect(hear)
    assert message.state == State.AUTOMATIC
    assert told == ["41@example.org"]


def test_doubt_waits_for_a_person_whole() -> None:
    message = taken(a_message(headers="X-Spam-Flag: YES\r\n"), by=system_user())
    assert (message.state, message.entry) == (State.QUEUED, None)
    assert message.reason


def test_a_mailbox_that_does_not_register_leaves_it_to_a_person() -> None:
    by = system_user()
    message = taken(a_message(), by=by, mailbox=make_mailbox(by=by, registers=False))
    assert message.state == State.QUEUED


def test_our_own_address_is_not_a_petitioner() -> None:
    by = system_user()
    mailbox = make_mailbox(by=by, address="registratura@example.org")
    message = taken(a_message(sender="registratura@example.org"), by=by, mailbox=mailbox)
    assert message.state == State.QUEUED


def test_what_the_registry_refuses_waits_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ValueError("whatever")

    monkeypatch.setattr(intake, "register_letter", refuse)
    message = taken(a_message(), by=system_user())
    assert (message.state, message.entry) == (State.QUEUED, None)
    assert "Înregistrarea nu a reușit" in message.reason


def test_what_breaks_the_intake_is_kept_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("whatever")

    monkeypatch.setattr(intake, "recognise", fail)
    raw = a_message()
    message = taken(raw, by=system_user())
    assert message.state == State.QUEUED
    assert documents.open_blob(message.raw) == raw


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00" * 50, b"\xff\xfe\xfd", b"From: a\x00b@example.com\r\nSubject: \x00\xed\xa0\x80\r\n\r\n\x00"],
)
def test_any_bytes_are_taken(raw: bytes) -> None:
    message = taken(raw, by=system_user())
    assert message.state == State.QUEUED
    assert documents.open_blob(message.raw) == raw


def test_a_letter_from_the_future_is_received_today() -> None:
    raw = a_message().replace(b"2026 08:00", b"2099 08:00")
    message = taken(raw, by=system_user())
    assert message.state == State.REGISTERED
    assert message.received_at <= datetime.now(UTC)
    assert message.entry is not None
    assert message.entry.document_date is None


def test_an_mbox_file_holds_several(tmp_path: Path) -> None:
    raws = [a_message(), a_message()]
    mbox = b"".join(b"From x Mon Oct  5 08:00:00 2026\n" + raw.replace(b"\r\n", b"\n") + b"\n" for raw in raws)
    (tmp_path / "vechi.mbox").write_bytes(mbox)
    assert actions.import_folder(tmp_path, by=system_user()).registered == 2
    assert set(Message.objects.values_list("subject", flat=True)) == {parse(raw).subject for raw in raws}


def test_a_maildir_is_read_too(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(a_message())
    (tmp_path / "tmp" / "2.host").write_bytes(a_message())
    assert actions.import_folder(tmp_path, by=system_user()).as_dict()["seen"] == 1


def test_outcomes_are_what_is_counted() -> None:
    by = system_user()
    place = actions.Place("cont", "INBOX", 1, 7)
    raw = a_message()
    assert actions.take_in(raw, place=place, by=by) == Outcome.REGISTERED
    assert actions.take_in(raw, place=place, by=by) == Outcome.KNOWN
    assert Sighting.objects.count() == 1
