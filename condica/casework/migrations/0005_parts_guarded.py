"""The parts of others are whole, and the database holds them: what was asked and given is not rewritten or removed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTIONS = r"""
-- What was asked stays asked; once given, returned or withdrawn, a part's end stays (a given one may be worded again).
CREATE FUNCTION casework_part_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.unit_id, NEW.asked, NEW.asked_by_id, NEW.asked_at)
      IS DISTINCT FROM (OLD.case_id, OLD.unit_id, OLD.asked, OLD.asked_by_id, OLD.asked_at) THEN
    RAISE EXCEPTION 'Condica: o cerere de punct de vedere nu se rescrie; se cere altul.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('given', 'returned', 'withdrawn') AND NEW.state IS DISTINCT FROM OLD.state THEN
    RAISE EXCEPTION 'Condica: un punct de vedere încheiat nu se redeschide; se cere altul.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.opinion IS DISTINCT FROM OLD.opinion AND NOT EXISTS (
      SELECT FROM casework_opinionversion v WHERE v.part_id = NEW.id AND v.text = NEW.opinion) THEN
    RAISE EXCEPTION 'Condica: fiecare punct de vedere își păstrează versiunile.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A commission's charge and, once ended, its minutes stay as they were written.
CREATE FUNCTION casework_commission_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.asked, NEW.named_by_id, NEW.named_at)
      IS DISTINCT FROM (OLD.case_id, OLD.asked, OLD.named_by_id, OLD.named_at) OR OLD.state <> 'open' THEN
    RAISE EXCEPTION 'Condica: o comisie încheiată nu se schimbă; se numește alta.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Who was told what stays told; only that it was seen, and sent, is written later.
CREATE FUNCTION casework_reminder_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.for_user_id, NEW.case_id, NEW.part_id, NEW.commission_id, NEW.dispatch_id, NEW."on", NEW.term_on,
      NEW.sentence, NEW.at) IS DISTINCT FROM (OLD.kind, OLD.for_user_id, OLD.case_id, OLD.part_id, OLD.commission_id,
      OLD.dispatch_id, OLD."on", OLD.term_on, OLD.sentence, OLD.at) THEN
    RAISE EXCEPTION 'Condica: o amintire nu se rescrie.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def guard(table: str, name: str, when: str, function: str, *, each: str = "FOR EACH ROW ") -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {each}EXECUTE FUNCTION {function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


def whole(table: str) -> str:
    """Rows are never removed, the table never emptied."""
    return guard(table, f"{table}_keep", "BEFORE DELETE", "condica_refuse") + guard(
        table, f"{table}_keep_all", "BEFORE TRUNCATE", "condica_refuse", each=""
    )


TRIGGERS = (
    guard("casework_jointunit", "casework_part_guard", "BEFORE UPDATE", "casework_part_guard")
    + guard("casework_commission", "casework_commission_guard", "BEFORE UPDATE", "casework_commission_guard")
    + guard("casework_reminder", "casework_reminder_guard", "BEFORE UPDATE", "casework_reminder_guard")
    + guard("casework_opinionversion", "casework_opinionversion_same", "BEFORE UPDATE", "condica_refuse")
    + guard("casework_commissionmember", "casework_commissionmember_same", "BEFORE UPDATE", "condica_refuse")
    + "".join(
        whole(f"casework_{table}")
        for table in ("jointunit", "opinionversion", "commission", "commissionmember", "reminder", "digest")
    )
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_parts_filled"),
        ("journal", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            model_name="jointunit",
            name="asked_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="jointunit",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="jointunit",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="casework.case"
            ),
        ),
        migrations.AddIndex(
            model_name="jointunit",
            index=models.Index(
                condition=models.Q(("state__in", ("asked", "accepted"))),
                fields=["unit", "due_on"],
                name="casework_part_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="jointunit",
            index=models.Index(fields=["case", "id"], name="casework_part_case"),
        ),
        migrations.AddConstraint(
            model_name="jointunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("asked", "accepted"))),
                fields=("case", "unit"),
                name="casework_part_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "accepted", "given", "returned", "withdrawn"])),
                name="casework_part_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "given"), models.Q(("opinion", ""), _negated=True)),
                    models.Q(models.Q(("state", "given"), _negated=True), ("opinion", "")),
                    _connector="OR",
                ),
                name="casework_part_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state__in", ["returned", "withdrawn"]),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ["returned", "withdrawn"]), _negated=True), ("ended_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="casework_part_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    models.Q(("accepted_at__isnull", False), ("assignee__isnull", False)),
                    _connector="OR",
                ),
                name="casework_part_accepted_by",
            ),
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
    ]
