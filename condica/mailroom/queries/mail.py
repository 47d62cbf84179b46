"""Reads of the mailroom (citiri)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Value

from condica.accounts.models import User, valid_on
from condica.accounts.rules import Permission
from condica.contacts.models import ContactPoint
from condica.foundation import dates, navigation
from condica.foundation.imap import PORTS, Folder, Server
from condica.foundation.memo import Rows, kept, rows
from condica.journal.queries import lines_about, register_link, sentence
from condica.mailroom.models import Acknowledging, Mailbox, Message, Outgoing, Reconciliation, Sighting
from condica.mailroom.rules import State
from condica.organisation import api as organisation
from condica.organisation.api import AdministrationLink, register_administration
from condica.registry import api as registry
from condica.registry.models import Connection, Entry
from condica.registry.rules import Guess, guess_kind

ORDER = ("-received_at", "-id")


def messages(state: str = "", words: str = "") -> QuerySet[Message]:
    """Messages of a state, or all, that hold these words in sender or subject."""
    found = Message.objects.select_related("mailbox", "entry__number", "entry__register")
    if state in {one.value for one in State}:
        found = found.filter(state=state)
    return found.filter(keys__begins=words) if words.strip() else found


def waiting_count() -> int:
    """How many messages wait for a person."""
    return Message.objects.filter(state=State.QUEUED.value).count()


def counts_by_state() -> dict[str, int]:
    """How many messages stand in each state."""
    found = dict(Message.objects.values_list("state").annotate(Count("pk")).order_by())
    return {state.value: found.get(state.value, 0) for state in State}


def counts_since(mailbox: Mailbox, moment: datetime) -> dict[str, int]:
    """What each look at the mailbox came to since a moment, by outcome."""
    rows = Sighting.objects.filter(mailbox=mailbox, seen_at__gte=moment)
    return dict(rows.values_list("outcome").annotate(Count("pk")).order_by())


def seen_in(account: str, folder: str, uidvalidity: int) -> QuerySet[Sighting]:
    """What was taken from one generation of a folder and is still there as far as we know."""
    return Sighting.objects.filter(account=account, folder=folder, uidvalidity=uidvalidity, removed_at=None)


def not_yet_seen(account: str, folder: Folder) -> list[int]:
    """Numbers in the folder that were never taken, in the order of arrival."""
    rows = Sighting.objects.filter(account=account, folder=folder.name, uidvalidity=folder.uidvalidity)
    seen = set(rows.values_list("uid", flat=True))
    return [uid for uid in folder.uids if uid not in seen]


def mailbox_at(server: Server) -> Mailbox | None:
    """The mailbox of the house at this server, if it is one."""
    port = server.port or PORTS[server.security]
    found = Mailbox.objects.filter(host__iexact=server.host, port=port, username__iexact=server.username)
    return found.select_related("register", "unit").first()


def mailboxes(*, active: bool = False) -> QuerySet[Mailbox]:
    """All mailboxes, or those that are read."""
    found = Mailbox.objects.select_related("register", "unit")
    return found.filter(is_active=True) if active else found


def reconciliations() -> QuerySet[Reconciliation]:
    """Comparisons, the newest first."""
    return Reconciliation.objects.select_related("mailbox")


def sightings_of(message: Message) -> list[Sighting]:
    """Every place where the message was met, the first one first."""
    return list(message.sightings.select_related("mailbox").order_by("seen_at", "pk"))


def own_addresses() -> frozenset[str]:
    """The addresses at which we receive, and the one we send from."""
    ours = {address.lower() for address in Mailbox.objects.values_list("address", flat=True)}
    return frozenset(ours | {settings.DEFAULT_FROM_EMAIL.lower()})


def earlier_of_sender(message: Message) -> Entry | None:
    """The paper of an earlier letter that this one answers, when the same address wrote both."""
    known = Message.objects.filter(message_id__in=[one for one in message.references if one], entry__isnull=False)
    own = known.filter(author_email__iexact=message.author_email).exclude(pk=message.pk).exclude(author_email="")
    found = own.select_related("entry__number", "entry__register").order_by("-pk").first()
    return found.entry if found else None


def writers_of(entry: Entry) -> set[str]:
    """The addresses known to a paper: its sender's, those of connected papers, those that we wrote to about it."""
    links = Connection.objects.filter(Q(first=entry) | Q(second=entry), undone_at=None).values_list("first", "second")
    papers = {entry.pk, *(pk for link in links for pk in link)}
    found = set(Entry.objects.filter(pk__in=papers).values_list("sender_email", flat=True))
    found |= set(Outgoing.objects.filter(entry__in=papers).values_list("address", flat=True))
    if entry.sender_id:
        found |= set(
            ContactPoint.objects.filter(contact=entry.sender_id, kind="email").values_list("normal", flat=True)
        )
    return {address.lower() for address in found if address}


def acknowledging_on(day: date) -> Acknowledging | None:
    """The house's choice of a day about acknowledging e-mail."""
    return Acknowledging.objects.filter(valid_on(day)).order_by("-since").first()


