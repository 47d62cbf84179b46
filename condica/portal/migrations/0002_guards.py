"""What was sent and what was said of the answer do not change; of a person's words only erasing is possible."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = """
CREATE FUNCTION portal_submission_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.entry_id, NEW.language, NEW.way, NEW.signatories, NEW.digest, NEW.sent_at)
      IS DISTINCT FROM (OLD.entry_id, OLD.language, OLD.way, OLD.signatories, OLD.digest, OLD.sent_at)
      OR NEW.phone NOT IN (OLD.phone, '') OR NEW.organisation NOT IN (OLD.organisation, '') THEN
    RAISE EXCEPTION 'Condica: ce s-a trimis din portal nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION portal_feedback_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.useful, NEW.language, NEW.at) IS DISTINCT FROM (OLD.case_id, OLD.useful, OLD.language, OLD.at)
      OR NEW.words NOT IN (OLD.words, '') THEN
    RAISE EXCEPTION 'Condica: părerea petiționarului nu se schimbă.' USING ERRCODE = 'restrict_violation';
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


TRIGGERS = "".join(
    guard(f"portal_{name}", f"portal_{name}_guard", "BEFORE UPDATE", f"portal_{name}_kept")
    + guard(f"portal_{name}", f"portal_{name}_keep", "BEFORE DELETE", "condica_refuse")
    + guard(f"portal_{name}", f"portal_{name}_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    for name in ("submission", "feedback")
)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial"), ("journal", "0002_guards")]
    operations: list[Any] = [
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
    ]
