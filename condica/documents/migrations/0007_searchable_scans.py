"""The searchable form of a scan: a content made of another, one for each."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

STATES = [
    ("waiting", "așteaptă citirea optică"),
    ("running", "se citește optic"),
    ("done", "citit optic"),
    ("failed", "citirea optică nu a reușit"),
    ("stopped", "citirea optică a fost oprită"),
]

# A finished form stays the form of its content; only an erasure takes it away.
GUARDS = """
CREATE FUNCTION documents_rendition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'Condica: forma citită optic nu se șterge.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.source_id IS DISTINCT FROM OLD.source_id OR OLD.blob_id IS NOT NULL
      AND NEW.blob_id IS DISTINCT FROM OLD.blob_id AND NOT EXISTS (
        SELECT 1 FROM documents_blob WHERE sha256 = OLD.source_id AND erased_at IS NOT NULL) THEN
    RAISE EXCEPTION 'Condica: forma citită optic a unui conținut nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_rendition_guard BEFORE UPDATE OR DELETE ON documents_rendition
  FOR EACH ROW EXECUTE FUNCTION documents_rendition_stays();
CREATE TRIGGER documents_rendition_guard_all BEFORE TRUNCATE ON documents_rendition
  FOR EACH STATEMENT EXECUTE FUNCTION documents_rendition_stays();
ALTER TABLE documents_rendition ENABLE ALWAYS TRIGGER documents_rendition_guard;
ALTER TABLE documents_rendition ENABLE ALWAYS TRIGGER documents_rendition_guard_all;
"""
BACK = """
DROP TRIGGER documents_rendition_guard_all ON documents_rendition;
DROP TRIGGER documents_rendition_guard ON documents_rendition;
DROP FUNCTION documents_rendition_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_signature_guards")]
    operations: list[Any] = [
        migrations.CreateModel(
            name="Rendition",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="rendition",
                        serialize=False,
                        to="documents.blob",
                    ),
                ),
                ("state", models.TextField(choices=STATES, default="waiting")),
                ("pages", models.PositiveIntegerField(default=0)),
                ("pages_done", models.PositiveIntegerField(default=0)),
                ("pages_without_words", models.JSONField(default=list)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "blob",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.blob",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["asked_at"],
                        name="documents_ocr_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blob__isnull", False), ("done_at__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("blob__isnull", True)),
                            _connector="OR",
                        ),
                        name="documents_rendition_done",
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARDS, BACK),
    ]
