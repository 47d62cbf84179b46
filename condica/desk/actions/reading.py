"""What a person has read (am citit) is no fact of the house, so the journal keeps silent about it."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.desk.models import Reading
from condica.foundation import dates


@transaction.atomic
def mark_read(*, line: int, by: User) -> Reading:
    """Take the news up to a line as read (am citit); an older line changes nothing."""
    reading, _ = Reading.objects.select_for_update(no_key=True).get_or_create(user=by, defaults={"at": dates.now()})
    if line > reading.line:
        reading.line, reading.at = line, dates.now()
        reading.save(update_fields=["line", "at"])
    return reading
