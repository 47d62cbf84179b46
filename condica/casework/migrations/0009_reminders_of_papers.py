"""Reminders of papers that are no cases: what the registry owes to courts and at the board."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = r"""
CREATE OR REPLACE FUNCTION casework_reminder_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.for_user_id, NEW.case_id, NEW.part_id, NEW.commission_id, NEW.dispatch_id, NEW.entry_id, NEW."on",
      NEW.term_on, NEW.sentence, NEW.at) IS DISTINCT FROM (OLD.kind, OLD.for_user_id, OLD.case_id, OLD.part_id,
      OLD.commission_id, OLD.dispatch_id, OLD.entry_id, OLD."on", OLD.term_on, OLD.sentence, OLD.at) THEN
    RAISE EXCEPTION 'Condica: o amintire nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0008_views_moved"),
        ("correspondence", "0012_circular_guards"),
        ("registry", "0014_release_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reminder",
            name="casework_reminder_once",
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="casework_reminder_kind",
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="casework_reminder_about",
        ),
        migrations.AddField(
            model_name="reminder",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.entry",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="kind",
            field=models.TextField(
                choices=[
                    ("soon", "termen apropiat"),
                    ("internal", "ținta internă"),
                    ("safe", "ziua sigură"),
                    ("late", "termen legal depășit"),
                    ("part_soon", "punct de vedere de dat"),
                    ("part_late", "punct de vedere întârziat"),
                    ("commission", "proces-verbal de încheiat"),
                    ("uncovered", "lucrare fără om"),
                    ("owed_soon", "de făcut la registratură"),
                    ("owed_late", "întârziat la registratură"),
                    ("bounced", "scrisoare întoarsă"),
                    ("delivered", "scrisoare primită"),
                ]
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("kind", "for_user", "case", "part", "commission", "dispatch", "entry", "term_on"),
                name="casework_reminder_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "soon",
                            "internal",
                            "safe",
                            "late",
                            "part_soon",
                            "part_late",
                            "commission",
                            "uncovered",
                            "owed_soon",
                            "owed_late",
                            "bounced",
                            "delivered",
                        ],
                    )
                ),
                name="casework_reminder_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("case__isnull", False), ("dispatch__isnull", False), ("entry__isnull", False), _connector="OR"
                ),
                name="casework_reminder_about",
            ),
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
