"""What the database itself keeps of letters: versions and steps only grow, a signed letter says what was signed."""

from django.db import migrations

FORWARD = r"""
-- A letter's words, addressee, number, signatures and PDF are final with the head's signature.
CREATE FUNCTION correspondence_letter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF OLD.stage IN ('signed', 'dispatched') AND NEW.stage NOT IN ('signed', 'dispatched') THEN
    RAISE EXCEPTION 'Condica: scrisoarea % este semnată; nu se mai întoarce.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.stage = 'dispatched' AND NEW.stage <> 'dispatched' THEN
    RAISE EXCEPTION 'Condica: scrisoarea % a plecat.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_letter_guard BEFORE UPDATE ON correspondence_letter
  FOR EACH ROW EXECUTE FUNCTION correspondence_letter_guard();
CREATE TRIGGER correspondence_letter_keep BEFORE DELETE ON correspondence_letter
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
ALTER TABLE correspondence_letter ENABLE ALWAYS TRIGGER correspondence_letter_guard;
ALTER TABLE correspondence_letter ENABLE ALWAYS TRIGGER correspondence_letter_keep;

-- A version that somebody acted on, or that another followed, is never written again.
CREATE FUNCTION correspondence_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.letter_id, NEW.number, NEW.by_id, NEW.at) IS DISTINCT FROM (OLD.letter_id, OLD.number, OLD.by_id, OLD.at)
     OR EXISTS (SELECT 1 FROM correspondence_approval WHERE version_id = OLD.id)
     OR EXISTS (SELECT 1 FROM correspondence_letterversion WHERE letter_id = OLD.letter_id AND number > OLD.number) THEN
    RAISE EXCEPTION 'Condica: versiunea % a scrisorii % nu se mai schimbă.', OLD.number, OLD.letter_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_version_guard BEFORE UPDATE ON correspondence_letterversion
  FOR EACH ROW EXECUTE FUNCTION correspondence_version_guard();
CREATE TRIGGER correspondence_version_keep BEFORE DELETE ON correspondence_letterversion
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_approval_keep BEFORE UPDATE OR DELETE ON correspondence_approval
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_dispatch_keep BEFORE DELETE ON correspondence_dispatch
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
ALTER TABLE correspondence_letterversion ENABLE ALWAYS TRIGGER correspondence_version_guard;
ALTER TABLE correspondence_letterversion ENABLE ALWAYS TRIGGER correspondence_version_keep;
ALTER TABLE correspondence_approval ENABLE ALWAYS TRIGGER correspondence_approval_keep;
ALTER TABLE correspondence_dispatch ENABLE ALWAYS TRIGGER correspondence_dispatch_keep;

-- Nothing is dispatched that was not signed; what left has its moment for ever.
CREATE FUNCTION correspondence_dispatch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM correspondence_letter WHERE id = NEW.letter_id AND stage IN ('signed', 'dispatched')) THEN
    RAISE EXCEPTION 'Condica: scrisoarea % nu e semnată și nu pleacă.', NEW.letter_id
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
CREATE TRIGGER correspondence_dispatch_guard BEFORE INSERT OR UPDATE ON correspondence_dispatch
  FOR EACH ROW EXECUTE FUNCTION correspondence_dispatch_guard();
ALTER TABLE correspondence_dispatch ENABLE ALWAYS TRIGGER correspondence_dispatch_guard;

-- TRUNCATE would pass by all of the above.
CREATE TRIGGER correspondence_letter_whole BEFORE TRUNCATE ON correspondence_letter
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_version_whole BEFORE TRUNCATE ON correspondence_letterversion
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_approval_whole BEFORE TRUNCATE ON correspondence_approval
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER correspondence_dispatch_whole BEFORE TRUNCATE ON correspondence_dispatch
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial"), ("journal", "0002_guards")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
