"""Acknowledging letters by e-mail (confirmarea automată): once a sender and hour, never to machines (RFC 3834)."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User, valid_on
from condica.foundation import dates
from condica.foundation.mime import Letter, recognise
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom import queries, rules
from condica.mailroom.actions.sending import send
from condica.mailroom.models import Acknowledging, Message, Outgoing
from condica.organisation import api as organisation
from condica.registry.models import Entry
from condica.registry.rules import guess_kind

#: An automatic answer to one address: at most one an hour and five a day, whatever comes from there.
LIMITS = ((timedelta(hours=1), 1), (timedelta(days=1), 5))


@transaction.atomic
def set_acknowledging(*, covers: str, text: str, since: date | None = None, by: User) -> Acknowledging:
    """Choose from a day on which letters are acknowledged, and in what words (alegere a casei)."""
    since = since or dates.today()
    _check(text, since)
    rows = Acknowledging.objects.select_for_update(no_key=True)
    current = rows.filter(valid_on(since)).first()
    if current is not None and (current.covers, current.text) == (covers, text):
        return current
    rows.filter(since=since).delete()
    rows.filter(valid_on(since)).update(until=since - timedelta(days=1))
    made = Acknowledging.objects.create(covers=covers, text=text, since=since)
    words = {"covers": made.get_covers_display(), "since": dates.numeric(since)}
    record(Verb.MAIL_ACKNOWLEDGING_SET, on=made, by=by, data=words)
    return made


def _check(text: str, since: date) -> None:
    if "{numar}" not in text or "{cod}" not in text:
        raise RuleBroken(
            "acknowledgement-number",
            "Confirmarea nu spune numărul și codul de urmărire.",
            remedy="Pune în text {numar} și {cod}.",
        )
    if Acknowledging.objects.filter(since__gt=since).exists():
        raise RuleBroken("later-row", "Există o alegere care începe mai târziu.", remedy="Alege o zi de după ea.")


def acknowledge(message: Message, letter: Letter, *, by: User) -> Outgoing | None:
    """Tell who wrote that the letter has a number (confirmare), if the house chose so and no loop can come of it."""
    entry = message.entry
    if entry is None or message.mailbox is None or not _chosen(message, entry, letter):
        return None
    address = message.author_email
    with_rules = rules.may_acknowledge(letter, recognise(letter), own_addresses=queries.own_addresses())
    if not with_rules or _answers_a_machine(message) or _too_often(address):
        return None
    choice = queries.acknowledging_on(dates.today())
    text = rules.filled(choice.text if choice else rules.ACKNOWLEDGEMENT, words_of(entry))
    subject = f"Re: {message.subject}" if message.subject else f"Confirmare: {entry.paper_number}"
    return send(
        Outgoing.Kind.ACKNOWLEDGEMENT, address=address, subject=subject, body=text, entry=entry,
        in_reply_to=f"<{message.message_id.strip('<>')}>" if message.message_id else "",
    )  # fmt: skip


def _chosen(message: Message, entry: Entry, letter: Letter) -> bool:
    choice = queries.acknowledging_on(dates.today())
    old = message.received_at < dates.now() - timedelta(days=rules.ACKNOWLEDGED_DAYS)
    if choice is None or choice.covers == Acknowledging.Covers.NONE or old:
        return False
    if choice.covers == Acknowledging.Covers.LETTERS:
        return True
    guess = guess_kind(f"{letter.subject}\n{letter.text[:4000]}")
    return (entry.kind or (guess.kind.key if guess else "")) == "petition"


def _answers_a_machine(message: Message) -> bool:
    """A reply to an automatic message of ours is registered, and answered by nobody but people."""
    answered = {form for one in message.references for form in (one, f"<{one}>")}
    return Outgoing.objects.filter(message_id__in=answered).exists()


def _too_often(address: str) -> bool:
    now = dates.now()
    sent = Outgoing.objects.filter(kind=Outgoing.Kind.ACKNOWLEDGEMENT, address__iexact=address)
    return any(sent.filter(created_at__gt=now - time).count() >= most for time, most in LIMITS)


def words_of(entry: Entry) -> dict[str, str]:
    """What stands in an acknowledgement's braces."""
    head = organisation.letterhead()
    return {
        "subiect": entry.subject[:200],
        "numar": str(entry.value),
        "data": dates.numeric(dates.bucharest_day(entry.registered_at)),
        "cod": entry.tracking_code,
        "adresa": f"{settings.PUBLIC_URL}/portal/urmarire/",
        "institutia": head.name if head else "",
    }
