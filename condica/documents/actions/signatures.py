"""Looking at the signatures of files (verificarea semnăturilor), each look kept as a row."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.documents import queries
from condica.documents.models import Blob, CheckedSignature, SignatureCheck
from condica.documents.rules import CheckState
from condica.foundation import dates, files
from condica.foundation.signatures import Found, check_apart
from condica.journal import actions as journal
from condica.journal.rules import Verb

KEPT = {one.name for one in CheckedSignature._meta.get_fields()} - {"id", "look", "ordinal"}


def ask_for_check(blob: Blob, *, by: User | None = None) -> SignatureCheck:
    """A row that waits and a job for it, in this same transaction: neither without the other."""
    from condica.documents import jobs  # noqa: PLC0415 - the jobs call this module

    waiting = SignatureCheck.objects.filter(blob=blob, state=CheckState.WAITING).first()
    if waiting is not None:
        return waiting
    row = SignatureCheck.objects.create(blob=blob, asked_at=dates.now(), asked_by=by)
    jobs.check_signatures.defer(check=row.pk)
    return row


@transaction.atomic
def recheck(blob: Blob, *, by: User) -> SignatureCheck:
    """Ask for another look (reverificare): an issuer was accepted since, or time has passed."""
    Blob.objects.select_for_update(no_key=True).get(pk=blob.pk)
    row = ask_for_check(blob, by=by)
    journal.record(Verb.SIGNATURES_RECHECKED, on=("documents.blob", blob.pk, str(blob)), by=by)
    return row


@transaction.atomic
def check_signatures(pk: int) -> SignatureCheck | None:
    """Look at the signatures of a content that waits; None when somebody else is at it or has done it."""
    rows = SignatureCheck.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    waiting = rows.select_related("blob").filter(pk=pk, state=CheckState.WAITING).first()
    if waiting is None:
        return None
    beside = queries.signed_beside(waiting.blob)
    found = check_apart(
        _path(waiting.blob_id), waiting.blob.mime, queries.trust(), dates.now(),
        beside=_path(beside.pk) if beside else None,
    )  # fmt: skip
    return _written(waiting, found)


def _written(row: SignatureCheck, found: Found) -> SignatureCheck:
    CheckedSignature.objects.bulk_create(
        CheckedSignature(
            look=row, ordinal=ordinal, **{name: value for name, value in asdict(one).items() if name in KEPT}
        )
        for ordinal, one in enumerate(found.signatures, start=1)
    )
    row.state, row.problem, row.checked_at = CheckState.DONE, found.problem[:2000], dates.now()
    row.save(update_fields=["state", "problem", "checked_at"])
    return row


def _path(sha256: str) -> Path:
    return files.content_path(settings.DOCUMENT_ROOT, sha256)
