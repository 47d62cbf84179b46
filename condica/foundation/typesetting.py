"""Typesetting (tehnoredactare): JSON data and a typst template become a PDF/A that is also PDF/UA, or a picture.

Data never becomes markup: it reaches the template as JSON, so a name with `#` or `*` in it stays a name.
Nothing comes from the machine: fonts and templates travel with the package, the moment is given by the caller,
so the same paper printed again is the same bytes.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

import typst
from django.template.utils import get_app_template_dirs

if TYPE_CHECKING:
    from typst import PDFStandard

HERE = Path(__file__).parent / "typst"
#: Archival and accessible at once; typst refuses what breaks either (a picture without words for it, for one).
STANDARD: tuple[str, ...] = ("a-2a", "ua-1")

Images: TypeAlias = Mapping[str, bytes]


class TemplateBroken(Exception):  # noqa: N818 - it speaks of the template, not of itself
    """A template or its data cannot be set; the message carries the place."""


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    moment: datetime,
    standard: Sequence[str] = STANDARD,
    images: Images | None = None,
    tagged: bool = True,
) -> bytes:
    """The paper as PDF. `template` is a path under a room's templates folder, `registry/receipt.typ`.

    Images are files `/images/<name>` in the template; `moment` is the document's date in its metadata. A drawing that
    becomes part of another paper is not `tagged` and follows no standard of its own.
    """
    return cast("bytes", _compile(template, data, moment, images, kind="pdf", standard=standard, tagged=tagged))


def render_png(
    template: str, data: Mapping[str, Any], *, moment: datetime, images: Images | None = None, ppi: int = 144
) -> list[bytes]:
    """The same paper as pictures, one a page."""
    pages = _compile(template, data, moment, images, kind="png", ppi=float(ppi))
    return [pages] if isinstance(pages, bytes) else pages


def render_apart(template: str, data: Mapping[str, Any], *, moment: datetime, images: Images | None = None) -> bytes:
    """The same paper set by a process of its own, for hundreds of pages.

    typst keeps in memory what it has set as long as its process lives: thirteen volumes of a year took gigabytes.
    """
    job = pickle.dumps((_files(template, data, images), _fixed(moment)))
    program = "from condica.foundation import typesetting; typesetting.set_apart()"
    done = subprocess.run([sys.executable, "-c", program], input=job, capture_output=True, check=False)
    if done.returncode:
        raise TemplateBroken(f"{template}: {done.stderr.decode(errors='replace')[-2000:] or f'cod {done.returncode}'}")
    return done.stdout


def set_apart() -> None:
    """What the process of its own does: a job comes in, a PDF goes out."""
    files, moment = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it, nobody else can
    sys.stdout.buffer.write(cast("bytes", _set(files, moment, kind="pdf", standard=STANDARD, tagged=True)))


def _files(template: str, data: Mapping[str, Any], images: Images | None) -> dict[str, bytes]:
    return {
        "main.typ": _source(template),
        "condica.typ": _base(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        **{f"images/{name}": content for name, content in (images or {}).items()},
    }


def _compile(
    template: str,
    data: Mapping[str, Any],
    moment: datetime,
    images: Images | None,
    *,
    kind: str,
    standard: Sequence[str] = (),
    ppi: float | None = None,
    tagged: bool = True,
) -> bytes | list[bytes]:
    files = _files(template, data, images)
    try:
        return _set(files, _fixed(moment), kind=kind, standard=standard, ppi=ppi, tagged=tagged)
    except typst.TypstError as error:
        raise TemplateBroken(f"{template}: {error.message}\n{error.diagnostic}") from error


def _set(
    files: dict[str, bytes],
    moment: datetime,
    *,
    kind: str,
    standard: Sequence[str],
    ppi: float | None = None,
    tagged: bool,
) -> bytes | list[bytes]:
    # The stub of `input` names only one file; the dictionary of files is documented and kept by our test.
    result = typst.compile(
        cast("Any", files),
        font_paths=fonts(),
        format=cast("Any", kind),
        ppi=ppi,
        pdf_standards=cast("list[PDFStandard]", list(standard)),
        timestamp=moment,
        pdf_tags=tagged,
    )
    return cast("bytes | list[bytes]", result)


def _fixed(moment: datetime) -> datetime:
    """The same second with its offset written out; typst takes no named zone and no parts of a second."""
    return moment.astimezone(timezone(moment.utcoffset() or timedelta())).replace(microsecond=0)


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Only our own: Source Serif 4 for letters, Inter for forms; both hold ș and ț with a comma."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


@lru_cache(maxsize=1)
def _base() -> bytes:
    return (HERE / "condica.typ").read_bytes()


@lru_cache(maxsize=64)
def _source(template: str) -> bytes:
    """The template's text, found like Django's own: in the first room that has it."""
    for folder in get_app_template_dirs("templates"):
        path = Path(folder) / template
        if path.is_file():
            return path.read_bytes()
    raise TemplateBroken(f"Nu există șablonul de tipar {template}.")


class Head(Protocol):
    """What a letterhead offers (antet); organisation's own row has these fields."""

    name: str
    county: str
    address: str
    phone: str
    email: str
    website: str
    tax_code: str
    coat_of_arms_svg: str


def letterhead(head: Head | None) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The letterhead as a template wants it: its words, and its pictures."""
    if head is None:
        return {"name": "", "county": "", "contact": [], "arms": False}, {}
    numbers = [f"tel. {head.phone}" if head.phone else "", f"CIF {head.tax_code}" if head.tax_code else ""]
    contact = [head.address, " · ".join(filter(None, numbers)), head.email, head.website]
    words = {
        "name": head.name,
        "county": head.county,
        "contact": [row for row in contact if row],
        "arms": bool(head.coat_of_arms_svg),
    }
    return words, {"arms.svg": head.coat_of_arms_svg.encode()} if head.coat_of_arms_svg else {}
