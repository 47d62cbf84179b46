"""A reserved number is filled at most once, from its block, by its desk; after the minute nothing of it changes."""

from django.db import migrations

BLOCK = r"""
-- The numbers of a block are drawn under the register's lock, so they stand one after another; checked at commit.
CREATE FUNCTION registry_block_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found bigint; strangers bigint;
BEGIN
  SELECT count(*), count(*) FILTER (WHERE n.kind <> 'reserved' OR n.register_id <> NEW.register_id
      OR n.year <> NEW.year OR n.number <> r.value OR n.number NOT BETWEEN NEW.first AND NEW.last)
    INTO found, strangers FROM registry_reserved r JOIN registry_number n ON n.id = r.number_id
    WHERE r.block_id = NEW.id;
  IF found <> NEW.last - NEW.first + 1 OR strangers > 0 THEN
    RAISE EXCEPTION 'Condica: blocul %–%/% nu are exact numerele lui.', NEW.first, NEW.last, NEW.year
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION registry_reserved_has_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'reserved' AND NOT EXISTS (SELECT 1 FROM registry_reserved WHERE number_id = NEW.id) THEN
    RAISE EXCEPTION 'Condica: numărul %/% nu poate fi rezervat fără blocul lui.', NEW.number, NEW.year
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
"""

FILLING = r"""
CREATE FUNCTION registry_filling_digest(f registry_filling) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(f.previous_hash || convert_to(jsonb_build_array(
    f.reserved_id, f.block_id, f.desk_id, f.place, f.outcome, (extract(epoch FROM f.moment) * 1000000)::bigint,
    f.reason, encode(f.digest, 'hex'), f.by_id)::text, 'UTF8'))
$$;

-- One row per block is locked, the clock is read after the lock: two desks (or two tabs) can't both have a number.
CREATE FUNCTION registry_filling_draw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE b registry_block; r registry_reserved; p registry_filling;
BEGIN
  SELECT * INTO STRICT r FROM registry_reserved WHERE number_id = NEW.reserved_id;
  SELECT * INTO STRICT b FROM registry_block WHERE id = r.block_id FOR NO KEY UPDATE;
  IF NEW.block_id <> b.id THEN
    RAISE EXCEPTION 'Condica: numărul % nu este din acest bloc.', r.value USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.desk_id <> b.desk_id THEN
    RAISE EXCEPTION 'Condica: numărul % este rezervat altui ghișeu.', r.value USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM registry_reconciliation WHERE block_id = b.id) THEN
    RAISE EXCEPTION 'Condica: blocul este încheiat cu proces-verbal; nimic din el nu se mai schimbă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO p FROM registry_filling WHERE block_id = b.id ORDER BY place DESC LIMIT 1;
  NEW.place := coalesce(p.place, 0) + 1;
  NEW.moment := greatest(condica_now(), p.moment, b.reserved_at);
  NEW.previous_hash := coalesce(p.hash, (SELECT n.hash FROM registry_number n
    WHERE n.register_id = b.register_id AND n.year = b.year AND n.number = b.last));
  NEW.hash := registry_filling_digest(NEW);
  RETURN NEW;
END $$;

-- Checked at commit: a number used has its paper, an annulled one has none.
CREATE FUNCTION registry_filling_has_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.outcome = 'used') <> EXISTS (SELECT 1 FROM registry_entry WHERE number_id = NEW.reserved_id) THEN
    RAISE EXCEPTION 'Condica: un număr rezervat are document când este folosit și nu are când este anulat.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

-- A paper comes under a reserved number only with its filling, at its own desk, between the reservation and now.
CREATE FUNCTION registry_entry_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE n registry_number; f registry_filling;
BEGIN
  SELECT * INTO STRICT n FROM registry_number WHERE id = NEW.number_id;
  NEW.filled_at := NULL;
  IF n.kind = 'reserved' THEN
    SELECT * INTO f FROM registry_filling WHERE reserved_id = n.id AND outcome = 'used';
    IF f.reserved_id IS NULL THEN
      RAISE EXCEPTION 'Condica: numărul %/% este rezervat și se completează numai din blocul lui.', n.number, n.year
        USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.desk_id IS DISTINCT FROM f.desk_id OR NEW.received_at < n.moment THEN
      RAISE EXCEPTION 'Condica: numărul %/% a fost rezervat altui ghișeu sau mai târziu decât documentul.',
        n.number, n.year USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.filled_at := f.moment;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_entry_filled_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.filled_at IS DISTINCT FROM OLD.filled_at
      OR OLD.filled_at IS NOT NULL
        AND (NEW.received_at, NEW.desk_id) IS DISTINCT FROM (OLD.received_at, OLD.desk_id) THEN
    RAISE EXCEPTION 'Condica: momentul și ghișeul unui număr rezervat nu se schimbă după completare.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

MINUTE = r"""
CREATE FUNCTION registry_reconciliation_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE b registry_block; used_ bigint; annulled_ bigint; head_ bytea;
BEGIN
  SELECT * INTO STRICT b FROM registry_block WHERE id = NEW.block_id FOR NO KEY UPDATE;
  SELECT count(*) FILTER (WHERE outcome = 'used'), count(*) FILTER (WHERE outcome = 'annulled') INTO used_, annulled_
    FROM registry_filling WHERE block_id = b.id;
  SELECT hash INTO head_ FROM registry_filling WHERE block_id = b.id ORDER BY place DESC LIMIT 1;
  IF (NEW.used, NEW.annulled, NEW.head) IS DISTINCT FROM (used_, annulled_, head_)
      OR used_ + annulled_ <> b.last - b.first + 1 THEN
    RAISE EXCEPTION 'Condica: totalurile procesului-verbal nu se potrivesc cu numerele blocului.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM registry_offlineline WHERE block_id = b.id AND state = 'waiting') THEN
    RAISE EXCEPTION 'Condica: mai sunt rânduri trimise care așteaptă o hotărâre.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- What a desk sent stays as it came; only what was decided about it is added, once. The eraser may blank words
