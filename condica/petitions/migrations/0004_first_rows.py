"""What stood in the petition's own columns becomes rows: extensions that counted, redirections that went."""

from django.db import migrations

EXTENSIONS = """
INSERT INTO petitions_extension (petition_id, days, energy, reason, decided_by_id, decided_on, before, legal,
  needs_notice, told_on, counted_at)
SELECT p.case_id, x.days, x.rule = 'og27-extension-energy', x.reason, x.by_id, x."on", b.legal, x.legal, true,
  LEAST(coalesce(p.told_on, x."on"), b.legal), x.at
FROM petitions_petition p
JOIN casework_clockevent x ON x.case_id = p.case_id AND x.kind = 'extended'
JOIN LATERAL (SELECT legal FROM casework_clockevent k WHERE k.case_id = p.case_id AND k.id < x.id
  ORDER BY k.id DESC LIMIT 1) b ON true;
"""
REDIRECTIONS = """
INSERT INTO petitions_redirection (petition_id, "to", address, email, reason, at, by_id, due_on, sent_on)
SELECT p.case_id, p.redirected_to, '', '', e.reason, e.at, e.by_id,
  (r.registered_at AT TIME ZONE 'Europe/Bucharest')::date + 6, e."on"
FROM petitions_petition p
JOIN petitions_ending e ON e.petition_id = p.case_id AND e.kind = 'moved'
JOIN casework_case c ON c.id = p.case_id
JOIN registry_entry r ON r.number_id = c.entry_id
WHERE p.redirected_to <> '';
"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0003_letters_owed_redirections_rulings")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (EXTENSIONS, REDIRECTIONS)]
