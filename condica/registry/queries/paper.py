"""What a paper's page shows beside its line (pagina documentului)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from condica.accounts.models import User
from condica.foundation import dates
from condica.journal.models import Line
from condica.journal.queries import register_link, sentence, timeline
from condica.journal.rules import Verb
from condica.law.calendar import add_working
from condica.registry.access import visible_to
from condica.registry.models import Direction, Entry


def similar_open(entry: Entry, user: User, limit: int = 3) -> list[Entry]:
    """Papers of the same sender still without answer (conexare, OG 27/2002 art. 10); newest first."""
    if entry.sender_id is None or entry.direction != Direction.IN:
        return []
    others = visible_to(user).filter(sender=entry.sender_id, settled_as="", cancelled=False, number__lt=entry.pk)
    others = others.exclude(connected_later__second=entry.pk, connected_later__undone_at__isnull=True)
    return list(others.exclude(due_on__isnull=True).order_by("-number")[:limit])


def connected(entry: Entry, user: User) -> list[dict[str, Any]]:
    """The papers on the same matter that this user may know of, both ways, with the link itself."""
    later = entry.connected_later.filter(undone_at__isnull=True).select_related("second__register", "second__number")
    earlier = entry.connected_to.filter(undone_at__isnull=True).select_related("first__register", "first__number")
    links = [{"link": link, "paper": link.second} for link in later] + [
        {"link": link, "paper": link.first} for link in earlier
    ]
    ids = [row["paper"].pk for row in links]
    seen = set(visible_to(user).filter(pk__in=ids).order_by().values_list("pk", flat=True))
    return sorted((row for row in links if row["paper"].pk in seen), key=lambda row: row["paper"].pk)


def latest_of(user: User, limit: int = 3) -> QuerySet[Entry]:
    """The papers that this clerk registered last."""
    return visible_to(user).filter(registered_by=user).order_by("-number")[:limit]


def measured(entry: Entry) -> dict[str, Any] | None:
    """Key presses and seconds from the first key to the number, if the counter counted them."""
    line = Line.objects.filter(entry_id=entry.pk, verb=Verb.ENTRY_REGISTERED).first()
    found = line.data.get("measured") if line else None
    return {"keys": found["keys"], "seconds": round(found["ms"] / 1000)} if found else None


def history(entry: Entry) -> list[dict[str, Any]]:
    """What happened to the paper, as sentences, newest first."""
    return [
        {"sentence": sentence(line), "at": line.moment, "icon": ICONS.get(line.verb, "point")}
        for line in timeline(entry=entry.pk)
    ]


ICONS: Mapping[str, str] = {
    Verb.ENTRY_REGISTERED: "inbox",
    Verb.ENTRY_CORRECTED: "pencil",
    Verb.ENTRY_CANCELLED: "x",
    Verb.ENTRY_CONNECTED: "link",
    Verb.ENTRY_DISCONNECTED: "link",
    Verb.ENTRY_ATTACHED: "file-text",
    Verb.ENTRY_HANDED: "user-share",
    Verb.ENTRY_EXIT: "mail-forward",
    Verb.ENTRY_KIND: "check",
}


def far_apart(entry: Entry) -> bool:
    """Received more than one working day before it was registered (rules.md 6.3): worth a look."""
    received = dates.bucharest_day(entry.received_at)
    return dates.bucharest_day(entry.filled_at or entry.registered_at) > add_working(received, 1)


_WORKPLACES: list[Callable[[Entry, User], str | None]] = []


def register_workplace(provider: Callable[[Entry, User], str | None]) -> None:
    """A room above says where a paper is worked on (the case's page), or None when not by it."""
    if provider not in _WORKPLACES:
        _WORKPLACES.append(provider)


def workplace(entry: Entry, user: User) -> str | None:
    """The page where this person works on the paper, if one exists."""
    return next(filter(None, (provider(entry, user) for provider in _WORKPLACES)), None)


def register_links() -> None:
    """The journal's sentences link to the paper's page."""
    register_link("registry.entry", _link)
    register_link("registry.register", _register_link)
    register_link("registry.handover", lambda line: reverse("registry:handover", args=[line.object_id]))
    register_link("registry.issued", lambda line: reverse("registry:issued", args=[line.object_id]))
    register_workplace(_envelope_page)


def _envelope_page(entry: Entry, user: User) -> str | None:
    """An envelope is worked on where nothing but its outside has a place."""
    if not entry.register.holds_envelopes:
        return None
    return reverse("registry:envelope", args=[entry.register.key, entry.year, entry.value])


def _register_link(line: Line) -> str:
    """The register's page, by its number: its key stands nowhere in old lines."""
    return reverse("registry:registers")


def _link(line: Line) -> str:
    return reverse("registry:by_id", args=[line.object_id])
