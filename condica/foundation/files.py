"""Files of strangers: what they are, what to call them, where to keep them (fișiere)."""

import hashlib
import io
import os
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import puremagic

MAX_FILE = 200 * 1024 * 1024
MAX_NAME = 150
OCTETS = "application/octet-stream"
_OOXML = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"#!", "text/x-script"),
    (b"{\\rtf", "application/rtf"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
)
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-tnef": ".dat",
    "message/rfc822": ".eml",
    "application/pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
    "application/pgp-signature": ".asc",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    **dict(zip(_OOXML.values(), (".docx", ".xlsx", ".pptx"), strict=True)),
}
_BY_EXTENSION = {ext: kind for kind, ext in _EXTENSIONS.items()} | {
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".tiff": "image/tiff",
    ".htm": "text/html",
    ".dat": OCTETS,
    ".p7b": "application/pkcs7-signature",
}
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{base}{n}" for base in ("com", "lpt") for n in range(1, 10))})
_DANGEROUS = frozenset({"application/vnd.microsoft.portable-executable", "application/x-executable", "text/x-script"})


def extension_of(kind: str) -> str:
    """The usual extension of a content type; ".bin" when there is none."""
    return _EXTENSIONS.get(kind.lower(), ".bin")


def type_by_name(name: str) -> str:
    """What the extension promises."""
    return _BY_EXTENSION.get(Path(name.lower()).suffix, OCTETS)


def detect_type(content: bytes, name: str = "") -> str:
    """What the content is. The name only helps where content cannot tell (text, old Office, signatures)."""
    head = content[:4096]
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and not (
            kind in ("image/bmp", "text/x-script") and _is_text(head) and kind == "image/bmp"
        ):
            return kind
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(content)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office_type(content, name)
    return _riff_or_heif(head) or _textual_type(head, name) or _signed_type(head, name) or _by_magic(head)


def is_dangerous(kind: str, name: str) -> bool:
    """A program, or a program that calls itself something else."""
    return kind in _DANGEROUS or Path(name.lower()).suffix in {
        ".exe",
        ".scr",
        ".bat",
        ".cmd",
        ".js",
        ".vbs",
        ".ps1",
        ".com",
        ".lnk",
        ".jar",
    }


def says_otherwise(kind: str, name: str) -> bool:
    """The name promises one type, the content is another ("factura.pdf" that is a program)."""
    promised = type_by_name(name)
    return promised not in (OCTETS, kind) and promised.split("/")[0] != "text" and kind != OCTETS


def _zip_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:2000]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except Exception:  # noqa: BLE001 - a broken archive is still an archive to whoever opens it
        return "application/zip"
    if "[Content_Types].xml" in names:
        for folder, kind in _OOXML.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return "application/zip"


def _old_office_type(content: bytes, name: str) -> str:
    wide = content[:2_000_000]
    if "Workbook".encode("utf-16-le") in wide or "Book".encode("utf-16-le") in wide:
        return "application/vnd.ms-excel"
    if "WordDocument".encode("utf-16-le") in wide:
        return "application/msword"
    if "__substg1.0_".encode("utf-16-le") in wide:
        return "application/vnd.ms-outlook"
    return type_by_name(name) if type_by_name(name) != OCTETS else "application/x-ole-storage"


def _riff_or_heif(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return "image/heic"
    return None


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return bool(head) and b"\x00" not in head and controls <= len(head) / 100


def _textual_type(head: bytes, name: str) -> str | None:
    if not _is_text(head):
        return None
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "text/html"
    if start.startswith((b"<?xml", b"<svg")):
        return "image/svg+xml" if b"<svg" in start else "application/xml"
    if start.startswith((b"-----begin pkcs7", b"-----begin cms")):
        return "application/pkcs7-mime"
    if re.match(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){3}", head) and re.search(
        rb"(?im)^(from|received|message-id):", head
    ):
        return "message/rfc822"
    named = type_by_name(name)
    return (
        named if named.startswith("text/") or named in ("message/rfc822", "application/pgp-signature") else "text/plain"
    )


def _signed_type(head: bytes, name: str) -> str | None:
    if b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" in head[:64]:
        return "application/pkcs7-mime" if name.lower().endswith(".p7m") else "application/pkcs7-signature"
    return None


def _by_magic(head: bytes) -> str:
    try:
        return puremagic.from_string(head, mime=True) or OCTETS
    except (puremagic.PureError, ValueError):
        return OCTETS


# --- names ------------------------------------------------------------------------------------------------------


def safe_name(name: str, default: str = "fișier") -> str:
    """A name that is one name on every system and reads as what it is; Romanian letters stay as written."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/")
    text = "".join(
        char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    text = text.rstrip("/. ").rsplit("/", 1)[-1]
    text = re.sub(r'[<>:"|?*]', "_", re.sub(r"\s+", " ", text)).strip(" .")
    if not text or set(text) <= {"_"}:
        return default
    stem, _dot, extension = text.rpartition(".")
    if (stem or extension).split(".")[0].strip().lower() in _RESERVED:
        text = f"_{text}"
    return _shortened(text)


def _shortened(text: str) -> str:
    """Short enough for any file system (counted in bytes), with the extension kept."""
    if len(text) <= MAX_NAME and len(text.encode()) <= 240:
        return text
    stem, dot, extension = text.rpartition(".")
    if not stem or len(extension) > 10:
        stem, dot, extension = text, "", ""
    room = min(MAX_NAME, 240) - len((dot + extension).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + dot + extension


# --- the store --------------------------------------------------------------------------------------------------


def content_path(root: Path, sha256: str) -> Path:
    """Where the content with this checksum lies under the store's root."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError(f"not a SHA-256: {sha256[:80]!r}")
    return root / sha256[:2] / sha256[2:4] / sha256


def checksum(source: bytes | BinaryIO) -> str:
    """The SHA-256 of a content, in hexadecimal."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    digest = hashlib.sha256()
    for piece in iter(lambda: source.read(1 << 20), b""):
        digest.update(piece)
    return digest.hexdigest()


def keep(root: Path, content: bytes) -> str:
    """Put the content into the store, whole or not at all, and give its checksum; a second time does nothing."""
    sha256 = checksum(content)
    path = content_path(root, sha256)
    if path.exists() and path.stat().st_size == len(content):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as new:
        temporary = Path(new.name)
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            temporary.chmod(0o440)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)
    return sha256


def keep_stream(root: Path, source: BinaryIO) -> tuple[str, int]:
    """As `keep`, for what is too large to hold whole: piece by piece; gives the checksum and the size."""
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, prefix=".new-", delete=False) as new:
        temporary = Path(new.name)
        try:
            for piece in iter(lambda: source.read(1 << 20), b""):
                digest.update(piece)
                size += len(piece)
                new.write(piece)
            new.flush()
            os.fsync(new.fileno())
            temporary.chmod(0o440)
            path = content_path(root, digest.hexdigest())
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)
    return path.name, size


def _sync_folder(folder: Path) -> None:
    """The new name itself must survive a power cut, not only the bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_intact(root: Path, sha256: str) -> bool | None:
    """True when the stored bytes still have this checksum, False when they differ, None when they are gone."""
    try:
        with content_path(root, sha256).open("rb") as stored:
            return checksum(stored) == sha256
    except FileNotFoundError:
        return None


def stored_checksums(root: Path) -> Iterator[str]:
    """Every checksum that the store holds."""
    for path in sorted(root.glob("??/??/*")):
        if re.fullmatch(r"[0-9a-f]{64}", path.name):
            yield path.name
