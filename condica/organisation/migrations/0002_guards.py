"""What the database itself refuses (constrângeri): rings in the tree, two holders of one post, overlapping rows."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TREE = """
CREATE FUNCTION organisation_unit_trail() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above bigint[] := '{}';
BEGIN
    IF NEW.parent_id IS NOT NULL THEN
        -- Two moves at once could close a ring that neither sees.
        IF TG_OP = 'INSERT' OR NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
            PERFORM pg_advisory_xact_lock(hashtext('organisation_unit_trail'));
        END IF;
        SELECT trail INTO above FROM organisation_unit WHERE id = NEW.parent_id;
        IF NEW.id = NEW.parent_id OR NEW.id = ANY (above) THEN
            RAISE EXCEPTION 'O structura nu poate face parte din ea insasi.' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'organisation_unit_no_ring';
        END IF;
    END IF;
    NEW.trail := coalesce(above, '{}') || NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER organisation_unit_trail BEFORE INSERT OR UPDATE ON organisation_unit
    FOR EACH ROW EXECUTE FUNCTION organisation_unit_trail();
ALTER TABLE organisation_unit ENABLE ALWAYS TRIGGER organisation_unit_trail;

CREATE FUNCTION organisation_unit_spread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE organisation_unit SET trail = '{}' WHERE parent_id = NEW.id;  -- the trigger above fills it in
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_unit_spread AFTER UPDATE ON organisation_unit
    FOR EACH ROW WHEN (OLD.trail IS DISTINCT FROM NEW.trail) EXECUTE FUNCTION organisation_unit_spread();
ALTER TABLE organisation_unit ENABLE ALWAYS TRIGGER organisation_unit_spread;
"""

TREE_BACK = """
DROP TRIGGER organisation_unit_spread ON organisation_unit;
DROP FUNCTION organisation_unit_spread();
DROP TRIGGER organisation_unit_trail ON organisation_unit;
DROP FUNCTION organisation_unit_trail();
"""

# Core PostgreSQL only: one-value ranges take the place of btree_gist's equality.
OVERLAPS = """
ALTER TABLE organisation_post ADD CONSTRAINT organisation_post_one_head EXCLUDE USING gist (
    int8range(unit_id, unit_id, '[]') WITH &&, daterange(since, until, '[]') WITH &&) WHERE (is_head);
ALTER TABLE organisation_holding ADD CONSTRAINT organisation_holding_one EXCLUDE USING gist (
    int8range(post_id, post_id, '[]') WITH &&, daterange(since, until, '[]') WITH &&);
ALTER TABLE organisation_substitution ADD CONSTRAINT organisation_substitution_one EXCLUDE USING gist (
    int8range(user_id, user_id, '[]') WITH &&, daterange(since, until, '[]') WITH &&);
ALTER TABLE organisation_openinghours ADD CONSTRAINT organisation_hours_apart EXCLUDE USING gist (
    int8range(desk_id, desk_id, '[]') WITH &&,
    int4range(weekday, weekday, '[]') WITH &&,
    int4range(extract(epoch FROM opens)::int, extract(epoch FROM closes)::int) WITH &&,
    daterange(since, until, '[]') WITH &&);
ALTER TABLE organisation_letterhead ADD CONSTRAINT organisation_letterhead_one EXCLUDE USING gist (
    daterange(since, until, '[]') WITH &&);
ALTER TABLE organisation_legalreading ADD CONSTRAINT organisation_reading_one EXCLUDE USING gist (
    accounts_textrange(rule::text, rule::text, '[]') WITH &&, daterange(since, until, '[]') WITH &&);
ALTER TABLE organisation_housesetting ADD CONSTRAINT organisation_setting_one EXCLUDE USING gist (
    accounts_textrange(key::text, key::text, '[]') WITH &&, daterange(since, until, '[]') WITH &&);
