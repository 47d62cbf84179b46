"""Originals that leave with a letter are part of what is signed; an issued paper lies in one envelope at a time."""

from __future__ import annotations

from django.db import migrations

ORIGINALS = r"""
CREATE FUNCTION correspondence_original_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM correspondence_letter
      WHERE id = NEW.letter_id AND stage IN ('approved', 'signed', 'numbered', 'dispatched')) THEN
    RAISE EXCEPTION 'Condica: scrisoarea % are semnături; ce pleacă cu ea rămâne.', NEW.letter_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.out_at IS NOT NULL
     OR (to_jsonb(NEW) - 'out_at') IS DISTINCT FROM (to_jsonb(OLD) - 'out_at')) THEN
    RAISE EXCEPTION 'Condica: un original se scoate din scrisoare, nu se rescrie (%).', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_original_guard BEFORE INSERT OR UPDATE ON correspondence_original
  FOR EACH ROW EXECUTE FUNCTION correspondence_original_guard();
"""

ENCLOSURES = r"""
CREATE FUNCTION correspondence_enclosure_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held text; kind text;
BEGIN
  SELECT e.state, e.kind INTO held, kind FROM correspondence_envelope e WHERE e.id = NEW.envelope_id;
  IF TG_OP = 'INSERT' THEN
    IF held <> 'open' OR NEW.out_at IS NOT NULL OR NEW.left_id IS NOT NULL THEN
      RAISE EXCEPTION 'Condica: un act se pune numai într-un plic deschis.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.out_at IS NOT NULL OR OLD.left_id IS NOT NULL
     OR (to_jsonb(NEW) - ARRAY['out_at', 'left_id']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['out_at', 'left_id']) THEN
    RAISE EXCEPTION 'Condica: actul % a plecat sau a fost scos din plic; rămâne scris.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.out_at IS NOT NULL AND held NOT IN ('open', 'undone') THEN
    RAISE EXCEPTION 'Condica: plicul % a plecat cu actul din el.', NEW.envelope_id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.left_id IS NOT NULL AND (held <> 'handed' OR NOT EXISTS (SELECT 1 FROM registry_outcome o
      WHERE o.id = NEW.left_id AND o.paper_id = NEW.issued_id AND o.way = 'posted')) THEN
    RAISE EXCEPTION 'Condica: actul % pleacă odată cu plicul lui.', NEW.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_enclosure_guard BEFORE INSERT OR UPDATE ON correspondence_enclosure
  FOR EACH ROW EXECUTE FUNCTION correspondence_enclosure_guard();
"""

KEEP = "".join(
    f"CREATE TRIGGER correspondence_{table}_keep BEFORE DELETE ON correspondence_{table} "
    "FOR EACH ROW EXECUTE FUNCTION condica_refuse();\n"
    f"CREATE TRIGGER correspondence_{table}_whole BEFORE TRUNCATE ON correspondence_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();\n"
    + "".join(
        f"ALTER TABLE correspondence_{table} ENABLE ALWAYS TRIGGER correspondence_{table}_{name};\n"
        for name in ("guard", "keep", "whole")
    )
    for table in ("original", "enclosure")
)


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0013_originals_and_issued"), ("journal", "0002_guards")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (ORIGINALS, ENCLOSURES, KEEP)]
