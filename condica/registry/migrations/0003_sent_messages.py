"""Our own e-mails about papers, by their Message-ID: a reply finds the paper it belongs to."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = "".join(
    f"CREATE TRIGGER registry_sentmessage_{name} BEFORE {when} ON registry_sentmessage {each}"
    f"EXECUTE FUNCTION condica_refuse();\n"
    f"ALTER TABLE registry_sentmessage ENABLE ALWAYS TRIGGER registry_sentmessage_{name};\n"
    for name, when, each in (("keep", "UPDATE OR DELETE", "FOR EACH ROW "), ("keep_all", "TRUNCATE", ""))
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="SentMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.TextField(unique=True)),
                ("at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sent_messages", to="registry.entry"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("message_id", ""), _negated=True), name="registry_sent_message_named"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
