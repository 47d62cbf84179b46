"""What the portal keeps about people (ce ține portalul): it shares the fate of the paper that was sent."""

from __future__ import annotations

from condica.portal.models import Draft, Feedback, FileScan, Submission
from condica.registry.actions.bound import Rows, register_bound

ROWS = (
    Rows(Draft, "entry", "Ciorna trimisă", ("words",)),
    Rows(Submission, "entry", "Trimiterea", ("phone", "organisation")),
    Rows(FileScan, "entry", "Verificarea fișierului", ("reason",)),
    Rows(Feedback, "case__entry", "Părerea", ("words",)),
)


def register_keepers() -> None:
    """Tell contacts what the portal keeps about people."""
    register_bound(
        key="portal",
        label="Portal: trimiteri, păreri",
        how="Telefonul, organizația și cuvintele părerii devin o mențiune; ciornele netrimise se șterg singure.",
        keeps="Câte trimiteri, în ce limbă, pe ce cale răspunsul, câți au găsit răspunsul folositor.",
        rows=ROWS,
        order=38,
    )
