"""An ordinary case may become one of a procedure (a letter found to be a petition); nothing else of it changes."""

from django.db import migrations

GUARD = r"""
CREATE OR REPLACE FUNCTION casework_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.entry_id, NEW.opened_at) IS DISTINCT FROM (OLD.entry_id, OLD.opened_at)
      OR (NEW.kind IS DISTINCT FROM OLD.kind AND (OLD.kind <> 'paper' OR OLD.closed_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'Condica: felul, documentul și deschiderea unei lucrări nu se schimbă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.term IS NULL AND OLD.term IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: termenul unei lucrări nu se șterge.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
SELECT condica_open_to_erasure('casework_case_guard');
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_parts_guarded"), ("contacts", "0005_open_guards")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
