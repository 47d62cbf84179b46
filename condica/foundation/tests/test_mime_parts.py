"""Single rules of reading: names, charsets, structure, judgement."""

import base64

import pytest

from condica.foundation.mime import Address, Kind, parse, recognise, safe_html
from condica.foundation.mime.charsets import decode
from condica.foundation.mime.headers import decode_words, structured
from condica.foundation.mime.html import to_text

PLAIN = b"From: Ana Pop <ana@example.com>\r\nTo: registratura@example.org\r\nDate: Mon, 05 Oct 2026 08:00:00 +0300\r\n"


def message(headers: str = "", body: str = "Bună ziua, vă rog să reparați trotuarul.") -> bytes:
    return PLAIN + headers.encode().replace(b"\n", b"\r\n") + b"\r\n" + body.encode().replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (b'"Pop, Ana" <ana@example.com>', Address("Pop, Ana", "ana@example.com")),
        (b"Pop, Ana <ana@example.com>", Address("Pop, Ana", "ana@example.com")),
        (b"=?utf-8?B?" + base64.b64encode("Țîru, Șt. (Primăria)".encode()) + b"?= <t@example.com>",
         Address("Țîru, Șt. (Primăria)", "t@example.com")),
        ("Ștefan Țurcanu <s@example.com>".encode(), Address("Ștefan Țurcanu", "s@example.com")),
        ("Ştefan Ţurcanu <s@example.com>".encode("cp1250"), Address("Ştefan Ţurcanu", "s@example.com")),
        (b"ana@example.com (Ana Pop)", Address("", "ana@example.com")),
        (b"<ana@example.com>", Address("", "ana@example.com")),
        ('"Ana \\"Nuți\\" Pop" <ana@example.com>'.encode(), Address('Ana "Nuți" Pop', "ana@example.com")),
        (b"Ana Pop <ana@example.com", Address("Ana Pop", "ana@example.com")),
        (b"", Address()),
    ],
)  # fmt: skip
def test_senders(raw: bytes, address: Address) -> None:
    assert parse(b"From: " + raw + b"\r\nSubject: x\r\n\r\ny").sender == address


def test_a_letter_cut_between_two_encoded_words_is_joined() -> None:
    whole = "Șoseaua".encode()
    words = b" ".join(b"=?utf-8?B?" + base64.b64encode(piece) + b"?=" for piece in (whole[:1], whole[1:]))
    assert decode_words(words) == "Șoseaua"


# One single-byte charset read as another gives letters too: nothing shows that (iso-8859-16 for windows-1250).
@pytest.mark.parametrize(
    ("charset", "real"),
    [(label, "utf-8") for label in ("utf-8", "windows-1250", "iso-8859-2", "iso-8859-16", "")]
    + [(label, "windows-1250") for label in ("utf-8", "windows-1250", "iso-8859-2", "")],
)
def test_a_wrong_label_does_not_spoil_the_text(charset: str, real: str) -> None:
    text = "Cerere privind situaţia străzii şi înştiinţarea cetăţenilor"
    assert decode(text.encode(real), charset) == text


def test_romanian_labelled_western_is_repaired() -> None:
    text = "situaţia soldurilor şi informaţii"
    assert decode(text.encode("cp1250"), "iso-8859-1") == text


def test_utf8_encoded_twice_is_repaired() -> None:
    text = "Primăria și străzile"
    assert decode(text.encode().decode("cp1252").encode(), "utf-8") == text


def test_cedillas_stay_as_written() -> None:
    assert parse(b"From: a@b.ro\nSubject: =?windows-1250?Q?Asocia=FEia?=\n\nx").subject == "Asociaţia"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"attachment; filename=\"a b.pdf\"", "a b.pdf"),
        (b"attachment; filename=a b.pdf", "a b.pdf"),
        (b"attachment; filename*=utf-8''%C8%99coal%C4%83.pdf", "școală.pdf"),
        (b"attachment; filename*0=\"lung\"; filename*1=\"ime.pdf\"", "lungime.pdf"),
        (b"attachment; filename*0*=utf-8''%C8%99c; filename*1*=oal%C4%83; filename*2=.pdf", "școală.pdf"),
        (b"attachment; filename*=windows-1250''%BAcoal%E3.pdf", "şcoală.pdf"),
        (b"attachment; filename=\"=?utf-8?Q?=C8=99coal=C4=83.pdf?=\"", "școală.pdf"),
        ("attachment; filename=\"școală.pdf\"".encode(), "școală.pdf"),
    ],
)  # fmt: skip
def test_file_names_in_parameters(raw: bytes, name: str) -> None:
    assert structured(raw).params["filename"] == name


