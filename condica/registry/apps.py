"""The registry's room as Django knows it (registratura)."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Registratura: registers, numbers, papers in, out and internal."""

    name = "condica.registry"
    verbose_name = "Registratură"

    def ready(self) -> None:
        """Tell the journal and the documents what this room knows about their rows."""
        from condica.registry import access, queries  # noqa: PLC0415 - models exist only now
        from condica.registry.actions import erasing, keeping, offline  # noqa: PLC0415

        queries.register_links()
        access.register_documents()
        access.register_pages()
        erasing.register_keepers()
        keeping.register_keepers()
        keeping.register_choices()
        offline.register_keepers()
