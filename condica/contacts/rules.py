"""Kinds, codes and names of contacts (reguli): what is a good CNP, CUI, phone; when two names may be one; pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import phonenumbers
from stdnum import exceptions
from stdnum.ro import cnp as _cnp
from stdnum.ro import cui as _cui

from condica.foundation import romanian
from condica.foundation.refusal import RuleBroken


class ContactKind(StrEnum):
    """What somebody is (felul contactului)."""

    PERSON = "person"
    COMPANY = "company"
    INSTITUTION = "institution"
    ASSOCIATION = "association"
    MEDIA = "media"
    ANONYMOUS = "anonymous"

    @property
    def label(self) -> str:
        """The kind as people call it."""
        return KINDS[self]


KINDS: Mapping[ContactKind, str] = {
    ContactKind.PERSON: "persoană",
    ContactKind.COMPANY: "firmă",
    ContactKind.INSTITUTION: "instituție",
    ContactKind.ASSOCIATION: "asociație",
    ContactKind.MEDIA: "presă",
    ContactKind.ANONYMOUS: "anonim",
}
ICONS: Mapping[ContactKind, str] = {
    ContactKind.PERSON: "user",
    ContactKind.COMPANY: "building-store",
    ContactKind.INSTITUTION: "building",
    ContactKind.ASSOCIATION: "users",
    ContactKind.MEDIA: "world",
    ContactKind.ANONYMOUS: "user",
}


class PointKind(StrEnum):
    """A way to reach somebody (mod de contact)."""

    EMAIL = "email"
    PHONE = "phone"

    @property
    def label(self) -> str:
        """The way as people call it."""
        return "e-mail" if self is PointKind.EMAIL else "telefon"


class AddressKind(StrEnum):
    """What an address is for (felul adresei)."""

    HOME = "home"
    SEAT = "seat"
    POSTAL = "postal"

    @property
    def label(self) -> str:
        """The kind as people call it."""
        return ADDRESS_KINDS[self]


ADDRESS_KINDS: Mapping[AddressKind, str] = {
    AddressKind.HOME: "domiciliu",
    AddressKind.SEAT: "sediu",
    AddressKind.POSTAL: "corespondență",
}


class Purpose(StrEnum):
    """What a consent is for (scopul consimțământului)."""

    NEWSLETTER = "newsletter"
    EMAIL = "email"
    PHONE = "phone"
    SURVEY = "survey"

    @property
    def label(self) -> str:
        """The purpose as people call it."""
        return PURPOSES[self]


PURPOSES: Mapping[Purpose, str] = {
    Purpose.NEWSLETTER: "buletinul de știri",
    Purpose.EMAIL: "răspunsuri prin e-mail în loc de poștă",
    Purpose.PHONE: "anunțuri prin telefon sau SMS",
    Purpose.SURVEY: "sondaje despre serviciile primăriei",
}


class ConsentWay(StrEnum):
    """How a consent was given (cum a fost dat)."""

    FORM = "form"
    EMAIL = "email"
    PORTAL = "portal"

    @property
    def label(self) -> str:
        """The way as people call it."""
        return {"form": "formular semnat", "email": "mesaj e-mail", "portal": "bifat în portal"}[self.value]


class Asked(StrEnum):
    """What a person asks about their data (obiectul cererii)."""

    ACCESS = "access"
    PORTABILITY = "portability"
    ERASURE = "erasure"

    @property
    def label(self) -> str:
        """What it is called, with its article."""
        return ASKED[self]


ASKED: Mapping[Asked, str] = {
    Asked.ACCESS: "acces la date (GDPR, art. 15)",
    Asked.PORTABILITY: "portabilitatea datelor (GDPR, art. 20)",
    Asked.ERASURE: "ștergerea datelor (GDPR, art. 17)",
}


class Ground(StrEnum):
    """Why data are erased at somebody's request (motivul, GDPR art. 17 alin. (1))."""

    PURPOSE = "purpose"
    CONSENT = "consent"
    OBJECTION = "objection"
    UNLAWFUL = "unlawful"
    DUTY = "duty"

    @property
    def label(self) -> str:
        """The ground with its letter."""
        return GROUNDS[self]

    @property
    def beats_archives(self) -> bool:
        """Whether even what is kept by law goes: it should not have been kept, or another duty says so."""
        return self in {Ground.UNLAWFUL, Ground.DUTY}


