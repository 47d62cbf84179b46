"""The sign of the house on its labels (semnul casei): drawn at random here, once, and never changed."""

from __future__ import annotations

from django.db import migrations, models

# Letters and digits that are not taken for one another; the first one is a letter, as read_label needs.
DRAWN = r"""
INSERT INTO organisation_housemark (id, mark, since)
SELECT 1, substr(letters, 1 + floor(random() * length(letters))::int, 1)
  || substr(letters || '0123456789', 1 + floor(random() * (length(letters) + 10))::int, 1)
  || substr(letters || '0123456789', 1 + floor(random() * (length(letters) + 10))::int, 1)
  || substr(letters || '0123456789', 1 + floor(random() * (length(letters) + 10))::int, 1), clock_timestamp()
FROM (SELECT 'ABCDEFGHJKMNPQRSTVWXYZ' AS letters) drawn;

ALTER TABLE organisation_housemark ADD CONSTRAINT organisation_mark_form CHECK (mark ~ '^[A-Z][0-9A-Z]{3}$');
CREATE TRIGGER organisation_mark_kept BEFORE UPDATE OR DELETE ON organisation_housemark
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
CREATE TRIGGER organisation_mark_whole BEFORE TRUNCATE ON organisation_housemark
  FOR EACH STATEMENT EXECUTE FUNCTION condica_refuse();
ALTER TABLE organisation_housemark ENABLE ALWAYS TRIGGER organisation_mark_kept;
ALTER TABLE organisation_housemark ENABLE ALWAYS TRIGGER organisation_mark_whole;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_saved_views"), ("journal", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="HouseMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=4)),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="organisation_mark_one")],
            },
        ),
        migrations.RunSQL(DRAWN, migrations.RunSQL.noop),
    ]
