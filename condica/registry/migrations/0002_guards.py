"""The register's promise, held by the database: no gap, no duplicate, no back-dating, no deletion."""

from django.db import migrations

DRAW = r"""
ALTER TABLE registry_number ADD CONSTRAINT registry_number_predecessor
  FOREIGN KEY (register_id, year, previous) REFERENCES registry_number (register_id, year, number);
ALTER TABLE registry_number ADD CONSTRAINT registry_number_year
  CHECK (year = extract(year FROM moment AT TIME ZONE 'Europe/Bucharest')::int);

CREATE FUNCTION registry_digest(n registry_number) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(n.previous_hash || convert_to(jsonb_build_array(
    n.register_id, n.year, n.number, (extract(epoch FROM n.moment) * 1000000)::bigint, n.kind, n.tracking_code,
    encode(n.digest, 'hex'))::text, 'UTF8'))
$$;

-- One row per register is locked (not one per year), the clock is read after the lock, the line is inserted in the
-- same transaction: a rolled back registration gives its number back, and time runs in the order of the numbers.
CREATE FUNCTION registry_draw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r registry_register; drawn timestamptz;
BEGIN
  SELECT * INTO STRICT r FROM registry_register WHERE id = NEW.register_id FOR NO KEY UPDATE;
  drawn := condica_now();
  IF r.last_moment IS NOT NULL AND drawn <= r.last_moment THEN
    IF r.last_moment - drawn > interval '5 seconds' THEN
      RAISE EXCEPTION 'Condica: ceasul bazei (%) este în urma ultimului număr din registru (%); nu se poate antedata.',
        drawn, r.last_moment USING ERRCODE = 'CD001';
    END IF;
    drawn := r.last_moment + interval '1 microsecond';
  END IF;
  NEW.moment := drawn;
  NEW.year := extract(year FROM drawn AT TIME ZONE 'Europe/Bucharest')::int;
  IF r.last_year = NEW.year THEN
    NEW.number := r.last_number + 1;
    NEW.previous := r.last_number;
  ELSE
    NEW.number := 1;
    NEW.previous := NULL;
  END IF;
  NEW.previous_hash := r.last_hash;
  NEW.hash := registry_digest(NEW);
  UPDATE registry_register SET last_year = NEW.year, last_number = NEW.number, last_moment = NEW.moment,
    last_hash = NEW.hash WHERE id = r.id;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_register_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 AND (NEW.last_year, NEW.last_number, NEW.last_moment, NEW.last_hash)
      IS DISTINCT FROM (OLD.last_year, OLD.last_number, OLD.last_moment, OLD.last_hash) THEN
    RAISE EXCEPTION 'Condica: ultimul număr al registrului se scrie numai de baza de date.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.key <> OLD.key THEN
    RAISE EXCEPTION 'Condica: cheia unui registru nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_register_fresh() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.last_year := NULL; NEW.last_number := NULL; NEW.last_moment := NULL; NEW.last_hash := '\x'::bytea;
  RETURN NEW;
END $$;
"""

ENTRY = r"""
-- The fields beside the words are copies of the number's own: nobody can make them say something else.
CREATE FUNCTION registry_entry_copy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE n registry_number;
BEGIN
  SELECT * INTO STRICT n FROM registry_number WHERE id = NEW.number_id;
  NEW.register_id := n.register_id; NEW.year := n.year; NEW.value := n.number; NEW.registered_at := n.moment;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.number_id, NEW.register_id, NEW.year, NEW.value, NEW.registered_at, NEW.direction, NEW.registered_by_id,
      NEW.written, NEW.salt) IS DISTINCT FROM
     (OLD.number_id, OLD.register_id, OLD.year, OLD.value, OLD.registered_at, OLD.direction, OLD.registered_by_id,
      OLD.written, OLD.salt) THEN
    RAISE EXCEPTION 'Condica: ce s-a scris la înregistrare nu se schimbă; se corectează la vedere.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.cancelled AND NOT NEW.cancelled THEN
    RAISE EXCEPTION 'Condica: un număr anulat rămâne anulat.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Checked at commit: no number without its paper, no cancelled flag without its reason.
CREATE FUNCTION registry_number_has_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'entry' AND NOT EXISTS (SELECT 1 FROM registry_entry WHERE number_id = NEW.id) THEN
    RAISE EXCEPTION 'Condica: numărul %/% nu poate rămâne fără document.', NEW.number, NEW.year
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION registry_cancelled_has_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.cancelled AND NOT EXISTS (SELECT 1 FROM registry_cancellation WHERE entry_id = NEW.number_id) THEN
    RAISE EXCEPTION 'Condica: un număr se anulează numai cu motiv.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION registry_connection_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.first_id, NEW.second_id, NEW.by_id, NEW.at) IS DISTINCT FROM (OLD.first_id, OLD.second_id, OLD.by_id, OLD.at)
     OR OLD.undone_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: o conexare se desface, nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def guard(table: str, name: str, when: str, function: str, *, each: str = "FOR EACH ROW ") -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {each}EXECUTE FUNCTION {function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


def deferred(table: str, name: str, when: str, function: str) -> str:
    """One check that runs when the transaction commits."""
    return (
        f"CREATE CONSTRAINT TRIGGER {name} {when} ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        f"EXECUTE FUNCTION {function}();\nALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


TRIGGERS = (
    guard("registry_number", "registry_number_draw", "BEFORE INSERT", "registry_draw")
    + guard("registry_number", "registry_number_keep", "BEFORE UPDATE OR DELETE", "condica_refuse")
    + guard("registry_number", "registry_number_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    + deferred("registry_number", "registry_number_has_entry", "AFTER INSERT", "registry_number_has_entry")
    + guard("registry_register", "registry_register_fresh", "BEFORE INSERT", "registry_register_fresh")
    + guard("registry_register", "registry_register_guard", "BEFORE UPDATE", "registry_register_guard")
    + guard("registry_register", "registry_register_keep", "BEFORE DELETE", "condica_refuse")
    + guard("registry_register", "registry_register_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    + guard("registry_entry", "registry_entry_copy", "BEFORE INSERT", "registry_entry_copy")
    + guard("registry_entry", "registry_entry_guard", "BEFORE UPDATE", "registry_entry_guard")
    + guard("registry_entry", "registry_entry_keep", "BEFORE DELETE", "condica_refuse")
    + guard("registry_entry", "registry_entry_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    + deferred("registry_entry", "registry_entry_reason", "AFTER UPDATE", "registry_cancelled_has_reason")
    + guard("registry_connection", "registry_connection_guard", "BEFORE UPDATE", "registry_connection_guard")
    + guard("registry_connection", "registry_connection_keep", "BEFORE DELETE", "condica_refuse")
    + "".join(
        guard(f"registry_{name}", f"registry_{name}_keep", "BEFORE UPDATE OR DELETE", "condica_refuse")
        + guard(f"registry_{name}", f"registry_{name}_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
        for name in ("correction", "cancellation", "exit", "repeat")
    )
)

SEED = """
INSERT INTO registry_register (key, name, prefix, is_default, last_hash)
  VALUES ('general', 'Registrul general de intrare-ieșire', '', true, ''::bytea);
CREATE INDEX registry_entry_keys ON registry_entry USING gin (keys);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("journal", "0002_guards")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (DRAW, ENTRY, TRIGGERS, SEED)]
