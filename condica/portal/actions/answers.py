"""The answer fetched and judged (ridicarea răspunsului): a code by e-mail, and one question at the end."""

from __future__ import annotations

import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from condica.accounts.models import User
from condica.casework.models import Case
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom import api as mailroom
from condica.portal import rules
from condica.portal.actions.limits import spend
from condica.portal.models import Feedback, OneTimeCode
from condica.registry.models import Entry


@transaction.atomic
def ask_code(entry: Entry, *, language: str, by: User) -> OneTimeCode:
    """Send a code to the petitioner's own address (cod de o singură folosință); a few an hour at most."""
    if not entry.sender_email:
        raise RuleBroken(
            "portal-no-address",
            _("Nu avem o adresă de e-mail la care să trimitem codul."),
            remedy=_("Răspunsul vă așteaptă la ghișeu."),
        )
    spend(rules.CODES, str(entry.pk))
    code, now = rules.new_code(), dates.now()
    until = now + timedelta(minutes=rules.CODE_MINUTES)
    made = OneTimeCode.objects.create(entry=entry, digest=_digest(entry, code), made_at=now, valid_until=until)
    mailroom.send(
        mailroom.Outgoing.Kind.CODE, address=entry.sender_email, subject=_("Codul dumneavoastră: %s") % code,
        body=_code_words(entry, code), entry=entry, language=language, valid_until=until,
    )  # fmt: skip
    record(Verb.PORTAL_CODE_SENT, on=entry, by=by, entry=entry.pk)
    return made


def _code_words(entry: Entry, code: str) -> str:
    return _(
        "Codul pentru răspunsul la nr. %(number)s este %(code)s. E bun %(minutes)s minute și o singură dată.\n\n"
        "Dacă nu dumneavoastră l-ați cerut, nu faceți nimic: fără cod, nimeni nu vede răspunsul."
    ) % {"number": entry.paper_number, "code": code, "minutes": rules.CODE_MINUTES}


def _digest(entry: Entry, code: str) -> str:
    return rules.digest(f"code {entry.pk} {code}", key=settings.SECRET_KEY)


@transaction.atomic
def try_code(entry: Entry, said: str, *, by: User) -> bool:
    """Whether the code is the one sent last, in time, within five tries; each outcome is journalled."""
    now = dates.now()
    kept = OneTimeCode.objects.select_for_update(no_key=True).filter(entry=entry).order_by("-made_at", "-pk").first()
    if kept is None or kept.used_at or kept.valid_until < now or kept.tries >= rules.CODE_TRIES:
        return False
    kept.tries += 1
    right = hmac.compare_digest(kept.digest, _digest(entry, "".join(filter(str.isdigit, said))))
    if right:
        kept.used_at = now
        record(Verb.PORTAL_ANSWER_OPENED, on=entry, by=by, entry=entry.pk)
    else:
        tries = f"{kept.tries} din {rules.CODE_TRIES}"
        record(Verb.PORTAL_CODE_WRONG, on=entry, by=by, entry=entry.pk, data={"tries": tries})
    kept.save(update_fields=["tries", "used_at"])
    return right


@transaction.atomic
def give_feedback(case: Case, *, useful: str, words: str, language: str, by: User) -> Feedback:
    """Keep what the petitioner says of the answer (a fost de folos?); once a case, the first word stays."""
    case = Case.objects.select_for_update(no_key=True).select_related("entry").get(pk=case.pk)
    known = Feedback.objects.filter(case=case).first()
    if known is not None:
        return known
    made = Feedback.objects.create(
        case=case, useful=Feedback.Useful(useful), words=words.strip()[:2000], language=language, at=dates.now()
    )
    said = {"useful": made.get_useful_display()}
    record(Verb.PORTAL_FEEDBACK, on=case.entry, by=by, entry=case.entry_id, case=case.pk, data=said)
    return made
