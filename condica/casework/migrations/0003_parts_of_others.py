"""The parts of others (contribuții), commissions, reminders, saved views: the tables; what was asked is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_guards"),
        ("casework", "0002_guards"),
        ("correspondence", "0003_models"),
        ("documents", "0002_guards"),
        ("organisation", "0004_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.TextField()),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.TextField(
                        choices=[("open", "în lucru"), ("closed", "încheiată"), ("withdrawn", "desființată")],
                        default="open",
                    ),
                ),
                ("named_at", models.DateTimeField()),
                ("minutes", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CommissionMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("message_id", models.TextField(unique=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="NoDigest",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="no_digest",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="OpinionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("soon", "termen apropiat"),
                            ("internal", "ținta internă"),
                            ("safe", "ziua sigură"),
                            ("late", "termen legal depășit"),
                            ("part_soon", "punct de vedere de dat"),
                            ("part_late", "punct de vedere întârziat"),
                            ("commission", "proces-verbal de încheiat"),
                            ("uncovered", "lucrare fără om"),
                            ("bounced", "scrisoare întoarsă"),
                            ("delivered", "scrisoare primită"),
                        ]
                    ),
                ),
                ("on", models.DateField()),
                ("term_on", models.DateField(blank=True, null=True)),
                ("sentence", models.TextField()),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("page", models.TextField()),
                ("query", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="jointunit",
            name="casework_joint_once",
        ),
        migrations.AddField(
            model_name="jointunit",
            name="accepted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="asked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="jointunit",
            name="state",
            field=models.TextField(
                choices=[
                    ("asked", "cerut"),
                    ("accepted", "în lucru"),
                    ("given", "dat"),
                    ("returned", "restituit"),
                    ("withdrawn", "retras"),
                ],
                default="asked",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="commissions", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="chair",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="named_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="commissionmember",
            name="commission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="casework.commission"
            ),
        ),
        migrations.AddField(
            model_name="commissionmember",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AddField(
            model_name="commissionmember",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="commissions", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="digests", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="opinionversion",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="opinionversion",
            name="part",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="casework.jointunit"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="case",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="casework.case",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="commission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.commission",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="casework.digest",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="dispatch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="correspondence.dispatch",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="for_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="part",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.jointunit",
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("case",), name="casework_one_open_commission"
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "closed", "withdrawn"])), name="casework_commission_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked", ""), _negated=True), name="casework_commission_asked"
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "open")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state", "closed"),
                        models.Q(
                            models.Q(("minutes", ""), _negated=True), ("document__isnull", False), _connector="OR"
                        ),
                    ),
                    models.Q(
                        ("ended_at__isnull", False), ("state", "withdrawn"), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="casework_commission_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("named_at")), _connector="OR"
                ),
                name="casework_commission_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionmember",
            constraint=models.UniqueConstraint(fields=("commission", "user"), name="casework_member_once"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("user", "on"), name="casework_digest_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="opinionversion",
            constraint=models.UniqueConstraint(fields=("part", "number"), name="casework_opinion_version_once"),
        ),
        migrations.AddConstraint(
            model_name="opinionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="casework_opinion_version_text"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("seen_at", None)), fields=["for_user", "-id"], name="casework_reminder_unseen"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("digest", None)), fields=["for_user", "id"], name="casework_reminder_unsent"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("kind", "for_user", "case", "part", "commission", "dispatch", "term_on"),
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
                condition=models.Q(("case__isnull", False), ("dispatch__isnull", False), _connector="OR"),
                name="casework_reminder_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("user", "page", "name"), name="casework_view_name_once"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="casework_view_named"
            ),
        ),
    ]