def test_html_becomes_readable_text() -> None:
    html = "<style>p{}</style><p>Stimate <b>domnule</b>,</p><ul><li>unu</li><li>doi</li></ul><script>x()</script>"
    assert to_text(html) == "Stimate domnule,\n\n• unu\n• doi"


def test_shown_html_has_no_teeth() -> None:
    html = '<p onclick="x()">a<img src="http://t.example/p.gif"><a href="javascript:x()">b</a><form><input></form></p>'
    safe = safe_html(html + "<iframe src=x></iframe><script>x</script>")
    assert not any(word in safe for word in ("onclick", "img", "javascript", "form", "input", "iframe", "script"))


def test_uuencoded_file_in_the_text_is_taken_out() -> None:
    letter = parse(message(body="Atașez.\nbegin 644 ab.txt\n#86)C\n`\nend\nCu stimă"))
    assert [(file.name, file.content) for file in letter.attachments] == [("ab.txt", b"abc")]
    assert "begin" not in letter.text
    assert "Cu stimă" in letter.text


def test_a_sentence_that_begins_with_begin_stays() -> None:
    letter = parse(message(body="begin 644 discuții\ncu noi, vă rugăm"))
    assert not letter.attachments
    assert "discuții" in letter.text


@pytest.mark.parametrize(
    ("headers", "kind", "sure"),
    [
        ("Subject: Petiție\n", Kind.LETTER, True),
        ("Subject: Petiție\nDisposition-Notification-To: ana@example.com\n", Kind.LETTER, True),
        ("Subject: Petiție\nAuto-Submitted: no\n", Kind.LETTER, True),
        ("Subject: Petiție\nX-Auto-Response-Suppress: All\n", Kind.LETTER, True),
        ("Subject: Re: Răspuns automat: Petiția 12\nIn-Reply-To: <x@example.org>\n", Kind.LETTER, True),
        ("Subject: Plângere\nList-Id: locatari\nList-Post: <mailto:l@example.com>\nPrecedence: list\n"
         "List-Unsubscribe: <mailto:u@example.com>\n", Kind.LETTER, True),
        ("Subject: Plângere\nList-Unsubscribe: <mailto:u@example.com>\n", Kind.BULK, False),
        ("Subject: Plângere\nX-MS-Exchange-Inbox-Rules-Loop: primar@example.org\n", Kind.LETTER, True),
        ("Subject: Răspuns automat: Petiție\n", Kind.AUTO_REPLY, False),
        ("Subject: Petiție\nX-Spam-Flag: YES\n", Kind.BULK, False),
        ("Subject: Petiție\nPrecedence: bulk\n", Kind.BULK, False),
        ("Subject: Comunicare\nAuto-Submitted: auto-generated\n", Kind.AUTO_REPLY, False),
        ("Subject: Am primit\nAuto-Submitted: auto-replied (vacation)\n", Kind.AUTO_REPLY, True),
        ("Subject: Out of Office: x\nAuto-Submitted: auto-generated\n", Kind.AUTO_REPLY, True),
        ("Subject: Automatic reply: x\nX-Auto-Response-Suppress: All\n", Kind.AUTO_REPLY, True),
        ("Subject: Am primit\nX-Autoreply: yes\n", Kind.AUTO_REPLY, True),
        ("Return-Path: <>\nSubject: Da\nIn-Reply-To: <x@example.org>\nPrecedence: bulk\n", Kind.AUTO_REPLY, True),
        ("Return-Path: <>\nSubject: failure notice\n", Kind.BOUNCE, True),
        ("Subject: Oferte\nPrecedence: bulk\nList-Unsubscribe: <http://e.example/u>\n", Kind.BULK, True),
        ("Subject: Oferte\nFeedback-ID: 1:2\nList-Unsubscribe: <http://e.example/u>\n", Kind.BULK, True),
    ],
)  # fmt: skip
def test_recognition(headers: str, kind: Kind, sure: bool) -> None:
    found = recognise(parse(message(headers)))
    assert (found.kind, found.sure) == (kind, sure)


