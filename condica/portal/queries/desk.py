"""What the desk sees of the portal (carantina): files held, and the way there."""

from __future__ import annotations

from django.db.models import QuerySet

from condica.accounts.rules import Permission
from condica.documents.access import register_block
from condica.documents.models import Document
from condica.organisation.api import AdministrationLink, register_administration
from condica.portal.models import FileScan, ScanState


def held() -> QuerySet[FileScan]:
    """Files in quarantine or not yet scanned, the newest first; then those let out."""
    rows = FileScan.objects.exclude(state=ScanState.CLEAN)
    return rows.select_related("document__blob", "entry__number", "entry__register", "decided_by").order_by("-at")


def held_count() -> int:
    """How many files are held."""
    return FileScan.objects.filter(state=ScanState.FOUND).count()


def why_held(document: Document) -> str:
    """Why nobody opens this file; nothing when anybody may."""
    row = FileScan.objects.filter(document=document, state=ScanState.FOUND).first()
    return f"Fișierul e în carantină: programul de verificare a găsit „{row.signature}”." if row else ""


def register_places() -> None:
    """Held files stay closed everywhere; the list of them stands under administration."""
    register_block(why_held)
    register_administration(
        AdministrationLink(
            "quarantine", "Carantină", "Fișiere din portal cu virus sau neverificate", icon="virus",
            url_name="portal:quarantine", permission=Permission.ENTRY_REGISTER, order=52,
        )
    )  # fmt: skip
