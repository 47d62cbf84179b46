"""What of parallel registers, envelopes and closed years the database itself holds."""

from __future__ import annotations

from typing import Any

from django.db import migrations

# Every register's numbers begin otherwise: the letters of its prefix (R for the one without) stand on labels too.
SIGN = r"""
CREATE UNIQUE INDEX registry_register_sign ON registry_register
  (coalesce(nullif(regexp_replace(upper(prefix), '[^A-Z]', '', 'g'), ''), 'R'));
"""

REGISTERS = r"""
CREATE FUNCTION registry_register_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.prefix, NEW.nature, NEW.is_default, NEW.minute_number, NEW.minute_on)
     IS DISTINCT FROM (OLD.prefix, OLD.nature, OLD.is_default, OLD.minute_number, OLD.minute_on) THEN
    RAISE EXCEPTION 'Condica: prefixul, felul și procesul-verbal de deschidere ale unui registru nu se schimbă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
    RAISE EXCEPTION 'Condica: un registru închis rămâne închis.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Fires after registry_number_draw (by name), under the register's lock: what it reads cannot change meanwhile.
CREATE FUNCTION registry_number_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM registry_register WHERE id = NEW.register_id AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'Condica: registrul este închis; nu mai primește numere.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM registry_yearclosing WHERE register_id = NEW.register_id AND year = NEW.year) THEN
    RAISE EXCEPTION 'Condica: anul % al registrului este încheiat; nu mai primește numere.', NEW.year
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_dated_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'until') IS DISTINCT FROM (to_jsonb(OLD) - 'until')
     OR OLD.until IS NOT NULL AND (NEW.until IS NULL OR NEW.until > OLD.until) THEN
    RAISE EXCEPTION 'Condica: un drept în registru se încheie, nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

CLOSING = r"""
CREATE FUNCTION registry_yearclosing_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE tail registry_number;
BEGIN
  PERFORM 1 FROM registry_register WHERE id = NEW.register_id FOR NO KEY UPDATE;
  IF NEW.year >= extract(year FROM condica_now() AT TIME ZONE 'Europe/Bucharest')::int THEN
    RAISE EXCEPTION 'Condica: anul % nu s-a sfârșit.', NEW.year USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO tail FROM registry_number WHERE register_id = NEW.register_id AND year = NEW.year
    ORDER BY number DESC LIMIT 1;
  IF (NEW.last_number, NEW.head) IS DISTINCT FROM (coalesce(tail.number, 0), coalesce(tail.hash, ''::bytea)) THEN
    RAISE EXCEPTION 'Condica: procesul-verbal nu spune ultimul număr al registrului.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- What the minute counted stays counted: no number struck out and no reserved one filled after it.
CREATE FUNCTION registry_year_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paper bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
BEGIN
  IF EXISTS (SELECT 1 FROM registry_number n JOIN registry_yearclosing c
             ON c.register_id = n.register_id AND c.year = n.year WHERE n.id = paper) THEN
    RAISE EXCEPTION 'Condica: anul registrului este încheiat prin proces-verbal.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_bookprint_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.register_id, NEW.year, NEW.by_id, NEW.asked_at) IS DISTINCT FROM
     (OLD.register_id, OLD.year, OLD.by_id, OLD.asked_at) OR OLD.ready_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: un registru tipărit rămâne cum a fost tipărit.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

