"""What was presented stays as presented, held by the database: papers, order, words; resolutions are appended."""

from django.db import migrations

FUNCTIONS = r"""
-- A folder goes from preparing to presented to closed, never back; whose it is and of which day never changes.
CREATE FUNCTION desk_folder_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.decider_id, NEW.day, NEW.ordinal, NEW.prepared_by_id, NEW.prepared_at)
      IS DISTINCT FROM (OLD.decider_id, OLD.day, OLD.ordinal, OLD.prepared_by_id, OLD.prepared_at)
      OR (OLD.state <> 'preparing' AND (NEW.presented_by_id, NEW.presented_at)
          IS DISTINCT FROM (OLD.presented_by_id, OLD.presented_at))
      OR OLD.state = 'closed'
      OR (OLD.state = 'presented' AND NEW.state = 'preparing')
      OR (OLD.state = 'preparing' AND NEW.state = 'closed') THEN
    RAISE EXCEPTION 'Condica: o mapă prezentată rămâne cum a fost prezentată, una închisă nu se redeschide.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'closed' AND EXISTS (
      SELECT FROM desk_folderpaper p WHERE p.folder_id = NEW.id AND p.state IN ('waiting', 'refused')) THEN
    RAISE EXCEPTION 'Condica: o mapă cu documente nehotărâte nu se închide.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- The contents of a folder: free while it is prepared, frozen when it is presented.
CREATE FUNCTION desk_paper_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_state text;
BEGIN
  SELECT state INTO now_state FROM desk_folder
    WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.folder_id ELSE OLD.folder_id END FOR SHARE;
  IF now_state IS DISTINCT FROM 'preparing' THEN
    IF TG_OP <> 'UPDATE' THEN
      RAISE EXCEPTION 'Condica: conținutul unei mape prezentate nu se schimbă.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.folder_id, NEW.entry_id, NEW.position, NEW.why, NEW.times, NEW.note, NEW.number, NEW.sender, NEW.subject,
        NEW.kind) IS DISTINCT FROM (OLD.folder_id, OLD.entry_id, OLD.position, OLD.why, OLD.times, OLD.note,
        OLD.number, OLD.sender, OLD.subject, OLD.kind)
        OR OLD.state NOT IN ('waiting', 'refused') OR now_state = 'closed' THEN
      RAISE EXCEPTION 'Condica: documentele unei mape prezentate rămân cum au fost prezentate.'
        USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF TG_OP <> 'DELETE' THEN
    IF NEW.state <> 'waiting' THEN
      RAISE EXCEPTION 'Condica: într-o mapă neprezentată nu se hotărăște nimic.' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- Resolutions are given only in a presented folder, and stay as given; undone only while their paper waits.
CREATE FUNCTION desk_resolution_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paper_state text; folder_state text;
BEGIN
  SELECT p.state, f.state INTO paper_state, folder_state
    FROM desk_folderpaper p JOIN desk_folder f ON f.id = p.folder_id WHERE p.id = NEW.paper_id FOR SHARE OF f;
  IF folder_state IS DISTINCT FROM 'presented' OR paper_state NOT IN ('waiting', 'refused') THEN
    RAISE EXCEPTION 'Condica: rezoluții se dau și se anulează numai într-o mapă prezentată, la documente nehotărâte.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND ((NEW.paper_id, NEW.effect, NEW.text, NEW.phrase_id, NEW.lead_id, NEW.due_on, NEW.reason,
      NEW.by_id, NEW.at, NEW.on_paper, NEW.milliseconds) IS DISTINCT FROM (OLD.paper_id, OLD.effect, OLD.text,
      OLD.phrase_id, OLD.lead_id, OLD.due_on, OLD.reason, OLD.by_id, OLD.at, OLD.on_paper, OLD.milliseconds)
      OR OLD.undone_at IS NOT NULL) THEN
    RAISE EXCEPTION 'Condica: o rezoluție nu se rescrie; se anulează și se dă alta.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- The units that a resolution names stay; only who took note, and when, is written later, once.
CREATE FUNCTION desk_named_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.resolution_id, NEW.unit_id, NEW.role) IS DISTINCT FROM (OLD.resolution_id, OLD.unit_id, OLD.role)
      OR OLD.seen_at IS NOT NULL THEN
    RAISE EXCEPTION 'Condica: compartimentele unei rezoluții rămân cum au fost numite.'
      USING ERRCODE = 'restrict_violation';
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
    guard("desk_folder", "desk_folder_guard", "BEFORE UPDATE", "desk_folder_guard")
    + whole("desk_folder")
    + guard("desk_folderpaper", "desk_paper_guard", "BEFORE INSERT OR UPDATE OR DELETE", "desk_paper_guard")
    + guard("desk_folderpaper", "desk_folderpaper_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    + guard("desk_resolution", "desk_resolution_guard", "BEFORE INSERT OR UPDATE", "desk_resolution_guard")
    + whole("desk_resolution")
    + guard("desk_namedunit", "desk_named_guard", "BEFORE UPDATE", "desk_named_guard")
    + whole("desk_namedunit")
    + whole("desk_presenting")
    + "".join(f"SELECT condica_open_to_erasure('{name}');\n" for name in ("desk_paper_guard", "desk_resolution_guard"))
)

#: The phrases that every house begins with; it drops those that it does not use.
PHRASES = (
    ("Spre soluționare", "assign"),
    ("Propuneți răspuns", "assign"),
    ("Punct de vedere", "assign"),
    ("Verificați în teren", "assign"),
    ("Spre știință", "inform"),
    ("La dosar", "assign"),
    ("Discutăm", "defer"),
)


def add_phrases(apps, schema_editor):
    """The house's first phrases, in their usual order."""
    model = apps.get_model("desk", "Phrase")
    model.objects.bulk_create(
        [model(text=text, effect=effect, order=10 * place) for place, (text, effect) in enumerate(PHRASES, start=1)]
    )


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_folders"), ("contacts", "0005_open_guards"), ("journal", "0002_guards")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        migrations.RunPython(add_phrases, migrations.RunPython.noop),
    ]
