"""Writing before sending (ciorna): kept on the server step by step, limited in size and time, gone when dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from condica.foundation import clamd, dates, files
from condica.foundation.refusal import RuleBroken
from condica.organisation import api as organisation
from condica.portal import rules
from condica.portal.actions.limits import spend
from condica.portal.models import Attempt, Draft, DraftFile, OneTimeCode, ScanState


def begin(*, language: str, network: str) -> Draft:
    """Begin a petition; a network begins only so many a day, so that the table stays small."""
    spend(rules.DRAFTS, network)
    now = dates.now()
    return Draft.objects.create(key=rules.new_key(), language=language, begun_at=now, changed_at=now)


def keep(draft: Draft, words: Mapping[str, Any], *, language: str) -> Draft:
    """Keep what was written on one page; nothing of it is judged here."""
    with transaction.atomic():
        kept = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
        if kept.entry_id is None:
            kept.words = {**kept.words, **words}
            kept.language, kept.changed_at = language, dates.now()
            kept.save(update_fields=["words", "language", "changed_at"])
    return kept


def drop(draft: Draft) -> None:
    """Forget a draft and its files (renunț)."""
    for file in draft.files.all():
        file.content.delete(save=False)
    draft.delete()


def add_file(draft: Draft, *, name: str, content: bytes, network: str) -> DraftFile:
    """Take a file in: size, number, type by content, virus; the refusal says which file and why."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = draft.files.filter(sha256=sha256).first()
    if known is not None:
        return known
    spend(rules.UPLOADS, network)
    shown, mime = checked_file(name, content, already=draft.files.count(), taken=draft.size)
    state, signature = scanned(content)
    made = DraftFile(
        draft=draft, name=shown, size=len(content), mime=mime, sha256=sha256, state=state, signature=signature
    )
    made.content.save("", ContentFile(content), save=False)
    made.save()
    Draft.objects.filter(pk=draft.pk).update(changed_at=dates.now())
    return made


def checked_file(name: str, content: bytes, *, already: int, taken: int) -> tuple[str, str]:
    """The file's safe name and its type; refused when it is too large, one too many, or of a type we do not open."""
    shown = files.safe_name(name)
    most, largest, whole = (organisation.setting(key) for key in ("portal_files", "portal_file_mb", "portal_total_mb"))
    if already >= most:
        raise _refused("portal-files", _("Se pot trimite cel mult %(most)s fișiere.") % {"most": most})
    if not content:
        raise _refused("portal-empty", _("Fișierul „%(name)s” este gol.") % {"name": shown})
    if len(content) > largest * rules.MB:
        raise _refused(
            "portal-file-size",
            _("Fișierul „%(name)s” are peste %(size)s MB.") % {"name": shown, "size": largest},
        )
    if taken + len(content) > whole * rules.MB:
        raise _refused("portal-total", _("Fișierele au împreună peste %(size)s MB.") % {"size": whole})
    mime = files.detect_type(content, name)
    if mime not in rules.TYPES or files.is_dangerous(mime, name):
        raise _refused(
            "portal-type",
            _("Fișierul „%(name)s” nu e de un fel pe care îl putem deschide.") % {"name": shown},
        )
    return shown, mime


def _refused(code: str, words: str) -> RuleBroken:
    return RuleBroken(
        code, words, remedy=_("Trimiteți-l în alt fel (PDF, JPG, DOCX), mai mic, sau aduceți-l la ghișeu.")
    )


def scanned(content: bytes) -> tuple[str, str]:
    """What the scanner says now; silent or absent, the file is taken all the same and marked."""
    if not settings.CLAMD:
        return ScanState.NONE, ""
    scan = clamd.scan(content, settings.CLAMD)
    if scan.verdict is clamd.Verdict.FOUND:
        return ScanState.FOUND, scan.words or "virus"
    return (ScanState.CLEAN if scan.verdict is clamd.Verdict.CLEAN else ScanState.WAITING), ""


def remove_file(draft: Draft, pk: int) -> None:
    """Take a file out of a draft."""
    for file in draft.files.filter(pk=pk):
        file.content.delete(save=False)
        file.delete()


def clean() -> int:
    """Forget drafts nobody touches, tries and codes gone by (curățenie); returns how many drafts."""
    now = dates.now()
    old = Draft.objects.filter(entry=None, changed_at__lt=now - rules.KEPT)
    sent = Draft.objects.filter(sent_at__lt=now - rules.KEPT_SENT)
    gone = [*old[:2000], *sent[:2000]]
    for draft in gone:
        drop(draft)
    Attempt.objects.filter(at__lt=now - 2 * rules.NETWORK.window).delete()
    OneTimeCode.objects.filter(valid_until__lt=now - rules.NETWORK.window).delete()
    return len(gone)
