"""What the database itself refuses (constrângeri): overlapping grants, changed digests; and the system's own user."""

from __future__ import annotations

from typing import Any

from django.db import migrations

# Core PostgreSQL only: a range over text takes the place of btree_gist's equality.
FORWARD = """
CREATE TYPE accounts_textrange AS RANGE (subtype = text, collation = "C");

ALTER TABLE accounts_grant ADD CONSTRAINT accounts_grant_no_overlap EXCLUDE USING gist (
    int8range(user_id, user_id, '[]') WITH &&,
    accounts_textrange(role::text, role::text, '[]') WITH &&,
    daterange(since, until, '[]') WITH &&
) WHERE (withdrawn_at IS NULL);

ALTER TABLE accounts_secondfactorduty ADD CONSTRAINT accounts_duty_no_overlap EXCLUDE USING gist (
    accounts_textrange(role::text, role::text, '[]') WITH &&,
    daterange(since, until, '[]') WITH &&
);

CREATE FUNCTION accounts_refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Randurile din % se incheie, nu se sterg.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER accounts_grant_kept BEFORE DELETE ON accounts_grant
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_removal();
ALTER TABLE accounts_grant ENABLE ALWAYS TRIGGER accounts_grant_kept;

CREATE FUNCTION accounts_grant_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.user_id, OLD.role, OLD.since) IS DISTINCT FROM (NEW.user_id, NEW.role, NEW.since)
       OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
        RAISE EXCEPTION 'Un rol acordat se incheie sau se retrage, nu se rescrie.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_grant_fixed BEFORE UPDATE ON accounts_grant
    FOR EACH ROW EXECUTE FUNCTION accounts_grant_fixed();
ALTER TABLE accounts_grant ENABLE ALWAYS TRIGGER accounts_grant_fixed;

CREATE FUNCTION accounts_token_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.digest, OLD.user_id, OLD.role) IS DISTINCT FROM (NEW.digest, NEW.user_id, NEW.role)
       OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
        RAISE EXCEPTION 'O cheie se revoca, nu se rescrie.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_token_fixed BEFORE UPDATE ON accounts_apitoken
    FOR EACH ROW EXECUTE FUNCTION accounts_token_fixed();
ALTER TABLE accounts_apitoken ENABLE ALWAYS TRIGGER accounts_token_fixed;

INSERT INTO accounts_user (username, full_name, sort_key, email, password, is_superuser, is_staff, is_active,
                           is_service, is_system, must_change_password, date_joined)
VALUES ('sistem', 'Sistemul', '', '', '!', false, false, true, true, true, false, now());
"""

BACKWARD = """
DELETE FROM accounts_user WHERE is_system;
DROP TRIGGER accounts_token_fixed ON accounts_apitoken;
DROP FUNCTION accounts_token_fixed();
DROP TRIGGER accounts_grant_fixed ON accounts_grant;
DROP FUNCTION accounts_grant_fixed();
DROP TRIGGER accounts_grant_kept ON accounts_grant;
DROP FUNCTION accounts_refuse_removal();
ALTER TABLE accounts_secondfactorduty DROP CONSTRAINT accounts_duty_no_overlap;
ALTER TABLE accounts_grant DROP CONSTRAINT accounts_grant_no_overlap;
DROP TYPE accounts_textrange;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations: list[Any] = [migrations.RunSQL(FORWARD, BACKWARD)]