ENVELOPES = r"""
-- Legea 182/2002: of an envelope only its outside is written. The fixed words are those of condica/law/l182.py.
CREATE FUNCTION registry_entry_envelope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM registry_register WHERE id = NEW.register_id AND nature = 'envelopes')
     AND (NEW.subject, NEW.kind, NEW.direction, NEW.sender_address, NEW.sender_email, NEW.addressee_name, NEW.file_code,
          NEW.settled_note, coalesce(NEW.leaves, 0) + coalesce(NEW.annexes, 0))
     IS DISTINCT FROM ('Plic închis: conținutul nu se înregistrează', '', 'in', '', '', '', '', '', 0) THEN
    RAISE EXCEPTION 'Condica: în registrul special se scrie numai plicul, nimic despre conținut.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_envelope_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) ->> 'document_id') IS NOT NULL AND EXISTS (
     SELECT 1 FROM registry_entry e JOIN registry_register r ON r.id = e.register_id
     WHERE e.number_id = NEW.entry_id AND r.nature = 'envelopes') THEN
    RAISE EXCEPTION 'Condica: la un plic din registrul special nu se adaugă fișiere.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_envelope_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM registry_entry e JOIN registry_register r ON r.id = e.register_id
                 WHERE e.number_id = NEW.entry_id AND r.nature = 'envelopes') THEN
    RAISE EXCEPTION 'Condica: plicurile stau numai în registrul special.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_envelope_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.entry_id, NEW.secrecy, NEW.seals, NEW.state, NEW.brought_by, NEW.delegation) IS DISTINCT FROM
     (OLD.entry_id, OLD.secrecy, OLD.seals, OLD.state, OLD.brought_by, OLD.delegation) OR OLD.taken_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: ce s-a scris despre un plic rămâne scris.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
SELECT condica_open_to_erasure('registry_envelope_guard');
SELECT condica_open_to_erasure('registry_entry_envelope');

CREATE FUNCTION registry_entry_has_envelope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM registry_register WHERE id = NEW.register_id AND nature = 'envelopes')
     AND NOT EXISTS (SELECT 1 FROM registry_envelope WHERE entry_id = NEW.number_id) THEN
    RAISE EXCEPTION 'Condica: în registrul special fiecare număr are plicul lui.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
"""


def guard(table: str, name: str, when: str, function: str, *arguments: str) -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    each = "" if "TRUNCATE" in when else "FOR EACH ROW "
    given = ", ".join(f"'{one}'" for one in arguments)
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {each}EXECUTE FUNCTION {function}({given});\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


def kept(table: str, *, change: str) -> str:
    """What is never deleted, and changes only as its guard lets it."""
    return (
        guard(f"registry_{table}", f"registry_{table}_change", "BEFORE UPDATE", change)
        + guard(f"registry_{table}", f"registry_{table}_keep", "BEFORE DELETE", "condica_refuse")
        + guard(f"registry_{table}", f"registry_{table}_keep_all", "BEFORE TRUNCATE", "condica_refuse")
    )


TRIGGERS = (
    guard("registry_register", "registry_register_facts", "BEFORE UPDATE", "registry_register_facts")
    + guard("registry_number", "registry_number_open", "BEFORE INSERT", "registry_number_open")
    + kept("registerdesk", change="registry_dated_guard")
    + kept("registerreader", change="registry_dated_guard")
    + guard("registry_yearclosing", "registry_yearclosing_true", "BEFORE INSERT", "registry_yearclosing_true")
    + kept("yearclosing", change="condica_refuse")
    + guard("registry_entry", "registry_entry_year_open", "BEFORE INSERT", "registry_year_open", "number_id")
    + guard("registry_cancellation", "registry_cancellation_year_open", "BEFORE INSERT", "registry_year_open",
            "entry_id")
    + kept("bookprint", change="registry_bookprint_guard")
    + kept("bookpart", change="condica_refuse")
    + guard("registry_entry", "registry_entry_envelope", "BEFORE INSERT OR UPDATE", "registry_entry_envelope")
    + guard("registry_attachment", "registry_attachment_sealed", "BEFORE INSERT OR UPDATE", "registry_envelope_sealed")
    + guard("registry_exit", "registry_exit_sealed", "BEFORE INSERT", "registry_envelope_sealed")
    + guard("registry_envelope", "registry_envelope_place", "BEFORE INSERT", "registry_envelope_place")
    + kept("envelope", change="registry_envelope_guard")
    + "CREATE CONSTRAINT TRIGGER registry_entry_has_envelope AFTER INSERT ON registry_entry DEFERRABLE INITIALLY "
    "DEFERRED FOR EACH ROW EXECUTE FUNCTION registry_entry_has_envelope();\n"
    "ALTER TABLE registry_entry ENABLE ALWAYS TRIGGER registry_entry_has_envelope;\n"
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_parallel_registers"), ("contacts", "0004_erasure_guards")]
    operations: list[Any] = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (SIGN, REGISTERS, CLOSING, ENVELOPES, TRIGGERS)
    ]