-- about a person when the paper's time is over, as it does in the register itself.
CREATE FUNCTION registry_offlineline_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.block_id, NEW.key, NEW.fingerprint, NEW.value, NEW.said_at, NEW.sent_at, NEW.sent_by_id, NEW.problem)
     IS DISTINCT FROM
     (OLD.block_id, OLD.key, OLD.fingerprint, OLD.value, OLD.said_at, OLD.sent_at, OLD.sent_by_id, OLD.problem)
     OR (OLD.state <> 'waiting' AND (NEW.state, NEW.entry_id, NEW.decided_by_id, NEW.decided_at)
         IS DISTINCT FROM (OLD.state, OLD.entry_id, OLD.decided_by_id, OLD.decided_at)) THEN
    RAISE EXCEPTION 'Condica: rândul trimis de un ghișeu rămâne cum a venit.' USING ERRCODE = 'restrict_violation';
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


def deferred(table: str, name: str, function: str) -> str:
    """One check that runs when the transaction commits."""
    return (
        f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        f"EXECUTE FUNCTION {function}();\nALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


KEPT = ("block", "reserved", "filling", "reconciliation")
TRIGGERS = (
    guard("registry_filling", "registry_filling_draw", "BEFORE INSERT", "registry_filling_draw")
    + deferred("registry_filling", "registry_filling_has_entry", "registry_filling_has_entry")
    + deferred("registry_block", "registry_block_whole", "registry_block_whole")
    + deferred("registry_number", "registry_reserved_has_block", "registry_reserved_has_block")
    + guard("registry_reconciliation", "registry_reconciliation_sums", "BEFORE INSERT", "registry_reconciliation_sums")
    # after registry_entry_copy, which fills the number's own moment: triggers fire in the order of their names
    + guard("registry_entry", "registry_entry_reserved", "BEFORE INSERT", "registry_entry_reserved")
    + guard("registry_entry", "registry_entry_filled_guard", "BEFORE UPDATE", "registry_entry_filled_guard")
    + guard("registry_offlineline", "registry_offlineline_guard", "BEFORE UPDATE", "registry_offlineline_guard")
    + guard("registry_offlineline", "registry_offlineline_keep", "BEFORE DELETE", "condica_refuse")
    + guard("registry_offlineline", "registry_offlineline_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    + "".join(
        guard(f"registry_{name}", f"registry_{name}_keep", "BEFORE UPDATE OR DELETE", "condica_refuse")
        + guard(f"registry_{name}", f"registry_{name}_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
        for name in KEPT
    )
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_blocks")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (BLOCK, FILLING, MINUTE, TRIGGERS)]
