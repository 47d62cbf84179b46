"""What happened in the queue is only added to; a ticket keeps its number, its day and its service's letter."""

from django.db import migrations

GUARDS = r"""
-- The clock is the database's own, and a ticket's facts follow one another.
CREATE FUNCTION queue_happening_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.at := greatest(condica_now(), (SELECT max(at) FROM queue_happening WHERE ticket_id = NEW.ticket_id));
  RETURN NEW;
END $$;

CREATE FUNCTION queue_ticket_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.uuid, NEW.issued_for_id, NEW.day, NEW.number, NEW.priority, NEW.screen_id)
     IS DISTINCT FROM (OLD.uuid, OLD.issued_for_id, OLD.day, OLD.number, OLD.priority, OLD.screen_id)
     OR NEW.turn < OLD.turn OR OLD.state IN ('done', 'absent') THEN
    RAISE EXCEPTION 'Condica: un bon încheiat rămâne cum a fost, iar numărul lui nu se schimbă.'
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


TRIGGERS = (
    guard("queue_happening", "queue_happening_stamp", "BEFORE INSERT", "queue_happening_stamp")
    + guard("queue_happening", "queue_happening_keep", "BEFORE UPDATE OR DELETE", "condica_refuse")
    + guard("queue_happening", "queue_happening_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    + guard("queue_ticket", "queue_ticket_guard", "BEFORE UPDATE", "queue_ticket_guard")
    + guard("queue_ticket", "queue_ticket_keep", "BEFORE DELETE", "condica_refuse")
)


class Migration(migrations.Migration):
    dependencies = [("queue", "0001_initial"), ("journal", "0002_guards")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (GUARDS, TRIGGERS)]
