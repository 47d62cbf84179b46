"""The recipient of an act may be a contact: picked while the act is written down, fixed once it is handed over."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = r"""
CREATE FUNCTION court_papers_recipient_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stage NOT IN ('new', 'waiting', 'left') AND NEW.recipient_contact_id IS DISTINCT FROM OLD.recipient_contact_id
  THEN
    RAISE EXCEPTION 'Condica: destinatarul unui act predat sau înapoiat nu se mai schimbă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER court_papers_recipient_guard BEFORE UPDATE ON court_papers_courtpaper
  FOR EACH ROW EXECUTE FUNCTION court_papers_recipient_guard();
ALTER TABLE court_papers_courtpaper ENABLE ALWAYS TRIGGER court_papers_recipient_guard;
"""
UNGUARD = """
DROP TRIGGER court_papers_recipient_guard ON court_papers_courtpaper;
DROP FUNCTION court_papers_recipient_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("court_papers", "0002_guards"), ("contacts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="courtpaper",
            name="recipient_contact",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contacts.contact",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
