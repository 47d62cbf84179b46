"""From raw bytes to a letter, whatever the bytes are (citirea mesajului)."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from condica.foundation.files import extension_of, safe_name
from condica.foundation.mime import moments, smime, structure, tnef, uucode
from condica.foundation.mime.addresses import Address, parse_list, parse_one
from condica.foundation.mime.charsets import decode
from condica.foundation.mime.headers import Headers, split, unfold
from condica.foundation.mime.html import shown_ids, tidy, to_text
from condica.foundation.mime.letter import Attachment, Letter, ReportPart
from condica.foundation.mime.structure import Part

MAX_TEXT = 2_000_000
_UNREADABLE = {
    "message/partial": "Mesajul este doar o bucată dintr-unul trimis pe bucăți.",
    "message/external-body": "Conținutul mesajului se află în altă parte, nu în mesaj.",
    "multipart/encrypted": "Mesajul este criptat.",
}


@dataclass
class _Found:
    """What the walk over the parts gathers."""

    shown_ids: frozenset[str] = frozenset()
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    shown: list[Attachment] = field(default_factory=list)
    report: list[ReportPart] = field(default_factory=list)
    report_type: str = ""
    problems: list[str] = field(default_factory=list)
    readable: bool = True

    def problem(self, sentence: str, *, readable: bool = True) -> None:
        if sentence and sentence not in self.problems:
            self.problems.append(sentence)
        self.readable = self.readable and readable


def parse(raw: bytes) -> Letter:
    """The letter in these bytes. Never raises: what cannot be read has `readable` False and says why."""
    try:
        return _read(raw)
    except Exception as error:  # noqa: BLE001 - the promise to the mailroom: no bytes stop the intake
        return _unreadable(raw, error)


def _unreadable(raw: bytes, error: Exception) -> Letter:
    sentence = f"Mesajul nu a putut fi citit ({type(error).__name__}); a rămas întreg, așa cum a venit."
    try:
        headers = split(raw)[0]
        return Letter(
            sender=parse_one(headers.raw("from")),
            subject=headers.text("subject"),
            headers=headers,
            problems=(sentence,),
            readable=False,
        )
    except Exception:  # noqa: BLE001 - not even the header lines
        return Letter(problems=(sentence,), readable=False)


def _read(raw: bytes) -> Letter:
    root = structure.read(raw)
    found = _Found(shown_ids=_all_shown(root))
    text = tidy(_body(root, found))[:MAX_TEXT]
    headers = root.headers
    text = text or _text_of_tnef(found) or _text_of_named(found)
    _judge(headers, text, found)
    received = _received(headers)
    return Letter(
        sender=parse_one(headers.raw("from") or headers.raw("sender")),
        reply_to=parse_list(headers.raw("reply-to")),
        to=_addresses(headers, "to"),
        cc=_addresses(headers, "cc"),
        subject=headers.text("subject"),
        date=_date(headers, found) or received,
        received_at=received,
        message_id=_ids(headers, "message-id")[0] if _ids(headers, "message-id") else "",
        references=_ids(headers, "references"),
        in_reply_to=_ids(headers, "in-reply-to")[0] if _ids(headers, "in-reply-to") else "",
        text=text,
        html="\n".join(found.html)[:MAX_TEXT],
        attachments=tuple(found.attachments),
        shown=tuple(found.shown),
        report=tuple(found.report),
        report_type=found.report_type,
        headers=headers,
        problems=tuple(found.problems),
        readable=found.readable,
    )


def _addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    return tuple(address for raw in headers.all_raw(name) for address in parse_list(raw))


def _ids(headers: Headers, name: str) -> tuple[str, ...]:
    """Message ids without the brackets; one written without brackets is taken whole."""
    line = unfold(headers.raw(name)).decode("utf-8", "replace")[:20_000]
    found = re.findall(r"<\s*([^<>]+?)\s*>", line)
    return tuple(re.sub(r"\s+", "", value)[:500] for value in found) or (
        (line.strip("<> ")[:500],) if line.strip("<> ") else ()
    )


def _date(headers: Headers, found: _Found) -> datetime | None:
    written = headers.text("date")
    date = moments.parse_moment(written) if written else None
    if date is None:
        found.problem(f"Data mesajului nu poate fi citită: „{written[:60]}”." if written else "Mesajul nu are dată.")
    return date


def _received(headers: Headers) -> datetime | None:
    """When our side took it over: the topmost Received line that holds a date."""
    for raw in headers.all_raw("received"):
        moment = moments.received_moment(unfold(raw).decode("latin-1"))
        if moment is not None:
            return moment
    return None


def _judge(headers: Headers, text: str, found: _Found) -> None:
    if not headers.lines:
        found.problem("Mesajul nu are antet.", readable=False)
    if headers.garbage:
        found.problem(f"Rânduri stricate în antet: {headers.garbage}.")
    sender = parse_one(headers.raw("from") or headers.raw("sender"))
    if not sender.email:
        found.problem("Mesajul nu are o adresă de expeditor.", readable=False)
    if not text and not found.attachments and not found.shown and not found.report:
        found.problem("Mesajul nu are nici text, nici fișiere.", readable=False)


def _all_shown(root: Part) -> frozenset[str]:
    ids: frozenset[str] = frozenset()
    for part in root.walk():
        if part.kind == "text/html" and not part.is_attached:
            ids |= shown_ids(_decoded(part)[0])
    return ids


# --- the body ---------------------------------------------------------------------------------------------------


def _body(part: Part, found: _Found) -> str:
    for sentence in part.problems:
        found.problem(sentence)
    if part.kind in _UNREADABLE:
        found.problem(_UNREADABLE[part.kind], readable=False)
    if part.kind == "multipart/alternative":
        return _best([(child, _body(child, found)) for child in part.children])
    if part.kind == "multipart/report":
        return _report(part, found)
    if part.children or part.kind.startswith("multipart/"):
        return "\n\n".join(text for child in part.children if (text := _body(child, found)).strip())
    return _leaf(part, found)


def _best(versions: list[tuple[Part, str]]) -> str:
    """Of the versions of one text the plain one, unless it is empty or a stub beside the HTML one."""
    plain = [text for part, text in versions if part.kind == "text/plain"]
    other = [text for part, text in versions if part.kind != "text/plain"]
    best_plain, best_other = max(plain, key=len, default=""), max(other, key=len, default="")
    return best_plain if len(best_plain.strip()) * 4 >= len(best_other.strip()) else best_other


def _report(part: Part, found: _Found) -> str:
    found.report_type = found.report_type or part.content_type.params.get("report-type", "").lower() or "unknown"
    texts = []
    for index, child in enumerate(part.children):
        if child.kind in ("text/plain", "text/html") or child.children:
            texts.append(_body(child, found))
            continue
        found.report.append(ReportPart(child.kind, child.content()[0]))
        if index == 0:
            texts.append(decode(child.content()[0]))
    return "\n\n".join(texts)


def _leaf(part: Part, found: _Found) -> str:
    if _is_text(part):
        text, html, files = _text_and_files(part, found)
        if html:
            found.html.append(html)
        found.attachments += files
        return text
    if part.kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        return _enveloped(part, found)
    _take_file(part, found)
    return ""


def _is_text(part: Part) -> bool:
    return part.kind in ("text/plain", "text/html", "text/enriched") and not part.is_attached and not part.name


def _text_and_files(part: Part, found: _Found) -> tuple[str, str, list[Attachment]]:
    text, sentence = _decoded(part)
    found.problem(sentence)
    if part.kind == "text/html":
        return to_text(text), text, []
    remaining, files = uucode.split_uu(part.content()[0])
    if files:
        text = decode(remaining, part.content_type.params.get("charset", ""))
    if part.content_type.params.get("format", "").lower() == "flowed":
        text = _unflow(text, delsp=part.content_type.params.get("delsp", "").lower() == "yes")
    return text, "", [_attachment(name, content, "", "uuencode") for name, content in _named(files)]


def _named(files: list[tuple[bytes, bytes]]) -> list[tuple[str, bytes]]:
    return [(decode(name), content) for name, content in files]


def _decoded(part: Part) -> tuple[str, str]:
    content, sentence = part.content()
    charset = part.content_type.params.get("charset", "")
    if part.kind == "text/html" and not charset:
        match = re.search(rb"""(?i)<meta[^>]+charset=["']?([\w:-]+)""", content[:4096])
        charset = match[1].decode("ascii") if match else ""
    return decode(content, charset), sentence


