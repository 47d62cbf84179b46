"""What was scanned and read does not change and is not deleted; what belongs where may, with its trace."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLES = (
    "mailroom_stack", "mailroom_sheet", "mailroom_batch", "mailroom_inventory", "mailroom_position",
    "mailroom_positionfile", "mailroom_refusedrow",
)  # fmt: skip

FUNCTIONS = """
CREATE FUNCTION mailroom_scan_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Condica: scanările și inventarele nu se șterg (%).', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION mailroom_stack_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.blob_id, NEW.taken_by_id, NEW.taken_at) IS DISTINCT FROM (OLD.blob_id, OLD.taken_by_id, OLD.taken_at)
      OR OLD.pages_blob_id IS NOT NULL AND NEW.pages_blob_id IS DISTINCT FROM OLD.pages_blob_id THEN
    RAISE EXCEPTION 'Condica: un teanc scanat nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION mailroom_sheet_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
      AND (NEW.stack_id, NEW.number, NEW.finding) IS DISTINCT FROM (OLD.stack_id, OLD.number, OLD.finding) THEN
    RAISE EXCEPTION 'Condica: ce s-a citit pe o foaie nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.batch_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM mailroom_batch WHERE id = NEW.batch_id AND stack_id = NEW.stack_id) THEN
    RAISE EXCEPTION 'Condica: foaia este din alt teanc.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
-- A group goes to the paper of its attachment, and to no other.
CREATE FUNCTION mailroom_batch_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.stack_id, NEW.first) IS DISTINCT FROM (OLD.stack_id, OLD.first) THEN
    RAISE EXCEPTION 'Condica: un grup de file rămâne în teancul lui.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'attached' AND NOT EXISTS (
      SELECT 1 FROM registry_attachment WHERE id = NEW.attachment_id AND entry_id = NEW.entry_id
        AND document_id = NEW.document_id AND withdrawn_at IS NULL) THEN
    RAISE EXCEPTION 'Condica: grupul de file nu este la documentul care scrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION mailroom_position_file_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.position_id, NEW.document_id, NEW.by_id, NEW.at)
      IS DISTINCT FROM (OLD.position_id, OLD.document_id, OLD.by_id, OLD.at)
      OR OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at THEN
    RAISE EXCEPTION 'Condica: legătura unei scanări cu un dosar nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""
GUARDED = (
    ("mailroom_stack", "mailroom_stack_guard", "BEFORE UPDATE", "mailroom_stack_unchanging"),
    ("mailroom_sheet", "mailroom_sheet_guard", "BEFORE INSERT OR UPDATE", "mailroom_sheet_unchanging"),
    ("mailroom_batch", "mailroom_batch_guard", "BEFORE INSERT OR UPDATE", "mailroom_batch_agrees"),
    ("mailroom_positionfile", "mailroom_positionfile_guard", "BEFORE UPDATE", "mailroom_position_file_unchanging"),
    *((table, f"{table}_kept", "BEFORE DELETE", "mailroom_scan_kept") for table in TABLES),
    *((table, f"{table}_kept_all", "BEFORE TRUNCATE", "mailroom_scan_kept") for table in TABLES),
)


def guard(table: str, name: str, when: str, function: str) -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    each = "" if "TRUNCATE" in when else "FOR EACH ROW "
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {each}EXECUTE FUNCTION {function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


BACK = "".join(f"DROP TRIGGER {name} ON {table};\n" for table, name, _, _ in GUARDED) + "".join(
    f"DROP FUNCTION {name}();\n"
    for name in (
        "mailroom_scan_kept", "mailroom_stack_unchanging", "mailroom_sheet_unchanging", "mailroom_batch_agrees",
        "mailroom_position_file_unchanging",
    )
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("mailroom", "0004_scanned_stacks"), ("registry", "0012_withdrawn_files")]
    operations: list[Any] = [migrations.RunSQL(FUNCTIONS + "".join(guard(*row) for row in GUARDED), BACK)]
