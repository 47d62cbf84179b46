"""The petition's own columns that became rows are gone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("petitions", "0004_first_rows")]
    operations = [
        migrations.RemoveField(model_name="petition", name=name) for name in ("redirected_to", "told_on")
    ]  # fmt: skip