def test_a_form_that_marks_itself_generated_is_still_a_letter() -> None:
    raw = message("Subject: Sesizare\nReply-To: dan@example.net\nAuto-Submitted: auto-generated\n").replace(
        b"Ana Pop <ana@example.com>", b"no-reply@example.org"
    )
    assert recognise(parse(raw)).kind == Kind.LETTER


def test_a_reading_receipt_is_automatic() -> None:
    parts = ("text/plain\n\nCitit", "message/disposition-notification\n\nDisposition: displayed")
    body = "".join(f"--b\nContent-Type: {part}\n" for part in parts) + "--b--\n"
    headers = "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n"
    letter = parse(message(headers, body))
    assert recognise(letter).kind == Kind.AUTO_REPLY
    assert not letter.attachments


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: message/partial; id=x; number=1\n",
        "Content-Type: multipart/encrypted; boundary=b\n",
    ],
)
def test_what_cannot_be_read_says_why(headers: str) -> None:
    letter = parse(message(headers, "--b\nContent-Type: application/octet-stream\n\nx\n--b--\n"))
    assert not letter.readable
    assert letter.problems


def test_a_missing_boundary_is_found_in_the_body() -> None:
    parts = ("text/plain; charset=utf-8\n\nSalut", "application/pdf; name=a.pdf\n\n%PDF-")
    body = "".join(f"--zz\nContent-Type: {part}\n" for part in parts) + "--zz--\n"
    letter = parse(message("Content-Type: multipart/mixed\n", body))
    assert letter.text == "Salut"
    assert [file.name for file in letter.attachments] == ["a.pdf"]


def test_signed_envelope_shows_its_text_and_counts_as_one_file() -> None:
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\nText semnat"
    octets = b"\x24\x80\x04" + bytes([len(inner)]) + inner + b"\x00\x00"
    data = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80" + octets + b"\x00\x00\x00\x00"
    signed = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00" + data
    body = base64.b64encode(signed + b"\x00" * 6).decode()
    headers = "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n"
    letter = parse(message(headers, body))
    assert letter.text == "Text semnat"
    assert [file.name for file in letter.attachments] == ["smime.p7m"]


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Primăria străzile", "iso-8859-1"),
        ("informaţii şi situaţia", "iso-8859-1"),
        ("şi", "windows-1252"),
    ],
)
def test_more_romanian_behind_western_labels(text: str, charset: str) -> None:
    assert decode(text.encode("cp1250"), charset) == text


@pytest.mark.parametrize("text", ["Ação nº 5 não", "Straße über", "déjà vu, œuvre", "mañana 20º"])
def test_western_text_stays_western(text: str) -> None:
    assert decode(text.encode("cp1252"), "windows-1252") == text


def test_a_forwarded_report_is_a_letter() -> None:
    parts = (
        "text/plain; charset=utf-8\n\nVedeți mai jos, răspunsul nu a ajuns.",
        "message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.ro\nAction: failed",
    )
    body = "".join(f"--b\nContent-Type: {part}\n" for part in parts) + "--b--\n"
    letter = parse(message("Subject: Fwd: Undelivered\nContent-Type: multipart/mixed; boundary=b\n", body))
    assert recognise(letter).kind == Kind.LETTER


def test_a_named_text_without_other_text_is_shown_and_counted() -> None:
    headers = 'Content-Type: text/plain; charset=utf-8; name="mesaj.txt"\nContent-Disposition: inline\n'
    letter = parse(message(headers))
    assert len(letter.attachments) == 1
    assert "trotuarul" in letter.text
