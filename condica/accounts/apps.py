"""The room's name and place (conturi) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts (conturi)."""

    name = "condica.accounts"
    verbose_name = "Utilizatori"

    def ready(self) -> None:
        """Listen to what allauth tells, so that the journal knows who signed in; say where one's own page is."""
        from condica.accounts import adapter  # noqa: PLC0415 - models must be loaded first
        from condica.foundation import navigation  # noqa: PLC0415

        adapter.listen()
        navigation.register_place("account", "account_home")
