"""What art. 163 and a register of displays fix, held by the database: steps in their order, moments and terms once."""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION court_papers_day(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT (at AT TIME ZONE 'Europe/Bucharest')::date
$$;

-- The arrows of an act; what was counted, handed over, returned and sent stays as it was.
CREATE FUNCTION court_papers_courtpaper_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.entry_id <> OLD.entry_id OR (NEW.stage <> OLD.stage AND (OLD.stage, NEW.stage) NOT IN (
      ('new', 'waiting'), ('new', 'returned'), ('new', 'left'), ('left', 'new'), ('waiting', 'handed'),
      ('waiting', 'returned'), ('handed', 'proved'), ('returned', 'sent_back'))) THEN
    RAISE EXCEPTION 'Condica: actul de procedură nu trece de la „%” la „%” (C. proc. civ., art. 163).',
      OLD.stage, NEW.stage USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.stage NOT IN ('new', 'waiting', 'left') AND
     (NEW.posted_at, NEW.urgent, NEW.term, NEW.due_on, NEW.court, NEW.file_number)
     IS DISTINCT FROM (OLD.posted_at, OLD.urgent, OLD.term, OLD.due_on, OLD.court, OLD.file_number) THEN
    RAISE EXCEPTION 'Condica: ce s-a socotit pentru un act predat sau înapoiat nu se mai schimbă.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.term IS NOT NULL AND NEW.term IS NULL THEN
    RAISE EXCEPTION 'Condica: termenul unui act de procedură nu se șterge.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.handed_at IS NOT NULL AND (NEW.handed_at, NEW.handed_by_id, NEW.handed_to, NEW.identity_kind,
      NEW.identity_last4, NEW.delegate) IS DISTINCT FROM (OLD.handed_at, OLD.handed_by_id, OLD.handed_to,
      OLD.identity_kind, OLD.identity_last4, OLD.delegate)
     OR OLD.returned_at IS NOT NULL AND (NEW.returned_at, NEW.returned_by_id, NEW.returned_why)
      IS DISTINCT FROM (OLD.returned_at, OLD.returned_by_id, OLD.returned_why)
     OR OLD.sent_at IS NOT NULL AND (NEW.sent_at, NEW.sent_way, NEW.sent_reference)
      IS DISTINCT FROM (OLD.sent_at, OLD.sent_way, OLD.sent_reference) THEN
    RAISE EXCEPTION 'Condica: predarea, înapoierea și trimiterea unui act se scriu o singură dată.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION court_papers_display_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.entry_id <> OLD.entry_id OR (NEW.stage <> OLD.stage AND (OLD.stage, NEW.stage) NOT IN (
      ('asked', 'posted'), ('asked', 'dropped'), ('dropped', 'asked'), ('posted', 'down'), ('down', 'answered'))) THEN
    RAISE EXCEPTION 'Condica: afișarea nu trece de la „%” la „%”.', OLD.stage, NEW.stage
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.posted_at IS NOT NULL AND (NEW.posted_at, NEW.posted_by_id, NEW.posting_minute_id, NEW.title, NEW.basis,
      NEW.places, NEW.url, NEW.witness, NEW.lasting, NEW.days, NEW.until, NEW.term, NEW.last_on, NEW.planned_on)
      IS DISTINCT FROM (OLD.posted_at, OLD.posted_by_id, OLD.posting_minute_id, OLD.title, OLD.basis, OLD.places,
      OLD.url, OLD.witness, OLD.lasting, OLD.days, OLD.until, OLD.term, OLD.last_on, OLD.planned_on)
     OR OLD.taken_at IS NOT NULL AND (NEW.taken_at, NEW.taken_by_id, NEW.taking_minute_id, NEW.taken_reason)
      IS DISTINCT FROM (OLD.taken_at, OLD.taken_by_id, OLD.taking_minute_id, OLD.taken_reason)
     OR OLD.answered_at IS NOT NULL AND NEW.answered_at IS DISTINCT FROM OLD.answered_at THEN
    RAISE EXCEPTION 'Condica: afișarea și dezafișarea se scriu o singură dată, în procesele lor verbale.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- The stage is that of the last step.