def still_waiting() -> list[Outgoing]:
    """Messages of ours whose own job gave up, the oldest first."""
    before = dates.now() - timedelta(minutes=10)
    return list(Outgoing.objects.filter(state=Outgoing.State.WAITING, created_at__lt=before).order_by("pk")[:500])


def papers_meant(message: Message) -> list[Entry]:
    """Papers that the subject names, or that a stranger's reply points to, not connected yet: a person decides."""
    if message.entry_id is None:
        return []
    replied = registry.entry_of_message(message.references)
    named = [*filter(None, [replied]), *registry.papers_named(message.subject), *_numbered(message.subject)]
    connected = Connection.objects.filter(second=message.entry_id, undone_at=None).values_list("first", flat=True)
    taken = {message.entry_id, *connected}
    return [one for one in {entry.pk: entry for entry in named}.values() if one.pk not in taken]


_NUMBER = re.compile(r"\b(\d{1,7})\s*/\s*(?:\d{1,2}\.\d{1,2}\.)?(20\d\d)\b")


def _numbered(text: str) -> list[Entry]:
    found = Entry.objects.none()
    for number, year in _NUMBER.findall(text)[:3]:
        named = Entry.objects.filter(value=int(number), year=int(year), direction="in")
        found = found | named.filter(register__confidentiality="open")
    return list(found.select_related("number", "register").order_by("pk")[:5])


def guessed_kind(message: Message, text: str = "") -> Guess | None:
    """What a registered letter without a kind seems to be, from its words; a person confirms."""
    if message.entry is None or message.entry.kind:
        return None
    return guess_kind(f"{message.subject}\n{text[:4000]}")


def papers_answered(message: Message) -> list[Entry]:
    """Papers whose message this one answers, by its references."""
    known = Message.objects.filter(message_id__in=message.references, entry__isnull=False).exclude(pk=message.pk)
    return [one.entry for one in known.select_related("entry__number", "entry__register")[:5] if one.entry]


def history(message: Message) -> list[dict[str, Any]]:
    """What happened to the message, as sentences, newest first."""
    lines = lines_about("mailroom.message", [message.pk]).select_related("personal")
    return [{"sentence": sentence(line), "at": line.moment, "icon": "at"} for line in lines[:50]]


def register_places() -> None:
    """The menu's entry, and how the journal addresses our rows."""
    navigation.register(
        navigation.NavItem(
            key="mail",
            label="Poștă",
            icon="at",
            url_name="mailroom:list",
            permission=Permission.MAIL_SEE,
            order=38,
            badge=_badge,
        )
    )
    register_administration(
        AdministrationLink(
            "mailboxes", "Căsuțe de e-mail", "Ce căsuțe se citesc și ce se face cu mesajele", "mailbox",
            "mailroom:mailboxes", Permission.MAIL_SETTINGS, 50,
        )
    )  # fmt: skip
    register_administration(
        AdministrationLink(
            "acknowledging", "Confirmarea e-mailurilor", "Ce mesaje primesc confirmare și cu ce cuvinte", "mail-check",
            "mailroom:acknowledging", Permission.MAIL_SETTINGS, 51,
        )
    )  # fmt: skip
    navigation.register(
        navigation.NavItem(
            key="scans",
            label="Scanări",
            icon="scan",
            url_name="mailroom:stacks",
            permission=navigation.AnyOf({Permission.ENTRY_REGISTER, Permission.ARCHIVE_SELECT}),
            order=39,
            badge=_scans_badge,
        )
    )
    register_administration(
        AdministrationLink(
            "scanners", "Scanere", "Ce dosare se urmăresc și pentru ce ghișeu", "scan",
            "mailroom:scanners", Permission.MAIL_SETTINGS, 52,
        )
    )  # fmt: skip
    register_link("mailroom.stack", lambda line: f"/posta/scanari/{line.object_id}/")
    register_link("mailroom.scanner", lambda line: f"/posta/scanere/{line.object_id}/")
    register_link("mailroom.inventory", lambda line: f"/posta/inventare/{line.object_id}/")
    register_link("mailroom.message", lambda line: f"/posta/{line.object_id}/")
    register_link("mailroom.mailbox", lambda line: f"/posta/casute/{line.object_id}/")


def _scans_badge(user: User | Any) -> int:
    return _waiting(user).get("scans", 0)


def _badge(user: User | Any) -> int:
    return _waiting(user).get("mail", 0) if user.may(Permission.MAIL_SEE) else 0


def _waiting(user: User) -> dict[str, int]:
    """How many messages and scanned groups wait for a person: both signs of the menu in one question."""
    found = kept(
        ("post waiting", user.pk),
        lambda: rows("post waiting", lambda: organisation.standing_of(user, led=True), lambda: _counted(user)),
    )
    return dict(found)


def _counted(user: User) -> Rows:
    from condica.mailroom import access  # noqa: PLC0415 - access reads these queries

    messages_of = Message.objects.filter(state=State.QUEUED.value).order_by()
    both = [
        found.values(of=Value(words)).annotate(many=Count("pk")).values_list("of", "many")
        for words, found in (("mail", messages_of), ("scans", access.waiting_for(user).order_by()))
    ]
    return list(both[0].union(both[1], all=True))
