"""What OG 27/2002 fixes, held by the database: one extension, before the term ends; one end at a time, each under its
own ground; what left, was decided or ruled stays as it was."""

from django.db import migrations

FUNCTIONS = r"""
-- Art. 9: a petition's term is extended once, and only while it still runs.
CREATE FUNCTION petitions_clock_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE due date;
BEGIN
  SELECT c.due_on INTO due FROM casework_case c JOIN petitions_petition p ON p.case_id = c.id WHERE c.id = NEW.case_id;
  IF NEW.kind <> 'extended' OR NOT FOUND THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM casework_clockevent WHERE case_id = NEW.case_id AND kind = 'extended') THEN
    RAISE EXCEPTION 'Condica: termenul unei petiții se prelungește o singură dată (OG 27/2002, art. 9).'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."on" > due THEN
    RAISE EXCEPTION 'Condica: un termen împlinit nu se mai prelungește (OG 27/2002, art. 9).'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A petition ends once; to end again it must first have been taken up again. Each end has its own ground.
CREATE FUNCTION petitions_ending_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last text; p petitions_petition;
BEGIN
  SELECT kind INTO last FROM petitions_ending WHERE petition_id = NEW.petition_id ORDER BY id DESC LIMIT 1;
  IF (NEW.kind = 'again') = (coalesce(last, 'again') = 'again') THEN
    RAISE EXCEPTION 'Condica: petiția % se încheie o singură dată (acum: %, apoi: %).', NEW.petition_id, last, NEW.kind
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO p FROM petitions_petition WHERE case_id = NEW.petition_id;
  IF (NEW.kind = 'joined' AND p.joined_to_id IS NULL)
     OR (NEW.kind = 'withdrawn' AND p.withdrawn_by_id IS NULL)
     OR (NEW.kind = 'filed' AND NEW.cites LIKE '%art. 10%' AND p.repeats_id IS NULL)
     OR (NEW.kind = 'moved' AND NOT EXISTS (
       SELECT 1 FROM petitions_redirection r WHERE r.petition_id = NEW.petition_id AND r.sent_on = NEW."on")) THEN
    RAISE EXCEPTION 'Condica: petiția % nu se poate încheia ca „%” fără legătura ei.', NEW.petition_id, NEW.kind
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A decision that counted, and a letter that left, stay as they were.
CREATE FUNCTION petitions_extension_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.counted_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: prelungirea petiției % s-a socotit; nu se mai schimbă.', OLD.petition_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION petitions_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.left_on IS NOT NULL OR OLD.void_at IS NOT NULL
     OR (NEW.petition_id, NEW.kind, NEW.owed_at, NEW.by_id)
        IS DISTINCT FROM (OLD.petition_id, OLD.kind, OLD.owed_at, OLD.by_id) THEN
    RAISE EXCEPTION 'Condica: înștiințarea % a plecat sau nu mai e de trimis; rămâne cum e.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION petitions_redirection_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sent_on IS NOT NULL OR OLD.undone_at IS NOT NULL
     OR (NEW.petition_id, NEW."to", NEW.at, NEW.by_id, NEW.due_on)
        IS DISTINCT FROM (OLD.petition_id, OLD."to", OLD.at, OLD.by_id, OLD.due_on) THEN
    RAISE EXCEPTION 'Condica: redirecționarea % a plecat sau s-a desfăcut; rămâne cum e.', OLD.id
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


def kept(table: str, changes: str = "condica_refuse") -> str:
    """Rows are never removed, nor emptied all at once; they change only as far as their own guard lets them."""
    return (
        guard(table, f"{table}_guard", "BEFORE UPDATE", changes)
        + guard(table, f"{table}_keep", "BEFORE DELETE", "condica_refuse")
        + guard(table, f"{table}_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    )


TRIGGERS = (
    guard("casework_clockevent", "petitions_clock_guard", "BEFORE INSERT", "petitions_clock_guard")
    + guard("petitions_ending", "petitions_ending_guard", "BEFORE INSERT", "petitions_ending_guard")
    + kept("petitions_extension", "petitions_extension_guard")
    + kept("petitions_notice", "petitions_notice_guard")
    + kept("petitions_redirection", "petitions_redirection_guard")
    + kept("petitions_courtruling")
)


class Migration(migrations.Migration):
    dependencies = [
        ("petitions", "0005_columns_that_became_rows"),
        ("casework", "0002_guards"),
        ("journal", "0002_guards"),
    ]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (FUNCTIONS, TRIGGERS)]
