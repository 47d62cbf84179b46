"""The house's own choices (alegerile casei): letterhead, bridge days, adopted readings, numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeVar

from django.db import models, transaction
from lxml import etree

from condica.accounts.models import User, valid_on
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import BridgeDay, HouseSetting, LegalReading, Letterhead
from condica.organisation.rules import READABLE_RULES, SETTINGS, Counting

Row = TypeVar("Row", Letterhead, LegalReading, HouseSetting)

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = frozenset(
    """svg g path circle ellipse rect line polyline polygon defs linearGradient radialGradient stop clipPath use symbol
    title desc""".split()  # noqa: SIM905 - a list of words reads better than a list of strings
)
ATTRIBUTES = frozenset(
    """id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points viewBox version preserveAspectRatio transform offset
    gradientUnits gradientTransform spreadMethod clipPathUnits fill fill-rule fill-opacity clip-path clip-rule stroke
    stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset
    opacity stop-color stop-opacity color display visibility""".split()  # noqa: SIM905
)
SVG_LIMIT = 400_000
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|@import|expression\(", re.IGNORECASE)


@transaction.atomic
def set_letterhead(
    *,
    name: str,
    county: str = "",
    address: str,
    phone: str = "",
    email: str = "",
    website: str = "",
    tax_code: str = "",
    coat_of_arms_svg: str = "",
    since: date | None = None,
    by: User,
) -> Letterhead:
    """Set the head of the paper from a day on (antet); letters written before keep the one of their day."""
    since = since or dates.today()
    facts = {
        "name": name,
        "county": county,
        "address": address,
        "phone": phone,
        "email": email,
        "website": website,
        "tax_code": tax_code,
        "coat_of_arms_svg": clean_coat_of_arms(coat_of_arms_svg) if coat_of_arms_svg else "",
    }
    current = Letterhead.objects.filter(valid_on(since)).first()
    if current and all(getattr(current, key) == value for key, value in facts.items()):
        return current
    row = _succeed(Letterhead(since=since, **facts), Letterhead.objects.all())
    record(Verb.LETTERHEAD_SET, on=row, by=by, data={"since": dates.numeric(since)})
    return row


@transaction.atomic
def add_bridge_day(day: date, *, cites: str, by: User) -> BridgeDay:
    """Write a working day given free (zi liberă acordată)."""
    row, new = BridgeDay.objects.get_or_create(day=day, defaults={"cites": cites})
    if new:
        record(Verb.BRIDGE_DAY_ADDED, on=row, by=by, data={"cites": cites})
    return row


@transaction.atomic
def remove_bridge_day(row: BridgeDay, *, by: User) -> None:
    """Take out a day written by mistake; terms computed with it keep what they stored."""
    record(Verb.BRIDGE_DAY_REMOVED, on=row, by=by)
    row.delete()


@transaction.atomic
def adopt_reading(
    rule: str, counting: Counting | str, *, cites: str, since: date | None = None, by: User
) -> LegalReading:
    """Adopt a reading of a disputed count from a day on (lectura autorității); stored terms stay as they are."""
    since, counting = since or dates.today(), Counting(counting)
    if rule not in READABLE_RULES:
        raise RuleBroken("reading-unknown", f"Termenul „{rule}” nu are mai multe lecturi.")
    current = LegalReading.objects.filter(valid_on(since), rule=rule).first()
    if current and (current.counting, current.cites) == (counting, cites):
        return current
    row = _succeed(
        LegalReading(rule=rule, counting=counting, cites=cites, since=since), LegalReading.objects.filter(rule=rule)
    )
    words = {"counting": counting.value, "rule": READABLE_RULES[rule], "since": dates.numeric(since), "cites": cites}
    record(Verb.LEGAL_READING_ADOPTED, on=row, by=by, data=words)
    return row


@transaction.atomic
def choose(key: str, value: int, *, since: date | None = None, by: User) -> HouseSetting:
    """Choose a number of the house from a day on (alegere a casei)."""
    since, spec = since or dates.today(), SETTINGS[key]
    if not spec.least <= value <= spec.most:
        raise RuleBroken(
            "setting-out-of-range",
            f"„{spec.label}” se alege între {spec.least} și {spec.most}.",
            remedy="Alege alt număr.",
        )
    current = HouseSetting.objects.filter(valid_on(since), key=key).first()
    if current and current.value == value:
        return current
    row = _succeed(HouseSetting(key=key, value=value, since=since), HouseSetting.objects.filter(key=key))
    words = {"label": spec.label, "value": spec.said(value), "since": dates.numeric(since)}
    record(Verb.HOUSE_SETTING_SET, on=row, by=by, data=words)
    return row


def _succeed(row: Row, rows: models.QuerySet[Row]) -> Row:
    """Let a dated row follow those before it: they end the day before; a row of the same day is replaced."""
    list(rows.select_for_update(no_key=True))
    if rows.filter(since__gt=row.since).exists():
        raise RuleBroken(
            "later-row", "Există deja o alegere care începe mai târziu.", remedy="Alege o zi de după începutul aceleia."
        )
    rows.filter(since=row.since).delete()
    rows.filter(valid_on(row.since)).update(until=row.since - timedelta(days=1))
    row.save()
    return row


def clean_coat_of_arms(svg: str) -> str:
    """The drawing without scripts, styles, pictures from elsewhere; refused when it is not an SVG drawing."""
    if len(svg) > SVG_LIMIT:
        raise _bad_svg(f"Desenul are peste {SVG_LIMIT // 1000} KB.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError:
        raise _bad_svg("Fișierul nu este un desen SVG întreg.") from None
    if root.tag != f"{SVG}svg" or not ({"viewBox", "width"} & set(root.attrib)):
        raise _bad_svg("Fișierul nu este un desen SVG cu dimensiuni (viewBox).")
    _clean_element(root)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _clean_element(element: etree._Element) -> None:
    for child in list(element):
        if isinstance(child.tag, str) and child.tag.removeprefix(SVG) in ELEMENTS:
            _clean_element(child)
        else:
            element.remove(child)
    _style_to_attributes(element)
    for name, value in list(element.attrib.items()):
        local = name in {"href", XLINK_HREF} and value.startswith("#")
        if not local and (name not in ATTRIBUTES or _ELSEWHERE.search(value)):
            del element.attrib[name]


def _style_to_attributes(element: etree._Element) -> None:
    """`style="fill:#a00"` becomes `fill="#a00"`: nothing inline survives our content policy."""
    for declaration in element.attrib.get("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in ATTRIBUTES and value:
            element.attrib[name] = value


def _bad_svg(message: str) -> RuleBroken:
    return RuleBroken("coat-of-arms", message, remedy="Exportă stema ca SVG simplu și încearcă din nou.")
