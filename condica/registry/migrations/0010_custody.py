"""Where each original is: stays, hand-overs, differences, losses, signs (condica de predare-primire)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_guards"),
        ("organisation", "0005_main_desk"),
        ("registry", "0009_block_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Custody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "place",
                    models.TextField(
                        choices=[
                            ("desk", "la registratură"),
                            ("unit", "la compartiment"),
                            ("person", "la o persoană"),
                            ("folder", "în mapă"),
                            ("archive", "în arhivă"),
                            ("post", "plecat prin poștă"),
                            ("courier", "plecat prin curier"),
                            ("court", "la instanță"),
                            ("institution", "la altă instituție"),
                            ("citizen", "la cetățean"),
                            ("lost", "pierdut"),
                        ]
                    ),
                ),
                ("words", models.TextField(blank=True, default="")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stays", to="registry.entry"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to_desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.desk",
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "confirmed",
                    models.TextField(
                        choices=[("session", "din contul propriu"), ("pin", "cu PIN"), ("badge", "cu legitimația")]
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_confirmed",
                    models.TextField(
                        blank=True,
                        choices=[("session", "din contul propriu"), ("pin", "cu PIN"), ("badge", "cu legitimația")],
                        default="",
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "handover",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="difference", to="registry.handover"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandoverLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveIntegerField()),
                ("leaves", models.PositiveIntegerField(blank=True, null=True)),
                ("annexes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("waiting", "așteaptă primirea"),
                            ("accepted", "primit"),
                            ("refused", "refuzat"),
                            ("missing", "lipsă la primire"),
                            ("withdrawn", "predare retrasă"),
                        ],
                        default="waiting",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed",
                    models.TextField(
                        blank=True,
                        choices=[("session", "din contul propriu"), ("pin", "cu PIN"), ("badge", "cu legitimația")],
                        default="",
                    ),
                ),
                ("reason", models.TextField(blank=True, default="")),
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handed", to="registry.entry"
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="registry.handover"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handed", to="registry.custody"
                    ),
                ),
            ],
            options={
                "ordering": ["handover", "ordinal"],
            },
        ),
        migrations.AddField(
            model_name="custody",
            name="line",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stay",
                to="registry.handoverline",
            ),
        ),
        migrations.CreateModel(
            name="Loss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minute_number", models.TextField()),
                ("minute_on", models.DateField()),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("found_words", models.TextField(blank=True, default="")),
                ("found_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stay",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="loss", to="registry.custody"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sign",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pin", models.TextField(blank=True, default="")),
                ("badge", models.TextField(blank=True, default="")),
                ("set_at", models.DateTimeField()),
                ("failed", models.PositiveSmallIntegerField(default=0)),
                ("blocked_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pin", ""), _negated=True),
                            models.Q(("badge", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="registry_sign_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Differing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField(choices=[("missing", "lipsă"), ("extra", "în plus")])),
                ("code", models.TextField(blank=True, default="")),
                (
                    "difference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="registry.difference"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("difference", "entry"), name="registry_differing_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["missing", "extra"])), name="registry_differing_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entry__isnull", False), models.Q(("code", ""), _negated=True), _connector="OR"
                        ),
                        name="registry_differing_named",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["at"], name="registry_handover_at"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_desk__isnull", False), ("to_person", None), ("to_unit", None)),
                    models.Q(("to_desk", None), ("to_person", None), ("to_unit__isnull", False)),
                    models.Q(("to_desk", None), ("to_person__isnull", False), ("to_unit", None)),
                    _connector="OR",
                ),
                name="registry_handover_one_receiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at", None), ("agreed_by", None), ("agreed_confirmed", "")),
                    models.Q(
                        ("agreed_at__isnull", False),
                        ("agreed_by__isnull", False),
                        models.Q(("agreed_confirmed", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="registry_difference_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_by", None), models.Q(("agreed_by", models.F("by")), _negated=True), _connector="OR"
                ),
                name="registry_difference_two_people",
            ),
        ),
        migrations.AddIndex(
            model_name="handoverline",
            index=models.Index(fields=["state", "handover"], name="registry_handed_waiting"),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.UniqueConstraint(fields=("handover", "ordinal"), name="registry_handed_order"),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.UniqueConstraint(fields=("handover", "entry"), name="registry_handed_once"),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("entry",), name="registry_handed_to_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "accepted", "refused", "missing", "withdrawn"])),
                name="registry_handed_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed", ""), ("decided_at", None), ("decided_by", None), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="registry_handed_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="registry_handed_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    ("confirmed__in", ["session", "pin", "badge"]),
                    _connector="OR",
                ),
                name="registry_handed_confirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="custody",
            index=models.Index(
                condition=models.Q(("until", None)), fields=["place", "unit", "entry"], name="registry_custody_at"
            ),
        ),
        migrations.AddIndex(
            model_name="custody",
            index=models.Index(
                condition=models.Q(("until", None)), fields=["person", "entry"], name="registry_custody_with"
            ),
        ),
        migrations.AddIndex(
            model_name="custody",
            index=models.Index(fields=["entry", "since"], name="registry_custody_trail"),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("entry",), name="registry_custody_one_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "place__in",
                        [
                            "desk",
                            "unit",
                            "person",
                            "folder",
                            "archive",
                            "post",
                            "courier",
                            "court",
                            "institution",
                            "citizen",
                            "lost",
                        ],
                    )
                ),
                name="registry_custody_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="registry_custody_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", "unit"), _negated=True), ("unit__isnull", False), _connector="OR"
                ),
                name="registry_custody_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", "person"), _negated=True), ("person__isnull", False), _connector="OR"
                ),
                name="registry_custody_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.CheckConstraint(
                condition=models.Q(("desk", None), ("place", "desk"), _connector="OR"), name="registry_custody_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="loss",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minute_number", ""), _negated=True), models.Q(("words", ""), _negated=True)
                ),
                name="registry_loss_minute",
            ),
        ),
        migrations.AddConstraint(
            model_name="loss",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("found_at", None), ("found_by", None), ("found_words", "")),
                    models.Q(
                        ("found_at__isnull", False),
                        ("found_by__isnull", False),
                        models.Q(("found_words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="registry_loss_found",
            ),
        ),
    ]
