"""Migrations over a state that grows in place: quicker, and the same in the end."""

from __future__ import annotations

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from condica.foundation.schema import State

KEY, SMALL = models.AutoField(primary_key=True), models.SmallAutoField(primary_key=True)


class Made(migrations.Migration):
    """A table, one that points to it, a rule, a field more; then the first one's key grows."""

    operations = [
        migrations.CreateModel("Paper", [("id", SMALL), ("words", models.TextField())]),
        migrations.CreateModel("Copy", [("id", KEY), ("of", models.ForeignKey("trial.Paper", models.CASCADE))]),
        migrations.AddConstraint("Copy", models.UniqueConstraint(fields=["of"], name="one_copy")),
        migrations.AddField("Paper", "after", models.ForeignKey("trial.Paper", models.CASCADE, null=True)),
        migrations.AddIndex("Paper", models.Index(fields=["words"], name="by_words")),
        migrations.AlterField("Paper", "id", models.BigAutoField(primary_key=True)),
        migrations.RemoveField("Paper", "after"),
        migrations.RenameModel("Paper", "Sheet"),
    ]  # fmt: skip


def said_by(state: ProjectState) -> list[str]:
    """What PostgreSQL is told when the migration runs from this state."""
    state.apps  # noqa: B018 - rendered before the first operation, as Django does
    with connection.schema_editor(collect_sql=True) as editor:
        Made("made", "trial").apply(state, editor)
    return editor.collected_sql


def test_the_database_is_told_the_same(db: None) -> None:
    plain = said_by(ProjectState())
    assert said_by(State()) == plain
    assert sum("trial_copy" in line and "bigint" in line for line in plain) == 1, "the copy's column grows too"


def test_what_only_adds_renders_nothing_but_itself() -> None:
    state = State.of(ProjectState())
    assert state.apps.get_models() == []
    migrations.CreateModel("Paper", [("id", KEY)]).state_forwards("trial", state)
    paper = state.apps.get_model("trial", "Paper")
    key = models.ForeignKey("trial.Paper", models.CASCADE)
    migrations.CreateModel("Copy", [("id", KEY), ("of", key)]).state_forwards("trial", state)
    assert state.apps.get_model("trial", "Paper") is paper
    state.clear_delayed_apps_cache()  # as before every data migration
    assert [one.related_model.__name__ for one in state.apps.get_model("trial", "Paper")._meta.related_objects] == [
        "Copy"
    ]
