"""A kept content and a filed document do not change; a newer version is a row of its own."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = """
CREATE FUNCTION documents_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'Condica: documentele nu se șterg (%).', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_TABLE_NAME = 'documents_blob' AND (NEW.sha256, NEW.size) IS DISTINCT FROM (OLD.sha256, OLD.size) THEN
    RAISE EXCEPTION 'Condica: un conținut păstrat nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION documents_document_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.uuid, NEW.blob_id, NEW.version, NEW.previous_id, NEW.created_at, NEW.created_by_id)
      IS DISTINCT FROM (OLD.uuid, OLD.blob_id, OLD.version, OLD.previous_id, OLD.created_at, OLD.created_by_id) THEN
    RAISE EXCEPTION 'Condica: conținutul unui document nu se schimbă; se adaugă o versiune.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_blob_guard BEFORE UPDATE OR DELETE ON documents_blob
  FOR EACH ROW EXECUTE FUNCTION documents_unchanging();
CREATE TRIGGER documents_blob_guard_all BEFORE TRUNCATE ON documents_blob
  FOR EACH STATEMENT EXECUTE FUNCTION documents_unchanging();
CREATE TRIGGER documents_document_guard BEFORE UPDATE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_document_unchanging();
CREATE TRIGGER documents_document_guard_delete BEFORE DELETE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_unchanging();
CREATE TRIGGER documents_document_guard_all BEFORE TRUNCATE ON documents_document
  FOR EACH STATEMENT EXECUTE FUNCTION documents_unchanging();
ALTER TABLE documents_blob ENABLE ALWAYS TRIGGER documents_blob_guard;
ALTER TABLE documents_blob ENABLE ALWAYS TRIGGER documents_blob_guard_all;
ALTER TABLE documents_document ENABLE ALWAYS TRIGGER documents_document_guard;
ALTER TABLE documents_document ENABLE ALWAYS TRIGGER documents_document_guard_delete;
ALTER TABLE documents_document ENABLE ALWAYS TRIGGER documents_document_guard_all;
"""

GUARDS_BACK = """
DROP TRIGGER documents_document_guard_all ON documents_document;
DROP TRIGGER documents_document_guard_delete ON documents_document;
DROP TRIGGER documents_document_guard ON documents_document;
DROP TRIGGER documents_blob_guard_all ON documents_blob;
DROP TRIGGER documents_blob_guard ON documents_blob;
DROP FUNCTION documents_document_unchanging();
DROP FUNCTION documents_unchanging();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations: list[Any] = [migrations.RunSQL(GUARDS, GUARDS_BACK)]
