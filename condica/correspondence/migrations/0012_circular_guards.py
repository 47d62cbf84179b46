"""What the database holds of circulars: sent to whom it was sent, read once, closed whole or with a reason."""

from __future__ import annotations

from django.db import migrations

KEEP = r"""
-- The first argument names columns that never change, the second those that are written once.
CREATE FUNCTION correspondence_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  col text; before jsonb := to_jsonb(OLD); after jsonb := to_jsonb(NEW);
BEGIN
  FOREACH col IN ARRAY string_to_array(TG_ARGV[0], ' ') LOOP
    IF after -> col IS DISTINCT FROM before -> col THEN
      RAISE EXCEPTION 'Condica: % rămâne cum a fost scris (%).', TG_TABLE_NAME, col
        USING ERRCODE = 'restrict_violation';
    END IF;
  END LOOP;
  FOREACH col IN ARRAY string_to_array(TG_ARGV[1], ' ') LOOP
    IF before ->> col IS NOT NULL AND after -> col IS DISTINCT FROM before -> col THEN
      RAISE EXCEPTION 'Condica: % se scrie o singură dată (%).', TG_TABLE_NAME, col
        USING ERRCODE = 'restrict_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_circular_once BEFORE UPDATE ON correspondence_circular FOR EACH ROW
  EXECUTE FUNCTION correspondence_once('id entry_id asked due_on sent_by_id sent_at', 'closed_at closed_by_id');
CREATE TRIGGER correspondence_circularunit_once BEFORE UPDATE ON correspondence_circularunit FOR EACH ROW
  EXECUTE FUNCTION correspondence_once('id circular_id unit_id holder_id',
    'opened_at opened_by_id confirmed_at confirmed_by_id answer_id answered_at answered_by_id');
CREATE TRIGGER correspondence_circularreader_once BEFORE UPDATE ON correspondence_circularreader FOR EACH ROW
  EXECUTE FUNCTION correspondence_once('id receipt_id user_id passed_by_id passed_at', 'opened_at confirmed_at');
CREATE TRIGGER correspondence_circularmail_once BEFORE UPDATE ON correspondence_circularmail FOR EACH ROW
  EXECUTE FUNCTION correspondence_once('id circular_id nonce digest message_id', 'sent_at delivered_at confirmed_at');
CREATE TRIGGER correspondence_circularreminder_once BEFORE UPDATE ON correspondence_circularreminder FOR EACH ROW
  EXECUTE FUNCTION correspondence_once('id kind receipt_id reader_id mail_id for_user_id on at message_id', 'sent_at');
CREATE TRIGGER correspondence_distributionmember_once BEFORE UPDATE ON correspondence_distributionmember FOR EACH ROW
  EXECUTE FUNCTION correspondence_once('id list_id unit_id contact_id since', 'until');
CREATE TRIGGER correspondence_distributionlist_once BEFORE UPDATE ON correspondence_distributionlist FOR EACH ROW
  EXECUTE FUNCTION correspondence_once('id name since made_by_id', 'until');
"""

CLOSING = r"""
-- New ones are open and unread; one is closed with a reason, or when everybody did what was asked.
CREATE FUNCTION correspondence_circular_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.closed_at IS NOT NULL THEN
      RAISE EXCEPTION 'Condica: o circulară nouă e deschisă.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND btrim(NEW.close_reason) = '' AND (
      EXISTS (SELECT 1 FROM correspondence_circularunit u WHERE u.circular_id = NEW.id
               AND (u.confirmed_at IS NULL OR (NEW.asked = 'answer' AND u.answer_id IS NULL)))
      OR EXISTS (SELECT 1 FROM correspondence_circularmail m WHERE m.circular_id = NEW.id AND m.confirmed_at IS NULL)
  ) THEN
    RAISE EXCEPTION 'Condica: circulara % nu a fost citită de toți; se închide numai cu un motiv.', NEW.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_circular_state BEFORE INSERT OR UPDATE ON correspondence_circular FOR EACH ROW
  EXECUTE FUNCTION correspondence_circular_state();

CREATE FUNCTION correspondence_circular_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT closed_at FROM correspondence_circular WHERE id = NEW.circular_id) IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: circulara % e închisă; nu mai primește destinatari.', NEW.circular_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF to_jsonb(NEW) ->> 'confirmed_at' IS NOT NULL OR to_jsonb(NEW) ->> 'opened_at' IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: un destinatar nou nu a citit încă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_circularunit_new BEFORE INSERT ON correspondence_circularunit FOR EACH ROW
  EXECUTE FUNCTION correspondence_circular_to();
CREATE TRIGGER correspondence_circularmail_new BEFORE INSERT ON correspondence_circularmail FOR EACH ROW
  EXECUTE FUNCTION correspondence_circular_to();
"""

TABLES = (
    "circular",
    "circularunit",
    "circularreader",
    "circularmail",
    "circularreminder",
    "distributionlist",
    "distributionmember",
)
STAY = "".join(
    f"CREATE TRIGGER correspondence_{table}_keep BEFORE DELETE ON correspondence_{table} "
    "FOR EACH ROW EXECUTE FUNCTION condica_refuse();\n"
    f"CREATE TRIGGER correspondence_{table}_whole BEFORE TRUNCATE ON correspondence_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();\n"
    for table in TABLES
)
TRIGGERS = [(table, f"{table}_{name}") for table in TABLES for name in ("once", "keep", "whole")]
TRIGGERS += [("circular", "circular_state"), ("circularunit", "circularunit_new"), ("circularmail", "circularmail_new")]
ALWAYS = "".join(
    f"ALTER TABLE correspondence_{table} ENABLE ALWAYS TRIGGER correspondence_{name};\n" for table, name in TRIGGERS
)


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0011_circulars"), ("journal", "0002_guards")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (KEEP, CLOSING, STAY + ALWAYS)]
