"""A circular that did not arrive may be sent again: its message and its link are drawn anew, nothing else changes."""

from __future__ import annotations

from django.db import migrations

AGAIN = "OLD.state IN ('failed', 'bounced') AND NEW.state = 'waiting' AND OLD.confirmed_at IS NULL"
GUARD = """
CREATE FUNCTION correspondence_circularmail_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.circular_id, NEW.name) IS DISTINCT FROM (OLD.id, OLD.circular_id, OLD.name)
     OR NEW.message_id = OLD.message_id OR NEW.digest = OLD.digest OR NEW.sent_at IS NOT NULL
     OR NEW.confirmed_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: o circulară trimisă din nou are alt mesaj și altă legătură (%).', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF (SELECT closed_at FROM correspondence_circular WHERE id = NEW.circular_id) IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: circulara % e închisă; nu se mai trimite nimănui.', NEW.circular_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER correspondence_circularmail_once ON correspondence_circularmail;
CREATE TRIGGER correspondence_circularmail_once BEFORE UPDATE ON correspondence_circularmail FOR EACH ROW
  WHEN (NOT ([again])) EXECUTE FUNCTION
  correspondence_once('id circular_id nonce digest message_id', 'sent_at delivered_at confirmed_at');
CREATE TRIGGER correspondence_circularmail_again BEFORE UPDATE ON correspondence_circularmail FOR EACH ROW
  WHEN ([again]) EXECUTE FUNCTION correspondence_circularmail_again();
ALTER TABLE correspondence_circularmail ENABLE ALWAYS TRIGGER correspondence_circularmail_once;
ALTER TABLE correspondence_circularmail ENABLE ALWAYS TRIGGER correspondence_circularmail_again;
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0014_original_guards")]

    operations = [migrations.RunSQL(GUARD.replace("[again]", AGAIN), migrations.RunSQL.noop)]
