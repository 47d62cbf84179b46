"""One desk is the main one: where the portal sends those who want to come (ghișeul principal)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0004_absences"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="desk",
            options={"ordering": ["-is_main", "code"]},
        ),
        migrations.AddField(
            model_name="desk",
            name="is_main",
            field=models.BooleanField(default=False, verbose_name="ghișeul principal"),
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on", None), ("is_main", True)),
                fields=("is_main",),
                name="organisation_one_main_desk",
            ),
        ),
    ]
