"""The letter on paper (scrisoarea tipărită): PDF/A-2a with the letterhead, and its pages as pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pypdfium2

from condica.accounts.models import User
from condica.correspondence.models import Letter, LetterTemplate, Mandate, Original, valid_on
from condica.correspondence.rules import Place, Way, fill
from condica.documents import api as documents
from condica.foundation import dates, richtext, signatures, typesetting
from condica.foundation.lazy import Later
from condica.foundation.romanian import fold, plural, tie
from condica.organisation import api as organisation
from condica.organisation import queries as people
from condica.organisation.models import Unit
from condica.registry.models import Connection, Entry

if TYPE_CHECKING:
    from condica.foundation import word
else:
    word = Later("condica.foundation.word")


TEMPLATE = "correspondence/letter.typ"


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF: „proiect” across the page until both have signed; the same bytes each time."""
    data, images = letter_data(letter)
    return typesetting.render(TEMPLATE, data, moment=moment_of(letter), images=images)


def letter_pages(letter: Letter, *, ppi: int = 110) -> list[bytes]:
    """The same as pictures, one a page, for the preview."""
    data, images = letter_data(letter)
    return typesetting.render_png(TEMPLATE, data, moment=moment_of(letter), images=images, ppi=ppi)


def pages_of_pdf(content: bytes, *, ppi: int = 110) -> list[bytes]:
    """The pages of a kept PDF as pictures."""
    drawn = []
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()  # signatures are drawn with the form's fields
        for page in document:
            out = io.BytesIO()
            page.render(scale=ppi / 72).to_pil().save(out, "PNG")
            drawn.append(out.getvalue())
    return drawn


def letter_to_sign(letter: Letter, at: datetime) -> bytes:
    """The final PDF with two empty places, made before the first electronic signature; after it nothing changes."""
    data, images = letter_data(letter, final=dates.bucharest_day(at))
    for line, place in zip(data["signatures"], (Place.HEAD, Place.UNIT), strict=True):
        line["place"] = place.value
    return _prepared(data, images, at)


def letter_to_seal(letter: Letter) -> bytes:
    """The final PDF, signed by both in Condica, with an empty place for the authority's seal."""
    data, images = letter_data(letter)
    return _prepared(data | {"seal": True}, images, moment_of(letter))


def _prepared(data: dict[str, Any], images: dict[str, bytes], moment: datetime) -> bytes:
    made = typesetting.render(TEMPLATE, data, moment=moment, images=images)
    named = {
        line["place"]: f"Semnătura: {line['title']}, {line['name']}" for line in data["signatures"] if "place" in line
    }
    return signatures.prepare(made, {Place.SEAL.value: "Sigiliul electronic al autorității", **named})


def moment_of(letter: Letter) -> datetime:
    """The letter's own date: its signature, until then its last change."""
    return letter.signed_at or letter.changed_at


def letter_data(letter: Letter, *, final: date | None = None) -> tuple[dict[str, Any], dict[str, bytes]]:
    """All that the letter's template reads; `final`: the day of a letter whose signatures are yet to be put on it."""
    day = final or dates.bucharest_day(moment_of(letter))
    signed = final is not None or letter.signed_at is not None
    head, images = typesetting.letterhead(organisation.letterhead(day))
    body, closing = split_closing(_tied(richtext.tree(letter.body)))
    data = {
        "letterhead": head,
        "title": file_title(letter),
        "unit": letter.unit.name if letter.unit else "",
        "number": _number(letter, day if signed else None),
        "references": [tie(line) for line in _references(letter)],
        "addressee": [line for line in (letter.addressee_name, *letter.addressee_address.splitlines()) if line.strip()],
        "email": letter.addressee_email if letter.channel == Way.EMAIL else "",
        "subject": tie(letter.subject),
        "body": body,
        "closing": closing,
        "basis": tie(_basis(letter)),
        "signatures": _signatures(letter),
        "annexes": [tie(words) for words in annex_lines(letter)],
        "rights": tie(rights_of(letter)),
        "foot": tie(_foot(letter, signed=signed)),
        "project": not signed,
    }
    return data, images


