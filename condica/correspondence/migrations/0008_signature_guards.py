"""A letter signed electronically by its unit's head is signed so by the authority's head too; mandates only end."""

from __future__ import annotations

from django.db import migrations

FORWARD = r"""
-- What was begun with certificates is finished with certificates, by the two people whom the letter names.
CREATE FUNCTION correspondence_signatures_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stage = 'signed' AND OLD.stage <> 'signed'
     AND EXISTS (SELECT 1 FROM documents_signature WHERE document_id = OLD.pdf_id AND place = 'sef')
     AND NOT (
       EXISTS (SELECT 1 FROM documents_signature
                WHERE document_id = OLD.pdf_id AND place = 'sef' AND user_id = NEW.signatory_unit_id)
       AND EXISTS (SELECT 1 FROM documents_signature s JOIN documents_document d ON d.uuid = s.document_id
                    WHERE s.document_id = NEW.pdf_id AND s.place = 'cap' AND s.user_id = NEW.signatory_head_id
                      AND d.previous_id = OLD.pdf_id)) THEN
    RAISE EXCEPTION 'Condica: scrisoarea % nu are cele două semnături electronice.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_signatures_guard BEFORE UPDATE ON correspondence_letter
  FOR EACH ROW EXECUTE FUNCTION correspondence_signatures_guard();
ALTER TABLE correspondence_letter ENABLE ALWAYS TRIGGER correspondence_signatures_guard;

CREATE FUNCTION correspondence_mandate_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'until') IS DISTINCT FROM (to_jsonb(OLD) - 'until')
     OR (OLD.until IS NOT NULL AND (NEW.until IS NULL OR NEW.until > OLD.until)) THEN
    RAISE EXCEPTION 'Condica: o împuternicire se încheie, nu se rescrie și nu se prelungește.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correspondence_mandate_guard BEFORE UPDATE ON correspondence_mandate
  FOR EACH ROW EXECUTE FUNCTION correspondence_mandate_guard();
CREATE TRIGGER correspondence_mandate_keep BEFORE DELETE ON correspondence_mandate
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
ALTER TABLE correspondence_mandate ENABLE ALWAYS TRIGGER correspondence_mandate_guard;
ALTER TABLE correspondence_mandate ENABLE ALWAYS TRIGGER correspondence_mandate_keep;
"""

BACK = r"""
DROP TRIGGER correspondence_signatures_guard ON correspondence_letter;
DROP TRIGGER correspondence_mandate_guard ON correspondence_mandate;
DROP TRIGGER correspondence_mandate_keep ON correspondence_mandate;
DROP FUNCTION correspondence_signatures_guard();
DROP FUNCTION correspondence_mandate_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0007_mandates"), ("documents", "0006_signature_guards")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
