"""Short e-mails of the house, and its choice about acknowledging letters."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailroom", "0002_guards"),
        ("registry", "0003_sent_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="de la")),
                ("until", models.DateField(blank=True, null=True, verbose_name="până la (inclusiv)")),
                (
                    "covers",
                    models.TextField(
                        choices=[
                            ("none", "niciun mesaj"),
                            ("petitions", "petițiile și ce pare petiție"),
                            ("letters", "toate scrisorile înregistrate"),
                        ],
                        default="none",
                        verbose_name="se confirmă",
                    ),
                ),
                (
                    "text",
                    models.TextField(verbose_name="textul confirmării"),
                ),
            ],
            options={
                "ordering": ["-since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="mailroom_acknowledging_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="mailroom_acknowledging_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("confirmation", "confirmarea unei trimiteri din portal"),
                            ("acknowledgement", "confirmarea unui e-mail"),
                            ("code", "cod de o singură folosință"),
                        ]
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("subject", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("language", models.CharField(default="ro", max_length=5)),
                ("message_id", models.TextField(unique=True)),
                ("in_reply_to", models.TextField(blank=True, default="")),
                ("with_receipt", models.BooleanField(default=False)),
                (
                    "state",
                    models.TextField(
                        choices=[("waiting", "așteaptă"), ("sent", "plecat"), ("failed", "n-a plecat")],
                        default="waiting",
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.entry"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["created_at"],
                        name="mailroom_outgoing_waiting",
                    ),
                    models.Index(fields=["kind", "address", "created_at"], name="mailroom_outgoing_address"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="mailroom_outgoing_sent_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("problem", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mailroom_outgoing_explained",
                    ),
                ],
            },
        ),
    ]
