"""What the database itself refuses (constrângeri): rings of merges, removed or rewritten merge links."""

from __future__ import annotations

from typing import Any

from django.db import migrations

FORWARD = """
CREATE FUNCTION contacts_merge_no_ring() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE current bigint := NEW.kept_id;
BEGIN
    IF NEW.undone_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('contacts_merge'));  -- two merges at once could close a ring
    WHILE current IS NOT NULL LOOP
        IF current = NEW.merged_id THEN
            RAISE EXCEPTION 'Cele doua contacte sunt deja reunite, in sens invers.' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'contacts_merge_no_ring';
        END IF;
        SELECT (SELECT kept_id FROM contacts_mergelink WHERE merged_id = current AND undone_at IS NULL) INTO current;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER contacts_merge_no_ring BEFORE INSERT ON contacts_mergelink
    FOR EACH ROW EXECUTE FUNCTION contacts_merge_no_ring();
ALTER TABLE contacts_mergelink ENABLE ALWAYS TRIGGER contacts_merge_no_ring;

CREATE FUNCTION contacts_merge_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.kept_id, OLD.merged_id, OLD.at) IS DISTINCT FROM (NEW.kept_id, NEW.merged_id, NEW.at)
       OR (OLD.undone_at IS NOT NULL AND NEW.undone_at IS DISTINCT FROM OLD.undone_at) THEN
        RAISE EXCEPTION 'O reunire se desface, nu se rescrie.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contacts_merge_fixed BEFORE UPDATE OR DELETE ON contacts_mergelink
    FOR EACH ROW EXECUTE FUNCTION contacts_merge_fixed();
ALTER TABLE contacts_mergelink ENABLE ALWAYS TRIGGER contacts_merge_fixed;
"""

BACKWARD = """
DROP TRIGGER contacts_merge_fixed ON contacts_mergelink;
DROP FUNCTION contacts_merge_fixed();
DROP TRIGGER contacts_merge_no_ring ON contacts_mergelink;
DROP FUNCTION contacts_merge_no_ring();
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations: list[Any] = [migrations.RunSQL(FORWARD, BACKWARD)]
