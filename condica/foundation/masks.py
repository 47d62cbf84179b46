"""Masks (mascarea datelor personale): enough to tell two people apart, not enough to know or reach them."""

from __future__ import annotations

import re

DOT = "•"
STARS = "***"
CNP_LENGTH = 13
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_CNP = re.compile(r"(?<!\d)[1-9]\d{12}(?!\d)")
_PHONE = re.compile(r"(?<![\d/.])(?:\+40|0040|0)[\s.-]?[237]\d(?:[\s.-]?\d){7}(?!\d)")


def name(text: str) -> str:
    """`P*** I***`: the initials of a name; a mark of an erasure stays a mark."""
    if text.startswith("["):
        return text
    return " ".join(f"{word[0]}{STARS}" for word in text.split())


def email(text: str) -> str:
    """`e***@example.com`."""
    box, at, host = text.partition("@")
    return f"{box[:1]}{STARS}{at}{host}" if at else STARS


def phone(text: str) -> str:
    """`07•• ••• 318`."""
    digits = text.strip()
    return f"{digits[:2]}{DOT}{DOT} {DOT}{DOT}{DOT} {digits[-3:]}" if len(digits) > 5 else digits


def cnp(text: str) -> str:
    """`•••••••••4417`."""
    return DOT * (CNP_LENGTH - 4) + text[-4:] if text else ""


def address(locality: str) -> str:
    """Only the place: a street and a number find the door."""
    return f"{STARS}, {locality}" if locality else STARS


def words(text: str) -> str:
    """A text in which no e-mail address, phone number or CNP can be read."""
    text = _EMAIL.sub(lambda found: email(found[0]), text)
    text = _CNP.sub(lambda found: cnp(found[0]), text)
    return _PHONE.sub(lambda found: phone(found[0]), text)