GROUNDS: Mapping[Ground, str] = {
    Ground.PURPOSE: "lit. a): datele nu mai sunt necesare",
    Ground.CONSENT: "lit. b): consimțământul a fost retras",
    Ground.OBJECTION: "lit. c): persoana se opune prelucrării",
    Ground.UNLAWFUL: "lit. d): datele au fost prelucrate nelegal",
    Ground.DUTY: "lit. e): o hotărâre obligă la ștergere (instanță, ANSPDCP)",
}


class Basis(StrEnum):
    """By which of the two ways data are erased (calea)."""

    REQUEST = "request"
    RETENTION = "retention"

    @property
    def label(self) -> str:
        """The way as people call it."""
        return "cererea persoanei" if self is Basis.REQUEST else "selecționare la împlinirea termenului de păstrare"


MARK = "[șters potrivit {why}]"


def check_cnp(text: str) -> str:
    """The CNP without spaces, or a refusal that says what is wrong with it."""
    digits = _cnp.compact(text)
    try:
        return _cnp.validate(digits)
    except exceptions.InvalidLength:
        found = romanian.plural(len(digits), "cifră", "cifre")
        raise _wrong("cnp-length", f"CNP-ul are 13 cifre, aici sunt {found}.") from None
    except exceptions.InvalidFormat:
        raise _wrong("cnp-format", "CNP-ul se scrie numai cu cifre.") from None
    except exceptions.InvalidChecksum:
        raise _wrong("cnp-checksum", "Cifra de control a CNP-ului nu se potrivește: o cifră este greșită.") from None
    except exceptions.InvalidComponent:
        raise _wrong("cnp-component", _what_part(digits)) from None


def _what_part(digits: str) -> str:
    if digits[0] == "0":
        return "CNP-ul nu poate începe cu 0."
    try:
        _cnp.get_birth_date(digits)
    except exceptions.InvalidComponent:
        day, month = digits[5:7], digits[3:5]
        return f"Cifrele 2–7 ale CNP-ului sunt o dată care nu există (ziua {day}, luna {month})."
    return f"Cifrele 8–9 ale CNP-ului ({digits[7:9]}) nu sunt codul niciunui județ."


def check_cui(text: str) -> str:
    """The CUI without RO and spaces, or a refusal that says what is wrong with it."""
    digits = _cui.compact(text)
    try:
        return _cui.validate(digits)
    except exceptions.InvalidLength:
        found = romanian.plural(len(digits), "cifră", "cifre")
        raise _wrong("cui-length", f"CUI-ul are între 2 și 10 cifre, aici sunt {found}.") from None
    except exceptions.InvalidFormat:
        raise _wrong("cui-format", "CUI-ul se scrie cu cifre, fără 0 în față; „RO” poate lipsi.") from None
    except exceptions.InvalidChecksum:
        raise _wrong("cui-checksum", "Cifra de control a CUI-ului nu se potrivește: o cifră este greșită.") from None


def normal_email(text: str) -> str:
    """An address as it is compared: lower case, no spaces."""
    return text.strip().lower()


def normal_phone(text: str) -> str:
    """A number as it is compared, `+40722123456`; refused when it cannot be one."""
    try:
        number = phonenumbers.parse(text, "RO")
    except phonenumbers.NumberParseException:
        raise _wrong("phone-format", f"„{text}” nu arată a număr de telefon.") from None
    if not phonenumbers.is_possible_number(number):
        raise _wrong("phone-length", f"Numărul „{text}” are prea multe sau prea puține cifre.")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def shown_phone(normal: str) -> str:
    """`0722 123 456` at home, `+36 1 234 5678` from abroad."""
    number = phonenumbers.parse(normal, "RO")
    home = number.country_code == 40
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))


def may_be_same_name(first: str, second: str) -> bool:
    """Whether two written names may be one person's: all words of the shorter stand in the longer, in any order."""
    a, b = set(romanian.words_of(first)), set(romanian.words_of(second))
    return not a or not b or a <= b or b <= a


def name_line(name: str) -> str:
    """A name as it is looked up while typing: folded, single spaces."""
    return " ".join(romanian.words_of(name))


def _wrong(code: str, message: str) -> RuleBroken:
    return RuleBroken(code, message, remedy="Corectează-l sau lasă câmpul gol.")
