"""Finding somebody while typing (căutare în timp ce scrii): by name, e-mail, phone, CNP, CUI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts.models import Contact, ContactAddress, ContactPoint
from condica.contacts.queries.cards import by_words, living, resolved_all
from condica.contacts.rules import ICONS, ContactKind, PointKind, name_line
from condica.foundation import masks
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
    label: str

    @property
    def pk(self) -> int:
        """The contact's number."""
        return self.contact.pk


def find(query: str, user: User, limit: int = 8) -> list[Match]:
    """The first contacts that fit, best first; merged ones come as what they are now.

    A CNP is not looked for here: an address of a page is no place for it (see `actions.search_by_cnp`).
    """
    query = query.strip()
    if not user.may(Permission.CONTACT_SEE) or len(query) < 2:
        return []
    ids = _candidates(query, limit * 2)
    now = resolved_all(ids)
    kept = list(dict.fromkeys(now[pk] for pk in ids))[:limit]
    return _matches(kept, user)


def match_of(contact: Contact, user: User) -> Match:
    """One contact, as the list shows it."""
    return _matches([contact.pk], user)[0]


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
    if len(digits) > CUI_LONGEST or digits.startswith("0"):
        return []
    return list(Contact.objects.filter(cui=digits).order_by("pk").values_list("pk", flat=True)[:limit])


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


def _matches(ids: Sequence[int], user: User) -> list[Match]:
    addresses = Prefetch("addresses", ContactAddress.objects.filter(is_current=True), to_attr="now")
    found = Contact.objects.filter(Q(pk__in=ids)).prefetch_related(addresses, "points").in_bulk(list(ids))
    seen = _seen(found.values(), user)
    return [_match(found[pk], shown=pk in seen) for pk in ids]


def _seen(contacts: Iterable[Contact], user: User) -> set[int]:
    from condica.contacts.access import eyes  # noqa: PLC0415 - it reads this package

    contacts = list(contacts)
    sight = eyes(user, contacts)
    return {contact.pk for contact in contacts if sight.sees(contact)}


def _match(contact: Contact, *, shown: bool) -> Match:
    icon = ICONS[ContactKind(contact.kind)]
    if shown:
        return Match(contact, _words(contact), icon, contact.name)
    where = [address.locality for address in contact.now[:1]]  # type: ignore[attr-defined]
    return Match(contact, masks.address("".join(where)), icon, masks.name(contact.name))


def _words(contact: Contact) -> str:
    """At most two things: where, and how reached or which code; what is private is masked."""
    where = [str(address) for address in contact.now[:1]]  # type: ignore[attr-defined]  # the prefetch above
    emails = [p.value for p in contact.points.all() if p.kind == PointKind.EMAIL]
    phones = [f"tel. {mask_phone(str(p))}" for p in contact.points.all() if p.kind == PointKind.PHONE]
    codes = [f"CUI {contact.cui[:4]}••••"] if contact.cui else [f"CNP {contact.masked_cnp}"] if contact.cnp else []
    how = codes if contact.cui else emails or phones or codes
    return " · ".join((where + how[:1])[:2])