def _unflow(text: str, *, delsp: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next, except the mark before a signature."""
    lines: list[str] = []
    flowing = False
    for stuffed in text.splitlines():
        line = stuffed.removeprefix(" ")
        if flowing and lines and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        flowing = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if flowing and delsp:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


# --- the files --------------------------------------------------------------------------------------------------


def _take_file(part: Part, found: _Found) -> None:
    if part.kind.endswith("/delivery-status") and not part.is_attached:
        found.report.append(ReportPart(part.kind, part.content()[0]))
        return
    if not part.body.strip() and not part.name:
        return
    content, sentence = _file_content(part)
    found.problem(sentence)
    attachment = _attachment(
        _file_name(part, content, found), content, part.kind, part.disposition.value, part.content_id
    )
    if not part.is_attached and (_is_shown(part, found) or _is_leftover(part)):
        found.shown.append(attachment)
    else:
        found.attachments.append(attachment)


def _is_leftover(part: Part) -> bool:
    """Nameless: a calendar beside the text it repeats, a picture with an id. Kept, but no file to a clerk's eye."""
    return not part.name and (part.kind == "text/calendar" or bool(part.content_id)) and part.kind != "message/rfc822"


def _is_shown(part: Part, found: _Found) -> bool:
    location = part.headers.text("content-location")
    return bool(found.shown_ids & ({part.content_id, location} - {""}))


def _file_content(part: Part) -> tuple[bytes, str]:
    if part.kind != "message/rfc822":
        return part.content()
    content, sentence = part.content()
    # Encoding an attached message is forbidden and done; a label without the encoding as well.
    return (content, sentence) if split(content)[0].has("from") or split(content)[0].has("subject") else (part.body, "")


def _file_name(part: Part, content: bytes, found: _Found) -> str:
    if part.name:
        return part.name
    if part.kind == "message/rfc822":
        subject = split(content)[0].text("subject")
        return f"{subject or 'mesaj'}.eml"
    location = part.headers.text("content-location")
    if re.fullmatch(r"[^/:?]+\.\w{2,5}", location):
        return location
    return f"fișier-{len(found.attachments) + 1}{extension_of(part.kind)}"


def _attachment(name: str, content: bytes, kind: str, disposition: str, content_id: str = "") -> Attachment:
    return Attachment(
        name=safe_name(name),
        content=content,
        declared_type=kind or "application/octet-stream",
        original_name=name,
        disposition=disposition,
        content_id=content_id,
    )


def _enveloped(part: Part, found: _Found) -> str:
    """An S/MIME envelope: counted as one file; a signed one is opened for its text, a sealed one is not ours."""
    content, _ = part.content()
    found.attachments.append(_attachment(part.name or "smime.p7m", content, part.kind, part.disposition.value))
    inner = smime.signed_content(content)
    if inner is None:
        found.problem("Mesajul este criptat sau semnătura nu poate fi desfăcută.", readable=False)
        return ""
    inside = _Found(shown_ids=found.shown_ids)
    text = _body(structure.read(inner), inside)
    found.html += inside.html
    return text


def _text_of_named(found: _Found) -> str:
    """A text with a file name is a file by our count, and still the letter when there is no other text."""
    for attachment in found.attachments:
        if attachment.disposition != "attachment" and attachment.declared_type in ("text/plain", "text/html"):
            text = decode(attachment.content)
            return tidy(to_text(text) if attachment.declared_type == "text/html" else text)[:MAX_TEXT]
    return ""


def _text_of_tnef(found: _Found) -> str:
    for attachment in found.attachments:
        if tnef.is_tnef(attachment.content):
            return tidy(tnef.open_tnef(attachment.content).text)
    return ""
