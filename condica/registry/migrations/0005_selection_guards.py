"""A register's line may lose its people only by an erasure; a selection says what was selected, before and after."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = r"""
SELECT condica_open_to_erasure('registry_entry_guard');

CREATE FUNCTION registry_selection_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.minute_number, NEW.minute_on, NEW.begun_by_id, NEW.begun_at)
     IS DISTINCT FROM (OLD.minute_number, OLD.minute_on, OLD.begun_by_id, OLD.begun_at)
     OR (OLD.confirmed_on IS NOT NULL AND (NEW.confirmed_number, NEW.confirmed_on, NEW.ordered_by_id)
         IS DISTINCT FROM (OLD.confirmed_number, OLD.confirmed_on, OLD.ordered_by_id))
     OR OLD.done_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: o selecționare rămâne cum a fost scrisă și confirmată.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_selected_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM registry_selection WHERE id = NEW.selection_id AND confirmed_on IS NOT NULL) THEN
    RAISE EXCEPTION 'Condica: selecționarea a fost confirmată; nu i se mai adaugă documente.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def guard(table: str, name: str, when: str, function: str) -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    each = "" if "TRUNCATE" in when else "FOR EACH ROW "
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {each}EXECUTE FUNCTION {function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


TRIGGERS = (
    guard("registry_selection", "registry_selection_guard", "BEFORE UPDATE", "registry_selection_guard")
    + guard("registry_selection", "registry_selection_keep", "BEFORE DELETE", "condica_refuse")
    + guard("registry_selection", "registry_selection_keep_all", "BEFORE TRUNCATE", "condica_refuse")
    + guard("registry_selected", "registry_selected_in_time", "BEFORE INSERT", "registry_selected_in_time")
    + guard("registry_selected", "registry_selected_keep", "BEFORE UPDATE OR DELETE", "condica_refuse")
    + guard("registry_selected", "registry_selected_keep_all", "BEFORE TRUNCATE", "condica_refuse")
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_selection"), ("contacts", "0004_erasure_guards")]
    operations: list[Any] = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (GUARDS, TRIGGERS)]
