"""No bytes whatever stop the intake."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from condica.foundation.mime import bounce_of, content_fingerprint, parse, recognise, safe_html

HEADERS = [
    b"From: ",
    b"Subject: ",
    b"Date: ",
    b"Content-Type: ",
    b"Content-Transfer-Encoding: ",
    b"Received: ",
    b"To: ",
]
BITS = [
    b"=?utf-8?B?",
    b"=?windows-1250?Q?=E3?=",
    b"?=",
    b'"',
    b"\\",
    b"(",
    b")",
    b"<",
    b">",
    b";",
    b",",
    b":",
    b"\r\n",
    b"\n",
    b"\r",
    b"\t",
    b"\x00",
    b"\xff\xfe",
    b"--b",
    b"--b--",
    b"multipart/mixed; boundary=b",
    b"message/rfc822",
    b"base64",
    b"quoted-printable",
    b"x-uuencode",
    b"begin 644 a.txt\n#86)C\n`\nend\n",
    b"name*0*=utf-8''%",
    b"charset=",
    b"text/html",
    b"<!--[if",
    b"<![endif]-->",
    b"&#x110000;",
    b"\x78\x9f\x3e\x22",
    b"0x80\x30\x80\x06\x09",
    b"\xc8\x99",
]


def all_of(raw: bytes) -> None:
    letter = parse(raw)
    recognise(letter)
    bounce_of(letter)
    content_fingerprint(raw)
    safe_html(letter.html)
    assert "\x00" not in letter.text + letter.subject + letter.sender.name
    assert letter.author is not None
    assert not any("nu a putut fi citit (" in problem for problem in letter.problems), letter.problems


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(HEADERS + BITS), st.binary(max_size=30)), max_size=60))
def test_made_up_bytes(pieces: list[bytes]) -> None:
    all_of(b"".join(pieces))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_damaged_samples(shared: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted((shared / "samples").glob("mail*/*.eml"))
    raw = bytearray(chance.choice(files).read_bytes()[: chance.choice([2_000, 20_000, 200_000])])
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(raw) + 1)
        match chance.randint(0, 3):
            case 0:
                raw[at : at + chance.randint(1, 60)] = b""
            case 1:
                raw[at:at] = chance.choice(BITS)
            case 2:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                raw[at:at] = raw[chance.randrange(len(raw) + 1) :][:200]
    all_of(bytes(raw))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n" * 1000,
        b"From: a@b.ro\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 20_000,
        b"From: " + b"(" * 60_000,
        b"From: " + b'"' * 60_001,
        b"From: " + b"<" * 60_000,
        b"Subject: " + b"=?utf-8?B?" * 20_000,
        b"Subject: " + b"\n " * 100_000,
        b"Content-Type: text/html\n\n" + b"<div>" * 50_000,
        b"Content-Type: text/html\n\n" + b"<" * 50_000,
        b"Content-Type: text/html\n\n" + b"&" * 50_000,
        b"Content-Type: application/pkcs7-mime\n\n\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
        + b"\x30\x80" * 20_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(300)),
        b"\xff" * 100_000,
        b"a: b\n" * 50_000,
        b"begin 644 a\n" * 5_000,
    ],
)
def test_hostile_shapes_end_quickly(raw: bytes) -> None:
    letter = parse(raw)
    recognise(letter)
    content_fingerprint(raw)
