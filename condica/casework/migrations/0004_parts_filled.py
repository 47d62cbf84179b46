"""Points of view asked before now belong to their case, with whom and when; what was given is their first version."""

from django.db import migrations

FILL = """
UPDATE casework_jointunit j SET case_id = t.case_id, asked_by_id = t.given_by_id, asked_at = t.given_at,
  due_on = t.due_on,
  state = CASE WHEN j.opinion <> '' THEN 'given' WHEN t.state IN ('given', 'accepted') AND c.closed_at IS NULL
    THEN 'asked' ELSE 'withdrawn' END
FROM casework_task t JOIN casework_case c ON c.id = t.case_id WHERE t.id = j.task_id;
UPDATE casework_jointunit j SET reason = 'rezoluția a fost înlocuită sau lucrarea s-a încheiat',
  ended_at = coalesce(c.closed_at, c.stage_since), ended_by_id = j.asked_by_id
FROM casework_case c WHERE c.id = j.case_id AND j.state = 'withdrawn';
UPDATE casework_jointunit j SET task_id = t.id FROM casework_task t
  WHERE j.state = 'given' AND t.case_id = j.case_id AND t.state IN ('given', 'accepted') AND t.id <> j.task_id;
INSERT INTO casework_opinionversion (part_id, number, text, by_id, at)
  SELECT id, 1, opinion, by_id, at FROM casework_jointunit WHERE state = 'given';
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_parts_of_others")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
