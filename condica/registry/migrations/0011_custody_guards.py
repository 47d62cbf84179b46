"""The condica's promise, held by the database: an original is in one place, what was signed stays signed."""

from __future__ import annotations

from typing import Any

from django.db import migrations

PLACE = r"""
-- No two stays of a paper share a moment, closed ones included (range types need no extension).
ALTER TABLE registry_custody ADD CONSTRAINT registry_custody_no_overlap
  EXCLUDE USING gist (int8range(entry_id, entry_id, '[]') WITH &&, tstzrange(since, until) WITH &&);

-- A paper that comes on paper lies at its desk from the moment of its number.
CREATE FUNCTION registry_custody_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.direction <> 'out' AND (NEW.channel IN ('counter', 'post', 'courier', 'special', 'fax')
      OR (NEW.channel = 'internal' AND NEW.desk_id IS NOT NULL)) THEN
    INSERT INTO registry_custody (entry_id, place, desk_id, words, by_id, since)
      VALUES (NEW.number_id, 'desk', NEW.desk_id, '', NEW.registered_by_id, NEW.registered_at);
  END IF;
  RETURN NULL;
END $$;

-- A stay begins open, exactly when the one before it ended; while the paper is promised to somebody, only their
-- receiving it may move it.
CREATE FUNCTION registry_custody_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last timestamptz;
BEGIN
  IF NEW.until IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: un loc al originalului începe deschis.' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT max(until) INTO last FROM registry_custody WHERE entry_id = NEW.entry_id;
  IF last IS NOT NULL AND last <> NEW.since THEN
    RAISE EXCEPTION 'Condica: drumul originalului nu are goluri: locul nou începe când s-a încheiat cel dinainte.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM registry_handoverline WHERE entry_id = NEW.entry_id AND state = 'waiting') THEN
    RAISE EXCEPTION 'Condica: originalul e predat și încă neprimit; nu se mută altundeva.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM registry_handoverline
      WHERE id = NEW.line_id AND entry_id = NEW.entry_id AND state = 'accepted' AND decided_at = NEW.since) THEN
    RAISE EXCEPTION 'Condica: originalul ajunge prin predare numai când e primit.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_custody_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until IS NOT NULL OR NEW.until IS NULL
     OR (NEW.entry_id, NEW.place, NEW.desk_id, NEW.unit_id, NEW.person_id, NEW.words, NEW.by_id, NEW.since, NEW.line_id)
        IS DISTINCT FROM
        (OLD.entry_id, OLD.place, OLD.desk_id, OLD.unit_id, OLD.person_id, OLD.words, OLD.by_id, OLD.since, OLD.line_id)
  THEN
    RAISE EXCEPTION 'Condica: locul unui original se încheie, nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
SELECT condica_open_to_erasure('registry_custody_guard');

-- Checked at commit: an original that was somewhere is somewhere.
CREATE FUNCTION registry_custody_somewhere() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM registry_custody WHERE entry_id = NEW.entry_id AND until IS NULL) THEN
    RAISE EXCEPTION 'Condica: originalul nu poate rămâne fără loc.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
"""

