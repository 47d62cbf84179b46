"""No signature with an open visa, no visa on another text; annexes, duties and brought-back files only grow."""

from django.db import migrations

FORWARD = r"""
-- A letter's words, addressee, number, signatures and PDF are final with the head's signature; before it, no
-- signature passes a visa that is open or refused, and no text changes under a visa that was given on it.
CREATE OR REPLACE FUNCTION correspondence_letter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.signed_at IS NOT NULL AND
     (NEW.body, NEW.subject, NEW.legal_basis, NEW.addressee_name, NEW.addressee_address, NEW.entry_id, NEW.is_answer,
      NEW.signatory_unit_id, NEW.signatory_head_id, NEW.signed_unit_at, NEW.signed_at, NEW.pdf_id,
      NEW.signatory_unit_title, NEW.signatory_head_title)
     IS DISTINCT FROM
     (OLD.body, OLD.subject, OLD.legal_basis, OLD.addressee_name, OLD.addressee_address, OLD.entry_id, OLD.is_answer,
      OLD.signatory_unit_id, OLD.signatory_head_id, OLD.signed_unit_at, OLD.signed_at, OLD.pdf_id,
      OLD.signatory_unit_title, OLD.signatory_head_title) THEN
    RAISE EXCEPTION 'Condica: scrisoarea % este semnată; ce s-a semnat rămâne.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.stage IN ('signed', 'numbered', 'dispatched') AND NEW.stage NOT IN ('signed', 'numbered', 'dispatched') THEN
    RAISE EXCEPTION 'Condica: scrisoarea % este semnată; nu se mai întoarce.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF (OLD.stage = 'dispatched' AND NEW.stage <> 'dispatched') OR (OLD.stage = 'numbered' AND NEW.stage = 'signed') THEN
    RAISE EXCEPTION 'Condica: scrisoarea % nu merge înapoi.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.stage IN ('approved', 'signed', 'numbered', 'dispatched') AND NEW.stage <> OLD.stage
      OR NEW.signatory_unit_id IS NOT NULL AND OLD.signatory_unit_id IS NULL) AND EXISTS (
    SELECT 1 FROM correspondence_visa WHERE letter_id = NEW.id AND state IN ('waiting', 'refused')) THEN
    RAISE EXCEPTION 'Condica: scrisoarea % are vize care lipsesc sau sunt refuzate; nu se semnează.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.body, NEW.subject, NEW.legal_basis) IS DISTINCT FROM (OLD.body, OLD.subject, OLD.legal_basis) AND EXISTS (
    SELECT 1 FROM correspondence_visa WHERE letter_id = NEW.id AND state IN ('given', 'refused')) THEN
    RAISE EXCEPTION 'Condica: textul scrisorii % nu se schimbă sub vizele date pe el.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Nothing is dispatched that has no number and no two signatures.
CREATE OR REPLACE FUNCTION correspondence_dispatch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM correspondence_letter WHERE id = NEW.letter_id AND stage IN ('numbered', 'dispatched')) THEN
    RAISE EXCEPTION 'Condica: scrisoarea % nu e semnată și numerotată; nu pleacă.', NEW.letter_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.at IS NOT NULL AND
     (NEW.letter_id, NEW.way, NEW.address, NEW.at, NEW.message_id)
     IS DISTINCT FROM (OLD.letter_id, OLD.way, OLD.address, OLD.at, OLD.message_id) THEN
    RAISE EXCEPTION 'Condica: expedierea % a plecat și rămâne cum a plecat.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Letters signed before this stage existed had their number from the same moment.
INSERT INTO correspondence_approval (letter_id, step, version_id, by_id, at, note)
  SELECT l.id, 'numbered', (SELECT v.id FROM correspondence_letterversion v WHERE v.letter_id = l.id
                            ORDER BY v.number DESC LIMIT 1), l.signatory_head_id, l.signed_at, ''
  FROM correspondence_letter l WHERE l.stage IN ('signed', 'dispatched') ORDER BY l.id;
UPDATE correspondence_letter SET stage = 'numbered' WHERE stage = 'signed';

-- A visa is asked on an open text, decided once on its last version, and then only falls.
CREATE FUNCTION correspondence_visa_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' OR EXISTS (SELECT 1 FROM correspondence_letter
        WHERE id = NEW.letter_id AND stage IN ('approved', 'signed', 'numbered', 'dispatched', 'dropped')) THEN
      RAISE EXCEPTION 'Condica: viza se cere înainte de semnături (scrisoarea %).', NEW.letter_id
        USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.letter_id, NEW.duty_id, NEW.title, NEW.cites, NEW.unit_id, NEW.user_id, NEW.place, NEW.asked_by_id,
      NEW.asked_at)
     IS DISTINCT FROM
     (OLD.letter_id, OLD.duty_id, OLD.title, OLD.cites, OLD.unit_id, OLD.user_id, OLD.place, OLD.asked_by_id,
      OLD.asked_at)
     OR OLD.state = 'void'
     OR OLD.state IN ('given', 'refused') AND (NEW.state <> 'void' OR
       (NEW.version_id, NEW.by_id, NEW.at, NEW.reason)
       IS DISTINCT FROM (OLD.version_id, OLD.by_id, OLD.at, OLD.reason)) THEN
    RAISE EXCEPTION 'Condica: viza % rămâne cum a fost dată.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state IN ('given', 'refused') AND OLD.state = 'waiting' AND NEW.version_id IS DISTINCT FROM (
    SELECT id FROM correspondence_letterversion WHERE letter_id = NEW.letter_id ORDER BY number DESC LIMIT 1) THEN
    RAISE EXCEPTION 'Condica: viza % se dă pe ultima versiune a scrisorii.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_visa_guard BEFORE INSERT OR UPDATE ON correspondence_visa
  FOR EACH ROW EXECUTE FUNCTION correspondence_visa_guard();

-- Whose visa is asked by rule: a row is ended, never written again.
CREATE FUNCTION correspondence_duty_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.template_key, NEW.title, NEW.cites, NEW.unit_id, NEW.user_id, NEW.place, NEW.since)
     IS DISTINCT FROM (OLD.template_key, OLD.title, OLD.cites, OLD.unit_id, OLD.user_id, OLD.place, OLD.since)
     OR OLD.until IS NOT NULL AND NEW.until IS DISTINCT FROM OLD.until THEN
    RAISE EXCEPTION 'Condica: o viză din listă se încheie, nu se rescrie (%).', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_duty_guard BEFORE UPDATE ON correspondence_visaduty
  FOR EACH ROW EXECUTE FUNCTION correspondence_duty_guard();

-- The list of annexes is part of what is signed.
CREATE FUNCTION correspondence_annex_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM correspondence_letter
      WHERE id = NEW.letter_id AND stage IN ('approved', 'signed', 'numbered', 'dispatched')) THEN
    RAISE EXCEPTION 'Condica: scrisoarea % are semnături; anexele ei rămân.', NEW.letter_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.out_at IS NOT NULL
     OR (NEW.letter_id, NEW.document_id, NEW.title, NEW.sheets, NEW.by_id, NEW.at)
     IS DISTINCT FROM (OLD.letter_id, OLD.document_id, OLD.title, OLD.sheets, OLD.by_id, OLD.at)) THEN
    RAISE EXCEPTION 'Condica: o anexă se scoate, nu se rescrie (%).', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_annex_guard BEFORE INSERT OR UPDATE ON correspondence_annex
  FOR EACH ROW EXECUTE FUNCTION correspondence_annex_guard();

CREATE TRIGGER correspondence_upload_keep BEFORE UPDATE OR DELETE ON correspondence_upload
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_visa_keep BEFORE DELETE ON correspondence_visa
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_duty_keep BEFORE DELETE ON correspondence_visaduty
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_annex_keep BEFORE DELETE ON correspondence_annex
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_upload_whole BEFORE TRUNCATE ON correspondence_upload
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_visa_whole BEFORE TRUNCATE ON correspondence_visa
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_duty_whole BEFORE TRUNCATE ON correspondence_visaduty
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_annex_whole BEFORE TRUNCATE ON correspondence_annex
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
ALTER TABLE correspondence_upload ENABLE ALWAYS TRIGGER correspondence_upload_keep;
ALTER TABLE correspondence_visa ENABLE ALWAYS TRIGGER correspondence_visa_guard;
ALTER TABLE correspondence_visa ENABLE ALWAYS TRIGGER correspondence_visa_keep;
ALTER TABLE correspondence_visaduty ENABLE ALWAYS TRIGGER correspondence_duty_guard;
ALTER TABLE correspondence_visaduty ENABLE ALWAYS TRIGGER correspondence_duty_keep;
ALTER TABLE correspondence_annex ENABLE ALWAYS TRIGGER correspondence_annex_guard;
ALTER TABLE correspondence_annex ENABLE ALWAYS TRIGGER correspondence_annex_keep;
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0004_visas_annexes_word"), ("journal", "0002_guards")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