def _number(letter: Letter, day: date | None) -> str:
    """An answer takes the number of the paper it answers, with its own date (Instrucțiuni 217/1996 art. 9)."""
    if letter.entry is None:
        return ""
    when = dates.numeric(day) if day else "…"
    return f"{letter.entry.register.prefix}{letter.entry.value}/{when}"


def _references(letter: Letter) -> list[str]:
    if letter.entry is None or not letter.is_answer:
        return []
    lines = [f"la nr. {letter.entry.paper_number}"]
    others = connected_to(letter.entry)
    if others:
        lines[0] += ","
        lines.append(f"conexat cu {_joined(others)}")
    return lines


def connected_to(entry: Entry) -> list[str]:
    """The papers connected to the one answered; one answer names them all (OG 27/2002 art. 10 alin. (1))."""
    standing = Connection.objects.filter(undone_at__isnull=True)
    later = standing.filter(first=entry).select_related("second__register").order_by("second_id")
    earlier = standing.filter(second=entry).select_related("first__register").order_by("first_id")
    return [link.first.paper_number for link in earlier] + [link.second.paper_number for link in later]


def _joined(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} și {words[-1]}" if len(words) > 1 else words[0]


def _basis(letter: Letter) -> str:
    """The legal basis as a sentence of its own, unless the text already says it (OG 27/2002 art. 13)."""
    basis = letter.legal_basis.strip().rstrip(".")
    if not basis or fold(basis) in fold(richtext.to_plain(letter.body)):
        return ""
    return f"Temei legal: {basis}."


def annex_lines(letter: Letter) -> list[str]:
    """What goes with it, as its end lists it: „Proces-verbal (2 file)”; originals are named as such."""
    held = letter.annexes.filter(out_at=None)
    files = [_counted(annex.title, annex.sheets) for annex in held]
    papers = [
        _counted(f"documentul nr. {row.entry.paper_number}, în original", row.sheets) for row in _originals(letter)
    ]
    return [*files, *papers]


def _counted(words: str, sheets: int) -> str:
    return f"{words} ({plural(sheets, 'filă', 'file')})"


def _originals(letter: Letter) -> Iterable[Original]:
    return letter.originals.filter(out_at=None).select_related("entry__register", "entry__number")


def rights_of(letter: Letter) -> str:
    """What the addressee may do after an answer (Legea 554/2004), as its model says it."""
    return letter.template.rights if letter.template and letter.is_answer else ""


#: By this mark a Word file tells which letter it is, and as of which text it went out.
WORD_MARK = "condica-scrisoare-{letter}-revizia-{revision}"


def letter_word(letter: Letter) -> bytes:
    """The letter as a Word file: its text in the body, all that is not to be changed there in the page's header."""
    day = dates.bucharest_day(moment_of(letter))
    held = organisation.letterhead(day)
    head = [(held.name, "strong"), (held.address, "soft")] if held else []
    head += [(letter.unit.name, "soft")] if letter.unit else []
    head += [("", ""), *((line, "soft") for line in _references(letter)), (letter.addressee_name, "right")]
    head += [(line, "right") for line in letter.addressee_address.splitlines() if line.strip()]
    head += [("", ""), (f"Referitor la: {letter.subject}", "strong"), ("", "")]
    foot = (
        "Se schimbă numai textul de sub antet. Numărul, temeiul legal, semnăturile și anexele le pune Condica; "
        "fișierul se încarcă înapoi în pagina scrisorii."
    )
    mark = WORD_MARK.format(letter=letter.pk, revision=letter.revision)
    return word.write(letter.body, head=head, foot=foot, title=file_title(letter), mark=mark)