HANDED = r"""
CREATE FUNCTION registry_handover_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Condica: o predare rămâne cum a fost scrisă.' USING ERRCODE = 'restrict_violation';
END $$;
SELECT condica_open_to_erasure('registry_handover_guard');

CREATE FUNCTION registry_handed_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'waiting' OR NOT EXISTS (SELECT 1 FROM registry_custody c JOIN registry_handover h
      ON h.id = NEW.handover_id WHERE c.id = NEW.source_id AND c.entry_id = NEW.entry_id AND c.until IS NULL
      AND c.since <= h.at) THEN
    RAISE EXCEPTION 'Condica: se predă numai de unde e originalul acum.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A line is decided once; who hands over never signs for receiving.
CREATE FUNCTION registry_handed_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE giver bigint;
BEGIN
  IF OLD.state <> 'waiting' OR NEW.state = 'waiting'
     OR (NEW.handover_id, NEW.ordinal, NEW.entry_id, NEW.source_id, NEW.leaves, NEW.annexes) IS DISTINCT FROM
        (OLD.handover_id, OLD.ordinal, OLD.entry_id, OLD.source_id, OLD.leaves, OLD.annexes) THEN
    RAISE EXCEPTION 'Condica: o poziție din condică se semnează o singură dată și nu se rescrie.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT by_id INTO giver FROM registry_handover WHERE id = NEW.handover_id;
  IF NEW.state IN ('accepted', 'refused', 'missing') AND giver = NEW.decided_by_id THEN
    RAISE EXCEPTION 'Condica: predă unul și primește altul.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
SELECT condica_open_to_erasure('registry_handed_guard');

-- Checked at commit: what was received is where it was received, from that moment on.
CREATE FUNCTION registry_handed_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM registry_custody WHERE line_id = NEW.id) THEN
    RAISE EXCEPTION 'Condica: o predare primită schimbă locul originalului.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION registry_difference_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE giver bigint;
BEGIN
  SELECT by_id INTO giver FROM registry_handover WHERE id = NEW.handover_id;
  IF TG_OP = 'UPDATE' AND (OLD.agreed_at IS NOT NULL OR NEW.agreed_at IS NULL
     OR (NEW.handover_id, NEW.by_id, NEW.at, NEW.confirmed)
        IS DISTINCT FROM (OLD.handover_id, OLD.by_id, OLD.at, OLD.confirmed)) THEN
    RAISE EXCEPTION 'Condica: o listă de diferențe se semnează, nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.by_id = giver THEN
    RAISE EXCEPTION 'Condica: diferențele le constată cine primește, nu cine a predat.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_loss_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.found_at IS NOT NULL OR (NEW.stay_id, NEW.minute_number, NEW.minute_on, NEW.words, NEW.by_id, NEW.at)
     IS DISTINCT FROM (OLD.stay_id, OLD.minute_number, OLD.minute_on, OLD.words, OLD.by_id, OLD.at) THEN
    RAISE EXCEPTION 'Condica: un original pierdut se regăsește, procesul-verbal nu se rescrie.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
SELECT condica_open_to_erasure('registry_loss_guard');
"""


def guard(table: str, name: str, when: str, function: str) -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    each = "" if "TRUNCATE" in when else "FOR EACH ROW "
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


KEPT = ("custody", "handover", "handoverline", "difference", "differing", "loss")

TRIGGERS = (
    guard("registry_entry", "registry_entry_lies_somewhere", "AFTER INSERT", "registry_custody_begin")
    + guard("registry_custody", "registry_custody_next", "BEFORE INSERT", "registry_custody_next")
    + guard("registry_custody", "registry_custody_guard", "BEFORE UPDATE", "registry_custody_guard")
    + deferred("registry_custody", "registry_custody_somewhere", "AFTER UPDATE", "registry_custody_somewhere")
    + guard("registry_handover", "registry_handover_guard", "BEFORE UPDATE", "registry_handover_guard")
    + guard("registry_handoverline", "registry_handed_begin", "BEFORE INSERT", "registry_handed_begin")
    + guard("registry_handoverline", "registry_handed_guard", "BEFORE UPDATE", "registry_handed_guard")
    + deferred("registry_handoverline", "registry_handed_arrived", "AFTER UPDATE", "registry_handed_arrived")
    + guard("registry_difference", "registry_difference_guard", "BEFORE INSERT OR UPDATE", "registry_difference_guard")
    + guard("registry_differing", "registry_differing_guard", "BEFORE UPDATE", "condica_refuse")
    + guard("registry_loss", "registry_loss_guard", "BEFORE UPDATE", "registry_loss_guard")
    + "".join(
        guard(f"registry_{name}", f"registry_{name}_keep", "BEFORE DELETE", "condica_refuse")
        + guard(f"registry_{name}", f"registry_{name}_keep_all", "BEFORE TRUNCATE", "condica_refuse")
        for name in KEPT
    )
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_custody"), ("contacts", "0004_erasure_guards")]
    operations: list[Any] = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (PLACE, HANDED, TRIGGERS)]
