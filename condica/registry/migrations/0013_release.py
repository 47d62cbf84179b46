"""Issued papers on the shelf of the desk, what became of each, the kinds released (eliberarea actelor)."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import condica.foundation.search


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_searchable_scans"),
        ("organisation", "0005_main_desk"),
        ("registry", "0012_withdrawn_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("wait_days", models.PositiveSmallIntegerField(default=30)),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="registry_issuedkind_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="registry_issuedkind_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wait_days__range", (1, 365))), name="registry_issuedkind_days"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("name",), name="registry_issuedkind_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Issued",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.TextField()),
                ("issued_on", models.DateField()),
                ("year", models.IntegerField()),
                ("holder_name", models.TextField()),
                ("holder_address", models.TextField(blank=True, default="")),
                ("holder_email", models.TextField(blank=True, default="")),
                ("shelf", models.TextField(blank=True, default="")),
                ("received_at", models.DateTimeField()),
                ("keys", condica.foundation.search.KeysField(null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.desk",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="registry.entry",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="registry.issuedkind"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.TextField(
                        choices=[
                            ("released", "eliberat la ghișeu"),
                            ("posted", "trimis prin poștă"),
                            ("withdrawn", "retras de compartiment"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("to_name", models.TextField(blank=True, default="")),
                (
                    "identity",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("card", "carte de identitate"),
                            ("bulletin", "buletin de identitate"),
                            ("passport", "pașaport"),
                            ("residence", "permis de ședere"),
                            ("accredited", "legitimație de serviciu sau avocat"),
                        ],
                        default="",
                    ),
                ),
                ("identity_last4", models.TextField(blank=True, default="")),
                ("is_delegate", models.BooleanField(default=False)),
                ("power", models.TextField(blank=True, default="")),
                ("reference", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.desk",
                    ),
                ),
                (
                    "issued",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="registry.issued"
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.TextField(choices=[("email", "pe e-mail"), ("phone", "la telefon")])),
                ("address", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "issued",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="registry.issued"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="issued",
            index=models.Index(fields=["received_at"], name="registry_issued_received"),
        ),
        migrations.AddIndex(
            model_name="issued",
            index=models.Index(fields=["desk", "-received_at"], name="registry_issued_desk"),
        ),
        migrations.AddIndex(
            model_name="issued",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="registry_issued_keys"),
        ),
        migrations.AddConstraint(
            model_name="issued",
            constraint=models.UniqueConstraint(fields=("kind", "year", "number"), name="registry_issued_once"),
        ),
        migrations.AddConstraint(
            model_name="issued",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="registry_issued_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="issued",
            constraint=models.CheckConstraint(
                condition=models.Q(("year", models.F("issued_on__year"))), name="registry_issued_year"
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["at"], name="registry_outcome_at"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["released", "posted", "withdrawn"])), name="registry_outcome_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "released"), _negated=True),
                    models.Q(
                        models.Q(("to_name", ""), _negated=True),
                        ("identity__in", ["card", "bulletin", "passport", "residence", "accredited"]),
                        models.Q(("identity_last4", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="registry_outcome_identity",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identity_last4", ""),
                    ("identity_last4__regex", "^[0-9A-Z]{4}$"),
                    ("identity_last4__startswith", "["),
                    _connector="OR",
                ),
                name="registry_outcome_four",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_delegate", False), models.Q(("power", ""), _negated=True), _connector="OR"),
                name="registry_outcome_power",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "withdrawn"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="registry_outcome_reason",
            ),
        ),
    ]
