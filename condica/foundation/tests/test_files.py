"""Names, types and the store of files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.foundation.files import (
    checksum,
    content_path,
    detect_type,
    is_intact,
    keep,
    safe_name,
    says_otherwise,
    stored_checksums,
)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Temp\\cerere.docx", "cerere.docx"),
        ("Situaţia şi Ștefan țară.xlsx", "Situaţia şi Ștefan țară.xlsx"),
        ("factura\u202efdp.exe", "facturafdp.exe"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ("con.txt", "_con.txt"),
        ("  . ", "fișier"),
        ("", "fișier"),
        ('a<b>:"c".pdf', "a_b___c_.pdf"),
        (".bashrc", "bashrc"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_any_name_is_one_name_that_a_file_system_takes(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert len(safe.encode()) <= 255
    (tmp_path_factory.getbasetemp() / safe).write_bytes(b"")
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n", "x", "application/pdf"),
        (b"MZ......", "factura.pdf", "application/vnd.microsoft.portable-executable"),
        (b"From: a@b.ro\nTo: c@d.ro\nSubject: x\n\ny", "m", "message/rfc822"),
        ("Bună ziua".encode(), "a.txt", "text/plain"),
        (b"a;b\n1;2\n", "t.csv", "text/csv"),
        (b"<!DOCTYPE html><p>x", "a.txt", "text/html"),
        (b"\xff\xd8\xff\xe0", "", "image/jpeg"),
        (b"", "", "application/octet-stream"),
    ],
)
def test_type_comes_from_the_content(content: bytes, name: str, kind: str) -> None:
    assert detect_type(content, name) == kind


def test_a_program_named_pdf_is_noticed() -> None:
    assert says_otherwise(detect_type(b"MZ......", "factura.pdf"), "factura.pdf")


def test_kept_once_and_checked(tmp_path: Path) -> None:
    first, second = keep(tmp_path, b"abc"), keep(tmp_path, b"abc")
    assert first == second == checksum(b"abc")
    assert list(stored_checksums(tmp_path)) == [first]
    assert is_intact(tmp_path, first) is True
    path = content_path(tmp_path, first)
    path.chmod(0o600)
    path.write_bytes(b"abd")
    assert is_intact(tmp_path, first) is False
    path.unlink()
    assert is_intact(tmp_path, first) is None


def test_a_checksum_is_not_a_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        content_path(tmp_path, "../../etc/passwd")
