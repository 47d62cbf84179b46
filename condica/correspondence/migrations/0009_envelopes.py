"""Envelopes, the lists they leave with, prices, numbers of the post, tries of our agents."""

from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0008_signature_guards"),
        ("documents", "0006_signature_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.TextField(
                        choices=[
                            ("delivered", "predat sub semnătură"),
                            ("absent", "destinatar negăsit"),
                            ("refused", "refuzat"),
                            ("wrong_address", "adresă greșită"),
                        ]
                    ),
                ),
                ("recipient", models.TextField(blank=True, default="")),
                ("quality", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("carrier", models.TextField()),
                ("number", models.TextField()),
                ("franking", models.TextField(blank=True, default="")),
                ("made_up", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-since", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("simple", "simplă"),
                            ("registered", "recomandată (R)"),
                            ("receipt", "recomandată cu confirmare de primire (R, AR)"),
                            ("courier", "curier"),
                            ("hand", "prin agent"),
                        ]
                    ),
                ),
                ("priority", models.BooleanField(default=False)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("open", "de predat"),
                            ("handed", "predat"),
                            ("delivered", "primit de destinatar"),
                            ("returned", "întors"),
                            ("undone", "desfăcut"),
                        ],
                        default="open",
                    ),
                ),
                ("addressee", models.TextField()),
                ("address", models.TextField()),
                ("sheets", models.PositiveIntegerField()),
                ("grams", models.PositiveIntegerField()),
                ("weighed", models.BooleanField(default=False)),
                ("cost", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("number", models.TextField(blank=True, null=True, unique=True)),
                ("tracking", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("received_by", models.TextField(blank=True, default="")),
                ("returned_on", models.DateField(blank=True, null=True)),
                (
                    "return_reason",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("unclaimed", "expirat termenul de păstrare"),
                            ("refused", "refuzat de destinatar"),
                            ("wrong_address", "adresă greșită"),
                            ("no_residence", "lipsă domiciliu"),
                            ("moved", "destinatar mutat"),
                            ("unknown", "destinatar necunoscut la adresă"),
                            ("deceased", "destinatar decedat"),
                            ("other", "alt motiv"),
                        ],
                        default="",
                    ),
                ),
                ("return_note", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NumberRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=2)),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("next", models.PositiveIntegerField()),
                ("warn_at", models.PositiveIntegerField(default=50)),
                ("source", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PostList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("simple", "simplă"),
                            ("registered", "recomandată (R)"),
                            ("receipt", "recomandată cu confirmare de primire (R, AR)"),
                            ("courier", "curier"),
                            ("hand", "prin agent"),
                        ]
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[("prepared", "pregătit"), ("handed", "predat"), ("cancelled", "anulat")],
                        default="prepared",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("carrier", models.TextField(blank=True, default="")),
                ("pieces", models.PositiveIntegerField(default=0)),
                ("grams", models.PositiveIntegerField(default=0)),
                ("cost", models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=10)),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
                ("stamp", models.TextField(blank=True, default="")),
                ("cancelled_for", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["-year", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Tariff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("simple", "simplă"),
                            ("registered", "recomandată (R)"),
                            ("receipt", "recomandată cu confirmare de primire (R, AR)"),
                            ("courier", "curier"),
                            ("hand", "prin agent"),
                        ]
                    ),
                ),
                ("priority", models.BooleanField(default=False)),
                ("upto", models.PositiveIntegerField()),
                ("price", models.DecimalField(decimal_places=2, max_digits=10)),
                ("source", models.TextField()),
                ("made_up", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["kind", "priority", "upto", "-since"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="dispatch",
            name="correspondence_dispatch_state",
        ),
        migrations.RemoveConstraint(
            model_name="dispatch",
            name="correspondence_dispatch_way",
        ),
        migrations.RemoveConstraint(
            model_name="dispatch",
            name="correspondence_dispatch_left",
        ),
        migrations.AlterField(
            model_name="dispatch",
            name="state",
            field=models.TextField(
                choices=[
                    ("waiting", "așteaptă plecarea"),
                    ("sent", "a plecat"),
                    ("failed", "n-a plecat"),
                    ("bounced", "s-a întors"),
                    ("withdrawn", "retrasă"),
                ],
                default="waiting",
            ),
        ),
        migrations.AlterField(
            model_name="dispatch",
            name="way",
            field=models.TextField(
                choices=[
                    ("email", "e-mail"),
                    ("post", "poștă"),
                    ("counter", "la ghișeu"),
                    ("courier", "curier"),
                    ("hand", "prin agent"),
                ]
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="channel",
            field=models.TextField(
                blank=True,
                choices=[
                    ("email", "e-mail"),
                    ("post", "poștă"),
                    ("counter", "la ghișeu"),
                    ("courier", "curier"),
                    ("hand", "prin agent"),
                ],
                default="",
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="proof",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="envelope",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="correspondence.envelope"
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="envelope",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dispatches",
                to="correspondence.envelope",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "waiting",
                            "sent",
                            "failed",
                            "bounced",
                            "withdrawn",
                        ],
                    )
                ),
                name="correspondence_dispatch_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "way__in",
                        [
                            "email",
                            "post",
                            "counter",
                            "courier",
                            "hand",
                        ],
                    )
                ),
                name="correspondence_dispatch_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("at__isnull", False),
                        (
                            "state__in",
                            [
                                "sent",
                                "bounced",
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    "sent",
                                    "bounced",
                                ],
                            ),
                            _negated=True,
                        ),
                        ("at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="correspondence_dispatch_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("envelope__isnull", True),
                    (
                        "way__in",
                        [
                            "courier",
                            "hand",
                            "post",
                        ],
                    ),
                    _connector="OR",
                ),
                name="correspondence_envelope_on_paper",
            ),
        ),
        migrations.AddField(
            model_name="numberrange",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="drawn_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="correspondence.numberrange",
            ),
        ),
        migrations.AddField(
            model_name="postlist",
            name="agent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postlist",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="correspondence.contract",
            ),
        ),
        migrations.AddField(
            model_name="postlist",
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
            model_name="postlist",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="post_list",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="envelopes",
                to="correspondence.postlist",
            ),
        ),
        migrations.AddField(
            model_name="tariff",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="tariff",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="correspondence.tariff",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("carrier", ""), _negated=True), models.Q(("number", ""), _negated=True)),
                name="correspondence_contract_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="correspondence_contract_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "delivered",
                            "absent",
                            "refused",
                            "wrong_address",
                        ],
                    )
                ),
                name="correspondence_attempt_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "delivered"), _negated=True),
                    models.Q(("recipient", ""), _negated=True),
                    _connector="OR",
                ),
                name="correspondence_attempt_recipient",
            ),
        ),
        migrations.AddConstraint(
            model_name="numberrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("prefix__regex", "^R[A-Z]$")), name="correspondence_range_prefix"
            ),
        ),
        migrations.AddConstraint(
            model_name="numberrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lte", models.F("last")), ("last__lte", 99999999)),
                name="correspondence_range_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="numberrange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next__gte", models.F("first")),
                    (
                        "next__lte",
                        django.db.models.expressions.CombinedExpression(models.F("last"), "+", models.Value(1)),
                    ),
                ),
                name="correspondence_range_next",
            ),
        ),
        migrations.AddConstraint(
            model_name="postlist",
            constraint=models.UniqueConstraint(fields=("year", "number"), name="correspondence_list_once"),
        ),
        migrations.AddConstraint(
            model_name="postlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "simple",
                            "registered",
                            "receipt",
                            "courier",
                            "hand",
                        ],
                    )
                ),
                name="correspondence_list_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="postlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "prepared",
                            "handed",
                            "cancelled",
                        ],
                    )
                ),
                name="correspondence_list_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="postlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("handed_at__isnull", False),
                        ("handed_by__isnull", False),
                        ("pieces__gte", 1),
                        ("state", "handed"),
                        models.Q(("stamp", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "handed"), _negated=True),
                        ("handed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="correspondence_list_handed",
            ),
        ),
        migrations.AddConstraint(
            model_name="postlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "cancelled"),
                        models.Q(("cancelled_for", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "cancelled"), _negated=True),
                        ("cancelled_for", ""),
                    ),
                    _connector="OR",
                ),
                name="correspondence_list_cancelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="postlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "hand"), _negated=True),
                    ("agent__isnull", False),
                    _connector="OR",
                ),
                name="correspondence_list_agent",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "simple",
                            "registered",
                            "receipt",
                            "courier",
                            "hand",
                        ],
                    )
                ),
                name="correspondence_tariff_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariff",
            constraint=models.CheckConstraint(
                condition=models.Q(("price__gte", 0), ("upto__gte", 1)), name="correspondence_tariff_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="tariff",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="correspondence_tariff_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="tariff",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="correspondence_tariff_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariff",
            constraint=models.UniqueConstraint(
                fields=("kind", "priority", "upto", "since"), name="correspondence_tariff_once"
            ),
        ),
        migrations.AddIndex(
            model_name="envelope",
            index=models.Index(fields=["state", "kind", "made_at"], name="correspondence_env_state"),
        ),
        migrations.AddIndex(
            model_name="envelope",
            index=models.Index(fields=["handed_at"], name="correspondence_env_handed"),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "simple",
                            "registered",
                            "receipt",
                            "courier",
                            "hand",
                        ],
                    )
                ),
                name="correspondence_envelope_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "open",
                            "handed",
                            "delivered",
                            "returned",
                            "undone",
                        ],
                    )
                ),
                name="correspondence_envelope_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(("grams__gte", 1)), name="correspondence_envelope_weight"
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("priority", False),
                    models.Q(
                        (
                            "kind__in",
                            [
                                "courier",
                                "hand",
                            ],
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="correspondence_envelope_priority",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__isnull", True), ("number__regex", "^R[A-Z][0-9]{9}RO$"), _connector="OR"),
                name="correspondence_envelope_s10",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__isnull", True),
                    (
                        "kind__in",
                        [
                            "registered",
                            "receipt",
                        ],
                    ),
                    _connector="OR",
                ),
                name="correspondence_envelope_number_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                "handed",
                                "delivered",
                                "returned",
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("cost__isnull", False),
                        ("handed_at__isnull", False),
                        ("post_list__isnull", False),
                        models.Q(
                            ("number__isnull", False),
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        "registered",
                                        "receipt",
                                    ],
                                ),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="correspondence_envelope_handed",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("received_on__isnull", False),
                        ("state", "delivered"),
                    ),
                    models.Q(
                        models.Q(("state", "delivered"), _negated=True),
                        ("received_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="correspondence_envelope_received",
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("returned_on__isnull", False),
                        ("state", "returned"),
                        models.Q(("return_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "returned"), _negated=True),
                        ("return_reason", ""),
                        ("returned_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="correspondence_envelope_returned",
            ),
        ),
    ]
