"""Parallel registers with their desks and readers, envelopes, closed years, printed books."""

from __future__ import annotations

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0005_open_guards"),
        ("documents", "0006_signature_guards"),
        ("organisation", "0005_main_desk"),
        ("registry", "0005_selection_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BookPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.IntegerField()),
                ("first_number", models.IntegerField()),
                ("last_number", models.IntegerField()),
                ("first_page", models.IntegerField()),
                ("last_page", models.IntegerField()),
            ],
            options={
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="BookPrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("asked_at", models.DateTimeField()),
                ("total", models.IntegerField()),
                ("done", models.IntegerField(default=0)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "secrecy",
                    models.TextField(
                        choices=[
                            ("none", "fără clasă (poștă specială)"),
                            ("service", "secret de serviciu"),
                            ("secret", "secret"),
                            ("strict", "strict secret"),
                            ("utmost", "strict secret de importanță deosebită"),
                        ]
                    ),
                ),
                (
                    "seals",
                    models.TextField(
                        choices=[("intact", "intacte"), ("damaged", "deteriorate"), ("none", "fără sigilii")]
                    ),
                ),
                ("state", models.CharField(blank=True, default="", max_length=200)),
                ("brought_by", models.CharField(max_length=200)),
                ("delegation", models.CharField(blank=True, default="", max_length=100)),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RegisterDesk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="de la")),
                ("until", models.DateField(blank=True, null=True, verbose_name="până la (inclusiv)")),
            ],
            options={
                "ordering": ["desk__code"],
            },
        ),
        migrations.CreateModel(
            name="RegisterReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="de la")),
                ("until", models.DateField(blank=True, null=True, verbose_name="până la (inclusiv)")),
                ("may_write", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="YearClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("minute_number", models.TextField()),
                ("last_number", models.IntegerField()),
                ("head", models.BinaryField()),
                ("counts", models.JSONField()),
                ("open_papers", models.IntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-year"],
            },
        ),
        migrations.AddField(
            model_name="register",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="register",
            name="confidentiality",
            field=models.TextField(choices=[("open", "obișnuit"), ("restricted", "restricționat")], default="open"),
        ),
        migrations.AddField(
            model_name="register",
            name="minute_number",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="register",
            name="minute_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="register",
            name="nature",
            field=models.TextField(
                choices=[("papers", "documente"), ("envelopes", "plicuri: poștă specială și secretă")], default="papers"
            ),
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_default", True),
                    models.Q(models.Q(("minute_number", ""), _negated=True), ("minute_on__isnull", False)),
                    _connector="OR",
                ),
                name="registry_register_opened_by_minute",
            ),
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_default", False),
                    models.Q(("closed_at__isnull", True), ("confidentiality", "open")),
                    _connector="OR",
                ),
                name="registry_register_default_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.CheckConstraint(
                condition=models.Q(("prefix__regex", "^([A-Z]{1,6}-?)?$")), name="registry_register_prefix"
            ),
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_default", True), models.Q(("prefix", ""), _negated=True), _connector="OR"),
                name="registry_register_prefix_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nature", "envelopes"), _negated=True), ("confidentiality", "restricted"), _connector="OR"
                ),
                name="registry_register_envelopes_restricted",
            ),
        ),
        migrations.AddField(
            model_name="bookpart",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="bookprint",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bookprint",
            name="register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="prints", to="registry.register"
            ),
        ),
        migrations.AddField(
            model_name="bookpart",
            name="printing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="registry.bookprint"
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="envelope", to="registry.entry"
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="handed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="handed_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="registerdesk",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="registers", to="organisation.desk"
            ),
        ),
        migrations.AddField(
            model_name="registerdesk",
            name="register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="desks", to="registry.register"
            ),
        ),
        migrations.AddField(
            model_name="registerreader",
            name="register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readers", to="registry.register"
            ),
        ),
        migrations.AddField(
            model_name="registerreader",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="registerreader",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="yearclosing",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="yearclosing",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="yearclosing",
            name="register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="registry.register"
            ),
        ),
        migrations.AddConstraint(
            model_name="bookprint",
            constraint=models.CheckConstraint(condition=models.Q(("done__gte", 0)), name="registry_bookprint_done"),
        ),
        migrations.AddConstraint(
            model_name="bookpart",
            constraint=models.UniqueConstraint(fields=("printing", "ordinal"), name="registry_bookpart_once"),
        ),
        migrations.AddConstraint(
            model_name="bookpart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_number__gte", models.F("first_number")), ("last_page__gte", models.F("first_page"))
                ),
                name="registry_bookpart_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(("secrecy__in", ["none", "service", "secret", "strict", "utmost"])),
                name="registry_envelope_secrecy",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seals__in", ["intact", "none"]),
                    models.Q(("seals", "damaged"), models.Q(("state", ""), _negated=True)),
                    _connector="OR",
                ),
                name="registry_envelope_damage_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(("brought_by", ""), _negated=True), name="registry_envelope_brought"
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_at", None), ("handed_by", None), ("handed_to", None), ("taken_at", None)),
                    models.Q(("handed_at__isnull", False), ("handed_by__isnull", False), ("handed_to__isnull", False)),
                    _connector="OR",
                ),
                name="registry_envelope_handed",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_at", None), ("taken_at__gte", models.F("handed_at")), _connector="OR"),
                name="registry_envelope_taken_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handed_to", None), models.Q(("handed_to", models.F("handed_by")), _negated=True), _connector="OR"
                ),
                name="registry_envelope_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerdesk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("until__gte", models.F("since") - datetime.timedelta(days=1)),
                    _connector="OR",
                ),
                name="registry_registerdesk_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerdesk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("register", "desk"),
                name="registry_registerdesk_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerreader",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("until__gte", models.F("since") - datetime.timedelta(days=1)),
                    _connector="OR",
                ),
                name="registry_registerreader_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerreader",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unit__isnull", True), ("user__isnull", False)),
                    models.Q(("unit__isnull", False), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="registry_registerreader_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearclosing",
            constraint=models.UniqueConstraint(fields=("register", "year"), name="registry_yearclosing_once"),
        ),
        migrations.AddConstraint(
            model_name="yearclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(("minute_number", ""), _negated=True), name="registry_yearclosing_minute"
            ),
        ),
        migrations.AddConstraint(
            model_name="yearclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_number__gte", 0)), name="registry_yearclosing_last"
            ),
        ),
    ]
