"""Erasing leaves its mark instead of a person's words: the guards let that through, and nothing else."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = """
CREATE FUNCTION portal_erased(new text, old text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT new = old OR new = '' OR new LIKE '[șters%'
$$;
CREATE OR REPLACE FUNCTION portal_submission_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.entry_id, NEW.language, NEW.way, NEW.signatories, NEW.digest, NEW.sent_at)
      IS DISTINCT FROM (OLD.entry_id, OLD.language, OLD.way, OLD.signatories, OLD.digest, OLD.sent_at)
      OR NOT portal_erased(NEW.phone, OLD.phone) OR NOT portal_erased(NEW.organisation, OLD.organisation) THEN
    RAISE EXCEPTION 'Condica: ce s-a trimis din portal nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION portal_feedback_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.useful, NEW.language, NEW.at) IS DISTINCT FROM (OLD.case_id, OLD.useful, OLD.language, OLD.at)
      OR NOT portal_erased(NEW.words, OLD.words) THEN
    RAISE EXCEPTION 'Condica: părerea petiționarului nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_guards")]
    operations: list[Any] = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
