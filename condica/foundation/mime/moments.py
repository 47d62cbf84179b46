"""Moments written in headers (data mesajului)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Bucharest")
_EARLIEST, _LATEST = 1900, 2200


def parse_moment(value: str) -> datetime | None:
    """An aware moment, or None when the text is not a date; without a zone it is local time."""
    try:
        parts = parsedate_tz(_cleaned(value))
        if parts is None or not _EARLIEST <= parts[0] <= _LATEST:
            return None
        moment = datetime(*parts[:6], tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if parts[9] is None:
        return _local_or_utc(value, moment)
    return moment - timedelta(seconds=parts[9])


def _cleaned(value: str) -> str:
    """Without comments and odd spaces; hours with dots for colons, as some programs write."""
    text = re.sub(r"\s+", " ", re.sub(r"\([^)]*\)", " ", value))
    if ":" not in text:
        text = re.sub(r"\b(\d\d)\.(\d\d)\.(\d\d)(?= |$)", r"\1:\2:\3", text)
    return re.sub(r" ?: ?", ":", text).strip()


def _local_or_utc(value: str, moment: datetime) -> datetime:
    if re.search(r"-0000\b|\bUTC?\b|\bGMT\b|Z$", value.strip()):
        return moment
    return moment.replace(tzinfo=HOME).astimezone(UTC)


def received_moment(value: str) -> datetime | None:
    """The moment after the last semicolon of a Received header."""
    return parse_moment(value.rpartition(";")[2].strip())
