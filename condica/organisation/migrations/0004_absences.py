"""When people are away (absențe): one at a time a person, kept by the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ONE = """
ALTER TABLE organisation_absence ADD CONSTRAINT organisation_absence_one EXCLUDE USING gist (
    int8range(user_id, user_id, '[]') WITH &&, daterange(since, until, '[]') WITH &&);
"""
ONE_BACK = "ALTER TABLE organisation_absence DROP CONSTRAINT organisation_absence_one;"


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_nomenclator"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="de la")),
                ("until", models.DateField(blank=True, null=True, verbose_name="până la (inclusiv)")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="motivul")),
                (
                    "substitution",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absence",
                        to="organisation.substitution",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persoana",
                    ),
                ),
            ],
            options={
                "ordering": ["-since", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="organisation_absence_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", False)), name="organisation_absence_ends"
                    ),
                ],
            },
        ),
        migrations.RunSQL(ONE, ONE_BACK),
    ]
