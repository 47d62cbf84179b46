"""Search (căutare): the rooms' own searches put together, each starting at what the person may see."""

from __future__ import annotations

from dataclasses import dataclass

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts import api as contacts
from condica.court_papers import api as court_papers
from condica.desk.rules import Hit, Source, excerpt, register_source, sources
from condica.foundation import dates, navigation
from condica.registry import queries as registry
from condica.registry.models import Entry

FOUND = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What one source has found."""

    source: Source
    hits: list[Hit]


def search(user: User, words: str) -> list[Found]:
    """Everything that says these words and that the person may see, source by source; empty sources are left out."""
    words = words.strip()
    if not words:
        return []
    allowed = [source for source in sources() if navigation.allowed(user, source.permission)]
    found = (Found(source, source.search(user, words, FOUND)) for source in allowed)
    return [one for one in found if one.hits]


def register_sources() -> None:
    """The sources below the desk: the register and its files, and the people who wrote."""
    see = navigation.AnyOf({Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT})
    register_source(Source("numbers", "După număr", _numbers, 10, see))
    register_source(Source("papers", "Documente", _papers, 20, see))
    register_source(Source("court_papers", "Acte de procedură și afișări", _court_papers, 25, see))
    register_source(Source("contacts", "Oameni și instituții", _contacts, 30, Permission.CONTACT_SEE))


def _numbers(user: User, words: str, limit: int) -> list[Hit]:
    return [_paper_hit(entry) for entry in registry.by_number(user, words)[:limit]]


def _papers(user: User, words: str, limit: int) -> list[Hit]:
    found = registry.search(user, words, limit)
    inside = texts_of([entry.pk for entry in found], words)
    return [_paper_hit(entry, inside.get(entry.pk, "")) for entry in found]


def _court_papers(user: User, words: str, limit: int) -> list[Hit]:
    """Acts left for people and displays, each on its own page."""
    today = dates.today()
    acts = [
        Hit(one.acts or "Act de procedură", one.get_absolute_url(), "gavel", lead=one.entry.paper_number,
            line=" · ".join(filter(None, [one.court, one.file_number])), term=one.chip(today),
            entry=one.entry_id)
        for one in court_papers.found_acts(user, words, limit)
    ]  # fmt: skip
    board = [
        Hit(one.title, one.get_absolute_url(), "clipboard-text", lead=one.entry.paper_number, line=one.requester,
            term=one.chip(today), entry=one.entry_id)
        for one in court_papers.found_displays(user, words, limit)
    ]  # fmt: skip
    return [*acts, *board][:limit]


def _contacts(user: User, words: str, limit: int) -> list[Hit]:
    found = contacts.find(words, user, limit)
    return [Hit(match.label, match.contact.get_absolute_url(), match.icon, line=match.words) for match in found]


def texts_of(entries: list[int], words: str) -> dict[int, str]:
    """For papers found by what their files say, the piece of text where the words stand."""
    from condica.registry.models import Attachment  # noqa: PLC0415

    rows = Attachment.objects.filter(entry__in=entries, document__blob__text__keys__has=words)
    texts = rows.values_list("entry", "document__title", "document__blob__text__text")
    return {entry: f"{title}: {excerpt(text, words)}" for entry, title, text in texts if excerpt(text, words)}


def _paper_hit(entry: Entry, inside: str = "") -> Hit:
    who = entry.sender_name if entry.direction == "in" else entry.addressee_name
    return Hit(
        title=entry.subject,
        url=entry.get_absolute_url(),
        icon={"in": "inbox", "out": "send"}.get(entry.direction, "building"),
        lead=entry.paper_number,
        line=" · ".join(filter(None, [who, entry.unit.short_name if entry.unit else ""])),
        excerpt=inside,
        term=registry.chip(entry, dates.today()),
        entry=entry.pk,
    )
