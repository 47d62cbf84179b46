"""Two more findings of a scanned sheet: a label of another house, and one that says no house."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailroom", "0005_scan_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="batch",
            name="finding",
            field=models.TextField(
                choices=[
                    ("label", "label"),
                    ("follows", "follows"),
                    ("blank", "blank"),
                    ("position", "position"),
                    ("postal", "postal"),
                    ("foreign", "foreign"),
                    ("other_house", "other_house"),
                    ("misread", "misread"),
                    ("damaged", "damaged"),
                    ("two_labels", "two_labels"),
                    ("disagree", "disagree"),
                    ("no_label", "no_label"),
                    ("unknown", "unknown"),
                    ("cancelled", "cancelled"),
                    ("unmarked", "unmarked"),
                    ("leaves", "leaves"),
                    ("leaves_unknown", "leaves_unknown"),
                    ("refused", "refused"),
                    ("unreadable", "unreadable"),
                    ("split", "split"),
                    ("undone", "undone"),
                ]
            ),
        ),
        migrations.AlterField(
            model_name="sheet",
            name="finding",
            field=models.TextField(
                choices=[
                    ("label", "label"),
                    ("follows", "follows"),
                    ("blank", "blank"),
                    ("position", "position"),
                    ("postal", "postal"),
                    ("foreign", "foreign"),
                    ("other_house", "other_house"),
                    ("misread", "misread"),
                    ("damaged", "damaged"),
                    ("two_labels", "two_labels"),
                    ("disagree", "disagree"),
                    ("no_label", "no_label"),
                    ("unknown", "unknown"),
                    ("cancelled", "cancelled"),
                    ("unmarked", "unmarked"),
                    ("leaves", "leaves"),
                    ("leaves_unknown", "leaves_unknown"),
                    ("refused", "refused"),
                    ("unreadable", "unreadable"),
                    ("split", "split"),
                    ("undone", "undone"),
                ]
            ),
        ),
    ]
