"""The journal's promise, held by the database: append-only, sealed in a hash chain at commit."""

from django.db import migrations

CLOCK = r"""
INSERT INTO journal_installation (id, demo) VALUES (1, false);
INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, '\x'::bytea);

-- The clock of every legal fact. Only a demonstration database, declared so while its journal was empty, may set it:
-- to a moment („2026-01-05 09:00+02"), or to a running clock that is some time off („shift 40 days").
CREATE FUNCTION condica_now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE given text := current_setting('condica.now', true);
BEGIN
  IF given IS NOT NULL AND given <> '' AND (SELECT demo FROM journal_installation WHERE id = 1) THEN
    IF given LIKE 'shift %' THEN
      RETURN clock_timestamp() + substr(given, 7)::interval;
    END IF;
    RETURN given::timestamptz;
  END IF;
  RETURN clock_timestamp();
END $$;

CREATE FUNCTION condica_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Condica: % pe % este interzis; ce s-a scris rămâne scris.', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION journal_installation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.demo IS DISTINCT FROM OLD.demo AND EXISTS (SELECT 1 FROM journal_line) THEN
    RAISE EXCEPTION 'Condica: o bază în care s-a scris deja nu mai poate deveni sau înceta să fie demonstrație.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER journal_installation_guard BEFORE UPDATE ON journal_installation
  FOR EACH ROW EXECUTE FUNCTION journal_installation_guard();
CREATE TRIGGER journal_installation_keep BEFORE DELETE ON journal_installation
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
ALTER TABLE journal_installation ENABLE ALWAYS TRIGGER journal_installation_guard;
ALTER TABLE journal_installation ENABLE ALWAYS TRIGGER journal_installation_keep;
"""

CHAIN = r"""
-- jsonb prints the same text for the same value, so the text of a line is the same whenever it is read.
CREATE FUNCTION journal_digest(previous bytea, seq bigint, l journal_line) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(
    seq, l.id, (extract(epoch FROM l.moment) * 1000000)::bigint, l.verb, l.actor_id, l.actor_name, l.kind, l.object_id,
    l.label, l.entry_id, l.case_id, l.data, encode(l.personal_digest, 'hex'))::text, 'UTF8'))
$$;

CREATE FUNCTION journal_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.moment := condica_now();
  RETURN NEW;
END $$;

-- Fires when the transaction commits: the chain's head is the last lock that any transaction takes, so it cannot
-- take part in a deadlock, and a transaction that is rolled back leaves no hole.
CREATE FUNCTION journal_seal_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE h journal_head; l journal_line; digest bytea;
BEGIN
  SELECT * INTO STRICT h FROM journal_head WHERE id = 1 FOR NO KEY UPDATE;
  SELECT * INTO STRICT l FROM journal_line WHERE id = NEW.id;
  digest := journal_digest(h.hash, h.seq + 1, l);
  INSERT INTO journal_seal (seq, line_id, sealed_at, previous_hash, hash)
    VALUES (h.seq + 1, l.id, clock_timestamp(), h.hash, digest);
  UPDATE journal_head SET seq = h.seq + 1, hash = digest WHERE id = 1;
  RETURN NULL;
END $$;

-- Seals and the head are written by the seal trigger only.
CREATE FUNCTION journal_only_by_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'Condica: lanțul jurnalului se scrie numai de baza de date.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER journal_line_stamp BEFORE INSERT ON journal_line FOR EACH ROW EXECUTE FUNCTION journal_stamp();
CREATE CONSTRAINT TRIGGER journal_line_seal AFTER INSERT ON journal_line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION journal_seal_line();
CREATE TRIGGER journal_line_keep BEFORE UPDATE OR DELETE ON journal_line FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER journal_line_keep_all BEFORE TRUNCATE ON journal_line EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER journal_seal_only BEFORE INSERT ON journal_seal FOR EACH ROW EXECUTE FUNCTION journal_only_by_trigger();
CREATE TRIGGER journal_seal_keep BEFORE UPDATE OR DELETE ON journal_seal FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER journal_seal_keep_all BEFORE TRUNCATE ON journal_seal EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER journal_head_only BEFORE UPDATE ON journal_head FOR EACH ROW EXECUTE FUNCTION journal_only_by_trigger();
CREATE TRIGGER journal_head_keep BEFORE DELETE ON journal_head FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER journal_head_keep_all BEFORE TRUNCATE ON journal_head EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER journal_personal_keep BEFORE UPDATE ON journal_personal FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER journal_personal_keep_all BEFORE TRUNCATE ON journal_personal EXECUTE FUNCTION condica_refuse();
ALTER TABLE journal_line ENABLE ALWAYS TRIGGER journal_line_stamp;
ALTER TABLE journal_line ENABLE ALWAYS TRIGGER journal_line_seal;
ALTER TABLE journal_line ENABLE ALWAYS TRIGGER journal_line_keep;
ALTER TABLE journal_line ENABLE ALWAYS TRIGGER journal_line_keep_all;
ALTER TABLE journal_seal ENABLE ALWAYS TRIGGER journal_seal_only;
ALTER TABLE journal_seal ENABLE ALWAYS TRIGGER journal_seal_keep;
ALTER TABLE journal_seal ENABLE ALWAYS TRIGGER journal_seal_keep_all;
ALTER TABLE journal_head ENABLE ALWAYS TRIGGER journal_head_only;
ALTER TABLE journal_head ENABLE ALWAYS TRIGGER journal_head_keep;
ALTER TABLE journal_head ENABLE ALWAYS TRIGGER journal_head_keep_all;
ALTER TABLE journal_personal ENABLE ALWAYS TRIGGER journal_personal_keep;
ALTER TABLE journal_personal ENABLE ALWAYS TRIGGER journal_personal_keep_all;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunSQL(CLOCK, migrations.RunSQL.noop),
        migrations.RunSQL(CHAIN, migrations.RunSQL.noop),
    ]
