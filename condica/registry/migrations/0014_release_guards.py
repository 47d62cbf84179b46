"""Released is released, held by the database: what was noted at the desk stays, and no number of a CNP's length."""

from __future__ import annotations

from typing import Any

from django.db import migrations

GUARDS = r"""
-- A kind ends; what it was called and how long its papers wait never change under those already received.
CREATE FUNCTION registry_issuedkind_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until IS NOT NULL OR (NEW.name, NEW.since, NEW.wait_days) IS DISTINCT FROM (OLD.name, OLD.since, OLD.wait_days)
  THEN
    RAISE EXCEPTION 'Condica: un fel de act se încheie, nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION registry_outcome_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.at < (SELECT received_at FROM registry_issued WHERE id = NEW.issued_id) THEN
    RAISE EXCEPTION 'Condica: un act nu se eliberează înainte să fi venit la ghișeu.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.to_name ~ '\d{13}' OR NEW.power ~ '\m[1-9]\d{12}\M' THEN
    RAISE EXCEPTION 'Condica: la eliberare nu se scrie CNP-ul.' USING ERRCODE = 'check_violation';
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
    guard("registry_issuedkind", "registry_issuedkind_guard", "BEFORE UPDATE", "registry_issuedkind_guard")
    + guard("registry_issuedkind", "registry_issuedkind_keep", "BEFORE DELETE", "condica_refuse")
    + guard("registry_outcome", "registry_outcome_next", "BEFORE INSERT", "registry_outcome_next")
    + "".join(
        guard(f"registry_{name}", f"registry_{name}_keep", "BEFORE UPDATE OR DELETE", "condica_refuse")
        + guard(f"registry_{name}", f"registry_{name}_keep_all", "BEFORE TRUNCATE", "condica_refuse")
        for name in ("issued", "outcome", "told")
    )
)

SEED = """
INSERT INTO registry_issuedkind (name, since, wait_days) VALUES
  ('Autorizație de construire', '2020-01-01', 30),
  ('Autorizație de desființare', '2020-01-01', 30),
  ('Certificat de urbanism', '2020-01-01', 30),
  ('Certificat de nomenclatură stradală', '2020-01-01', 30),
  ('Adeverință', '2020-01-01', 30);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0013_release"), ("contacts", "0004_erasure_guards")]
    operations: list[Any] = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (GUARDS, TRIGGERS, SEED)]
