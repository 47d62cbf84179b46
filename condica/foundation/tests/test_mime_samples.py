"""Every sample is read; the Romanian letters exactly as their labels say."""

import csv
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from condica.foundation.extract import extract
from condica.foundation.mime import Kind, bounce_of, content_fingerprint, parse, recognise

AUTOMATIC = {"bounce": Kind.BOUNCE, "auto_reply": Kind.AUTO_REPLY, "newsletter_spam": Kind.BULK}


def labels(shared: Path) -> list[dict[str, str]]:
    with (shared / "samples/mail-ro/labels.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def plain(text: str) -> str:
    """Without case, diacritics and white space: how the labels ask to compare."""
    letters = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return re.sub(r"\s+", "", "".join(letters)).casefold()


def letter(shared: Path, name: str):
    return parse((shared / "samples" / name).read_bytes())


def test_romanian_letters_have_the_labelled_sender_subject_and_files(shared: Path) -> None:
    rows = labels(shared)
    assert len(rows) == 40
    for row in rows:
        read = letter(shared, f"mail-ro/{row['file']}")
        found = (read.sender.name, read.sender.email, read.subject, len(read.attachments))
        assert found == (row["from_name"], row["from_email"], row["subject"], int(row["attachments"])), row["file"]
        assert read.readable, row["file"]
        assert read.date is not None
        assert read.date.tzinfo is not None


def test_automatic_messages_and_only_they_are_recognised(shared: Path) -> None:
    for row in labels(shared):
        found = recognise(letter(shared, f"mail-ro/{row['file']}"))
        assert found.kind == AUTOMATIC.get(row["kind"], Kind.LETTER), row["file"]
        assert found.sure, row["file"]


def test_every_phrase_that_needs_no_eyes_is_found_in_its_attachment(shared: Path) -> None:
    """Those of photos and scans are proved with the search of documents, where they are read once."""
    found = 0
    for row in labels(shared):
        files = letter(shared, f"mail-ro/{row['file']}").attachments
        for file, phrase in zip(files, row["attachment_text"].split("|"), strict=False):
            text = extract(file.content, file.declared_type, file.name, ocr=False).text
            found += plain(phrase) in plain(text)
            assert plain(phrase) in plain(text) or not text.strip() or file.name.endswith(".zip"), (row["file"], phrase)
    assert found >= 20


def test_poster_shown_in_the_body_is_kept_and_read_though_not_counted(shared: Path) -> None:
    invitation = letter(shared, "mail-ro/ro-24.eml")
    assert not invitation.attachments
    assert plain("ateliere de olărit pentru copii") in plain(extract(invitation.shown[0].content).text)


def test_all_difficult_messages_are_read(shared: Path) -> None:
    files = sorted((shared / "samples/mail").glob("*.eml"))
    assert len(files) == 103
    for file in files:
        read = parse(file.read_bytes())
        assert not any("nu a putut fi citit" in problem for problem in read.problems), file.name
        assert read.readable or read.problems, file.name


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("multi_charset__japanese", "まみむめも"),
        ("plain_emails__raw_email", "NOTE: 한국말로 하는 것"),
        ("plain_emails__raw_email_with_partially_quoted_subject", 'Re: Test: "漢字" mid "漢字" tail'),
        ("rfc2822__example14", "Re: TEST テストテスト"),
        ("rfc6532__utf8_headers", "Säying Hello"),
        ("error_emails__bad_encoded_subject", "TEST"),
        ("attachment_emails__attachment_pdf", "Another PDF with 🎉 Unicode chars in it 🍿"),
    ],
)
def test_subjects_of_other_charsets(shared: Path, name: str, subject: str) -> None:
    assert letter(shared, f"mail/{name}.eml").subject == subject


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("attachment_emails__attachment_with_encoded_name", ["01 Quien Te DijŠat. Pitbull.mp3"]),
        ("attachment_emails__attachment_with_quoted_filename", ["Eelanalüüsi päring.jpg"]),
        ("attachment_emails__attachment_with_unquoted_name", ["This is a test.txt"]),
        ("attachment_emails__attachment_only_email", ["blah.gz"]),
        ("attachment_emails__attachment_message_rfc822_inline_image", ["Testmail.eml"]),
        ("error_emails__content_transfer_encoding_x_uuencode", ["PGP_Cmts_on_12-14-01_Pkg.doc"]),
        ("mime_emails__raw_email7", ["test.rb", "test.pdf", "smime.p7s"]),
        ("mime_emails__raw_email_with_nested_attachment", ["truncated.png", "smime.p7s"]),
        ("multi_charset__japanese_attachment", ["てすと.txt"]),
    ],
)
def test_file_names(shared: Path, name: str, files: list[str]) -> None:
    assert [file.name for file in letter(shared, f"mail/{name}.eml").attachments] == files


def test_bounce_names_the_letter_that_came_back(shared: Path) -> None:
    bounce = bounce_of(letter(shared, "mail-ro/ro-22.eml"))
    assert bounce.message_id == "20261023091517.39120@example.org"
    assert [(one.address, one.action, one.status) for one in bounce.recipients] == [
        ("petru.lacatus@example.com", "failed", "5.1.1")
    ]
    assert bounce.failed


def test_delivery_reports_of_other_servers(shared: Path) -> None:
    for file in sorted((shared / "samples/mail").glob("multipart_report*.eml")):
        read = parse(file.read_bytes())
        assert recognise(read).kind == Kind.BOUNCE, file.name
        assert bounce_of(read).recipients[0].status[:2] in ("4.", "5."), file.name
        assert not read.attachments


def test_a_form_speaks_for_the_person_in_it(shared: Path) -> None:
    authors = [letter(shared, f"mail-ro/{name}.eml").author for name in ("ro-06", "ro-07")]
    assert [(author.name, author.email) for author in authors] == [
        ("Cosma Daniela", "dana.cosma@example.com"),
        ("Maier Ștefan", "stefan.maier@example.net"),
    ]


def test_without_a_date_the_time_of_receipt_counts(shared: Path) -> None:
    assert letter(shared, "mail-ro/ro-37.eml").date == datetime(2026, 11, 12, 9, 31, 11, tzinfo=UTC)


def test_a_true_copy_has_the_same_fingerprint_and_another_letter_has_not(shared: Path) -> None:
    marks = {
        file.name: content_fingerprint(file.read_bytes()) for file in (shared / "samples/mail-ro").glob("ro-*.eml")
    }
    assert marks["ro-16.eml"] == marks["ro-17.eml"]
    assert marks["ro-06.eml"] != marks["ro-07.eml"]
    assert len(set(marks.values())) == 39


def test_line_ends_do_not_make_another_letter(shared: Path) -> None:
    raw = (shared / "samples/mail-ro/ro-09.eml").read_bytes()
    assert b"\r\n" not in raw
    assert content_fingerprint(raw) == content_fingerprint(raw.replace(b"\n", b"\r\n"))
