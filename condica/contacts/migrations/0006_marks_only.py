"""In the place of an erased word stands nothing, or the mark of that very erasure: no other words hide behind it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

# The mark may be cut to a column's length, never continued.
BLANK = r"""
CREATE OR REPLACE FUNCTION condica_blank(v jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT v IS NULL OR v IN ('null', '""', '[]', '{}', '"\\x"')
    OR (jsonb_typeof(v) = 'string' AND v #>> '{}' LIKE '[șters%' AND EXISTS (
      SELECT 1 FROM contacts_erasure e WHERE e.id::text = current_setting('condica.erasure', true)
        AND starts_with(e.mark, v #>> '{}')))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0005_open_guards")]
    operations: list[Any] = [migrations.RunSQL(BLANK, migrations.RunSQL.noop)]
