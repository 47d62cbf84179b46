"""Tags and filters of every page (părțile ecranului): icons, terms, dates, numbers, rows of forms.

Load with `{% load condica %}`. What a part looks like and when it is used is told in docs and shown at /parti/.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from condica.foundation import dates, navigation, romanian

register = template.Library()

TERM_ICONS: Mapping[str, str] = {
    "calm": "calendar",
    "near": "clock",
    "today": "clock-exclamation",
    "past": "alert-triangle",
    "late": "f-alert-octagon",
    "ext": "calendar-plus",
    "ask": "help-circle",
    "none": "minus",
    "done": "circle-check",
    "donelate": "clock-check",
    "joined": "link",
    "moved": "arrow-forward-up",
    "closed": "archive",
}
RUNNING = frozenset({"calm", "near", "today", "past", "late", "ext"})
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CHANNELS: Mapping[str, tuple[str, str]] = {
    "counter": ("user", "la ghișeu"),
    "post": ("mailbox", "prin poștă"),
    "email": ("at", "prin e-mail"),
    "portal": ("world", "prin portal"),
    "courier": ("truck-delivery", "prin curier"),
    "fax": ("printer", "prin fax"),
    "phone": ("phone", "prin telefon"),
    "internal": ("building", "intern"),
    "special": ("shield-check", "prin poșta specială"),
    "api": ("transfer-in", "din alt program"),
}


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """`{% icon "home" %}`: one drawing of the sprite; with `label`, a word beside it for those who do not see it."""
    css = f"icon icon-{size}" if size else "icon"
    drawing = format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, _sprite(), name)
    return drawing + format_html('<span class="cd-hide">{}</span>', label) if label else drawing


@lru_cache(maxsize=1)
def _sprite() -> str:
    return static("condica/icons.svg")


@register.simple_tag
def term(state: Any, explains: str = "", of: int | None = None) -> SafeString:
    """`{% term t %}`: the chip of a term, from the registry's TermState; with `explains`, a button.

    `explains` is the id of the box that explains it (`parts/explain.html`); in a list, `of` is the paper whose term
    the chip explains when pointed at for half a second, or with the key `i`.
    """
    look = "ext" if state.extended and state.state == "calm" else str(state.state)
    date = format_html(' <span class="cd-dot">·</span> <span>{}</span>', state.date) if state.date else ""
    inner = format_html("{}<b>{}</b>{}", icon(TERM_ICONS[look]), state.words, date)
    if not explains:
        asked = navigation.address_of("term", of) if of and state.on and look in RUNNING else ""
        more = format_html(' data-explain-from="{}"', asked) if asked else ""
        return format_html('<span class="cd-term cd-term-{}"{}>{}</span>', look, more, inner)
    return format_html(
        '<button class="cd-term cd-term-{}" type="button" data-explains="{}" aria-expanded="false" '
        'aria-controls="{}">{}</button>',
        look, explains, explains, inner,
    )  # fmt: skip


@register.inclusion_tag("condica/parts/explain.html")
def explanation(term: Mapping[str, Any], id: str) -> dict[str, Any]:  # noqa: A002 - it is the element's id
    """`{% explanation case.term "de-unde" %}`: the stored term explains itself; nothing is computed a second time."""
    legal, safe = _day(term["legal"]), _day(term["safe"])
    said = [*term["explanation"], f"Termen legal: {dates.long(legal, year=True)}.", f"{'; '.join(term['cites'])}."]
    return {
        "id": id, "strip": [_mark(mark) for mark in term["strip"]], "sentences": term["explanation"],
        "legal": legal, "safe": safe, "cites": term["cites"], "copied": " ".join(said),
    }  # fmt: skip


def _day(value: str | dt.date) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def _mark(mark: Mapping[str, Any]) -> dict[str, Any]:
    if not mark["day"]:
        return {"day": None, "role": mark["role"], "words": mark["words"]}
    day = _day(mark["day"])
    names = {"weekday": dates.WEEKDAYS_SHORT[day.weekday()], "month": dates.MONTHS_SHORT[day.month - 1]}
    words = "liberă" if mark["role"] == "off" else mark["words"]
    return {"day": day, "role": mark["role"], "words": words, **names}


@register.simple_tag
def channel(key: str) -> SafeString:
    """`{% channel entry.channel %}`: how the paper came, as an icon with a hidden word."""
    name, words = CHANNELS.get(key, ("dots", key))
    return icon(name, label=words)


@register.filter
def channel_words(key: str) -> str:
    """`counter` → `la ghișeu`."""
    return CHANNELS.get(key, ("", key))[1]


@register.simple_tag
def paper_number(entry: Any, full: bool = False) -> SafeString:
    """`{% paper_number entry %}`: the number as a link; `38214`, or `38214/30.10.2026` in full."""
    words = entry.paper_number if full else str(entry.paper_number).split("/")[0]
    return format_html('<a class="cd-num" href="{}">{}</a>', entry.get_absolute_url(), words)


@register.inclusion_tag("condica/parts/field.html")
def field(bound: BoundField, label: str = "", hint: str = "") -> dict[str, Any]:
    """`{% field form.subject %}`: a row of a form on the desk: label, control, hint, what is wrong."""
    return {"field": bound, "label": label or bound.label, "hint": hint or bound.help_text}


@register.filter
def control(bound: BoundField) -> SafeString:
    """The control of a field with the theme's class, tied to its hint and errors."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    css = {"select": "form-select", "checkbox": "form-check-input"}.get(kind, "form-control")
    attrs: dict[str, str | bool] = {"class": f"{css} {widget.attrs.get('class', '')}".strip()}
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    if bound.errors:
        attrs["aria-invalid"] = "true"
        described.append(f"{bound.auto_id}_error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("condica/parts/empty.html")
def empty(title: str, words: str = "", url: str = "", action: str = "", icon_name: str = "search") -> dict[str, Any]:
    """`{% empty "Aici vor sta audiențele" "Cine vine, la cine și când." url "Fă programul" %}`."""
    return {"title": title, "words": words, "url": url, "action": action, "icon_name": icon_name}


@register.inclusion_tag("condica/parts/actions.html")
def actions(offers: Iterable[Any]) -> dict[str, Any]:
    """`{% actions offers %}`: the next step as the button, the others as rows, what is refused with its reason."""
    allowed = [offer for offer in offers if offer.allowed]
    refused = [offer for offer in offers if not offer.allowed]
    first = next((offer for offer in allowed if getattr(offer, "primary", False)), None)
    rest = [offer for offer in allowed if offer is not first]
    return {
        "first": first, "rest": rest[:5], "more": rest[5:], "refused": refused[:5], "more_refused": refused[5:],
    }  # fmt: skip


@register.inclusion_tag("condica/parts/timeline.html")
def timeline(lines: Iterable[Any]) -> dict[str, Any]:
    """`{% timeline lines %}`: what happened, newest first; each line has `icon`, `sentence` (safe) and `at`."""
    return {"lines": lines}


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changes: Any) -> str:
    """`{% query sort="term" page=None %}`: this page's address with some of its parts changed or taken out."""
    values = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            values.pop(key, None)
        else:
            values[key] = str(value)
    encoded = values.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.simple_tag(takes_context=True)
