"""Petitions at start-up (petiții): a kind of paper, a kind of case, and the letters that answer."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    """Petiții: OG 27/2002, the first procedure of the house."""

    name = "condica.petitions"
    verbose_name = "Petiții"

    def ready(self) -> None:
        """Tell the rooms below what a petition is, and hear of the letters that answer one."""
        from condica.petitions import api  # noqa: PLC0415 - models exist only now
        from condica.petitions.actions import keeping  # noqa: PLC0415

        api.register()
        keeping.register_keepers()
