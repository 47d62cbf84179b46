"""Files that came by the portal and their safety (carantina): asked again, held, let out by a person."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import clamd, dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.portal.models import FileScan, ScanState
from condica.registry.models import Entry


def note(entry: Entry, document: documents.Document, *, state: str, signature: str, by: User) -> None:
    """Keep what is known of a file's safety; a found virus is told in the journal. A step of sending."""
    if state == ScanState.NONE:
        return
    FileScan.objects.create(document=document, entry=entry, state=state, signature=signature, at=dates.now())
    if state == ScanState.FOUND:
        record(Verb.PORTAL_FILE_HELD, on=entry, by=by, entry=entry.pk, data={"signature": signature})


def scan_waiting(*, by: User) -> int:
    """Ask the scanner again about files that it was silent about (verificare amânată); returns how many it settled."""
    settled = 0
    for row in FileScan.objects.filter(state=ScanState.WAITING).order_by("at")[:200]:
        content = documents.path_of(row.document.blob_id).read_bytes()
        scan = clamd.scan(content, settings.CLAMD) if settings.CLAMD else clamd.Scan(clamd.Verdict.SILENT)
        if scan.verdict is clamd.Verdict.SILENT:
            return settled  # away still: the rest would wait for the same silence
        _settle(row, scan, by=by)
        settled += 1
    return settled


@transaction.atomic
def _settle(row: FileScan, scan: clamd.Scan, *, by: User) -> None:
    row = FileScan.objects.select_for_update(no_key=True, of=("self",)).select_related("entry").get(pk=row.pk)
    if row.state != ScanState.WAITING:
        return
    found = scan.verdict is clamd.Verdict.FOUND
    row.state = ScanState.FOUND if found else ScanState.CLEAN
    row.signature, row.at = scan.words if found else "", dates.now()
    row.save(update_fields=["state", "signature", "at"])
    if found:
        record(Verb.PORTAL_FILE_HELD, on=row.entry, by=by, entry=row.entry_id, data={"signature": row.signature})


@transaction.atomic
def release(row: FileScan, *, reason: str, by: User) -> FileScan:
    """Let a file out of quarantine (scoatere din carantină), for a reason that stays written."""
    row = FileScan.objects.select_for_update(no_key=True, of=("self",)).select_related("entry").get(pk=row.pk)
    if row.state == ScanState.RELEASED:
        return row
    if row.state != ScanState.FOUND:
        raise RuleBroken("portal-not-held", "Fișierul nu e în carantină.", remedy="Reîncarcă lista.")
    if not reason.strip():
        raise RuleBroken("reason-missing", "Scoaterea din carantină cere un motiv.", remedy="Scrie cine l-a verificat.")
    row.state, row.reason, row.decided_by, row.at = ScanState.RELEASED, reason.strip(), by, dates.now()
    row.save(update_fields=["state", "reason", "decided_by", "at"])
    record(Verb.PORTAL_FILE_RELEASED, on=row.entry, by=by, entry=row.entry_id, personal={"reason": reason.strip()})
    return row
