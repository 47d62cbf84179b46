"""People in the petitions' own words (oamenii din fișele petițiilor): reasons go, what reports count stays."""

from __future__ import annotations

from condica.petitions.models import Ending, Extension, Notice, Petition, Redirection
from condica.registry.actions.bound import Rows, register_bound

ROWS = (
    Rows(Petition, "case__entry", "Petiția", ("extension_reason", "representative", "on_behalf_of")),
    Rows(Ending, "petition__case__entry", "Încheierea", ("reason",)),
    Rows(Redirection, "petition__case__entry", "Redirecționarea", ("reason",)),
    Rows(Extension, "petition__case__entry", "Prelungirea", ("reason",)),
    Rows(Notice, "petition__case__entry", "Înștiințarea", ("proof",)),
)


def register_keepers() -> None:
    """Tell contacts what petitions keep about people."""
    register_bound(
        key="petitions",
        label="Petiții: fișa și istoricul lor",
        how="Reprezentantul și motivele scrise devin o mențiune; petiționarul stă în registru și se șterge acolo.",
        keeps="Domeniul, felul petiției și al petiționarului, stadiile, termenele, soluția: tot ce numără rapoartele.",
        rows=ROWS,
        order=36,
    )
