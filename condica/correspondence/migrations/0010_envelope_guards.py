"""What left stays as it left: envelopes, lists, prices and numbers are frozen by the database itself."""

from __future__ import annotations

from django.db import migrations

DISPATCH = r"""
-- An order waits, then leaves, fails or is withdrawn; what left can only come back. Its envelope is chosen while both
-- wait, and it leaves with the envelope, never before it.
CREATE FUNCTION correspondence_dispatch_way() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held text; kind text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.state <> OLD.state AND NOT (OLD.state = 'waiting' AND NEW.state IN ('sent', 'failed', 'withdrawn')
        OR OLD.state = 'sent' AND NEW.state = 'bounced') THEN
      RAISE EXCEPTION 'Condica: expedierea % este „%” și nu poate deveni „%”.', OLD.id, OLD.state, NEW.state
        USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.envelope_id IS DISTINCT FROM OLD.envelope_id AND (OLD.state <> 'waiting' OR EXISTS (
        SELECT 1 FROM correspondence_envelope WHERE id = OLD.envelope_id AND state NOT IN ('open', 'undone'))) THEN
      RAISE EXCEPTION 'Condica: expedierea % a plecat în plicul ei.', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  IF NEW.envelope_id IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT e.state, e.kind INTO held, kind FROM correspondence_envelope e WHERE e.id = NEW.envelope_id;
  IF (TG_OP = 'INSERT' OR NEW.envelope_id IS DISTINCT FROM OLD.envelope_id) AND held <> 'open' THEN
    RAISE EXCEPTION 'Condica: plicul % nu mai e deschis.', NEW.envelope_id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.way <> (CASE WHEN kind IN ('courier', 'hand') THEN kind ELSE 'post' END) THEN
    RAISE EXCEPTION 'Condica: plicul % pleacă pe altă cale decât expedierea %.', NEW.envelope_id, NEW.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'waiting' AND NEW.state = 'sent' AND held <> 'handed' THEN
    RAISE EXCEPTION 'Condica: expedierea % pleacă odată cu plicul ei.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_dispatch_way BEFORE INSERT OR UPDATE ON correspondence_dispatch
  FOR EACH ROW EXECUTE FUNCTION correspondence_dispatch_way();
ALTER TABLE correspondence_dispatch ENABLE ALWAYS TRIGGER correspondence_dispatch_way;
"""

ENVELOPE = r"""
CREATE FUNCTION correspondence_envelope_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE loose text[] := ARRAY['state', 'received_on', 'received_by', 'proof_id', 'returned_on', 'return_reason',
                              'return_note'];
BEGIN
  IF NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state IN ('handed', 'undone')
      OR OLD.state = 'handed' AND NEW.state IN ('delivered', 'returned')) THEN
    RAISE EXCEPTION 'Condica: plicul % este „%” și nu poate deveni „%”.', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state <> 'open' AND (to_jsonb(NEW) - loose) IS DISTINCT FROM (to_jsonb(OLD) - loose) THEN
    RAISE EXCEPTION 'Condica: plicul % a plecat; felul, greutatea, numărul și costul lui rămân.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('delivered', 'returned', 'undone') AND (to_jsonb(NEW) - 'proof_id')
      IS DISTINCT FROM (to_jsonb(OLD) - 'proof_id') THEN
    RAISE EXCEPTION 'Condica: ce s-a întâmplat cu plicul % rămâne scris.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.number IS NOT NULL AND OLD.drawn_from_id IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number THEN
    RAISE EXCEPTION 'Condica: numărul % e al plicului %.', OLD.number, OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF (OLD.post_list_id, OLD.kind, OLD.priority, OLD.grams, OLD.cost, OLD.number) IS DISTINCT FROM
     (NEW.post_list_id, NEW.kind, NEW.priority, NEW.grams, NEW.cost, NEW.number)
     AND EXISTS (SELECT 1 FROM correspondence_postlist
                  WHERE id IN (OLD.post_list_id, NEW.post_list_id) AND state <> 'prepared') THEN
    RAISE EXCEPTION 'Condica: borderoul plicului % este închis.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.post_list_id IS NOT NULL AND EXISTS (
      SELECT 1 FROM correspondence_postlist WHERE id = NEW.post_list_id AND kind <> NEW.kind) THEN
    RAISE EXCEPTION 'Condica: plicul % e de alt fel decât borderoul.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_envelope_guard BEFORE UPDATE ON correspondence_envelope
  FOR EACH ROW EXECUTE FUNCTION correspondence_envelope_guard();

-- A new envelope is open and stands on no list yet.
CREATE FUNCTION correspondence_envelope_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'open' OR NEW.post_list_id IS NOT NULL OR NEW.handed_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: un plic nou e deschis.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_envelope_new BEFORE INSERT ON correspondence_envelope
  FOR EACH ROW EXECUTE FUNCTION correspondence_envelope_new();
"""