def split_closing(nodes: list[Any]) -> tuple[list[Any], list[Any]]:
    """The text and its last greeting („Cu stimă,”), which stands after the legal basis."""
    if nodes and nodes[-1][0] == "p" and len(words := _words(nodes[-1])) <= 60 and fold(words).startswith("cu "):
        return nodes[:-1], nodes[-1:]
    return nodes, []


def _words(node: Any) -> str:
    return node if isinstance(node, str) else "".join(map(_words, node[1]))


def _signatures(letter: Letter) -> list[dict[str, str]]:
    head = organisation_head(letter)
    unit = _unit_head(letter)
    day = dates.bucharest_day(moment_of(letter))
    return [
        {
            "title": letter.signatory_head_title or head_line(head, letter.unit, day),
            "name": str(letter.signatory_head or head or ""),
            "signed": _stamp(letter.signed_at),
        },
        {
            "title": letter.signatory_unit_title or unit_line(unit, letter.unit, day),
            "name": str(letter.signatory_unit or unit or ""),
            "signed": _stamp(letter.signed_unit_at),
        },
    ]


def organisation_head(letter: Letter) -> User | None:
    """Who will sign for the authority: the head of the topmost unit above the one that writes."""
    if letter.unit is None:
        return None
    top = Unit.objects.filter(pk=letter.unit.trail[0]).first() if letter.unit.trail else None
    return organisation.head_of(top, dates.bucharest_day(moment_of(letter))) if top else None


def _unit_head(letter: Letter) -> User | None:
    return organisation.head_of(letter.unit, dates.bucharest_day(moment_of(letter))) if letter.unit else None


def title_of(user: User | None, unit: Unit | None, otherwise: str) -> str:
    """What stands above a signature: the post, and for a department's head the department."""
    if user is None:
        return _with_unit(otherwise, unit)
    posts = organisation.posts_held(user)
    mine = [post for post in posts if unit is None or post.unit_id == unit.pk] or posts
    return _with_unit(mine[0].title if mine else otherwise, unit)


def unit_line(by: User | None, unit: Unit | None, day: date) -> str:
    """What stands above the first signature: the unit's head, or „pentru Șef serviciu, …” of who stands in for one."""
    own = title_of(by, unit, "Șef compartiment")
    real = people.heads_of([unit.pk], day).get(unit.pk) if unit else None
    if by is None or real is None or real == by or people.acting_for(real, day) != by:
        return own
    return f"pentru {title_of(real, unit, 'Șef compartiment')}, {_own_post(by, day)}"


def head_line(by: User | None, unit: Unit | None, day: date) -> str:
    """What stands above the second: „Primar”; of a substitute or one empowered, „pentru Primar, …” with the act."""
    own = title_of(by, None, "Conducătorul autorității")
    head = authority_head(unit, day)
    if by is None or head is None or head == by:
        return own
    mandate = Mandate.objects.filter(valid_on(day), user=by, head=head).first()
    if mandate is None and people.acting_for(head, day) != by:
        return own
    line = f"pentru {title_of(head, None, 'Conducătorul autorității')}, {_own_post(by, day)}"
    return line if mandate is None else f"{line} ({mandate.act})"


def _own_post(by: User, day: date) -> str:
    posts = organisation.posts_held(by, day)
    return posts[0].title if posts else str(by)


def authority_head(unit: Unit | None, day: date) -> User | None:
    """Who holds the authority's highest post on a day, present or not; of a letter without a unit, of the house."""
    top = unit.trail[0] if unit and unit.trail else None
    tops = [top] if top else list(Unit.objects.filter(valid_on(day), parent=None).values_list("pk", flat=True))
    return next(iter(people.heads_of(tops, day).values()), None)


def _with_unit(title: str, unit: Unit | None) -> str:
    title = title[:1].upper() + title[1:]
    if unit is None or fold(unit.name) in fold(title):
        return title
    return f"{title}, {unit.name}"


