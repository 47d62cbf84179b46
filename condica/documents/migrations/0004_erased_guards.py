"""A file counts as erased only where an erasure names it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = """
CREATE FUNCTION documents_erased_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM contacts_erased WHERE place = TG_TABLE_NAME
        AND object_id = coalesce(to_jsonb(NEW) ->> 'uuid', to_jsonb(NEW) ->> 'sha256')) THEN
    RAISE EXCEPTION 'Condica: un fișier se șterge numai printr-o hotărâre de ștergere.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_blob_erased BEFORE UPDATE ON documents_blob
  FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION documents_erased_named();
CREATE TRIGGER documents_document_erased BEFORE UPDATE ON documents_document
  FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION documents_erased_named();
ALTER TABLE documents_blob ENABLE ALWAYS TRIGGER documents_blob_erased;
ALTER TABLE documents_document ENABLE ALWAYS TRIGGER documents_document_erased;
"""

BACK = """
DROP TRIGGER documents_document_erased ON documents_document;
DROP TRIGGER documents_blob_erased ON documents_blob;
DROP FUNCTION documents_erased_named();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_erased_files"), ("contacts", "0004_erasure_guards")]
    operations: list[Any] = [migrations.RunSQL(GUARDS, BACK)]
