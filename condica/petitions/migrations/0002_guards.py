"""The history that reports count is only added to."""

from django.db import migrations

TABLES = ("petitions_description", "petitions_ending")


def kept(table: str) -> str:
    """Rows are never changed, removed, or emptied all at once."""
    return (
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION condica_refuse();\n"
        f"CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table} EXECUTE FUNCTION condica_refuse();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_keep;\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_keep_all;\n"
    )


PETITION = """
CREATE TRIGGER petitions_petition_keep BEFORE DELETE ON petitions_petition
  FOR EACH ROW EXECUTE FUNCTION condica_refuse();
ALTER TABLE petitions_petition ENABLE ALWAYS TRIGGER petitions_petition_keep;
"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0001_initial"), ("journal", "0002_guards")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (*(kept(table) for table in TABLES), PETITION)
    ]