"""

OVERLAPS_BACK = """
ALTER TABLE organisation_housesetting DROP CONSTRAINT organisation_setting_one;
ALTER TABLE organisation_legalreading DROP CONSTRAINT organisation_reading_one;
ALTER TABLE organisation_letterhead DROP CONSTRAINT organisation_letterhead_one;
ALTER TABLE organisation_openinghours DROP CONSTRAINT organisation_hours_apart;
ALTER TABLE organisation_substitution DROP CONSTRAINT organisation_substitution_one;
ALTER TABLE organisation_holding DROP CONSTRAINT organisation_holding_one;
ALTER TABLE organisation_post DROP CONSTRAINT organisation_post_one_head;
"""

WITHIN = """
CREATE FUNCTION organisation_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE outer_since date; outer_until date;
BEGIN
    IF TG_TABLE_NAME = 'organisation_holding' THEN
        SELECT since, until INTO outer_since, outer_until FROM organisation_post WHERE id = NEW.post_id FOR SHARE;
    ELSE
        SELECT since, until INTO outer_since, outer_until FROM organisation_unit WHERE id = NEW.unit_id FOR SHARE;
    END IF;
    IF NEW.since < outer_since OR coalesce(NEW.until, 'infinity') > coalesce(outer_until, 'infinity') THEN
        RAISE EXCEPTION 'Perioada iese din perioada %.', outer_since USING ERRCODE = 'check_violation',
            CONSTRAINT = TG_TABLE_NAME || '_within';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER organisation_holding_within BEFORE INSERT OR UPDATE ON organisation_holding
    FOR EACH ROW EXECUTE FUNCTION organisation_within();
CREATE TRIGGER organisation_post_within BEFORE INSERT OR UPDATE ON organisation_post
    FOR EACH ROW EXECUTE FUNCTION organisation_within();
ALTER TABLE organisation_holding ENABLE ALWAYS TRIGGER organisation_holding_within;
ALTER TABLE organisation_post ENABLE ALWAYS TRIGGER organisation_post_within;

CREATE FUNCTION organisation_around() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE outside boolean;
BEGIN
    IF TG_TABLE_NAME = 'organisation_post' THEN
        SELECT EXISTS (SELECT 1 FROM organisation_holding h WHERE h.post_id = NEW.id AND (h.since < NEW.since
            OR coalesce(h.until, 'infinity') > coalesce(NEW.until, 'infinity'))) INTO outside;
    ELSE
        SELECT EXISTS (SELECT 1 FROM organisation_post p WHERE p.unit_id = NEW.id AND (p.since < NEW.since
            OR coalesce(p.until, 'infinity') > coalesce(NEW.until, 'infinity'))) INTO outside;
    END IF;
    IF outside THEN
        RAISE EXCEPTION 'Randuri de sub % ies din noua perioada.', TG_TABLE_NAME USING ERRCODE = 'check_violation',
            CONSTRAINT = TG_TABLE_NAME || '_around';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_post_around AFTER UPDATE ON organisation_post
    FOR EACH ROW EXECUTE FUNCTION organisation_around();
CREATE TRIGGER organisation_unit_around AFTER UPDATE ON organisation_unit
    FOR EACH ROW EXECUTE FUNCTION organisation_around();
ALTER TABLE organisation_post ENABLE ALWAYS TRIGGER organisation_post_around;
ALTER TABLE organisation_unit ENABLE ALWAYS TRIGGER organisation_unit_around;
"""

WITHIN_BACK = """
DROP TRIGGER organisation_unit_around ON organisation_unit;
DROP TRIGGER organisation_post_around ON organisation_post;
DROP FUNCTION organisation_around();
DROP TRIGGER organisation_post_within ON organisation_post;
DROP TRIGGER organisation_holding_within ON organisation_holding;
DROP FUNCTION organisation_within();
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("accounts", "0002_guards")]
    operations: list[Any] = [
        migrations.RunSQL(TREE, TREE_BACK),
        migrations.RunSQL(OVERLAPS, OVERLAPS_BACK),
        migrations.RunSQL(WITHIN, WITHIN_BACK),
    ]