CREATE FUNCTION court_papers_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said text; last text; key bigint;
BEGIN
  IF TG_TABLE_NAME = 'court_papers_courtpaper' THEN
    SELECT stage INTO said FROM court_papers_courtpaper WHERE entry_id = NEW.entry_id;
    SELECT stage INTO last FROM court_papers_courtstep WHERE paper_id = NEW.entry_id ORDER BY id DESC LIMIT 1;
  ELSE
    SELECT stage INTO said FROM court_papers_display WHERE id = NEW.id;
    SELECT stage INTO last FROM court_papers_displaystep WHERE display_id = NEW.id ORDER BY id DESC LIMIT 1;
  END IF;
  IF said IS DISTINCT FROM last THEN
    RAISE EXCEPTION 'Condica: stadiul trebuie să fie ultimul din istoric.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
"""

CHECKS = r"""
-- A term is stored with the days that were counted and the words that explain them.
ALTER TABLE court_papers_courtpaper ADD CONSTRAINT court_paper_explained CHECK (
  term IS NULL OR ((term ->> 'legal')::date = due_on AND jsonb_array_length(term -> 'explanation') > 0
    AND (term ->> 'start')::date = court_papers_day(posted_at)));
ALTER TABLE court_papers_display ADD CONSTRAINT display_explained CHECK (
  term IS NULL OR ((term ->> 'legal')::date = last_on AND jsonb_array_length(term -> 'explanation') > 0
    AND (term ->> 'start')::date = court_papers_day(posted_at)));
-- From the day after the notice until the last day; what nobody came for goes back only after it (art. 163).
ALTER TABLE court_papers_courtpaper ADD CONSTRAINT court_paper_days CHECK (
  (handed_at IS NULL OR (court_papers_day(handed_at) > court_papers_day(posted_at)
     AND court_papers_day(handed_at) <= due_on))
  AND (returned_why <> 'uncollected' OR (due_on IS NOT NULL AND court_papers_day(returned_at) > due_on)));
ALTER TABLE court_papers_courtpaper ADD CONSTRAINT court_paper_identity_short CHECK (
  identity_last4 ~ '^[0-9A-Z]{0,4}$' OR identity_last4 LIKE '[%');
-- Earlier than its last day, or without one, a paper comes down only for a written reason.
ALTER TABLE court_papers_display ADD CONSTRAINT display_taken_after CHECK (
  taken_at IS NULL OR taken_reason <> '' OR (last_on IS NOT NULL AND court_papers_day(taken_at) > last_on));
"""


def guard(table: str, name: str, when: str, function: str, *, each: str = "FOR EACH ROW ") -> str:
    """One trigger that also fires for replicas and for the table's owner."""
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {each}EXECUTE FUNCTION {function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"
    )


def kept(table: str, changes: str = "condica_refuse") -> str:
    """Rows are never removed, nor emptied all at once; they change only as far as their own guard lets them."""
    return (
        guard(table, f"{table}_guard", "BEFORE UPDATE", changes)
        + guard(table, f"{table}_keep", "BEFORE DELETE", "condica_refuse")
        + guard(table, f"{table}_keep_all", "BEFORE TRUNCATE", "condica_refuse", each="")
    )


def told(table: str) -> str:
    """At the end of the transaction, the row says what its history says."""
    return (
        f"CREATE CONSTRAINT TRIGGER {table}_history AFTER INSERT OR UPDATE ON {table} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION court_papers_history();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_history;\n"
    )


TRIGGERS = (
    kept("court_papers_courtpaper", "court_papers_courtpaper_guard")
    + kept("court_papers_display", "court_papers_display_guard")
    + kept("court_papers_courtstep")
    + kept("court_papers_displaystep")
    + told("court_papers_courtpaper")
    + told("court_papers_display")
)


class Migration(migrations.Migration):
    dependencies = [("court_papers", "0001_initial"), ("journal", "0002_guards")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (FUNCTIONS, CHECKS, TRIGGERS)]
