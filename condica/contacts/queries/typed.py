"""Finding somebody while typing (căutare în timp ce scrii): by name, e-mail, phone, CNP, CUI."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts.models import Contact, ContactAddress, ContactPoint
from condica.contacts.queries.cards import by_words, living, resolved_all
from condica.contacts.rules import ICONS, ContactKind, PointKind, name_line
from condica.foundation.masks import CNP_LENGTH
from condica.foundation.masks import phone as mask_phone

CUI_LONGEST = 10
_CODE = re.compile(r"(?i:ro)?\d+")
_PHONE = re.compile(r"\+?[\d ./-]+")


@dataclass(frozen=True, slots=True)
class Match:
    """A contact found while typing: the name, the line that tells namesakes apart, how it was found."""

    contact: Contact
    words: str
    icon: str

    @property
    def pk(self) -> int:
        """The contact's number."""
        return self.contact.pk

    @property
    def label(self) -> str:
        """The name."""
        return self.contact.name


def find(query: str, user: User, limit: int = 8) -> list[Match]:
    """The first contacts that fit, best first; merged ones come as what they are now."""
    query = query.strip()
    if not user.may(Permission.CONTACT_SEE) or len(query) < 2:
        return []
    ids = _candidates(query, limit * 2)
    now = resolved_all(ids)
    kept = list(dict.fromkeys(now[pk] for pk in ids))[:limit]
    return _matches(kept)


def _candidates(query: str, limit: int) -> list[int]:
    if "@" in query:
        return _by_point(PointKind.EMAIL, query.lower(), limit)
    compact = re.sub(r"[ ./-]", "", query)
    if _CODE.fullmatch(compact):
        codes = _by_code(compact.upper().removeprefix("RO"), limit)
        return codes or _by_phone(compact, limit)
    if _PHONE.fullmatch(query):
        return _by_phone(compact, limit)
    return _by_name(query, limit)


def _by_point(kind: PointKind, start: str, limit: int) -> list[int]:
    points = ContactPoint.objects.filter(kind=kind, normal__startswith=start).order_by("normal", "pk")
    return list(points.values_list("contact", flat=True)[:limit])


def _by_phone(digits: str, limit: int) -> list[int]:
    """The beginning of a number as people type it: `0722…`, `+40722…`, `0040722…`."""
    digits = "+" + digits[2:] if digits.startswith("00") else digits
    return _by_point(PointKind.PHONE, "+40" + digits[1:] if digits.startswith("0") else digits, limit)


def _by_code(digits: str, limit: int) -> list[int]:
    field = "cnp" if len(digits) == CNP_LENGTH else "cui" if len(digits) <= CUI_LONGEST else ""
    if not field or digits.startswith("0"):
        return []
    return list(Contact.objects.filter(**{field: digits}).order_by("pk").values_list("pk", flat=True)[:limit])


def _by_name(query: str, limit: int) -> list[int]:
    """Names that begin with what is typed, then those in which every word begins one of theirs."""
    line = name_line(query)
    if not line:
        return []
    first = list(living().filter(line__startswith=line).order_by("line", "pk").values_list("pk", flat=True)[:limit])
    if len(first) >= limit:
        return first
    rest = by_words(query).exclude(pk__in=first).values_list("pk", flat=True)
    return first + list(rest[: limit - len(first)])


def _matches(ids: Sequence[int]) -> list[Match]:
    addresses = Prefetch("addresses", ContactAddress.objects.filter(is_current=True), to_attr="now")
    found = Contact.objects.filter(Q(pk__in=ids)).prefetch_related(addresses, "points").in_bulk(list(ids))
    return [Match(found[pk], _words(found[pk]), ICONS[ContactKind(found[pk].kind)]) for pk in ids]


def _words(contact: Contact) -> str:
    """At most two things: where, and how reached or which code; what is private is masked."""
    where = [str(address) for address in contact.now[:1]]  # type: ignore[attr-defined]  # the prefetch above
    emails = [p.value for p in contact.points.all() if p.kind == PointKind.EMAIL]
    phones = [f"tel. {mask_phone(str(p))}" for p in contact.points.all() if p.kind == PointKind.PHONE]
    codes = [f"CUI {contact.cui[:4]}••••"] if contact.cui else [f"CNP {contact.masked_cnp}"] if contact.cnp else []
    how = codes if contact.cui else emails or phones or codes
    return " · ".join((where + how[:1])[:2])