LISTS = r"""
-- Numbered one after another in its year; its totals are those of its envelopes; handed over, it does not change.
CREATE FUNCTION correspondence_list_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before integer; sums record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM pg_advisory_xact_lock(hashtext('correspondence_postlist'), NEW.year);
    SELECT coalesce(max(number), 0) INTO before FROM correspondence_postlist WHERE year = NEW.year;
    IF NEW.number <> before + 1 OR NEW.state <> 'prepared' THEN
      RAISE EXCEPTION 'Condica: urmează borderoul %/%, pregătit.', before + 1, NEW.year
        USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'prepared' OR (NEW.year, NEW.number, NEW.kind, NEW.made_by_id, NEW.made_at)
      IS DISTINCT FROM (OLD.year, OLD.number, OLD.kind, OLD.made_by_id, OLD.made_at) THEN
    RAISE EXCEPTION 'Condica: borderoul %/% este închis și rămâne cum e.', OLD.number, OLD.year
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT count(*) AS pieces, coalesce(sum(grams), 0) AS grams, coalesce(sum(cost), 0) AS cost,
         count(*) FILTER (WHERE cost IS NULL) AS unpriced
    INTO sums FROM correspondence_envelope WHERE post_list_id = OLD.id;
  IF NEW.state = 'handed' AND ((NEW.pieces, NEW.grams, NEW.cost) IS DISTINCT FROM (sums.pieces, sums.grams, sums.cost)
      OR sums.unpriced > 0) THEN
    RAISE EXCEPTION 'Condica: totalurile borderoului %/% nu sunt ale plicurilor lui.', OLD.number, OLD.year
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'cancelled' AND sums.pieces > 0 THEN
    RAISE EXCEPTION 'Condica: borderoul %/% are încă plicuri.', OLD.number, OLD.year
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_list_guard BEFORE INSERT OR UPDATE ON correspondence_postlist
  FOR EACH ROW EXECUTE FUNCTION correspondence_list_guard();
"""

PRICES = r"""
-- A price or a contract is ended, never written over, and never in the past of an envelope that it priced.
CREATE FUNCTION correspondence_price_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'until') IS DISTINCT FROM (to_jsonb(OLD) - 'until')
     OR (OLD.until IS NOT NULL AND (NEW.until IS NULL OR NEW.until > OLD.until)) THEN
    RAISE EXCEPTION 'Condica: un tarif se încheie, nu se rescrie și nu se prelungește.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_tariff_guard BEFORE UPDATE ON correspondence_tariff
  FOR EACH ROW EXECUTE FUNCTION correspondence_price_guard();
CREATE TRIGGER correspondence_contract_guard BEFORE UPDATE ON correspondence_contract
  FOR EACH ROW EXECUTE FUNCTION correspondence_price_guard();

-- Numbers are drawn upwards only, and no two ranges share one.
CREATE FUNCTION correspondence_range_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['next', 'closed_at', 'warn_at']) IS DISTINCT FROM
     (to_jsonb(OLD) - ARRAY['next', 'closed_at', 'warn_at'])
     OR NEW.next < OLD.next OR (OLD.closed_at IS NOT NULL AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'Condica: numerele unei plaje se iau numai înainte, o singură dată.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_range_guard BEFORE UPDATE ON correspondence_numberrange
  FOR EACH ROW EXECUTE FUNCTION correspondence_range_guard();
ALTER TABLE correspondence_numberrange ADD CONSTRAINT correspondence_ranges_apart EXCLUDE USING gist (
  int8range(ascii(substr(prefix, 2, 1))::bigint * 1000000000 + first,
            ascii(substr(prefix, 2, 1))::bigint * 1000000000 + last, '[]') WITH &&);

CREATE TRIGGER correspondence_attempt_keep BEFORE UPDATE OR DELETE ON correspondence_attempt
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
"""

TABLES = ("envelope", "postlist", "tariff", "contract", "numberrange")
WHOLE = (*TABLES, "attempt")
KEEP = "".join(
    f"CREATE TRIGGER correspondence_{table}_keep BEFORE DELETE ON correspondence_{table} "
    "FOR EACH ROW EXECUTE FUNCTION condica_refuse();\n"
    for table in TABLES
) + "".join(
    f"CREATE TRIGGER correspondence_{table}_whole BEFORE TRUNCATE ON correspondence_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();\n"
    for table in WHOLE
)
ALWAYS = "".join(
    f"ALTER TABLE correspondence_{table} ENABLE ALWAYS TRIGGER correspondence_{name};\n"
    for table, names in {
        "envelope": ("envelope_guard", "envelope_new", "envelope_keep", "envelope_whole"),
        "postlist": ("list_guard", "postlist_keep", "postlist_whole"),
        "tariff": ("tariff_guard", "tariff_keep", "tariff_whole"),
        "contract": ("contract_guard", "contract_keep", "contract_whole"),
        "numberrange": ("range_guard", "numberrange_keep", "numberrange_whole"),
        "attempt": ("attempt_keep", "attempt_whole"),
    }.items()
    for name in names
)


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0009_envelopes"), ("journal", "0002_guards")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (DISPATCH, ENVELOPE, LISTS, PRICES, KEEP + ALWAYS)
    ]
