"""Reading the journal (citirea jurnalului): lines as sentences, newest first, in bounded queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from condica.foundation import dates
from condica.journal.models import Line
from condica.journal.rules import SENTENCES, Verb

_LINKS: dict[str, Callable[[Line], str]] = {}


def register_link(kind: str, link: Callable[[Line], str]) -> None:
    """A room says how the objects of its kind are addressed; without it the object stands as plain text."""
    _LINKS[kind] = link


def lines_about(kind: str, ids: Iterable[Any]) -> QuerySet[Line]:
    """The lines whose object is one of these, newest first."""
    return Line.objects.filter(kind=kind, object_id__in=[str(i) for i in ids]).order_by("-id")


def timeline(*, entry: int | None = None, case: int | None = None, limit: int = 100) -> list[Line]:
    """What happened to a paper or a case, newest first, with the personal parts read in one query."""
    lines = Line.objects.select_related("personal").order_by("-id")
    lines = lines.filter(case_id=case) if case is not None else lines.filter(entry_id=entry)
    return list(lines[:limit])


def lines_by(*, room: str = "", who: str = "", day: date | None = None) -> QuerySet[Line]:
    """The whole journal, narrowed by room, by the doer's name and by day; for a page ordered by the key."""
    found = Line.objects.select_related("personal")
    if room:
        found = found.filter(verb__startswith=f"{room}.")
    if who:
        found = found.filter(actor_name__icontains=who)
    if day:
        found = found.filter(moment__range=dates.bounds(day, day))
    return found


class _Words(defaultdict[str, Any]):
    """An erased word reads as a dash, never as an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence(line: Line, *, personal: bool = True) -> SafeString:
    """The line as one Romanian sentence, safe for HTML: the doer in bold, the object as a link.

    Without `personal`, what names people is left out as if it had been erased: for who cares for the system only.
    """
    spec = SENTENCES[Verb(line.verb)]
    template = spec.sentence if line.actor_id or not spec.system else spec.system
    words = _Words(str, {key: conditional_escape(_word(value)) for key, value in _facts(line, personal).items()})
    words["who"] = format_html("<b>{}</b>", line.actor_name or "Sistemul")
    words["what"] = _object(line)
    said = template.format_map(words).replace(".”.", ".”")  # a quoted sentence brings its own full stop
    return mark_safe(said)  # noqa: S308 - the template is ours, every word in it was escaped


def _facts(line: Line, personal: bool) -> dict[str, Any]:
    part = getattr(line, "personal", None) if personal else None
    return {**line.data, **(part.data if part else {})}


def _word(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _object(line: Line) -> SafeString | str:
    link = _LINKS.get(line.kind)
    if link is None:
        return conditional_escape(line.label)
    return format_html('<a href="{}">{}</a>', link(line), line.label)
