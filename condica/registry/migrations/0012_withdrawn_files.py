"""A file put to the wrong paper is withdrawn: its row stays, says who, when and why, and is never deleted."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
CREATE FUNCTION registry_attachment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'Condica: legătura unui fișier cu un document nu se șterge; se desprinde, cu motiv.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.entry_id, NEW.document_id, NEW.ordinal) IS DISTINCT FROM (OLD.entry_id, OLD.document_id, OLD.ordinal)
      OR OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at, NEW.withdrawn_by_id)
        IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by_id) THEN
    RAISE EXCEPTION 'Condica: legătura unui fișier cu un document nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registry_attachment_guard BEFORE UPDATE OR DELETE ON registry_attachment
  FOR EACH ROW EXECUTE FUNCTION registry_attachment_stays();
CREATE TRIGGER registry_attachment_guard_all BEFORE TRUNCATE ON registry_attachment
  FOR EACH STATEMENT EXECUTE FUNCTION registry_attachment_stays();
ALTER TABLE registry_attachment ENABLE ALWAYS TRIGGER registry_attachment_guard;
ALTER TABLE registry_attachment ENABLE ALWAYS TRIGGER registry_attachment_guard_all;
"""
BACK = """
DROP TRIGGER registry_attachment_guard_all ON registry_attachment;
DROP TRIGGER registry_attachment_guard ON registry_attachment;
DROP FUNCTION registry_attachment_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_custody_guards"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations: list[Any] = [
        migrations.RemoveConstraint(model_name="attachment", name="registry_attachment_once"),
        migrations.AddField("attachment", "withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "attachment",
            "withdrawn_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("attachment", "withdrawn_reason", models.TextField(blank=True, default="")),
        migrations.AddConstraint(
            "attachment",
            models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("entry", "document"),
                name="registry_attachment_once",
            ),
        ),
        migrations.AddConstraint(
            "attachment",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True), ("withdrawn_reason", "")),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="registry_attachment_withdrawn",
            ),
        ),
        migrations.RunSQL(GUARDS, BACK),
    ]
