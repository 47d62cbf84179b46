"""The case's own history, held by the database: appended, never changed; the term is that of the last clock event."""

from django.db import migrations

CASE = r"""
-- What a case is never changes; its term and stage are always those of the last line of their history.
CREATE FUNCTION casework_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.entry_id, NEW.opened_at) IS DISTINCT FROM (OLD.kind, OLD.entry_id, OLD.opened_at) THEN
    RAISE EXCEPTION 'Condica: felul, documentul și deschiderea unei lucrări nu se schimbă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.term IS NULL AND OLD.term IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: termenul unei lucrări nu se șterge.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION casework_case_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_case casework_case; event casework_clockevent; change casework_stagechange;
BEGIN
  SELECT * INTO now_case FROM casework_case WHERE id = NEW.id;
  SELECT * INTO event FROM casework_clockevent WHERE case_id = NEW.id ORDER BY id DESC LIMIT 1;
  IF (now_case.due_on, now_case.safe_on, now_case.due_rule)
      IS DISTINCT FROM (event.legal, event.safe, coalesce(event.rule, '')) THEN
    RAISE EXCEPTION 'Condica: termenul lucrării trebuie să fie cel din evidența termenului.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO change FROM casework_stagechange WHERE case_id = NEW.id ORDER BY id DESC LIMIT 1;
  IF now_case.stage IS DISTINCT FROM change.stage THEN
    RAISE EXCEPTION 'Condica: stadiul lucrării trebuie să fie ultimul din istoric.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

-- A resolution stays as it was given; only what became of it is written later.
CREATE FUNCTION casework_task_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.text, NEW.lead_id, NEW.given_by_id, NEW.given_at)
      IS DISTINCT FROM (OLD.case_id, OLD.text, OLD.lead_id, OLD.given_by_id, OLD.given_at) THEN
    RAISE EXCEPTION 'Condica: o rezoluție nu se rescrie; se scrie alta.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A line of history stands at or after the one before it: nobody writes into the past of a case.
CREATE FUNCTION casework_history_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before timestamptz;
BEGIN
  EXECUTE format('SELECT max(at) FROM %I WHERE case_id = $1', TG_TABLE_NAME) INTO before USING NEW.case_id;
  IF NEW.at < before - interval '5 seconds' THEN  -- clocks are set right now and then
    RAISE EXCEPTION 'Condica: istoricul lucrării nu se antedatează (% înainte de %).', NEW.at, before
      USING ERRCODE = 'restrict_violation';
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


def kept(table: str) -> str:
    """Rows are only added."""
    return guard(table, f"{table}_keep", "BEFORE UPDATE OR DELETE", "condica_refuse") + kept_whole(table)


def kept_whole(table: str) -> str:
    """The table is never emptied."""
    return guard(table, f"{table}_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")


TRIGGERS = (
    guard("casework_case", "casework_case_guard", "BEFORE UPDATE", "casework_case_guard")
    + guard("casework_case", "casework_case_keep", "BEFORE DELETE", "condica_refuse")
    + kept_whole("casework_case")
    + """
CREATE CONSTRAINT TRIGGER casework_case_history AFTER INSERT OR UPDATE ON casework_case DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION casework_case_history();
ALTER TABLE casework_case ENABLE ALWAYS TRIGGER casework_case_history;
"""
    + "".join(
        guard(table, f"{table}_order", "BEFORE INSERT", "casework_history_order") + kept(table)
        for table in ("casework_stagechange", "casework_clockevent")
    )
    + kept("casework_taskreturn")
    + kept("casework_note")
    + guard("casework_task", "casework_task_guard", "BEFORE UPDATE", "casework_task_guard")
    + guard("casework_task", "casework_task_keep", "BEFORE DELETE", "condica_refuse")
    + kept_whole("casework_task")
    + guard("casework_caseentry", "casework_caseentry_keep", "BEFORE DELETE", "condica_refuse")
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("journal", "0002_guards")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (CASE, TRIGGERS)]
