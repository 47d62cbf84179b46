"""How far each person has read the news of their papers (citit până aici)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Reading(models.Model):
    """Up to which line of the journal somebody has read (citit până aici)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    line = models.BigIntegerField(default=0)
    at = models.DateTimeField()
