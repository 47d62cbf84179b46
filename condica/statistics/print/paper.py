"""A report on paper (raport tipărit): PDF/A on the authority's letterhead, with the charts of the page."""

from __future__ import annotations

from typing import Any

from condica.foundation import dates, typesetting
from condica.organisation import api as organisation
from condica.statistics.rules import Sheet, Table

#: Who signs a report to the leadership (OG 27/2002 art. 14: the department makes it, the leadership analyses it).
SIGNATURES = ("Întocmit", "Șeful compartimentului de relații cu publicul", "Conducătorul autorității")


def pdf_bytes(sheet: Sheet) -> bytes:
    """The report as PDF/A; the same figures are the same bytes."""
    words, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(sheet.as_of)))
    charts = {f"chart-{place}.svg": chart.print_svg for place, chart in enumerate(sheet.charts)}
    data = {"letterhead": words, **_paper(sheet)}
    return typesetting.render("statistics/report.typ", data, moment=sheet.as_of, images={**images, **charts})


def _paper(sheet: Sheet) -> dict[str, Any]:
    late = sheet.late
    return {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "basis": sheet.basis,
        "figures": [[figure.label, figure.text, figure.note, False] for figure in sheet.figures]
        + ([[late.label, late.text, late.note, bool(late.cell.value)]] if late else []),
        "words": list(sheet.words),
        "charts": [
            {"file": f"chart-{place}.svg", "title": chart.title, "words": chart.description, "lead": chart.lead,
             "legend": [[key.tone, key.words] for key in chart.legend], "ratio": chart.height / chart.width}
            for place, chart in enumerate(sheet.charts)
        ],
        "tables": [_table(table) for table in sheet.tables if table.rows],
        "notes": list(sheet.notes),
        "signatures": list(SIGNATURES),
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "head": [table.head, *(column.label for column in table.columns)],
        "late": [place for place, column in enumerate(table.columns, start=1) if column.late],
        "rows": [[row.label, *(cell.text for cell in row.cells)] for row in table.lines],
        "total": table.total is not None,
        "note": table.note,
    }
