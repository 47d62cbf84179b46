"""Every guard that refuses an update opens the one way of an erasure; numbers, seals and erasures themselves never."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

# Called after every migration (see apps.py): a guard that a room writes anew is opened again, none is forgotten.
OPEN = r"""
CREATE OR REPLACE FUNCTION condica_erases(what text, was jsonb, now jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE named text[]; found boolean := false;
BEGIN
  SELECT true, ARRAY(SELECT jsonb_object_keys(e.values)) INTO found, named FROM contacts_erased e
   WHERE e.erasure_id::text = current_setting('condica.erasure', true) AND e.place = what
     AND e.object_id = coalesce(was ->> 'id', was ->> 'number_id', was ->> 'uuid', was ->> 'case_id',
       was ->> 'document_id', was ->> 'entry_id', was ->> 'blob_id');
  RETURN coalesce(found, false) AND condica_only_blanked(was, now, named);
END $$;

CREATE FUNCTION condica_open_guards() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE guard record; opened integer := 0;
BEGIN
  FOR guard IN
    SELECT DISTINCT p.oid::regproc::text AS name FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
      JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE NOT t.tgisinternal AND t.tgtype & 19 = 19 AND l.lanname = 'plpgsql' AND n.nspname = current_schema()
       AND p.prosrc LIKE '%restrict_violation%' AND p.prosrc NOT LIKE '%condica_erases(%'
       AND c.relname NOT IN ('registry_register', 'journal_installation', 'contacts_consent', 'contacts_personrequest')
  LOOP
    PERFORM condica_open_to_erasure(guard.name);
    opened := opened + 1;
  END LOOP;
  RETURN opened;
END $$;
"""

NEVER = (
    "registry_number", "registry_register", "journal_line", "journal_seal", "journal_head", "journal_installation",
    "contacts_erasure", "contacts_erased",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_erasure_guards")]
    operations: list[Any] = [
        migrations.RunSQL(OPEN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="erased",
            constraint=models.CheckConstraint(
                condition=~models.Q(place__in=list(NEVER)), name="contacts_erased_never_there"
            ),
        ),
    ]