def query_without(context: Mapping[str, Any], key: str) -> str:
    """`{% query_without key %}`: this page's address without one filter, from its first page."""
    return query(context, **{key: None, "dupa": None})


@register.filter
def marked(text: str, words: str) -> SafeString:
    """The letters that were searched, bold; with or without diacritics: `Chirilă` for `chir`."""
    out, at = SafeString(""), 0
    for start, end in _found(text, words):
        if start >= at:
            out += conditional_escape(text[at:start]) + format_html("<mark>{}</mark>", text[start:end])
            at = end
    return mark_safe(out + conditional_escape(text[at:]))  # noqa: S308 - every piece was escaped above


@register.filter
def found(text: str, words: str) -> SafeString:
    """The searched words, bold, in whatever form they stand: `strada` for `străzii`."""
    wanted = _keys(words)
    out, at = SafeString(""), 0
    for match in re.finditer(r"\w+", text):
        if wanted.intersection(_keys(match[0])):
            out += conditional_escape(text[at : match.start()]) + format_html("<mark>{}</mark>", match[0])
            at = match.end()
    return mark_safe(out + conditional_escape(text[at:]))  # noqa: S308 - every piece was escaped above


def _keys(words: str) -> set[str]:
    return {key for word in romanian.words_of(words) for key in romanian.word_keys(word)}


