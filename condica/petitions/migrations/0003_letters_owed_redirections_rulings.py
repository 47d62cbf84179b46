"""Letters that verbs owe, redirections, extensions, rulings of courts: each a row; collective petitions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import condica.petitions.rules.stages
import condica.petitions.rules.words


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_guards"),
        ("correspondence", "0006_notices"),
        ("petitions", "0002_guards"),
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CourtRuling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("court", models.TextField()),
                ("number", models.TextField()),
                ("dated", models.DateField()),
                ("days", models.PositiveSmallIntegerField()),
                ("counts_from", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "petition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extension",
                        to="petitions.petition",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("energy", models.BooleanField(default=False)),
                ("reason", models.TextField()),
                ("decided_on", models.DateField()),
                ("before", models.DateField()),
                ("legal", models.DateField()),
                ("needs_notice", models.BooleanField(default=True)),
                ("told_on", models.DateField(blank=True, null=True)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("authority", "adresa către autoritatea competentă"),
                            ("redirected", "înștiințarea de redirecționare"),
                            ("extension", "înștiințarea de prelungire"),
                            ("papers", "cererea de completări"),
                            ("withdrawal", "confirmarea retragerii"),
                        ]
                    ),
                ),
                ("owed_at", models.DateTimeField()),
                ("left_on", models.DateField(blank=True, null=True)),
                ("proof", models.TextField(blank=True, default="")),
                ("void_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Redirection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.TextField()),
                ("address", models.TextField(blank=True, default="")),
                ("email", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="ending",
            name="petitions_ending_kind",
        ),
        migrations.AddField(
            model_name="description",
            name="collective",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="description",
            name="signatories",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="on_behalf_of",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="petition",
            name="representative",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="petition",
            name="signatories",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.entry",
            ),
        ),
        migrations.AlterField(
            model_name="ending",
            name="kind",
            field=models.TextField(
                choices=[
                    ("answered", "answered"),
                    ("joined", "joined"),
                    ("moved", "moved"),
                    ("filed", "filed"),
                    ("withdrawn", "withdrawn"),
                    ("reclassed", "reclassed"),
                    ("again", "again"),
                ]
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            condica.petitions.rules.stages.Ended["ANSWERED"],
                            condica.petitions.rules.stages.Ended["JOINED"],
                            condica.petitions.rules.stages.Ended["MOVED"],
                            condica.petitions.rules.stages.Ended["FILED"],
                            condica.petitions.rules.stages.Ended["WITHDRAWN"],
                            condica.petitions.rules.stages.Ended["RECLASSED"],
                            condica.petitions.rules.stages.Ended["AGAIN"],
                        ],
                    )
                ),
                name="petitions_ending_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signatories__isnull", True),
                    models.Q(("signatories__gte", 2), models.Q(("representative", ""), _negated=True)),
                    _connector="OR",
                ),
                name="petitions_collective_represented",
            ),
        ),
        migrations.AddField(
            model_name="courtruling",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="courtruling",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="petitions.petition"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="decided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="letter",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice",
                to="correspondence.letter",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="petitions.petition"
            ),
        ),
        migrations.AddField(
            model_name="redirection",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="redirection",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="redirections", to="petitions.petition"
            ),
        ),
        migrations.AddConstraint(
            model_name="courtruling",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("court", ""), _negated=True), models.Q(("number", ""), _negated=True)),
                name="petitions_ruling_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="courtruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 1), ("days__lte", 365)), name="petitions_ruling_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="courtruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts_from__gte", models.F("dated"))), name="petitions_ruling_counts_after"
            ),
        ),
        migrations.AddConstraint(
            model_name="courtruling",
            constraint=models.UniqueConstraint(fields=("petition", "court", "number"), name="petitions_ruling_once"),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("days__gte", 1),
                    models.Q(("days__lte", 15), models.Q(("days__lte", 30), ("energy", True)), _connector="OR"),
                ),
                name="petitions_extension_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_on__lte", models.F("before")), ("before__lt", models.F("legal"))),
                name="petitions_extended_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counted_at__isnull", True),
                    ("needs_notice", False),
                    models.Q(("told_on__isnull", False), ("told_on__lte", models.F("before"))),
                    _connector="OR",
                ),
                name="petitions_extension_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            condica.petitions.rules.words.NoticeKind["AUTHORITY"],
                            condica.petitions.rules.words.NoticeKind["REDIRECTED"],
                            condica.petitions.rules.words.NoticeKind["EXTENSION"],
                            condica.petitions.rules.words.NoticeKind["PAPERS"],
                            condica.petitions.rules.words.NoticeKind["WITHDRAWAL"],
                        ],
                    )
                ),
                name="petitions_notice_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on__isnull", True),
                    ("letter__isnull", False),
                    models.Q(("proof", ""), _negated=True),
                    _connector="OR",
                ),
                name="petitions_notice_proved",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_on__isnull", True), ("void_at__isnull", True), _connector="OR"),
                name="petitions_notice_left_or_void",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("left_on__isnull", True),
                    ("void_at__isnull", True),
                    models.Q(("kind", condica.petitions.rules.words.NoticeKind["PAPERS"]), _negated=True),
                ),
                fields=("petition", "kind"),
                name="petitions_notice_owed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="redirection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)), fields=("petition",), name="petitions_one_redirection"
            ),
        ),
        migrations.AddConstraint(
            model_name="redirection",
            constraint=models.CheckConstraint(
                condition=models.Q(("to", ""), _negated=True), name="petitions_redirected_somewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="redirection",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_on__isnull", True), ("undone_at__isnull", True), _connector="OR"),
                name="petitions_sent_not_undone",
            ),
        ),
    ]
