"""An outcome ends only when the post brings the paper back; what was noted at the desk never changes."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = r"""
CREATE OR REPLACE FUNCTION registry_outcome_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.issued_id IS NULL THEN
    RAISE EXCEPTION 'Condica: ce s-a întâmplat cu un act începe prin a fi în vigoare.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.at < (SELECT received_at FROM registry_issued WHERE id = NEW.issued_id) THEN
    RAISE EXCEPTION 'Condica: un act nu se eliberează înainte să fi venit la ghișeu.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.to_name ~ '\d{13}' OR NEW.power ~ '\m[1-9]\d{12}\M' THEN
    RAISE EXCEPTION 'Condica: la eliberare nu se scrie CNP-ul.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_outcome_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE loose text[] := ARRAY['issued_id', 'returned_on', 'return_reason'];
BEGIN
  IF OLD.issued_id IS NULL OR NEW.issued_id IS NOT NULL OR OLD.way <> 'posted'
     OR (to_jsonb(NEW) - loose) IS DISTINCT FROM (to_jsonb(OLD) - loose) THEN
    RAISE EXCEPTION 'Condica: ce s-a întâmplat cu un act rămâne scris; numai poșta îl poate aduce înapoi.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
SELECT condica_open_to_erasure('registry_outcome_guard');

DROP TRIGGER registry_outcome_keep ON registry_outcome;
CREATE TRIGGER registry_outcome_keep BEFORE DELETE ON registry_outcome FOR EACH ROW EXECUTE FUNCTION condica_refuse();
ALTER TABLE registry_outcome ENABLE ALWAYS TRIGGER registry_outcome_keep;
CREATE TRIGGER registry_outcome_guard BEFORE UPDATE ON registry_outcome
  FOR EACH ROW EXECUTE FUNCTION registry_outcome_guard();
ALTER TABLE registry_outcome ENABLE ALWAYS TRIGGER registry_outcome_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0015_returned_issued"), ("contacts", "0005_open_guards")]
    operations: list[Any] = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
