"""Reads of old files by inventory (citiri): inventories, their positions, what their scans say."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from condica.mailroom.models import Inventory, Position, PositionFile
from condica.mailroom.rules import position_of


def inventories() -> QuerySet[Inventory]:
    """All inventories, the newest year first."""
    return Inventory.objects.select_related("by")


def positions(inventory: Inventory | None = None, words: str = "") -> QuerySet[Position]:
    """Positions of one inventory or of all, whose words, or the words of whose scans, begin so."""
    found = Position.objects.select_related("inventory")
    if inventory is not None:
        found = found.filter(inventory=inventory)
    return found.filter(Q(keys__begins=words) | Q(found_in_files(words))) if words.strip() else found


def found_in_files(words: str) -> Exists:
    """Whether a scan of the position holds all these words."""
    rows = PositionFile.objects.filter(position=OuterRef("pk"), withdrawn_at=None)
    return Exists(rows.filter(document__blob__text__keys__has=words))


def position_by_code(code: str) -> Position | None:
    """The position that a separator sheet names."""
    read = position_of(code)
    if read is None:
        return None
    return Position.objects.select_related("inventory").filter(inventory=read[0], number=read[1]).first()


def scanned_counts(found: Iterable[Inventory]) -> dict[int, dict[str, int]]:
    """For each inventory: positions, those scanned, rows to mend."""
    ids = [one.pk for one in found]
    scanned = Exists(PositionFile.objects.filter(position=OuterRef("pk"), withdrawn_at=None))
    rows = Position.objects.filter(inventory__in=ids).order_by().values("inventory")
    counted = rows.annotate(total=Count("pk"), scanned=Count("pk", filter=Q(scanned)))
    refused = Inventory.objects.filter(pk__in=ids).annotate(n=Count("refused", filter=Q(refused__mended_at=None)))
    said = {pk: {"total": 0, "scanned": 0, "refused": n} for pk, n in refused.values_list("pk", "n").order_by()}
    for row in counted:
        said[row["inventory"]].update(total=row["total"], scanned=row["scanned"])
    return said
