"""A message's bytes and what was met where do not change; messages are not deleted."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = """
CREATE FUNCTION mailroom_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Condica: mesajele primite nu se șterg (%).', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION mailroom_message_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.fingerprint, NEW.raw_id, NEW.message_id, NEW.taken_at)
      IS DISTINCT FROM (OLD.fingerprint, OLD.raw_id, OLD.message_id, OLD.taken_at) THEN
    RAISE EXCEPTION 'Condica: un mesaj primit nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.entry_id IS NOT NULL AND NEW.entry_id IS DISTINCT FROM OLD.entry_id THEN
    RAISE EXCEPTION 'Condica: numărul dat unui mesaj nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION mailroom_sighting_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.message_id, NEW.raw_id, NEW.account, NEW.folder, NEW.uidvalidity, NEW.uid, NEW.name, NEW.seen_at)
      IS DISTINCT FROM
      (OLD.message_id, OLD.raw_id, OLD.account, OLD.folder, OLD.uidvalidity, OLD.uid, OLD.name, OLD.seen_at) THEN
    RAISE EXCEPTION 'Condica: apariția unui mesaj nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mailroom_message_guard BEFORE UPDATE ON mailroom_message
  FOR EACH ROW EXECUTE FUNCTION mailroom_message_unchanging();
CREATE TRIGGER mailroom_message_kept BEFORE DELETE ON mailroom_message FOR EACH ROW EXECUTE FUNCTION mailroom_kept();
CREATE TRIGGER mailroom_message_kept_all BEFORE TRUNCATE ON mailroom_message
  FOR EACH STATEMENT EXECUTE FUNCTION mailroom_kept();
CREATE TRIGGER mailroom_sighting_guard BEFORE UPDATE ON mailroom_sighting
  FOR EACH ROW EXECUTE FUNCTION mailroom_sighting_unchanging();
CREATE TRIGGER mailroom_sighting_kept BEFORE DELETE ON mailroom_sighting FOR EACH ROW EXECUTE FUNCTION mailroom_kept();
CREATE TRIGGER mailroom_sighting_kept_all BEFORE TRUNCATE ON mailroom_sighting
  FOR EACH STATEMENT EXECUTE FUNCTION mailroom_kept();
ALTER TABLE mailroom_message ENABLE ALWAYS TRIGGER mailroom_message_guard;
ALTER TABLE mailroom_message ENABLE ALWAYS TRIGGER mailroom_message_kept;
ALTER TABLE mailroom_message ENABLE ALWAYS TRIGGER mailroom_message_kept_all;
ALTER TABLE mailroom_sighting ENABLE ALWAYS TRIGGER mailroom_sighting_guard;
ALTER TABLE mailroom_sighting ENABLE ALWAYS TRIGGER mailroom_sighting_kept;
ALTER TABLE mailroom_sighting ENABLE ALWAYS TRIGGER mailroom_sighting_kept_all;
"""

GUARDS_BACK = """
DROP TRIGGER mailroom_sighting_kept_all ON mailroom_sighting;
DROP TRIGGER mailroom_sighting_kept ON mailroom_sighting;
DROP TRIGGER mailroom_sighting_guard ON mailroom_sighting;
DROP TRIGGER mailroom_message_kept_all ON mailroom_message;
DROP TRIGGER mailroom_message_kept ON mailroom_message;
DROP TRIGGER mailroom_message_guard ON mailroom_message;
DROP FUNCTION mailroom_sighting_unchanging();
DROP FUNCTION mailroom_message_unchanging();
DROP FUNCTION mailroom_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mailroom", "0001_initial")]
    operations: list[Any] = [migrations.RunSQL(GUARDS, GUARDS_BACK)]
