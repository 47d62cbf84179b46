"""Scanned paper in the demo town (scanări, inventare): a stack with its papers and a sheet that waits, old files."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFont

from condica.accounts.models import User
from condica.config.demo.raising import Town
from condica.documents import api as documents
from condica.foundation import dates, typesetting
from condica.mailroom import api as mailroom
from condica.registry.models import Entry
from condica.registry.print import label_png

A4, DPI = (1240, 1754), 150
LINES = (
    "Subsemnații, locuitori ai străzii, vă rugăm să dispuneți",
    "repararea trotuarului din fața școlii și a iluminatului public.",
    "Anexăm fotografii. Vă mulțumim.",
)
OLD_FILES = (
    (1, "II A 3", "Corespondență privind canalizarea cartierului Gruia", "1985–1987", "120"),
    (2, "II A 4", "Autorizații de construire, numerele 1–140", "1987", "210"),
    (3, "II A 4", "Autorizații de construire, numerele 141–260", "1987", "185"),
    (4, "I B 1", "Procese-verbale ale comisiei de urbanism", "1986–1987", "64"),
    (0, "I B 2", "Planuri de situație fără număr curent pe copertă", "1987", "12"),
)


def show(town: Town, until: datetime) -> None:
    """One scanner with its folder, one stack read through, one inventory with a row to mend."""
    registrar, archivist, keeper = (
        User.objects.get(username=name) for name in ("registrator", "arhivar", "administrator")
    )
    rows = Entry.objects.filter(
        direction="in", cancelled=False, channel__in=("counter", "post"), registered_by=registrar
    )
    papers = list(rows.select_related("register", "number").order_by("-pk")[:2])
    with dates.frozen(until - timedelta(minutes=20)):
        mailroom.save_scanner(name="Scanerul registraturii", folder="registratura", by=keeper)
        mailroom.enter_inventory(
            unit_name="Secția urbanism", year=1987, keeping="permanent", fonds="Consiliul popular",
            table=_table(), by=archivist,
        )  # fmt: skip
        if papers:
            blob = documents.keep_stream(io.BytesIO(_stack(papers)), name="scan-0007.pdf")
            stack, _ = mailroom.take_stack(blob, name="scan-0007.pdf", by=registrar)
            mailroom.read_stack(stack, by=registrar)


def _table() -> bytes:
    head = "Nr. crt.;Indicativul;Conținutul pe scurt;Datele extreme;Numărul filelor;Observații"
    rows = [f"{number or ''};{code};{content};{days};{leaves};" for number, code, content, days, leaves in OLD_FILES]
    return "\n".join([head, *rows]).encode()


def _stack(papers: list[Entry]) -> bytes:
    """The papers' first leaves with their labels; before them a sheet whose label was forgotten."""
    pages = [_page(None), *(_page(entry) for entry in papers)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI)
    return out.getvalue()


def _page(entry: Entry | None) -> Image.Image:
    page = Image.new("L", A4, 250)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(typesetting.HERE / "fonts" / "Inter_400Regular.ttf"), 26)
    for place, line in enumerate(LINES):
        draw.text((120, 420 + place * 46), line, fill=30, font=font)
    if entry is not None:
        page.paste(Image.open(io.BytesIO(label_png(entry, ppi=DPI))).convert("L"), (820, 60))
    return page
