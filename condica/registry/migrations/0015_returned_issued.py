"""An issued paper that the post brought back waits again: its outcome stays written and no longer holds."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
ALTER TABLE registry_outcome DISABLE TRIGGER registry_outcome_keep;
UPDATE registry_outcome SET paper_id = issued_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE registry_outcome ENABLE ALWAYS TRIGGER registry_outcome_keep;
"""


def paper(*, null: bool) -> models.ForeignKey:
    """The paper of an outcome, first without one."""
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="registry.issued"
    )


class Migration(migrations.Migration):
    dependencies = [("registry", "0014_release_guards")]

    operations = [
        migrations.AddField("outcome", "paper", paper(null=True)),
        migrations.AddField("outcome", "return_reason", models.TextField(blank=True, default="")),
        migrations.AddField("outcome", "returned_on", models.DateField(blank=True, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("outcome", "paper", paper(null=False)),
        migrations.AlterField(
            "outcome",
            "issued",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcome",
                to="registry.issued",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(issued__isnull=False, issued=models.F("paper"), returned_on=None, return_reason="")
                | models.Q(issued=None, way="posted", returned_on__isnull=False) & ~models.Q(return_reason=""),
                name="registry_outcome_holds",
            ),
        ),
    ]
