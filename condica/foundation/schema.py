"""Migrations without rendering the whole house again after each step (migrări).

Django keeps a model class for every table in the state of a migration, and after each operation renders the changed
model again together with everything tied to it. Nearly all our tables are tied to the people and the papers, so one
constraint costs a hundred classes; an empty database took forty seconds of processor, four of which did anything.
`State` renders again only the model that an operation adds to. What an operation removes or alters, and every data
migration, still meets a state rendered whole: `is_delayed` asks for it, by Django's own way.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class State(ProjectState):
    """A state that grows in place."""

    before: State | None = None

    @classmethod
    def of(cls, plain: ProjectState) -> State:
        """The same state, growing in place from now on."""
        state = cls(models=plain.models, real_apps=plain.real_apps)
        state.is_delayed = plain.is_delayed
        if "apps" in plain.__dict__:
            state.__dict__["apps"] = plain.apps
        return state

    def clone(self) -> State:
        """A copy; Django takes one before each operation, as what the operation comes from."""
        self.before = State.of(super().clone())
        return self.before

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        """Render one model anew; those tied to it keep its older class until the state is rendered whole."""
        if "apps" in self.__dict__:
            self.is_delayed = True
            self._reload({(app_label, model_name)})  # type: ignore[attr-defined]  # Django's own, not in the stubs

    def _render_whole(self) -> None:
        for state in filter(None, (self.before, self)):
            state.clear_delayed_apps_cache()

    def alter_field(self, *args: Any, **more: Any) -> None:
        """A changed field (its columns in other tables too)."""
        super().alter_field(*args, **more)
        self._render_whole()

    def rename_field(self, *args: Any, **more: Any) -> None:
        """A field under another name."""
        super().rename_field(*args, **more)
        self._render_whole()

    def remove_field(self, *args: Any, **more: Any) -> None:
        """A field less."""
        super().remove_field(*args, **more)
        self._render_whole()

    def remove_model(self, *args: Any, **more: Any) -> None:
        """A model less."""
        super().remove_model(*args, **more)
        self._render_whole()

    def rename_model(self, *args: Any, **more: Any) -> None:
        """A model under another name: what points to it must be known before, too."""
        self._render_whole()
        super().rename_model(*args, **more)
        self._render_whole()


class Executor(MigrationExecutor):
    """Django's own, over such a state."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> State:
        return State.of(super()._create_project_state(with_applied_migrations))  # type: ignore[misc]  # as above
