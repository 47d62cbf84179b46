"""Issued papers in envelopes, and originals that leave with a letter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0012_circular_guards"),
        ("registry", "0016_returned_issued_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheets", models.PositiveSmallIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosures",
                        to="correspondence.envelope",
                    ),
                ),
                (
                    "issued",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enclosures", to="registry.issued"
                    ),
                ),
                (
                    "left",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosure",
                        to="registry.outcome",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["issued"], name="correspondence_enclosed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sheets__gte", 1)), name="correspondence_enclosure_sheets"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("out_at", None), ("left", None), _connector="OR"),
                        name="correspondence_enclosure_one_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left", None), ("out_at", None)),
                        fields=("issued",),
                        name="correspondence_enclosure_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheets", models.PositiveSmallIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.entry"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="correspondence.letter",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["entry"], name="correspondence_original_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sheets__gte", 1)), name="correspondence_original_sheets"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("out_at__isnull", True)),
                        fields=("letter", "entry"),
                        name="correspondence_original_once",
                    ),
                ],
            },
        ),
    ]
