"""Files that hold files: archives, attached messages, Outlook packets, signed envelopes."""

import io
import zipfile
import zlib

from condica.foundation.extract.run import Extraction, Run, joined
from condica.foundation.files import safe_name
from condica.foundation.mime.charsets import decode
from condica.foundation.mime.reading import parse
from condica.foundation.mime.smime import signed_content
from condica.foundation.mime.tnef import open_tnef

_TOO_MUCH = "Arhiva conține prea mult (fișiere, niveluri sau octeți); restul nu a fost citit."


def read_zip(content: bytes, run: Run) -> Extraction:
    """Every file of the archive under its name; sizes are believed only as far as they are true."""
    pieces: list[tuple[str, Extraction]] = []
    problems: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = safe_name(_zip_name(info))
            if info.flag_bits & 1:
                problems.append(f"{name}: fișier protejat cu parolă.")
                continue
            if not run.may_open(min(info.file_size, run.limits.unpacked + 1)) or _is_bomb(info, run):
                problems.append(_TOO_MUCH)
                break
            inner = _member(archive, info, run)
            pieces.append(
                (name, run.inside(inner, name) if inner is not None else Extraction(problems=("nu poate fi citit.",)))
            )
    return joined(pieces, "archive", tuple(problems))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Without the UTF-8 mark, the name's bytes are in whatever charset the packing machine had."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    return decode(raw, "cp852" if not _is_utf8(raw) else "utf-8")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_bomb(info: zipfile.ZipInfo, run: Run) -> bool:
    return info.file_size > 10_000_000 and info.file_size > run.limits.ratio * max(1, info.compress_size)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, run: Run) -> bytes | None:
    try:
        with archive.open(info) as member:
            content = member.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError):
        return None
    return content if len(content) <= run.limits.unpacked else None


def read_gzip(content: bytes, run: Run) -> Extraction:
    """The one file that was pressed, up to a size."""
    unpacker = zlib.decompressobj(wbits=47)
    inner = unpacker.decompress(content, 50_000_000)
    if unpacker.unconsumed_tail or not run.may_open(len(inner)):
        return Extraction("", "archive", 0, (_TOO_MUCH,))
    return joined([("", run.inside(inner, ""))], "archive")


def read_message(content: bytes, run: Run) -> Extraction:
    """A message inside a message: its subject, sender, text, and its own attachments in turn."""
    letter = parse(content)
    own = Extraction("\n".join(line for line in (str(letter.sender), letter.subject, letter.text) if line))
    pieces = [("", own)]
    for attachment in (*letter.attachments, *letter.shown):
        if not run.may_open(len(attachment.content)):
            return joined(pieces, "message", (_TOO_MUCH,))
        pieces.append((attachment.name, run.inside(attachment.content, attachment.name)))
    return joined(pieces, "message")


def read_packet(content: bytes, run: Run) -> Extraction:
    """Outlook's winmail.dat."""
    packet = open_tnef(content)
    pieces = [("", Extraction(packet.text))]
    for name, inner in packet.files:
        if run.may_open(len(inner)):
            pieces.append((safe_name(name), run.inside(inner, safe_name(name))))
    return joined(pieces, "winmail", (packet.problem,) if packet.problem else ())


def read_envelope(content: bytes, run: Run, name: str) -> Extraction:
    """A signed envelope (p7m) holds the file; a signature apart (p7s) holds no text."""
    inner = signed_content(content)
    if not inner or not run.may_open(len(inner)):
        return Extraction("", "signature")
    inner_name = name[: -len(".p7m")] if name.lower().endswith(".p7m") else name
    return joined([("", run.inside(inner, inner_name))], "signed")
