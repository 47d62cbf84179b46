"""Scanned stacks, their sheets and groups; inventories of old files."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import condica.foundation.search


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_searchable_scans"),
        ("mailroom", "0003_messages_of_the_house"),
        ("organisation", "0005_main_desk"),
        ("registry", "0012_withdrawn_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Inventory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_name", models.CharField(max_length=200, verbose_name="compartimentul")),
                ("year", models.PositiveSmallIntegerField(verbose_name="anul")),
                (
                    "keeping",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="termenul de păstrare"),
                ),
                ("fonds", models.CharField(blank=True, default="", max_length=200, verbose_name="fondul arhivistic")),
                ("note", models.TextField(blank=True, default="", verbose_name="observații")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "unit_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="nr. crt.")),
                ("file_code", models.CharField(blank=True, default="", max_length=40, verbose_name="indicativul")),
                ("content", models.TextField(verbose_name="conținutul pe scurt")),
                (
                    "extreme_dates",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="datele extreme"),
                ),
                ("leaves", models.PositiveIntegerField(blank=True, null=True, verbose_name="numărul filelor")),
                ("note", models.TextField(blank=True, default="", verbose_name="observații")),
                ("keys", condica.foundation.search.KeysField(null=True)),
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="mailroom.inventory"
                    ),
                ),
            ],
            options={
                "ordering": ["inventory", "number"],
            },
        ),
        migrations.CreateModel(
            name="PositionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="mailroom.position"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveIntegerField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("matched", "recunoscut"),
                            ("queued", "de hotărât"),
                            ("attached", "la document"),
                            ("taken", "confirmare predată"),
                            ("filed", "la dosarul din inventar"),
                            ("discarded", "pus deoparte ca gol"),
                            ("joined", "unit cu cel dinainte"),
                        ]
                    ),
                ),
                (
                    "finding",
                    models.TextField(
                        choices=[
                            ("label", "label"),
                            ("follows", "follows"),
                            ("blank", "blank"),
                            ("position", "position"),
                            ("postal", "postal"),
                            ("foreign", "foreign"),
                            ("misread", "misread"),
                            ("damaged", "damaged"),
                            ("two_labels", "two_labels"),
                            ("disagree", "disagree"),
                            ("no_label", "no_label"),
                            ("unknown", "unknown"),
                            ("cancelled", "cancelled"),
                            ("leaves", "leaves"),
                            ("leaves_unknown", "leaves_unknown"),
                            ("refused", "refused"),
                            ("unreadable", "unreadable"),
                            ("split", "split"),
                            ("undone", "undone"),
                        ]
                    ),
                ),
                ("code", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "attachment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scanned",
                        to="registry.attachment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="registry.entry",
                    ),
                ),
                (
                    "position_file",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scanned",
                        to="mailroom.positionfile",
                    ),
                ),
            ],
            options={
                "ordering": ["stack", "first"],
            },
        ),
        migrations.CreateModel(
            name="RefusedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField()),
                ("cells", models.JSONField(default=dict)),
                ("problem", models.TextField()),
                ("mended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refused", to="mailroom.inventory"
                    ),
                ),
            ],
            options={
                "ordering": ["row"],
            },
        ),
        migrations.CreateModel(
            name="Scanner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="nume")),
                ("folder", models.CharField(max_length=300, unique=True, verbose_name="dosarul în care scrie")),
                ("both_sides", models.BooleanField(default=False, verbose_name="scanează pe ambele fețe")),
                ("for_archive", models.BooleanField(default=False, verbose_name="scanează dosare vechi din arhivă")),
                (
                    "kept_days",
                    models.PositiveIntegerField(default=30, verbose_name="zile cât rămân fișierele preluate"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="activ")),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.TextField(blank=True, default="")),
                ("seen", models.JSONField(default=dict)),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.desk",
                        verbose_name="ghișeul",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Stack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("both_sides", models.BooleanField(default=False)),
                ("for_archive", models.BooleanField(default=False)),
                ("kept_path", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("reading", "se citește"),
                            ("read", "citit"),
                            ("broken", "nu se poate citi"),
                            ("stopped", "oprit"),
                        ],
                        default="reading",
                    ),
                ),
                ("pages", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True, default="")),
                ("taken_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "blob",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stack", to="documents.blob"
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
                    "pages_blob",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.blob",
                    ),
                ),
                (
                    "scanner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stacks",
                        to="mailroom.scanner",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("codes", models.JSONField(default=list)),
                (
                    "finding",
                    models.TextField(
                        choices=[
                            ("label", "label"),
                            ("follows", "follows"),
                            ("blank", "blank"),
                            ("position", "position"),
                            ("postal", "postal"),
                            ("foreign", "foreign"),
                            ("misread", "misread"),
                            ("damaged", "damaged"),
                            ("two_labels", "two_labels"),
                            ("disagree", "disagree"),
                            ("no_label", "no_label"),
                            ("unknown", "unknown"),
                            ("cancelled", "cancelled"),
                            ("leaves", "leaves"),
                            ("leaves_unknown", "leaves_unknown"),
                            ("refused", "refused"),
                            ("unreadable", "unreadable"),
                            ("split", "split"),
                            ("undone", "undone"),
                        ]
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(default=0)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="mailroom.batch",
                    ),
                ),
                (
                    "stack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="mailroom.stack"
                    ),
                ),
            ],
            options={
                "ordering": ["stack", "number"],
            },
        ),
        migrations.AddField(
            model_name="batch",
            name="stack",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="mailroom.stack"
            ),
        ),
        migrations.AddConstraint(
            model_name="inventory",
            constraint=models.UniqueConstraint(
                fields=("unit_name", "year", "keeping", "fonds"), name="mailroom_inventory_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="inventory",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 1800), ("year__lte", 2200)), name="mailroom_inventory_year"
            ),
        ),
        migrations.AddIndex(
            model_name="position",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="mailroom_position_keys"),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(fields=("inventory", "number"), name="mailroom_position_once"),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("content", ""), _negated=True), name="mailroom_position_content"
            ),
        ),
        migrations.AddConstraint(
            model_name="positionfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("position", "document"),
                name="mailroom_position_file_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="positionfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_by", None), ("withdrawn_reason", "")),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="mailroom_position_file_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=models.UniqueConstraint(fields=("inventory", "row"), name="mailroom_refused_row_once"),
        ),
        migrations.AddConstraint(
            model_name="scanner",
            constraint=models.CheckConstraint(
                condition=models.Q(("folder", ""), _negated=True), name="mailroom_scanner_folder"
            ),
        ),
        migrations.AddIndex(
            model_name="stack",
            index=models.Index(fields=["state", "-id"], name="mailroom_stack_state"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(fields=("stack", "number"), name="mailroom_sheet_once"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", [0, 90, 180, 270])), name="mailroom_sheet_turn"
            ),
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(condition=models.Q(("state", "queued")), fields=["id"], name="mailroom_batch_queued"),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(fields=("stack", "first"), name="mailroom_batch_once"),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "attached"), _negated=True),
                    models.Q(("attachment__isnull", False), ("document__isnull", False), ("entry__isnull", False)),
                    _connector="OR",
                ),
                name="mailroom_batch_attached",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "filed"), _negated=True),
                    models.Q(("document__isnull", False), ("position_file__isnull", False)),
                    _connector="OR",
                ),
                name="mailroom_batch_filed",
            ),
        ),
    ]
