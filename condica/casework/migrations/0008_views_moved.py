"""Saved views live with the organisation now, for lists of every room: the rows go along."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def carry(apps: Any, schema_editor: Any) -> None:
    """Each view as it was, one's own."""
    old, new = apps.get_model("casework", "SavedView"), apps.get_model("organisation", "SavedView")
    rows = old.objects.order_by("pk").values("user_id", "name", "page", "query")
    new.objects.bulk_create([new(**row) for row in rows.iterator()], batch_size=1000)


def carry_back(apps: Any, schema_editor: Any) -> None:
    """Each view as it was, no longer shared."""
    old, new = apps.get_model("casework", "SavedView"), apps.get_model("organisation", "SavedView")
    rows = new.objects.order_by("pk").values("user_id", "name", "page", "query")
    old.objects.bulk_create([old(**row) for row in rows.iterator()], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_suggestions"), ("organisation", "0006_saved_views")]

    operations = [migrations.RunPython(carry, carry_back), migrations.DeleteModel(name="SavedView")]