def _found(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words begin and end in the text, compared without diacritics."""
    plain = romanian.fold(text)
    if len(plain) != len(text):  # a letter outside Romanian that folds to two: places would not agree
        return []
    return sorted(m.span() for word in romanian.fold(words).split() for m in re.finditer(re.escape(word), plain))


@register.filter
def plural(count: int, forms: str) -> str:
    """`{{ 20|plural:"zi,zile" }}` → `20 de zile`."""
    one, many = forms.split(",")
    return romanian.plural(int(count), one, many)


@register.filter
def number(value: float) -> str:
    """`1284` → `1.284`."""
    return romanian.number_text(value)


@register.filter
def tie(text: str) -> str:
    """Ties nr., art., str., OG and days to what follows them, so that a line never ends there."""
    return romanian.tie(_raise(str(text)))


def _raise(text: str) -> str:
    """`art. 6^1` → `art. 6¹`: articles put in later are written raised."""
    return re.sub(r"\^(\d+)", lambda found: found[1].translate(RAISED), text)


@register.filter
def because(offer: Any) -> str:
    """Why an act is refused, with its article: one sentence."""
    reason, cites = offer.reason.rstrip("."), offer.cites
    return tie(f"{reason} ({cites})." if cites and reason else f"{reason or cites}.")


@register.filter
def day_short(day: dt.date | None) -> str:
    """`vin. 27 nov.`: days in lists."""
    return dates.short(day) if day else ""


@register.filter
def day_bare(day: dt.date | None) -> str:
    """`20 nov.`: days without their name."""
    return dates.short_day(day) if day else ""


@register.filter
def day_long(day: dt.date | None) -> str:
    """`vineri, 27 noiembrie`: days in sentences."""
    return dates.long(day) if day else ""


@register.filter
def day_long_year(day: dt.date | None) -> str:
    """`vineri, 27 noiembrie 2026`."""
    return dates.long(day, year=True) if day else ""


@register.filter
def day_number(day: dt.date | None) -> str:
    """`27.11.2026`: days in numbers of papers."""
    return dates.numeric(day) if day else ""


@register.filter
def moment(at: dt.datetime | None) -> str:
    """`azi, 09:43`, `ieri, 16:10`, `30 oct., 14:12`: moments in lists and timelines."""
    return dates.moment(at) if at else ""


@register.filter
def day_near(at: dt.datetime | None) -> str:
    """`azi`, `ieri`, `20 nov.`: the day of a moment, near ones in words."""
    return dates.near(dates.bucharest_day(at)) if at else ""


@register.filter
def moment_short(at: dt.datetime | None) -> str:
    """`09:43` today, `ieri, 16:10`, before that the day alone: moments in news."""
    if not at:
        return ""
    ago = (dates.today() - dates.bucharest_day(at)).days
    return dates.clock(at) if ago == 0 else dates.moment(at) if ago == 1 else dates.near(dates.bucharest_day(at))


@register.filter
def moment_at(at: dt.datetime | None) -> str:
    """`azi la 09:42`: moments in sentences."""
    return f"{dates.near(dates.bucharest_day(at))} la {dates.clock(at)}" if at else ""


@register.filter
def day_of(at: dt.datetime | None) -> str:
    """`20 nov.`: the day of a moment, with its year when it is another one."""
    return dates.short_day(dates.bucharest_day(at), on=dates.today()) if at else ""


@register.filter
def day_of_number(at: dt.datetime | None) -> str:
    """`27.11.2026`: the day of a moment, as in numbers of papers."""
    return dates.numeric(dates.bucharest_day(at)) if at else ""


@register.filter
def moment_day(at: dt.datetime | None) -> str:
    """`vineri, 27 noiembrie 2026`: the day of a moment in sentences."""
    return dates.long(dates.bucharest_day(at), year=True) if at else ""


@register.filter
def clock(at: dt.datetime | None) -> str:
    """`09:42`."""
    return dates.clock(at) if at else ""
