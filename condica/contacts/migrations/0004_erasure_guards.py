"""The only way by which guarded words may be erased: named beforehand, in a transaction that says so, marks only."""

from __future__ import annotations

from typing import Any

from django.db import migrations

WAY = r"""
-- What may stand in the place of an erased word: nothing, or a visible mark.
CREATE FUNCTION condica_blank(v jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT v IS NULL OR v IN ('null', '""', '[]', '{}', '"\\x"')
    OR (jsonb_typeof(v) = 'string' AND v #>> '{}' LIKE '[șters%')
$$;

-- Whether the new row differs from the old one only by blanks in the named columns; in a JSON column, key by key.
CREATE FUNCTION condica_only_blanked(was jsonb, now jsonb, named text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE part text;
BEGIN
  FOR part IN SELECT jsonb_object_keys(was || now) LOOP
    CONTINUE WHEN was -> part IS NOT DISTINCT FROM now -> part OR (part = ANY (named) AND condica_blank(now -> part));
    IF NOT (part = ANY (named) AND jsonb_typeof(was -> part) = 'object' AND jsonb_typeof(now -> part) = 'object'
        AND condica_only_blanked(was -> part, now -> part, ARRAY(SELECT jsonb_object_keys(was -> part)))) THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN true;
END $$;

CREATE FUNCTION condica_erases(what text, was jsonb, now jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE named text[];
BEGIN
  SELECT ARRAY(SELECT jsonb_object_keys(e.values)) INTO named FROM contacts_erased e
   WHERE e.erasure_id::text = current_setting('condica.erasure', true) AND e.place = what
     AND e.object_id = coalesce(was ->> 'id', was ->> 'number_id', was ->> 'uuid', was ->> 'case_id');
  RETURN named IS NOT NULL AND condica_only_blanked(was, now, named);
END $$;

-- Guards of all rooms open this one way: called by a room's migration after it wrote a guard (again).
CREATE FUNCTION condica_open_to_erasure(guard text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE source text := pg_get_functiondef(guard::regproc);
BEGIN
  IF source NOT LIKE '%condica_erases(%' THEN
    EXECUTE regexp_replace(source, '\mBEGIN\M', E'BEGIN\n  IF TG_OP = ''UPDATE'' THEN\n'
      '    IF coalesce(current_setting(''condica.erasure'', true), '''') <> '''' THEN\n'
      '      IF condica_erases(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;\n'
      '    END IF;\n  END IF;');
  END IF;
END $$;
SELECT condica_open_to_erasure('condica_refuse');
"""

KEPT = r"""
CREATE FUNCTION contacts_consent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.contact_id, NEW.purpose, NEW.text, NEW.way, NEW.since, NEW.until, NEW.written_by_id)
     IS DISTINCT FROM (OLD.contact_id, OLD.purpose, OLD.text, OLD.way, OLD.since, OLD.until, OLD.written_by_id)
     OR OLD.withdrawn_on IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: un consimțământ se retrage, nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION contacts_request_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.contact_id, NEW.kind, NEW.paper, NEW.received_on, NEW.asked_by_id, NEW.asked_at)
     IS DISTINCT FROM (OLD.contact_id, OLD.kind, OLD.paper, OLD.received_on, OLD.asked_by_id, OLD.asked_at)
     OR OLD.decided_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: o cerere privind datele rămâne cum a fost primită și decisă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- An erased person stays erased.
CREATE FUNCTION contacts_contact_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.erased_at IS NOT NULL AND (NEW.name, NEW.cnp, NEW.cui, NEW.note, NEW.erased_at)
      IS DISTINCT FROM (OLD.name, OLD.cnp, OLD.cui, OLD.note, OLD.erased_at) THEN
    RAISE EXCEPTION 'Condica: datele contactului % au fost șterse.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM contacts_erased WHERE place = 'contacts_contact' AND object_id = OLD.id::text) THEN
    RAISE EXCEPTION 'Condica: un contact se șterge numai printr-o hotărâre de ștergere.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def guard(table: str, when: str, function: str, *, each: str = "FOR EACH ROW ") -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    name = f"{table}_{when.split()[1].lower()}_guard"
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {each}EXECUTE FUNCTION {function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


TRIGGERS = (
    guard("contacts_contact", "BEFORE UPDATE", "contacts_contact_guard")
    + guard("contacts_consent", "BEFORE UPDATE", "contacts_consent_guard")
    + guard("contacts_consent", "BEFORE DELETE", "condica_refuse")
    + guard("contacts_personrequest", "BEFORE UPDATE", "contacts_request_guard")
    + guard("contacts_personrequest", "BEFORE DELETE", "condica_refuse")
    + "".join(
        guard(table, "BEFORE UPDATE OR DELETE", "condica_refuse")
        + guard(table, "BEFORE TRUNCATE", "condica_refuse", each="")
        for table in ("contacts_erasure", "contacts_erased")
    )
)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_personal_data"), ("journal", "0002_guards")]
    operations: list[Any] = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (WAY, KEPT, TRIGGERS)]