def _stamp(at: datetime | None) -> str:
    return f"{dates.numeric(dates.local(at).date())}, {dates.clock(at)}" if at else ""


def _foot(letter: Letter, *, signed: bool) -> str:
    way = {"email": "Trimis pe e-mail.", "post": "Trimis prin poștă.", "counter": "Înmânat la ghișeu."}
    words = f"Întocmit: {letter.drafted_by}. {way.get(letter.channel, '')}".strip()
    return words if signed else f"Proiect, nesemnat. {words}"


def file_title(letter: Letter) -> str:
    """The document's title: „Răspuns la nr. 38214/30.10.2026”."""
    if letter.entry is None:
        return f"Scrisoare: {letter.subject}" if letter.subject else "Scrisoare"
    return f"{'Răspuns la nr.' if letter.is_answer else 'Scrisoarea nr.'} {letter.entry.paper_number}"


def file_name(letter: Letter) -> str:
    """A safe name for the file: `raspuns-38214-30.10.2026`."""
    words = fold(file_title(letter).replace("la nr.", "").replace("nr.", ""))
    return re.sub(r"[^a-z0-9.]+", "-", words).strip("-.")[:80] or "scrisoare"


def sheets_of(letter: Letter) -> int:
    """How many sheets go into the envelope: the letter's pages and its annexes'."""
    annexes = sum(annex.sheets for annex in letter.annexes.filter(out_at=None))
    return _own_sheets(letter) + annexes + sum(row.sheets for row in letter.originals.filter(out_at=None))


def _own_sheets(letter: Letter) -> int:
    if letter.pdf is None:  # nothing is handed over without one
        return 1
    with documents.open_file(letter.pdf) as file, pypdfium2.PdfDocument(file.read()) as pdf:
        return len(pdf)


def sheets_words(letter: Letter) -> str:
    """What is in the envelope, counted: „2 + 5 file”."""
    own = _own_sheets(letter)
    more = sheets_of(letter) - own
    return f"{own} + {plural(more, 'filă', 'file')}" if more else plural(own, "filă", "file")


SAMPLE = {
    "număr": "38214/30.10.2026",
    "conținut": "iluminatul public de pe strada Morii",
    "destinatar": "Elena Chirilă",
    "adresare": "Stimată doamnă Elena Chirilă,",
    "compartiment": "Serviciul Iluminat Public",
    "petiții": "petiția dumneavoastră nr. 38214/30.10.2026",
    "termen": "miercuri, 2 decembrie 2026",
    "azi": "26 noiembrie 2026",
}


def sample_png(template: LetterTemplate) -> bytes:
    """A model's first page with invented words, blanks left as they are."""
    head, images = typesetting.letterhead(organisation.letterhead())
    filled = fill(template.body, SAMPLE | {"temei": template.legal_basis})
    body, closing = split_closing(_tied(richtext.tree(filled)))
    data = {
        "letterhead": head, "title": template.title, "unit": SAMPLE["compartiment"], "number": SAMPLE["număr"],
        "references": [f"la nr. {SAMPLE['număr']}"], "addressee": [SAMPLE["destinatar"], "strada Morii nr. 11"],
        "email": "",
        "subject": SAMPLE["conținut"], "body": body, "closing": closing, "foot": "Probă a modelului", "project": True,
        "basis": tie(f"Temei legal: {template.legal_basis}.") if template.legal_basis else "",
        "signatures": [{"title": title, "name": "…", "signed": ""} for title in ("Primar", "Șef serviciu")],
        "annexes": [], "rights": tie(template.rights),
    }  # fmt: skip
    return typesetting.render_png(TEMPLATE, data, moment=dates.now(), images=images, ppi=80)[0]


def _tied(nodes: list[Any]) -> list[Any]:
    """The tree with its words tied („art. 8” never parts at a line's end)."""
    return [tie(node) if isinstance(node, str) else [node[0], _tied(node[1])] for node in nodes]
