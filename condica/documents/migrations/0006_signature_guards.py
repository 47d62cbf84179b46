"""What was found of signatures, and what was signed, does not change; a certificate is confirmed once, by another."""

from __future__ import annotations

from django.db import migrations

FORWARD = r"""
-- What was found, and what was put, stays; only an erasure that names a row may put marks in it.
CREATE TRIGGER documents_checked_keep BEFORE UPDATE OR DELETE ON documents_checkedsignature
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER documents_checked_whole BEFORE TRUNCATE ON documents_checkedsignature
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER documents_signature_keep BEFORE UPDATE OR DELETE ON documents_signature
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER documents_signature_whole BEFORE TRUNCATE ON documents_signature
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();

-- A look is done once; another look is another row.
CREATE FUNCTION documents_check_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting' OR (NEW.id, NEW.blob_id, NEW.asked_at, NEW.asked_by_id)
      IS DISTINCT FROM (OLD.id, OLD.blob_id, OLD.asked_at, OLD.asked_by_id) THEN
    RAISE EXCEPTION 'Condica: verificarea % este făcută; se face alta, nu se schimbă.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_check_guard BEFORE UPDATE ON documents_signaturecheck
  FOR EACH ROW EXECUTE FUNCTION documents_check_guard();
CREATE TRIGGER documents_check_keep BEFORE DELETE ON documents_signaturecheck
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER documents_check_whole BEFORE TRUNCATE ON documents_signaturecheck
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();

-- An issuer is accepted or taken out, never rewritten.
CREATE FUNCTION documents_trusted_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.removed_at IS NOT NULL OR (to_jsonb(NEW) - 'removed_at') IS DISTINCT FROM (to_jsonb(OLD) - 'removed_at') THEN
    RAISE EXCEPTION 'Condica: un emitent de încredere se scoate, nu se schimbă.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_trusted_guard BEFORE UPDATE ON documents_trusteditem
  FOR EACH ROW EXECUTE FUNCTION documents_trusted_guard();
CREATE TRIGGER documents_trusted_keep BEFORE DELETE ON documents_trusteditem
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();

-- A person's certificate: confirmed once, withdrawn once, otherwise as it was registered.
CREATE FUNCTION documents_certificate_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.withdrawn_at IS NOT NULL
     OR (OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_at, NEW.confirmed_by_id)
         IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id))
     OR (to_jsonb(NEW) - '{confirmed_at,confirmed_by_id,withdrawn_at}'::text[])
         IS DISTINCT FROM (to_jsonb(OLD) - '{confirmed_at,confirmed_by_id,withdrawn_at}'::text[]) THEN
    RAISE EXCEPTION 'Condica: un certificat se confirmă sau se retrage, nu se schimbă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_certificate_guard BEFORE UPDATE ON documents_personcertificate
  FOR EACH ROW EXECUTE FUNCTION documents_certificate_guard();
CREATE TRIGGER documents_certificate_keep BEFORE DELETE ON documents_personcertificate
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();

ALTER TABLE documents_checkedsignature ENABLE ALWAYS TRIGGER documents_checked_keep;
ALTER TABLE documents_checkedsignature ENABLE ALWAYS TRIGGER documents_checked_whole;
ALTER TABLE documents_signature ENABLE ALWAYS TRIGGER documents_signature_keep;
ALTER TABLE documents_signature ENABLE ALWAYS TRIGGER documents_signature_whole;
ALTER TABLE documents_signaturecheck ENABLE ALWAYS TRIGGER documents_check_guard;
ALTER TABLE documents_signaturecheck ENABLE ALWAYS TRIGGER documents_check_keep;
ALTER TABLE documents_signaturecheck ENABLE ALWAYS TRIGGER documents_check_whole;
ALTER TABLE documents_trusteditem ENABLE ALWAYS TRIGGER documents_trusted_guard;
ALTER TABLE documents_trusteditem ENABLE ALWAYS TRIGGER documents_trusted_keep;
ALTER TABLE documents_personcertificate ENABLE ALWAYS TRIGGER documents_certificate_guard;
ALTER TABLE documents_personcertificate ENABLE ALWAYS TRIGGER documents_certificate_keep;
"""

BACK = r"""
DROP TRIGGER documents_checked_keep ON documents_checkedsignature;
DROP TRIGGER documents_checked_whole ON documents_checkedsignature;
DROP TRIGGER documents_signature_keep ON documents_signature;
DROP TRIGGER documents_signature_whole ON documents_signature;
DROP TRIGGER documents_check_guard ON documents_signaturecheck;
DROP TRIGGER documents_check_keep ON documents_signaturecheck;
DROP TRIGGER documents_check_whole ON documents_signaturecheck;
DROP TRIGGER documents_trusted_guard ON documents_trusteditem;
DROP TRIGGER documents_trusted_keep ON documents_trusteditem;
DROP TRIGGER documents_certificate_guard ON documents_personcertificate;
DROP TRIGGER documents_certificate_keep ON documents_personcertificate;
DROP FUNCTION documents_check_guard();
DROP FUNCTION documents_trusted_guard();
DROP FUNCTION documents_certificate_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_signatures"), ("journal", "0002_guards")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
