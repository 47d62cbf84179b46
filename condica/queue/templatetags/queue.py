"""Seconds in words (timpi): what the page of figures writes in its cells."""

from __future__ import annotations

from django import template

from condica.foundation.romanian import NBSP

register = template.Library()


@register.filter
def minutes(seconds: int | None) -> str:
    """`3 min 20 s`, `45 s`, a line for nothing measured."""
    if seconds is None:
        return "–"
    whole, left = divmod(seconds, 60)
    parts = [f"{whole}{NBSP}min" if whole else "", f"{left}{NBSP}s" if left or not whole else ""]
    return NBSP.join(filter(None, parts))
